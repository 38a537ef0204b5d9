#include <doctest/doctest.h>

#include <set>

#include "model/answers.h"
#include "model/document.h"
#include "model/line.h"

using namespace crosswalk;

namespace {

Line product() {
  Line line;
  line.order_line = "4";
  line.unit_from = 0;
  line.unit_to = 2;
  line.charge_type = "PRODUCT";
  line.charge_name = "ItemPrice";
  line.line_class = LineClass::product;
  return line;
}

}  // namespace

TEST_CASE("the key of a line is stable text") {
  Line line = product();
  CHECK(key_of(line) == "4/0-2/PRODUCT:ItemPrice/amount");
  line.charge_index = 1;
  CHECK(key_of(line) == "4/0-2/PRODUCT:ItemPrice.1/amount");
  line.line_class = LineClass::tax;
  line.tax_name = "Tax1";
  CHECK(key_of(line) == "4/0-2/PRODUCT:ItemPrice.1/tax");
  line.row = 17;
  CHECK(key_of(line) == "row/17");
}

TEST_CASE("whatever tells two lines of a record apart is in their keys") {
  std::set<std::string> keys;
  const auto fresh = [&](auto change) {
    Line line = product();
    change(line);
    return keys.insert(key_of(line)).second;
  };
  CHECK(fresh([](Line&) {}));
  CHECK(fresh([](Line& line) { line.order_line = "5"; }));
  CHECK(fresh([](Line& line) { line.unit_from = 1; }));
  CHECK(fresh([](Line& line) { line.unit_to = 3; }));
  CHECK(fresh([](Line& line) { line.charge_index = 1; }));
  CHECK(fresh([](Line& line) { line.charge_type = "SHIPPING"; }));
  CHECK(fresh([](Line& line) { line.charge_name = "Discount"; }));
  CHECK(fresh([](Line& line) { line.line_class = LineClass::tax; }));
}

TEST_CASE("what may change over the life of a line is not in its key") {
  Line line = product();
  const std::string key = key_of(line);
  line.state = UnitState::shipped;
  line.amount = {Decimal::whole(5), Currency::parse("USD").value()};
  line.quantity = Decimal::whole(2);
  line.date = Date::parse("2026-01-31").value();
  line.at = Instant::from_millis(1);
  line.sku = "MUG-1";
  line.carrier = "UPS";
  CHECK(key_of(line) == key);
}

TEST_CASE("receipts are found by kind and key together") {
  Receipts receipts;
  receipts.add(DocumentKind::contact, "Walmart", {"c-1", "ACTIVE", std::nullopt, Instant()});
  receipts.add(DocumentKind::invoice, "Walmart", {"i-1", "DRAFT", std::nullopt, Instant()});
  REQUIRE(receipts.find(DocumentKind::invoice, "Walmart") != nullptr);
  CHECK(receipts.find(DocumentKind::invoice, "Walmart")->outside_id == "i-1");
  CHECK(receipts.find(DocumentKind::contact, "Walmart")->outside_id == "c-1");
  CHECK(receipts.find(DocumentKind::payment, "Walmart") == nullptr);
  CHECK(receipts.find(DocumentKind::invoice, "walmart") == nullptr);
}

TEST_CASE("an origin is a file and a line, or only a name") {
  CHECK(Origin{"rules/tax.lua", 7}.text() == "rules/tax.lua:7");
  CHECK(Origin{"built in", 0}.text() == "built in");
}
