#include "walmart/order_lines.h"

#include <doctest/doctest.h>

#include "walmart/fakes.h"
#include "walmart/order_text.h"

using namespace crosswalk;
using namespace crosswalk::walmart;

namespace {

Collector lines_of(const OrderBuilder& order, const Settings& settings = test_settings()) {
  Collector collector;
  const auto done = order_lines(order.record(), settings, collector);
  INFO((done ? std::string() : done.error().text()));
  REQUIRE(done);
  return collector;
}

Error refused(Record record, const Settings& settings = test_settings()) {
  Collector collector;
  const auto done = order_lines(record, settings, collector);
  REQUIRE_FALSE(done);
  return done.error();
}

Record changed(const OrderBuilder& order, std::string_view what, std::string_view by) {
  Record record = order.record();
  const auto found = record.body.find(what);
  REQUIRE(found != std::string::npos);
  record.body.replace(found, what.size(), by);
  return record;
}

}  // namespace

TEST_CASE("facts come first and say what the order says") {
  const auto collector = lines_of(OrderBuilder{});
  CHECK(collector.facts_calls == 1);
  CHECK(collector.kept.market == "us");
  CHECK(collector.kept.channel == "Walmart Marketplace US");
  CHECK(collector.kept.order_type == "regular");
  CHECK(collector.kept.fulfilment == "seller");
  CHECK(collector.kept.state == "TX");
  CHECK(collector.kept.facts.order_date.text() == "2026-01-28");
  CHECK(collector.kept.facts.ship_by == Instant::from_millis(1769900000000));
  CHECK(collector.kept.facts.currency.code() == "USD");
  CHECK(collector.kept.facts.wants_acknowledgement);
  CHECK_FALSE(collector.kept.facts.cancel_requested);
}

TEST_CASE("each charge and each tax is a line of its own") {
  OrderBuilder order;
  order.lines[0].charges = {charge_text("PRODUCT", "ItemPrice", "24.99", "2.06"),
                            charge_text("SHIPPING", "Shipping", "5.990", "null"),
                            charge_text("PRODUCT", "SubscriptionDiscount", "-1.25", "")};
  const auto collector = lines_of(order);
  REQUIRE(collector.lines.size() == 4);
  CHECK(amount_of(collector, "1/0-1/PRODUCT:ItemPrice/amount") == "24.99 USD");
  CHECK(amount_of(collector, "1/0-1/PRODUCT:ItemPrice/tax") == "2.06 USD");
  CHECK(amount_of(collector, "1/0-1/SHIPPING:Shipping/amount") == "5.99 USD");
  CHECK(amount_of(collector, "1/0-1/PRODUCT:SubscriptionDiscount/amount") == "-1.25 USD");
  CHECK(collector.lines[0].line.line_class == LineClass::product);
  CHECK(collector.lines[1].line.line_class == LineClass::tax);
  CHECK(collector.lines[1].line.tax_class == TaxClass::facilitator);
  CHECK(collector.lines[1].tax_name == "Tax1");
  CHECK(collector.lines[2].line.line_class == LineClass::shipping);
  CHECK(collector.lines[2].line.tax_class == TaxClass::none);
  CHECK(collector.lines[2].tax_name.empty());
  CHECK(collector.lines[3].line.line_class == LineClass::discount);
}

TEST_CASE("charges of zero and taxes of zero are kept") {
  OrderBuilder order;
  order.lines[0].charges = {charge_text("PRODUCT", "ItemPrice", "0", "0")};
  order.lines[0].statuses = {status_text("Cancelled", "1")};
  const auto collector = lines_of(order);
  REQUIRE(collector.lines.size() == 2);
  CHECK(collector.lines[0].line.state == UnitState::cancelled);
  CHECK(collector.lines[1].line.line_class == LineClass::tax);
}

TEST_CASE("the class of a charge comes from its type, its sign and its name") {
  const struct {
    const char* type;
    const char* name;
    const char* amount;
    LineClass expected;
  } rows[] = {
      {"PRODUCT", "ItemPrice", "5", LineClass::product},
      {"PRODUCT", "ItemPrice", "-5", LineClass::discount},
      {"PRODUCT", "MemberDiscount", "0", LineClass::discount},
      {"SHIPPING", "Shipping", "-1", LineClass::shipping},
      {"DISCOUNT", "COUPON_DISC", "-1", LineClass::discount},
      {"FEE", "BagFee", "0.05", LineClass::other},
      {"Sonstiges", "", "1", LineClass::other},
  };
  for (const auto& row : rows) {
    CAPTURE(row.type);
    CAPTURE(row.name);
    OrderBuilder order;
    order.lines[0].charges = {charge_text(row.type, row.name, row.amount, "")};
    const auto collector = lines_of(order);
    REQUIRE(collector.lines.size() == 1);
    CHECK(collector.lines[0].line.line_class == row.expected);
    CHECK(collector.lines[0].charge_type == row.type);
    CHECK(collector.lines[0].charge_name == row.name);
  }
}

TEST_CASE("charges of the same type and name on a line keep keys of their own") {
  OrderBuilder order;
  order.lines[0].charges = {charge_text("FEE", "BagFee", "0.05", ""),
                            charge_text("FEE", "BagFee", "0.10", "0.01")};
  const auto collector = lines_of(order);
  CHECK(amount_of(collector, "1/0-1/FEE:BagFee/amount") == "0.05 USD");
  CHECK(amount_of(collector, "1/0-1/FEE:BagFee.1/amount") == "0.10 USD");
  CHECK(amount_of(collector, "1/0-1/FEE:BagFee.1/tax") == "0.01 USD");
}

TEST_CASE("a tax is the facilitator's by state and order date") {
  OrderBuilder order;
  order.state = "OR";
  CHECK(lines_of(order).lines[1].line.tax_class == TaxClass::seller);
  order.state = "MO";
  CHECK(lines_of(order).lines[1].line.tax_class == TaxClass::facilitator);
  order.order_date = "1672549200000";  // 2023-01-01T05:00:00Z, midnight in New York
  CHECK(lines_of(order).lines[1].line.tax_class == TaxClass::facilitator);
  order.order_date = "1672549199000";  // a second before
  CHECK(lines_of(order).lines[1].line.tax_class == TaxClass::seller);
}

TEST_CASE("a quantity above one waits until it is said what a charge is for") {
  OrderBuilder order;
  order.lines[0].number = "4";
  order.lines[0].quantity = "2";
  order.lines[0].statuses = {status_text("Acknowledged", "2")};
  Settings settings = test_settings();
  settings.charge_amount.reset();
  const Error error = refused(order.record(), settings);
  CHECK(error.kind == ErrorKind::config);
  CHECK(error.message ==
        "order 108900000000001 line 4 has a quantity of 2, and it is not known whether Walmart's charge is "
        "for the line "
        "or the unit; set `charge_amount: line` or `unit` in crosswalk.yaml (pair shop)");

  order.lines[0].quantity = "1";
  order.lines[0].statuses = {status_text("Acknowledged", "1")};
  CHECK(lines_of(order, settings).lines.size() == 2);
}

TEST_CASE("a quantity above one is the line's or the unit's amount, as set") {
  OrderBuilder order;
  order.lines[0].quantity = "4";
  order.lines[0].statuses = {status_text("Acknowledged", "4")};
  order.lines[0].charges = {charge_text("PRODUCT", "ItemPrice", "31.96", "2.64")};
  CHECK(amount_of(lines_of(order), "1/0-4/PRODUCT:ItemPrice/amount") == "31.96 USD");
  Settings settings = test_settings();
  settings.charge_amount = ChargeAmount::unit;
  const auto collector = lines_of(order, settings);
  CHECK(amount_of(collector, "1/0-4/PRODUCT:ItemPrice/amount") == "127.84 USD");
  CHECK(amount_of(collector, "1/0-4/PRODUCT:ItemPrice/tax") == "10.56 USD");
  CHECK(collector.lines[0].line.quantity == Decimal::whole(4));
  CHECK(collector.lines[0].line.order_quantity == 4);
}

TEST_CASE("a line in several states is divided, and its parts add up") {
  OrderBuilder order;
  order.lines[0].quantity = "3";
  order.lines[0].charges = {charge_text("PRODUCT", "ItemPrice", "10", "0.83")};
  order.lines[0].statuses = {status_text("Cancelled", "1"), status_text("Shipped", "1", "1769800000000"),
                             status_text("Created", "1")};
  const auto collector = lines_of(order);
  CHECK(amount_of(collector, "1/0-1/PRODUCT:ItemPrice/amount") == "3.33 USD");
  CHECK(amount_of(collector, "1/1-2/PRODUCT:ItemPrice/amount") == "3.34 USD");
  CHECK(amount_of(collector, "1/2-3/PRODUCT:ItemPrice/amount") == "3.33 USD");
  CHECK(amount_of(collector, "1/0-1/PRODUCT:ItemPrice/tax") == "0.28 USD");
  CHECK(amount_of(collector, "1/1-2/PRODUCT:ItemPrice/tax") == "0.27 USD");
  CHECK(amount_of(collector, "1/2-3/PRODUCT:ItemPrice/tax") == "0.28 USD");
  CHECK(collector.lines[0].line.state == UnitState::shipped);
  CHECK(collector.lines[0].line.at == Instant::from_millis(1769800000000));
  CHECK(collector.lines[0].line.date.text() == "2026-01-30");
  CHECK(collector.lines[0].carrier == "UPS");
  CHECK(collector.lines[2].line.state == UnitState::open);
  CHECK(collector.lines[2].line.date.text() == "2026-01-28");
  CHECK(collector.lines[4].line.state == UnitState::cancelled);
}

TEST_CASE("statuses are understood, and an unknown one is named") {
  const struct {
    const char* status;
    UnitState expected;
  } rows[] = {{"Created", UnitState::open},    {"Acknowledged", UnitState::open},
              {"Shipped", UnitState::shipped}, {"Delivered", UnitState::shipped},
              {"Refund", UnitState::shipped},  {"Cancelled", UnitState::cancelled}};
  for (const auto& row : rows) {
    CAPTURE(row.status);
    OrderBuilder order;
    order.lines[0].statuses = {status_text(row.status, "1", "1769800000000")};
    const auto collector = lines_of(order);
    CHECK(collector.lines[0].line.state == row.expected);
    CHECK(collector.kept.facts.wants_acknowledgement == (std::string_view(row.status) == "Created"));
  }
  OrderBuilder order;
  order.lines[0].statuses = {status_text("Teleported", "1")};
  const Error error = refused(order.record());
  CHECK(error.kind == ErrorKind::invalid);
  CHECK(error.message.find("Teleported") != std::string::npos);
  CHECK(error.where == "orderLines.orderLine[0].orderLineStatuses.orderLineStatus[0].status");
}

TEST_CASE("without tracking the ship time is the status date") {
  OrderBuilder order;
  order.lines[0].statuses = {status_text("Delivered", "1")};
  CHECK(lines_of(order).lines[0].line.at == Instant::from_millis(1769700000000));
  const auto record = changed(order, R"("statusDate":1769700000000,)", "");
  CHECK(refused(record).where ==
        "orderLines.orderLine[0].orderLineStatuses.orderLineStatus[0].trackingInfo.shipDateTime");
}

TEST_CASE("what is cancelled is of the status date") {
  OrderBuilder order;
  order.lines[0].statuses = {status_text("Cancelled", "1")};
  CHECK(lines_of(order).lines[0].line.at == Instant::from_millis(1769700000000));
}

TEST_CASE("a status quantity may be missing only when there is one status") {
  OrderBuilder order;
  order.lines[0].quantity = "3";
  order.lines[0].statuses = {R"({"status":"Shipped","trackingInfo":{"shipDateTime":1769800000000}})"};
  CHECK(lines_of(order).lines[0].line.unit_to == 3);
  order.lines[0].statuses.push_back(status_text("Created", "1"));
  CHECK(refused(order.record()).where ==
        "orderLines.orderLine[0].orderLineStatuses.orderLineStatus[0].statusQuantity.amount");
}

TEST_CASE("orders that cannot be processed name the field and never the buyer") {
  const OrderBuilder order;
  const struct {
    const char* what;
    const char* by;
    const char* where;
  } rows[] = {
      {R"("purchaseOrderId":"108900000000001",)", "", "purchaseOrderId"},
      {R"("purchaseOrderId":"108900000000001")", R"("purchaseOrderId":"999")", "purchaseOrderId"},
      {R"("state":"TX",)", "", "shippingInfo.postalAddress.state"},
      {R"("state":"TX")", R"("state":null)", "shippingInfo.postalAddress.state"},
      {R"("country":"USA")", R"("country":"")", "shippingInfo.postalAddress.country"},
      {R"("postalAddress":)", R"("oldAddress":)", "shippingInfo.postalAddress"},
      {R"("shippingInfo":)", R"("oldInfo":)", "shippingInfo"},
      {R"("orderLines":)", R"("oldLines":)", "orderLines.orderLine"},
      {R"("orderDate":1769616000000)", R"("orderDate":"yesterday")", "orderDate"},
      {R"("lineNumber":"1",)", "", "orderLines.orderLine[0].lineNumber"},
      {R"("charges":{)", R"("charge":{)", "orderLines.orderLine[0].charges.charge"},
      {R"("charges":{)", R"("charges":null,"x":{)", "orderLines.orderLine[0].charges.charge"},
      {R"("amount":24.99)", R"("amount":null)",
       "orderLines.orderLine[0].charges.charge[0].chargeAmount.amount"},
      {R"("amount":24.99)", R"("amount":"24,99")",
       "orderLines.orderLine[0].charges.charge[0].chargeAmount.amount"},
      {R"("amount":24.99)", R"("amount":24.9999999)",
       "orderLines.orderLine[0].charges.charge[0].chargeAmount.amount"},
      {R"("amount":24.99)", R"("amount":true)",
       "orderLines.orderLine[0].charges.charge[0].chargeAmount.amount"},
      {R"("amount":2.06)", R"("amount":null)",
       "orderLines.orderLine[0].charges.charge[0].tax.taxAmount.amount"},
      {R"({"currency":"USD","amount":24.99})", R"({"amount":24.99})",
       "orderLines.orderLine[0].charges.charge[0].chargeAmount.currency"},
      {R"({"currency":"USD","amount":2.06})", R"({"currency":"CAD","amount":2.06})",
       "orderLines.orderLine[0].charges.charge[0].tax.taxAmount.currency"},
      {R"("EACH","amount":"1"},"statusDate")", R"("EACH","amount":"0"},"statusDate")",
       "orderLines.orderLine[0].orderLineQuantity.amount"},
      {R"("EACH","amount":"1"},"statusDate")", R"("EACH","amount":"1.5"},"statusDate")",
       "orderLines.orderLine[0].orderLineQuantity.amount"},
      {R"("status":"Created","statusQuantity":{"unitOfMeasurement":"EACH","amount":"1"})",
       R"("status":"Created","statusQuantity":{"unitOfMeasurement":"EACH","amount":"2"})",
       "orderLines.orderLine[0].orderLineStatuses"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.what);
    CAPTURE(row.by);
    const Error error = refused(changed(order, row.what, row.by));
    CHECK(error.kind == ErrorKind::invalid);
    CHECK(error.where == row.where);
    for (const char* personal : {"Robin", "Mill Lane", "5125550142", "relay", "78701"})
      CHECK(error.text().find(personal) == std::string::npos);
  }
}

TEST_CASE("times are milliseconds or ISO, and one that cannot be is refused") {
  OrderBuilder order;
  order.order_date = "\"2026-01-28T11:00:00-05:00\"";
  CHECK(lines_of(order).kept.facts.ordered == at("2026-01-28T16:00:00Z"));
  for (const char* date :
       {"1769616000", "0", "-1", "9223372036854775807", "99999999999999999999", "null", "1.5e12"}) {
    CAPTURE(date);
    order.order_date = date;
    CHECK(refused(order.record()).where == "orderDate");
  }
  const auto record =
      changed(OrderBuilder{}, R"("estimatedShipDate":1769900000000)", R"("estimatedShipDate":0)");
  Collector collector;
  REQUIRE(order_lines(record, test_settings(), collector));
  CHECK(collector.kept.facts.ship_by == Instant());
}

TEST_CASE("shipping information that is null says so in words") {
  Record record = OrderBuilder{}.record();
  record.body = R"({"purchaseOrderId":"108900000000001","orderDate":1769616000000,"shippingInfo":null})";
  const Error error = refused(record);
  CHECK(error.kind == ErrorKind::invalid);
  CHECK(error.message.starts_with("order 108900000000001 has no shipping information (shippingInfo); "));
}

TEST_CASE("two lines of one number are refused, because one would be lost") {
  OrderBuilder order;
  order.lines.push_back(order.lines[0]);
  CHECK(refused(order.record()).message.find("line number 1 occurs twice") != std::string::npos);
}

TEST_CASE("broken JSON is a dead letter, wherever it breaks") {
  const Record whole = OrderBuilder{}.record();
  for (std::size_t length = 0; length < whole.body.size(); ++length) {
    Record cut = whole;
    cut.body.resize(length);
    Collector collector;
    const auto done = order_lines(cut, test_settings(), collector);
    REQUIRE_FALSE(done);
    CHECK(done.error().kind == ErrorKind::invalid);
  }
  Record record = whole;
  record.body = "[1,2]";
  CHECK(refused(record).kind == ErrorKind::invalid);
  record = changed(OrderBuilder{}, R"("charge":[{)", R"("charge":["x",{)");
  CHECK(refused(record).where == "orderLines.orderLine[0].charges");
}

TEST_CASE("an error of the sink ends the walk and comes back as it is") {
  struct Refusing final : LineSink {
    Result<void> facts(const RecordFacts& /*facts*/) override { return {}; }
    Result<void> line(const Line& /*line*/) override { return fail(ErrorKind::stopped, "enough"); }
  } sink;
  const auto done = order_lines(OrderBuilder{}.record(), test_settings(), sink);
  REQUIRE_FALSE(done);
  CHECK(done.error().message == "enough");
}

TEST_CASE("outside the US a tax is the seller's and the channel is the market's") {
  Settings settings = test_settings();
  settings.market = "ca";
  OrderBuilder order;
  const auto collector = lines_of(order, settings);
  CHECK(collector.kept.channel == "Walmart Marketplace CA");
  CHECK(collector.lines[1].line.tax_class == TaxClass::seller);
}

TEST_CASE("acknowledgement and cancellation wishes") {
  OrderBuilder order;
  order.node = R"({"type":"WFSFulfilled"})";
  auto collector = lines_of(order);
  CHECK_FALSE(collector.kept.facts.wants_acknowledgement);
  CHECK(collector.kept.fulfilment == "wfs");
  CHECK(collector.lines[0].fulfilment == "wfs");
  order.node = R"({"type":"3PLFulfilled","id":"7"})";
  collector = lines_of(order);
  CHECK(collector.kept.facts.wants_acknowledgement);
  CHECK(collector.kept.fulfilment == "3pl");
  const struct {
    const char* flag;
    bool expected;
  } rows[] = {{"null", false}, {"\"\"", false}, {"\"false\"", false},          {"false", false},
              {"true", true},  {"\"Y\"", true}, {"\"CUSTOMER_REQUEST\"", true}};
  for (const auto& row : rows) {
    CAPTURE(row.flag);
    order.lines[0].more = R"(,"intentToCancel":)" + std::string(row.flag);
    CHECK(lines_of(order).kept.facts.cancel_requested == row.expected);
  }
}
