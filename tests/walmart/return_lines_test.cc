#include "walmart/return_lines.h"

#include <doctest/doctest.h>

#include "walmart/fakes.h"
#include "walmart/order_text.h"
#include "walmart/return_tally.h"
#include "walmart/return_text.h"

using namespace crosswalk;
using namespace crosswalk::walmart;

namespace {

// The lines of a return, which its tally must agree with.
Collector read(const ReturnBuilder& builder) {
  Collector collector;
  const auto done = return_lines(builder.record(), test_settings(), collector);
  INFO((done ? std::string() : done.error().text()));
  REQUIRE(done);
  const Currency usd = Currency::parse("USD").value();
  MoneySum charges(usd);
  MoneySum taxes(usd);
  for (const auto& kept : collector.lines)
    (kept.line.line_class == LineClass::tax ? taxes : charges).add(kept.line.amount);
  const auto tally = tally_return(builder.text(), usd);
  REQUIRE(tally);
  CHECK(tally->charges == charges.total().value());
  CHECK(tally->taxes == taxes.total().value());
  return collector;
}

Error refused(const ReturnBuilder& builder) {
  Collector collector;
  const auto done = return_lines(builder.record(), test_settings(), collector);
  REQUIRE_FALSE(done);
  CHECK(done.error().kind == ErrorKind::invalid);
  return done.error();
}

std::string key(std::string_view rest) {
  return "103738000000000017-1/" + std::string(rest);
}

}  // namespace

TEST_CASE("a refunded unit is a line for each charge, with the day of the refund in the books' time zone") {
  ReturnBuilder builder;
  // 3 February 02:00 in London is the evening of the 2nd in New York.
  builder.lines[0].events = {return_event("REFUND_ISSUED", "2026-02-03T02:00:00.000+0000")};
  const Collector collector = read(builder);
  CHECK(collector.kept.facts.kind == RecordKind::return_order);
  CHECK(collector.kept.facts.order_date.text() == "2026-02-01");
  CHECK_FALSE(collector.kept.facts.cancelled);
  REQUIRE(collector.lines.size() == 2);
  CHECK(amount_of(collector, key("0-1/PRODUCT:ItemPrice/amount")) == "-24.99 USD");
  CHECK(amount_of(collector, key("0-1/PRODUCT:ItemPrice/tax")) == "-2.06 USD");
  const Line& line = collector.lines[0].line;
  CHECK(line.line_class == LineClass::refund);
  CHECK(line.state == UnitState::shipped);
  CHECK(line.date.text() == "2026-02-02");
  CHECK_FALSE(line.goods_back);
  CHECK(collector.lines[1].line.line_class == LineClass::tax);
  CHECK(collector.lines[1].line.tax_class == TaxClass::facilitator);
  CHECK(collector.lines[0].refund == "103738000000000017-1");
  CHECK(collector.lines[0].refund_reason == "DEFECTIVE");
  CHECK(collector.lines[0].purchase_order == "108900000000001");
}

TEST_CASE("only refunded units count, whatever the totals say, and keep their keys when more are refunded") {
  ReturnBuilder builder;
  auto& line = builder.lines[0];
  line.quantity = R"({"unitOfMeasure":"EACH","measurementValue":3})";
  line.tracks = {return_track("COMPLETED", "2026-02-05T12:00:00.000Z", "REFUND_INITIATED", "2"),
                 return_track("COMPLETED", "2026-02-04T12:00:00.000Z", "REFUND_COMPLETED", "1")};
  const Collector before = read(builder);
  CHECK(before.lines.size() == 2);
  CHECK(amount_of(before, key("0-1/PRODUCT:ItemPrice/amount")) == "-24.99 USD");
  line.tracks[0] = return_track("COMPLETED", "2026-02-06T12:00:00.000Z", "REFUND_COMPLETED", "2");
  const Collector after = read(builder);
  CHECK(after.lines.size() == 6);
  CHECK(after.lines[0].key == before.lines[0].key);
  CHECK(after.lines[0].line.date.text() == "2026-02-04");
  CHECK(after.lines[5].line.date.text() == "2026-02-06");
  CHECK(amount_of(after, key("2-3/PRODUCT:ItemPrice/tax")) == "-2.06 USD");
}

TEST_CASE("COMPLETED is not refunded: a cancelled return has no lines and says so") {
  ReturnBuilder builder;
  builder.lines[0].tracks = {return_track("COMPLETED", "2026-02-05T12:00:00.000Z", "NOT_REFUNDED", "1")};
  CHECK(read(builder).lines.empty());
  CHECK_FALSE(read(builder).kept.facts.cancelled);
  builder.lines[0].events = {return_event("RETURN_CANCELLED", "2026-02-05T12:00:00.000Z")};
  CHECK(read(builder).lines.empty());
  CHECK(read(builder).kept.facts.cancelled);
  builder.lines.emplace_back().number = "2";
  CHECK(read(builder).lines.size() == 2);
  CHECK_FALSE(read(builder).kept.facts.cancelled);
}

TEST_CASE(
    "goods are back when they were delivered, not when they are refunded, and never when they are kept") {
  ReturnBuilder builder;
  auto& line = builder.lines[0];
  line.events = {return_event("REFUND_ISSUED", "2026-02-03T12:00:00.000Z")};
  CHECK_FALSE(read(builder).lines[0].line.goods_back);
  line.events.push_back(return_event("DELIVERED_AFTER_INVOICE", "2026-02-09T12:00:00.000Z"));
  line.tracks = {return_track("COMPLETED", "2026-02-09T12:00:00.000Z", "REFUND_COMPLETED", "1")};
  const Collector back = read(builder);
  CHECK(back.lines[0].line.goods_back);
  CHECK(back.lines[0].line.date.text() == "2026-02-03");  // the refund's day, not the delivery's
  for (const char* kept : {R"(,"isKeepIt":true)", R"(,"returnMethod":"KEEP_ITEM")"}) {
    line.more = kept;
    CHECK_FALSE(read(builder).lines[0].line.goods_back);
  }
}

TEST_CASE("a restocking fee is kept, shipping is given back, a discount on a refund comes back") {
  ReturnBuilder builder;
  builder.lines[0].charges = {
      return_charge("PRODUCT", "ItemPrice", "24.99", "2.06"),
      return_charge("FEE", "Shipping", "5.99", "0.49"),
      return_charge("PRODUCT", "SubscriptionDiscount", "-1.25", "", R"(,"isDiscount":true)"),
      return_charge("PRODUCT", "Promotion", "2.00", "0.17", R"(,"isDiscount":true)"),
      return_charge("FEE", "RestockingFee", "2.50"),
  };
  const Collector collector = read(builder);
  CHECK(amount_of(collector, key("0-1/SHIPPING:Shipping/amount")) == "-5.99 USD");
  CHECK(amount_of(collector, key("0-1/SHIPPING:Shipping/tax")) == "-0.49 USD");
  CHECK(amount_of(collector, key("0-1/PRODUCT:SubscriptionDiscount/amount")) == "1.25 USD");
  CHECK(amount_of(collector, key("0-1/PRODUCT:Promotion/tax")) == "0.17 USD");
  CHECK(amount_of(collector, key("0-1/FEE:RestockingFee/amount")) == "2.50 USD");
  CHECK(collector.lines.back().line.line_class == LineClass::fee);
}

TEST_CASE("the spellings seen live are read as well") {
  ReturnBuilder builder;
  builder.date = R"("returnCreationDate":"2026-02-01T09:30:00Z","lastModifiedDate":"2026-02-03T09:30:00Z")";
  auto& line = builder.lines[0];
  line.charges = {
      R"({"chargeCategory":"PRODUCT","chargeName":"ItemPrice","chargePerUnit":{"amount":24.99,"currency":"USD"},)"
      R"("tax":{"taxName":"Tax1","taxPerUnit":{"amount":"2.06","currency":"USD"}}})"};
  line.quantity = R"({"unitOfMeasurement":"EACH","amount":"2"})";
  line.tracks.clear();
  line.more = R"(,"refundedQty":1,"currentRefundStatus":"REFUND_COMPLETED","status":"COMPLETED",)"
              R"("statusTime":"2026-02-04T12:00:00.000Z","returnCancellationReason":null)";
  builder.more = R"(,"refundValue":{"totalAmount":{"currencyAmount":27.05,"currencyUnit":"USD"}})";
  const Collector collector = read(builder);
  CHECK(collector.lines.size() == 2);
  CHECK(amount_of(collector, key("0-1/PRODUCT:ItemPrice/tax")) == "-2.06 USD");
  CHECK(collector.lines[0].line.date.text() == "2026-02-04");
}

TEST_CASE(
    "without unit statuses refundedQty counts, unless the line denies a refund that no event tells of") {
  ReturnBuilder builder;
  auto& line = builder.lines[0];
  line.tracks.clear();
  line.more = R"(,"refundedQty":1,"currentRefundStatus":"NOT_REFUNDED","status":"COMPLETED")";
  CHECK(read(builder).lines.empty());
  line.events = {return_event("REFUND_ISSUED", "2026-02-03T12:00:00.000Z")};
  CHECK(read(builder).lines.size() == 2);
  line.events.clear();
  line.more = R"(,"currentRefundStatus":"REFUND_COMPLETED")";
  CHECK(read(builder).lines.size() == 2);
  CHECK(read(builder).lines[0].line.date.text() == "2026-02-01");  // nothing but the return's own date
}

TEST_CASE("two charges of one name have keys of their own") {
  ReturnBuilder builder;
  builder.lines[0].charges = {
      return_charge("PRODUCT", "ItemPrice", "10"), return_charge("PRODUCT", "ItemPrice", "5"),
      return_charge("FEE", "Shipping", "3"), return_charge("SHIPPING", "Shipping", "2")};
  const Collector collector = read(builder);
  CHECK(amount_of(collector, key("0-1/PRODUCT:ItemPrice/amount")) == "-10.00 USD");
  CHECK(amount_of(collector, key("0-1/PRODUCT:ItemPrice.1/amount")) == "-5.00 USD");
  CHECK(amount_of(collector, key("0-1/SHIPPING:Shipping/amount")) == "-3.00 USD");
  CHECK(amount_of(collector, key("0-1/SHIPPING:Shipping.1/amount")) == "-2.00 USD");
}

TEST_CASE("a return that cannot be processed is refused with the field's place") {
  ReturnBuilder builder;
  builder.lines[0].tracks.push_back(
      return_track("COMPLETED", "2026-02-03T18:00:00.000Z", "REFUND_COMPLETED", "1"));
  CHECK(refused(builder).where == "returnOrderLines[0].currentTrackingStatuses");
  builder = {};
  builder.lines[0].charges.clear();
  CHECK(refused(builder).where == "returnOrderLines[0].charges");
  builder = {};
  builder.lines[0].charges = {return_charge("PRODUCT", "ItemPrice", "\"x\"")};
  CHECK(refused(builder).where == "returnOrderLines[0].charges[0].chargePerUnit");
  builder = {};
  builder.lines.push_back(builder.lines[0]);
  CHECK(refused(builder).message.find("occurs twice") != std::string::npos);
  builder = {};
  builder.lines[0].purchase_order.clear();
  CHECK(refused(builder).where == "returnOrderLines[0].purchaseOrderId");
  builder = {};
  builder.lines[0].quantity = "1.5";
  CHECK(refused(builder).where == "returnOrderLines[0].quantity");
  builder = {};
  builder.date = R"("returnOrderDate":null)";
  CHECK(refused(builder).where == "returnOrderDate");
  builder = {};
  builder.lines.clear();
  CHECK(refused(builder).where == "returnOrderLines");
  Record record = ReturnBuilder{}.record();
  record.body.resize(record.body.size() / 2);
  Collector collector;
  CHECK_FALSE(return_lines(record, test_settings(), collector));
  CHECK_FALSE(tally_return(record.body, Currency::parse("USD").value()));
}
