// Notices from files: rows as notices, errors with file and line, and what the same file twice is.
#include "server/notice_csv.h"

#include <doctest/doctest.h>

#include "base/json_tree.h"

using namespace crosswalk;
using namespace crosswalk::server;

namespace {

CheckedNotices read(const char* kind, const std::string& text) {
  return notices_in_csv(*notice_kind(kind), text, "out.csv", "us");
}

std::string problems(const CheckedNotices& checked) {
  CHECK(checked.items.empty());
  std::string text;
  for (const auto& error : checked.errors) text += error.text() + "\n";
  return text;
}

const std::string head = "order,line,quantity,carrier,tracking_number,shipped\n";

}  // namespace

TEST_CASE("rows of one order and tracking number are one shipment") {
  const auto checked = read("shipments", head +
                                             "108,1,2,UPS,1Z1,2026-02-10T10:00:00Z\n"
                                             "108,2,1,UPS,1Z1,2026-02-10T10:00:00Z\n"
                                             "108,3,1,UPS,1Z2,2026-02-10T10:00:00Z\n");
  REQUIRE(checked.errors.empty());
  REQUIRE(checked.items.size() == 2);
  CHECK(checked.items[0].kind == "shipment");
  CHECK(checked.items[0].body ==
        R"({"carrier":"UPS","order":"108","shipped":"2026-02-10T10:00:00Z","tracking_number":"1Z1",)"
        R"("units":[{"line":"1","quantity":2},{"line":"2","quantity":1}]})");
  // The same file twice is the same; stock is taken anew, because its newest value counts.
  CHECK(read("shipments", head + "108,3,1,UPS,1Z2,2026-02-10T10:00:00Z\n").items[0].key ==
        checked.items[1].key);
  const std::string stock = "sku,units\nMUG,5\n";
  CHECK(read("stock", stock).items[0].key != read("stock", stock).items[0].key);
  CHECK(read("stock", "key,sku,units\nk1,MUG,5\n").items[0].key == "k1");
}

TEST_CASE("the same file of refunds twice is the same refunds, and a row that stands twice is refused") {
  const std::string columns = "order,line,amount,tax,currency,full\n";
  const std::string text = columns + "108,1,5.25,0.43,USD,\n108,2,,,,true\n";
  const auto checked = read("refunds", text);
  REQUIRE(checked.errors.empty());
  REQUIRE(checked.items.size() == 2);
  CHECK(checked.items[0].kind == "order_refund");
  CHECK(checked.items[0].body ==
        R"({"amount":"5.25","currency":"USD","line":"1","order":"108","tax":"0.43"})");
  CHECK(checked.items[1].body == R"({"full":true,"line":"2","order":"108"})");
  CHECK(read("refunds", text).items[0].key == checked.items[0].key);
  CHECK(problems(read("refunds", columns + "108,1,5.25,,USD,\n108,1,5.25,,USD,\n")) ==
        "out.csv:3: it says the same as line 2, or has its key; if both are meant, give each a key of its "
        "own\n");
  CHECK(read("refunds", "key,order,line,amount,currency\na,108,1,5,USD\nb,108,1,5,USD\n").items.size() == 2);
  CHECK(problems(read("refunds", columns + "108,1,5.25,,USD,yes\n")) ==
        "out.csv:2: full: true or false is expected\n");
}

TEST_CASE("rows of one return are one refund") {
  const auto checked = read("return-refunds", "return_order,line,quantity\n104,1,2\n104,2,1\n105,1,1\n");
  REQUIRE(checked.errors.empty());
  REQUIRE(checked.items.size() == 2);
  CHECK(checked.items[0].kind == "return_refund");
  CHECK(checked.items[0].body ==
        R"({"return_order":"104","units":[{"line":"1","quantity":2},{"line":"2","quantity":1}]})");
  CHECK(problems(read("return-refunds", "return_order,line,quantity\n104,1,2\n104,x,1\n")) ==
        "out.csv:3: units[1].line: the line's number in the return is expected\n");
}

TEST_CASE("what is wrong in a file is named by its line, and nothing of it is taken") {
  CHECK(problems(read("shipments", head + "108,1,2,UPS,1Z1,2026-02-10T10:00:00Z\n"
                                          "108,2,x,UPS,1Z1,2026-02-10T10:00:00Z\n"
                                          "109,1,1,,1Z3,today\n")) ==
        "out.csv:3: units[1].quantity: a whole number from 1 to 100000 is expected\n"
        "out.csv:4: carrier: it is missing\n"
        "out.csv:4: shipped: a time with its zone is expected, such as 2026-01-31T10:30:15Z\n");
  CHECK(
      problems(read("shipments",
                    head + "108,1,2,UPS,1Z1,2026-02-10T10:00:00Z\n108,2,1,DHL,1Z1,2026-02-10T10:00:00Z\n")) ==
      "out.csv:3: it says something else of the same notice than line 2\n");
  CHECK(problems(read("stock", "sku,unit\nMUG,5\n")) ==
        "out.csv:1: \"unit\" is not a column, or stands twice; there are key, sku, node, units\n");
  CHECK(problems(read("stock", "sku,units\nMUG\n")) == "out.csv:2: the row has 1 fields, the head 2\n");
  CHECK(problems(read("stock", "sku,units\n")) == "out.csv:1: there is no row below the head\n");
  CHECK(problems(read("prices", "sku,price,currency\nMUG,1e3,USD\n")).find("out.csv:2: price: ") == 0);
}
