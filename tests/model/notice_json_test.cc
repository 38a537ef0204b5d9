// Refunds as others push them: what is read, and what is refused by its path. What the other notices say is
// tested where it arrives, in tests/server.
#include "model/notice_json.h"

#include <doctest/doctest.h>

#include "base/json_tree.h"

using namespace crosswalk;

namespace {

template <class Notice>
std::string paths(const std::string& text,
                  std::optional<Notice> (*read)(const Json&, const std::string&, std::vector<Error>&)) {
  std::vector<Error> errors;
  const auto notice = read(parse_json(text, "the notice").value(), "r[0]", errors);
  CHECK(notice.has_value() == errors.empty());
  std::string found;
  for (const auto& error : errors) found += (found.empty() ? "" : " ") + error.where;
  return found;
}

std::string wrong(const std::string& refund) {
  return paths(R"({"order":"108","line":"1",)" + refund + "}", read_order_refund);
}
std::string wrong_units(const std::string& units) {
  return paths(R"({"return_order":"104","units":)" + units + "}", read_return_refund);
}

}  // namespace

TEST_CASE("an order's refund is read with its amounts exact") {
  const auto plain = order_refund_in(
      R"({"key":"g1","order":108,"line":1,"quantity":1,"amount":"5.25","tax":0.43,"currency":"USD",)"
      R"("charge":"SHIPPING","reason":"Finance -> Goodwill","comment":"Sorry"})");
  REQUIRE_MESSAGE(plain.ok(), (plain ? "" : plain.error().text()));
  CHECK(plain->order == "108");
  CHECK(plain->line == "1");
  CHECK(plain->quantity == 1);
  CHECK(plain->amount.text() == "5.25 USD");
  CHECK(plain->tax.text() == "0.43 USD");
  CHECK_FALSE(plain->full);
  CHECK(plain->charge == "SHIPPING");
  CHECK(plain->reason == "Finance -> Goodwill");
  CHECK(plain->comment == "Sorry");
  CHECK(plain->key.empty());
  const auto full = order_refund_in(R"({"order":"108","line":"1","full":true})");
  REQUIRE(full.ok());
  CHECK(full->full);
  CHECK(full->charge == "PRODUCT");
}

TEST_CASE("an order's refund that leaves a doubt about money is refused by its field") {
  CHECK(wrong(R"("amount":"5.25","currency":"USD")").empty());
  CHECK(wrong(R"("amount":"0","currency":"USD")") == "r[0].amount");
  CHECK(wrong(R"("amount":"-5","tax":"-1","currency":"usd")") == "r[0].amount r[0].tax r[0].currency");
  CHECK(wrong(R"("amount":"1.005","tax":"0.001","currency":"USD")") == "r[0].amount r[0].tax");
  CHECK(wrong(R"("amount":"1e3","currency":"USD")") == "r[0].amount");
  CHECK(wrong(R"("full":false)") == "r[0].amount r[0].currency");
  CHECK(wrong(R"("full":"true","amount":"5","currency":"USD")") == "r[0].full");
  CHECK(wrong(R"("full":true,"amount":"5")") == "r[0].amount");
  CHECK(wrong(R"("amount":"5","currency":"USD","quantity":0,"why":"x")") == "r[0].quantity r[0].why");
}

TEST_CASE("a return's refund names each of its lines once, with its units") {
  const auto notice = return_refund_in(
      R"({"return_order":"104","customer_order":"200","units":[{"line":1,"quantity":2},{"line":"2","quantity":1}]})");
  REQUIRE_MESSAGE(notice.ok(), (notice ? "" : notice.error().text()));
  CHECK(notice->return_order == "104");
  CHECK(notice->customer_order == "200");
  REQUIRE(notice->lines.size() == 2);
  CHECK(notice->lines[0].number == 1);
  CHECK(notice->lines[0].quantity == 2);
  CHECK(notice->lines[1].number == 2);
  CHECK(wrong_units("null") == "r[0].units");
  CHECK(wrong_units("[]") == "r[0].units");
  CHECK(wrong_units(R"([{"line":1}])") == "r[0].units[0].quantity");
  CHECK(wrong_units(R"([{"line":"1a","quantity":1},{"line":0,"quantity":1}])") ==
        "r[0].units[0].line r[0].units[1].line");
  CHECK(wrong_units(R"([{"line":1,"quantity":1},{"line":"1","quantity":2}])") == "r[0].units[1].line");
  CHECK(wrong_units("[7]") == "r[0].units[0]");
}
