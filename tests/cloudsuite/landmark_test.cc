#include "cloudsuite/landmark.h"

#include <doctest/doctest.h>

#include "base/json_tree.h"

using namespace crosswalk;
using namespace crosswalk::cloudsuite;

namespace {

Result<Page> page(const char* text) {
  return page_in(parse_json(text, "the list").value(), "the list");
}

}  // namespace

TEST_CASE("a list is read with its paging element and without, and its keys lose their blanks") {
  const auto with =
      page(R"([{"_count":-1,"_links":[{"rel":"next","href":"../lists/_generic?_paging=NEXT"}]},)"
           R"({"_fields":{" ErrorMessage":"why","Passed":"8"}}])");
  REQUIRE(with.ok());
  CHECK(with->next == "../lists/_generic?_paging=NEXT");
  CHECK(field(with->rows.at(0), "ErrorMessage") == "why");
  CHECK(field(with->rows.at(0), "Failed").empty());
  const auto without = page(R"([{"_fields":{"Passed":"8"}}])");
  CHECK(without->next.empty());
  CHECK(without->rows.size() == 1);
}

TEST_CASE("a refused list is an error in Infor's words, on whichever status it comes") {
  CHECK(page(R"({"exception":{"message":"ConditionNode tree failed"}})").error().message ==
        "Infor refused the list: ConditionNode tree failed");
  CHECK(page(R"([{"exception":{"message":"no"}}])").error().message == "Infor refused the list: no");
  CHECK(page(R"({"code":"400","message":"_fields is required"})").error().message ==
        "Infor refused the list: _fields is required");
  CHECK_FALSE(page(R"([{"what":"ever"}])").ok());
}

TEST_CASE("a batch answers row by row, and must speak of every row") {
  const std::string body = R"([{"_fields":{"A":"1"},"message":"created"},)"
                           R"({"exception":{"message":"Record already exists"},"_fields":{"A":"2"}},)"
                           R"({"batchStatus":"0"}])";
  CHECK(batch_in(body, 2).value() == std::vector<std::string>{"", "Record already exists"});
  CHECK_FALSE(batch_in(body, 3).ok());
  CHECK_FALSE(batch_in("<html></html>", 2).ok());
  CHECK_FALSE(batch_in(R"({"message":"ok"})", 1).ok());
}

TEST_CASE("what Infor says of a refusal is found in every shape that it takes, and only there") {
  CHECK(refusal_in(R"({"message":"Interface Transactions Submitted"})").empty());
  CHECK(words_in(R"({"message":"Interface Transactions Submitted"})") == "Interface Transactions Submitted");
  CHECK(refusal_in(R"({"error":{"message":"socket hang up"}})") == "socket hang up");
  CHECK(refusal_in("plain text").empty());
  CHECK(described({500, {{"x-transaction-id", "17-a"}}, "<html>secret</html>"}) ==
        "HTTP 500 (x-transaction-id 17-a)");
}
