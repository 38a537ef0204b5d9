#include "walmart/page.h"

#include <doctest/doctest.h>

#include "base/crypto.h"
#include "walmart/order_text.h"

using namespace crosswalk;
using namespace crosswalk::walmart;

TEST_CASE("an order's body is byte for byte what was received") {
  const std::string odd =
      "{ \"purchaseOrderId\" :\t\"1\",\n  \"x\": [1.50, 2e3 , null], \"name\":\"\\u00e9 \xC3\xA9 } ]\" \n}";
  const std::string text = "{\"list\": {\"elements\": {\"order\": [ " + odd + "  ,\n" +
                           OrderBuilder{}.text() + "\n ]}, \"meta\": {\"totalCount\": 2, \"limit\": 200}}}\n";
  const auto page = split_list(text);
  REQUIRE(page);
  REQUIRE(page->records.size() == 2);
  CHECK(page->records[0].id == "1");
  CHECK(page->records[0].body == odd);
  CHECK(page->records[0].body.data() >= text.data());
  CHECK(page->records[0].body.data() < text.data() + text.size());
  CHECK(page->records[1].body == OrderBuilder{}.text());
  CHECK(page->total == 2);
  CHECK(page->limit == 200);
  CHECK(page->next_cursor.empty());
}

TEST_CASE("the next cursor is taken as it is") {
  const std::string cursor =
      "?limit=200&hasMoreElements=true&createdStartDate=2026-01-01T00:00:00%2B00:00&x=-06:00&y=a+b";
  CHECK(split_list(list_text({}, 0, cursor))->next_cursor == cursor);
  CHECK(split_list(list_text({}, 0, R"(?a=1\u0026b=2)"))->next_cursor == "?a=1&b=2");
  CHECK(split_list(R"({"list":{"meta":{"nextCursor":null},"elements":null}})")->next_cursor.empty());
}

TEST_CASE("empty lists come in several forms, and a lone order without a list") {
  for (const char* text :
       {R"({"list":{"meta":{"totalCount":0},"elements":{"order":[]}}})",
        R"({"list":{"meta":{},"elements":null}})", R"({"list":{"elements":{"order":null}}})",
        R"({"list":{}})", R"({"list":{"elements":{}},"errors":[]})"}) {
    CAPTURE(text);
    const auto page = split_list(text);
    REQUIRE(page);
    CHECK(page->records.empty());
  }
  const auto lone = split_list(R"({"list":{"elements":{"order":{"purchaseOrderId":"5"}}}})");
  REQUIRE(lone);
  REQUIRE(lone->records.size() == 1);
  CHECK(lone->records[0].id == "5");
}

TEST_CASE("an element that cannot be identified is kept and stops nothing") {
  for (const char* element : {R"({"customerOrderId":"2"})", R"({"purchaseOrderId":null})", R"("text")", "17",
                              "[1,2]", R"({"purchaseOrderId":{"a":1}})", R"({"a":nonsense,"b":{"c":[}]})"}) {
    CAPTURE(element);
    const std::string text = R"({"list":{"elements":{"order":[{"purchaseOrderId":"1"},)" +
                             std::string(element) + R"(,{"purchaseOrderId":3}]}}})";
    const auto page = split_list(text);
    REQUIRE(page);
    REQUIRE(page->records.size() == 3);
    CHECK(page->records[0].id == "1");
    CHECK(page->records[1].body == element);
    CHECK(page->records[1].id == "unidentified-" + sha256(element).substr(0, 16));
    CHECK(page->records[2].id == "3");
  }
}

TEST_CASE("a broken byte in one order stops neither the page nor that order's name") {
  for (const char* broken : {"{\"purchaseOrderId\":\"2\",\"name\":\"caf\xE9 \xFF\"}",
                             "{\"purchaseOrderId\":\"2\",\"name\":\"a\nb\x01\"}"}) {
    const std::string order = OrderBuilder{}.text();
    const std::string text =
        list_text({order, broken, "{\"purchaseOrderId\":\"3\"}"}, 3, "?hasMoreElements=true");
    const auto page = split_list(text);
    REQUIRE(page);
    REQUIRE(page->records.size() == 3);
    CHECK(page->records[0].body == order);
    CHECK(page->records[1].id == "2");
    CHECK(page->records[1].body == broken);
    CHECK(page->records[2].id == "3");
    CHECK(page->next_cursor == "?hasMoreElements=true");
    CHECK(split_order("{\"order\":" + std::string(broken) + "}")->id == "2");
  }
}

TEST_CASE("a reply that is cut off is an error, wherever it is cut") {
  const std::string whole = list_text({OrderBuilder{}.text()}, 1, "?hasMoreElements=true");
  REQUIRE(split_list(whole));
  for (std::size_t length = 0; length < whole.size(); ++length)
    CHECK_FALSE(split_list(std::string_view(whole).substr(0, length)));
  CHECK_FALSE(split_list(whole + "}"));
  CHECK_FALSE(split_list(whole + whole));
}

TEST_CASE("what is no list is an error that says what it is and shows no order") {
  const auto html = split_list("<html><body>Sorry</body></html>");
  REQUIRE_FALSE(html);
  CHECK(html.error().kind == ErrorKind::outside);
  CHECK(html.error().message == "Walmart answered with an HTML page where a list of orders was expected");
  const auto order = split_list(OrderBuilder{}.text());
  REQUIRE_FALSE(order);
  CHECK(order.error().message.find("Robin") == std::string::npos);
  CHECK_FALSE(split_list(""));
  CHECK_FALSE(split_list("null"));
  CHECK_FALSE(split_list(R"({"list":null})"));
}

TEST_CASE("errors inside a list of 200 stop it only when they are serious") {
  const auto with = [](const char* severity) {
    return R"({"list":{"elements":{"order":[{"purchaseOrderId":"1"}]},"errors":[{"code":"A.B","description":"d","severity":")" +
           std::string(severity) + R"("}]}})";
  };
  const auto serious = split_list(with("ERROR"));
  REQUIRE_FALSE(serious);
  CHECK(serious.error().message == "Walmart answered with an error in a list of orders: A: d");
  const std::string text = with("INFO");
  const auto mild = split_list(text);
  REQUIRE(mild);
  CHECK(mild->records.size() == 1);
  CHECK(mild->remark == "A: d");
  CHECK_FALSE(split_list(R"({"errors":{"error":[{"code":"X.Y","severity":"ERROR"}]}})"));
}

TEST_CASE("the reply about one order loses its envelope") {
  const std::string order = OrderBuilder{}.text();
  const std::string wrapped = "{ \"order\" : " + order + "\n}";
  CHECK(split_order(wrapped)->body == order);
  CHECK(split_order(wrapped)->id == "108900000000001");
  CHECK(split_order(order)->body == order);
  CHECK_FALSE(split_order("{}"));
  CHECK_FALSE(split_order(R"({"order":null})"));
  CHECK_FALSE(split_order("Bad Request"));
  for (std::size_t length = 0; length < wrapped.size(); ++length)
    CHECK_FALSE(split_order(std::string_view(wrapped).substr(0, length)));
}
