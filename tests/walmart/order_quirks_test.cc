// One test for each row of walmart.md §2.5: what real orders do that nobody expects.
#include <doctest/doctest.h>

#include "walmart/fakes.h"
#include "walmart/order_lines.h"
#include "walmart/order_text.h"
#include "walmart/tally.h"

using namespace crosswalk;
using namespace crosswalk::walmart;

namespace {

Collector lines_of(const Record& record) {
  Collector collector;
  const auto done = order_lines(record, test_settings(), collector);
  INFO((done ? std::string() : done.error().text()));
  REQUIRE(done);
  return collector;
}

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  const auto found = text.find(what);
  REQUIRE(found != std::string::npos);
  return text.replace(found, what.size(), by);
}

}  // namespace

TEST_CASE("quirk: a phone number of zeros is no phone number") {
  OrderBuilder order;
  for (const char* phone : {"0000000000", "000-000-0000", "0", ""}) {
    order.phone = phone;
    CHECK(lines_of(order.record()).kept.phone.empty());
  }
  order.phone = "5125550142";
  CHECK(lines_of(order.record()).kept.phone == "5125550142");
}

TEST_CASE("quirk: the e-mail is a relay address and identifies nothing; the key is the purchase order") {
  OrderBuilder order;
  Record record = order.record();
  record.body = replaced(record.body, "4F2A@relay.walmart.com", "77AB@relay.walmart.com");
  const auto one = lines_of(order.record());
  const auto other = lines_of(record);
  CHECK(one.kept.facts.email_relayed);
  record.body = replaced(record.body, "77AB@relay.walmart.com", "robin@example.com");
  CHECK_FALSE(lines_of(record).kept.facts.email_relayed);
  for (std::size_t i = 0; i < one.lines.size(); ++i) CHECK(one.lines[i].key == other.lines[i].key);
}

TEST_CASE("quirk: one customer order becomes several purchase orders") {
  OrderBuilder first;
  OrderBuilder second;
  second.id = "108900000000002";
  CHECK(lines_of(first.record()).lines[0].key == lines_of(second.record()).lines[0].key);
  CHECK_FALSE(first.record().key == second.record().key);
}

TEST_CASE("quirk: line numbers have gaps and the same SKU comes on several lines") {
  OrderBuilder order;
  order.lines.push_back(order.lines[0]);
  order.lines[0].number = "6";
  order.lines[1].number = "9";
  const auto collector = lines_of(order.record());
  CHECK(amount_of(collector, "6/0-1/PRODUCT:ItemPrice/amount") == "24.99 USD");
  CHECK(amount_of(collector, "9/0-1/PRODUCT:ItemPrice/amount") == "24.99 USD");
}

TEST_CASE("quirk: the SKU is kept in the case that it came in") {
  OrderBuilder order;
  order.lines[0].sku = "mug-Blu";
  CHECK(lines_of(order.record()).lines[0].sku == "mug-Blu");
}

TEST_CASE("quirk: shipping is split per line with a penny's drift and a null tax") {
  OrderBuilder order;
  order.lines.push_back(order.lines[0]);
  order.lines[1].number = "2";
  order.lines[0].charges = {charge_text("SHIPPING", "Shipping", "1.80", "null")};
  order.lines[1].charges = {charge_text("SHIPPING", "Shipping", "1.79", "null")};
  const auto collector = lines_of(order.record());
  CHECK(amount_of(collector, "1/0-1/SHIPPING:Shipping/amount") == "1.80 USD");
  CHECK(amount_of(collector, "2/0-1/SHIPPING:Shipping/amount") == "1.79 USD");
  CHECK(collector.lines.size() == 2);
}

TEST_CASE("quirk: explicit nulls are the same as absent fields") {
  OrderBuilder order;
  order.lines[0].charges = {charge_text("PRODUCT", "ItemPrice", "24.99", "null")};
  order.lines[0].more = R"(,"refund":null,"intentToCancel":null,"serialNumbers":null)";
  order.more = R"(,"orderType":null,"originalCustomerOrderID":null,"orderSummary":null)";
  const auto with_nulls = lines_of(order.record());
  order.lines[0].charges = {charge_text("PRODUCT", "ItemPrice", "24.99", "")};
  order.lines[0].more.clear();
  order.more.clear();
  Record absent = order.record();
  absent.body = replaced(absent.body, R"("address2":null,)", "");
  absent.body = replaced(absent.body, R"(,"trackingInfo":null)", "");
  const auto without = lines_of(absent);
  REQUIRE(with_nulls.lines.size() == 1);
  REQUIRE(without.lines.size() == 1);
  CHECK(with_nulls.lines[0].key == without.lines[0].key);
  CHECK(with_nulls.lines[0].line.amount == without.lines[0].line.amount);
  CHECK(with_nulls.kept.address2.empty());
  CHECK(with_nulls.kept.order_type == without.kept.order_type);
}

TEST_CASE("quirk: an empty order summary and payment types say nothing about the amounts") {
  OrderBuilder order;
  order.more =
      R"(,"orderSummary":{"totalAmount":{"currencyAmount":0,"currencyUnit":"USD"},"orderSubTotals":[]},"paymentTypes":[])";
  const auto collector = lines_of(order.record());
  CHECK(collector.lines.size() == 2);
  const auto tally = tally_order(order.text(), false, Currency());
  REQUIRE(tally);
  CHECK(tally->charges.text() == "24.99 USD");
}

TEST_CASE("quirk: no commission and no withheld tax stand on an order, so none is made up") {
  for (const auto& line : lines_of(OrderBuilder{}.record()).lines) {
    CHECK(line.line.line_class != LineClass::commission);
    CHECK(line.line.line_class != LineClass::tax_withheld);
  }
}

TEST_CASE("quirk: status dates go backwards between lines, and a shipped order lacks its ship-by date") {
  OrderBuilder order;
  order.lines.push_back(order.lines[0]);
  order.lines[1].number = "2";
  order.lines[0].statuses = {status_text("Shipped", "1", "1769900000000")};
  order.lines[1].statuses = {status_text("Shipped", "1", "1769700000000")};
  Record record = order.record();
  record.body = replaced(record.body, R"("estimatedShipDate":1769900000000,)", "");
  const auto collector = lines_of(record);
  CHECK(collector.lines[0].line.date > collector.lines[2].line.date);
  CHECK(collector.kept.facts.ship_by == Instant());
}

TEST_CASE("quirk: pickUpBy holds the buyer's name and goes nowhere") {
  OrderBuilder order;
  Record record = order.record();
  record.body = replaced(record.body, R"("pickUpBy":null)", R"("pickUpBy":"Robin Reader")");
  for (const auto& line : lines_of(record).lines) {
    CHECK(line.key.find("Robin") == std::string::npos);
    CHECK(line.carrier.empty());
  }
}

TEST_CASE("quirk: an order that Walmart ships itself is not acknowledged by us") {
  OrderBuilder order;
  order.node = R"({"type":"WFSFulfilled","name":"ATL1","id":"9"})";
  CHECK_FALSE(lines_of(order.record()).kept.facts.wants_acknowledgement);
  order.node.clear();
  const auto seller = lines_of(order.record());
  CHECK(seller.kept.fulfilment == "seller");
  CHECK(seller.kept.facts.wants_acknowledgement);
}

TEST_CASE("quirk: the buyer asks to cancel on a line") {
  OrderBuilder order;
  order.lines[0].more = R"(,"intentToCancel":"true")";
  CHECK(lines_of(order.record()).kept.facts.cancel_requested);
}

TEST_CASE("quirk: charges, statuses and lines come as single objects instead of lists") {
  OrderBuilder order;
  Record record = order.record();
  record.body = replaced(record.body, R"("orderLine":[)", R"("orderLine":)");
  record.body = replaced(record.body, R"("charge":[)", R"("charge":)");
  record.body = replaced(record.body, R"("trackingInfo":null}]})", R"("trackingInfo":null}})");
  record.body = replaced(record.body, R"("orderLineStatus":[)", R"("orderLineStatus":)");
  record.body = replaced(record.body, R"(2.06}}}]})", R"(2.06}}}})");
  record.body = replaced(record.body, R"("pickUpBy":null}}]})", R"("pickUpBy":null}}})");
  const auto collector = lines_of(record);
  CHECK(collector.lines.size() == 2);
  const auto tally = tally_order(record.body, false, Currency());
  REQUIRE(tally);
  CHECK(tally->charges.text() == "24.99 USD");
  CHECK(tally->taxes.text() == "2.06 USD");
}

TEST_CASE("quirk: a replacement names the order that it replaces") {
  OrderBuilder order;
  order.more = R"(,"orderType":"REPLACEMENT","originalCustomerOrderID":"200011111111111")";
  const auto collector = lines_of(order.record());
  CHECK(collector.kept.order_type == "replacement");
  CHECK(collector.kept.original_order == "200011111111111");
}

TEST_CASE("quirk: an object that is absent is an empty list") {
  OrderBuilder order;
  order.node = "[]";
  CHECK(lines_of(order.record()).kept.fulfilment == "seller");
  Record record = order.record();
  record.body = replaced(record.body, R"("trackingInfo":null)", R"("trackingInfo":[])");
  record.body = replaced(
      record.body, R"("tax":{"taxName":"Tax1","taxAmount":{"currency":"USD","amount":2.06}})", R"("tax":[])");
  CHECK(lines_of(record).lines.size() == 1);
  record.body = replaced(record.body, R"("shippingInfo":{)", R"("shippingInfo":[],"x":{)");
  Collector collector;
  const auto done = order_lines(record, test_settings(), collector);
  REQUIRE_FALSE(done);
  CHECK(done.error().where == "shippingInfo");
}

TEST_CASE("quirk: fields come in any order") {
  Record record = OrderBuilder{}.record();
  record.body =
      R"({"shipNode":{"id":"1","type":"SellerFulfilled"},"orderLines":{"orderLine":[{"orderLineStatuses":{"orderLineStatus":)"
      R"([{"trackingInfo":{"trackingNumber":"1Z9","shipDateTime":1769800000000},"statusQuantity":{"amount":"2"},)"
      R"("status":"Shipped"}]},"orderLineQuantity":{"amount":"2"},"charges":{"charge":[{"tax":{"taxAmount":{"amount":0.50,)"
      R"("currency":"USD"},"taxName":"T"},"chargeAmount":{"amount":6.00,"currency":"USD"},"chargeName":"ItemPrice",)"
      R"("chargeType":"PRODUCT"}]},"item":{"sku":"A"},"lineNumber":"3"}]},"shippingInfo":{"postalAddress":{"country":"USA",)"
      R"("state":"TX"}},"orderDate":1769616000000,"purchaseOrderId":"108900000000001"})";
  const auto collector = lines_of(record);
  CHECK(amount_of(collector, "3/0-2/PRODUCT:ItemPrice/amount") == "6.00 USD");
  CHECK(amount_of(collector, "3/0-2/PRODUCT:ItemPrice/tax") == "0.50 USD");
  CHECK(collector.lines[0].tracking == "1Z9");
}
