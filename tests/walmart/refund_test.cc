// Cancellations, refunds of order lines and refunds of returns.
#include <doctest/doctest.h>

#include "walmart/channel_bench.h"

using namespace crosswalk;
using namespace crosswalk::walmart;

namespace {

Money usd(std::string_view amount) {
  return {Decimal::parse(amount).value(), Currency::parse("USD").value()};
}

const OrderBuilder shipped = mugs("1", {tracked("Shipped", "1", "T1")});

std::string refund_field(const std::string& amount, const std::string& comment = {}) {
  return R"(,"refund":{)" + (comment.empty() ? "" : R"("refundComments":")" + comment + "\",") +
         R"("refundCharges":{"refundCharge":[{"refundReason":"BillingError","charge":{"chargeType":"PRODUCT",)" +
         R"("chargeName":"Billing Error","chargeAmount":{"currency":"USD","amount":)" + amount + "}}}]}}";
}

OrderRefundNotice goodwill(std::string_view amount, std::string_view tax = "0") {
  OrderRefundNotice notice;
  notice.order = "108900000000001";
  notice.key = "g1";
  notice.line = "1";
  notice.amount = usd(amount);
  notice.tax = usd(tax);
  notice.comment = "Sorry";
  return notice;
}

std::string return_text(int quantity, const std::string& statuses, int refunded = 0) {
  return R"({"returnOrders":[{"returnOrderId":"R77","customerOrderId":"200900000000001","returnOrderLines":[{)"
         R"("returnOrderLineNumber":1,"quantity":{"unitOfMeasure":"EACH","measurementValue":)" +
         std::to_string(quantity) + R"(},"refundedQty":)" + std::to_string(refunded) +
         R"(,"currentTrackingStatuses":[)" + statuses + "]}]}]}";
}

std::string tracked_return(const std::string& status, int quantity) {
  return R"({"status":"COMPLETED","currentRefundStatus":")" + status +
         R"(","quantity":{"unitOfMeasure":"EACH","measurementValue":)" + std::to_string(quantity) + "}}";
}

Record return_record(std::string body) {
  Record record;
  record.key = {"shop", RecordKind::return_order, "R77"};
  record.body = std::move(body);
  return record;
}

}  // namespace

TEST_CASE("a cancellation names its reason, and what it comes on top of") {
  ChannelBench bench;
  const auto order = mugs("3", {status_text("Acknowledged", "2"), status_text("Cancelled", "1")});
  CancellationNotice notice{"108900000000001", {{"1", "", 1}}, ""};
  const auto document = bench.channel.cancellation(notice, order.record());
  REQUIRE(document.ok());
  CHECK(document->key.starts_with("108900000000001/"));
  CHECK(
      bench.attempt({*document}).request.body ==
      R"({"orderCancellation":{"orderLines":{"orderLine":[{"lineNumber":"1","orderLineStatuses":{"orderLineStatus":[{)"
      R"("status":"Cancelled","cancellationReason":"SELLER_CANCEL_OUT_OF_STOCK",)"
      R"("statusQuantity":{"unitOfMeasurement":"EACH","amount":"1"}}]}}]}}})");
  bench.transport.then(200, reply_of(order));
  CHECK(bench.check(*document).kind == Outcome::Kind::absent);  // the one unit was gone before
  const auto after = mugs("3", {status_text("Acknowledged", "1"), status_text("Cancelled", "2")});
  bench.transport.then(200, reply_of(after));
  CHECK(bench.check(*document).kind == Outcome::Kind::posted);

  notice.units = {{"1", "", 9}};
  CHECK(bench.channel.cancellation(notice, order.record()).error().kind == ErrorKind::invalid);
  notice.units = {{"1", "", 1}};
  notice.reason = "BORED";
  CHECK(bench.channel.cancellation(notice, order.record()).error().message.find("no reason") !=
        std::string::npos);
  notice.reason = "CUSTOMER_REQUESTED_SELLER_TO_CANCEL";
  CHECK(bench.channel.cancellation(notice, order.record()).error().message.find("did not ask") !=
        std::string::npos);
}

TEST_CASE("a refund goes out negative, with our key in its comment") {
  ChannelBench bench;
  const auto document = bench.channel.order_refund(goodwill("5.25", "0.43"), shipped.record(), {});
  REQUIRE(document.ok());
  CHECK(document->key == "108900000000001/g1");
  const Attempt attempt = bench.attempt({*document});
  CHECK(attempt.request.path == "/v3/orders/108900000000001/refund");
  CHECK(
      attempt.request.body ==
      R"({"orderRefund":{"purchaseOrderId":"108900000000001","orderLines":{"orderLine":[{"lineNumber":"1",)"
      R"("isFullRefund":false,"refunds":{"refund":[{"refundComments":"Sorry [g1]","refundCharges":{"refundCharge":[{)"
      R"("refundReason":"General adjustment","charge":{"chargeType":"PRODUCT","chargeName":"Item Price",)"
      R"("chargeAmount":{"currency":"USD","amount":-5.25},"tax":{"taxName":"Item Price Tax",)"
      R"("taxAmount":{"currency":"USD","amount":-0.43}}}}]}}]}}]}}})");
}

TEST_CASE("more than is left, or what makes no sense, is refused before it is sent") {
  ChannelBench bench;
  const auto error = [&](const OrderRefundNotice& notice, const OrderBuilder& order) {
    const auto document = bench.channel.order_refund(notice, order.record(), {});
    REQUIRE_FALSE(document.ok());
    return document.error();
  };
  CHECK(bench.channel.order_refund(goodwill("24.99", "2.06"), shipped.record(), {}).ok());
  CHECK(error(goodwill("25.00"), shipped).message.find("24.99 and 2.06 tax are left") != std::string::npos);
  CHECK(error(goodwill("1", "2.07"), shipped).kind == ErrorKind::invalid);
  const auto refunded = mugs("1", {tracked("Shipped", "1", "T1")}, refund_field("-20"));
  CHECK(bench.channel.order_refund(goodwill("4.99"), refunded.record(), {}).ok());
  CHECK(error(goodwill("5.00"), refunded).message.find("4.99") != std::string::npos);
  CHECK(error(goodwill("-1"), shipped).kind == ErrorKind::invalid);
  CHECK(error(goodwill("1.005"), shipped).kind == ErrorKind::invalid);
  auto euros = goodwill("1");
  euros.amount.currency = Currency::parse("EUR").value();
  CHECK(error(euros, shipped).message.find("USD") != std::string::npos);
  auto bored = goodwill("1");
  bored.reason = "Bored";
  CHECK(error(bored, shipped).message.find("no reason") != std::string::npos);
  CHECK(error(goodwill("1"), mugs("1", {status_text("Acknowledged", "1")})).kind == ErrorKind::not_found);
  CHECK(error(goodwill("1"), mugs("1", {status_text("Cancelled", "1")})).kind == ErrorKind::invalid);
  // Of three units one is shipped: a third of the line was paid.
  const auto third = mugs("3", {tracked("Shipped", "1", "T1"), status_text("Acknowledged", "2")});
  CHECK(error(goodwill("8.34"), third).message.find("8.33") != std::string::npos);
  auto by_unit = test_settings();
  by_unit.charge_amount = ChargeAmount::unit;
  CHECK(ChannelBench(by_unit).channel.order_refund(goodwill("24.99"), third.record(), {}).ok());
}

TEST_CASE("a full refund gives back all that is left") {
  ChannelBench bench;
  auto notice = goodwill("0");
  notice.full = true;
  const auto refunded = mugs("1", {tracked("Shipped", "1", "T1")}, refund_field("-4.99"));
  const auto document = bench.channel.order_refund(notice, refunded.record(), {});
  REQUIRE(document.ok());
  CHECK(document->content.find(R"("isFullRefund":true)") != std::string::npos);
  CHECK(document->content.find(R"("amount":-20.00)") != std::string::npos);
}

TEST_CASE("a refund is known by its comment, else by what has come on top") {
  ChannelBench bench;
  const auto document = bench.channel.order_refund(goodwill("5.25"), shipped.record(), {}).value();
  const auto seen = [&](const std::string& field) {
    bench.transport.then(200, reply_of(mugs("1", {tracked("Shipped", "1", "T1")}, field)));
    return bench.check(document).kind;
  };
  CHECK(seen("") == Outcome::Kind::absent);
  CHECK(seen(refund_field("-5.25")) == Outcome::Kind::posted);
  CHECK(seen(refund_field("-9", "Sorry [g1]; more [g2]")) == Outcome::Kind::posted);
  CHECK(seen(refund_field("-9", "Sorry [g12]")) == Outcome::Kind::rejected);  // somebody else's, or both
  CHECK(
      seen(
          R"(,"refunds":{"refundLines":{"refundLine":{"refundCharges":{"refundCharge":{"charge":{"chargeType":)"
          R"("PRODUCT","chargeAmount":{"amount":-5.25}}}}}}})") == Outcome::Kind::posted);
}

TEST_CASE(
    "an equal refund without our comment is left to a person where nobody knows whether ours went out") {
  ChannelBench bench;
  const auto document = bench.channel.order_refund(goodwill("5.25"), shipped.record(), {}).value();
  const auto seen = [&](const std::string& field) {
    bench.transport.then(200, reply_of(mugs("1", {tracked("Shipped", "1", "T1")}, field)));
    Attempt attempt = bench.attempt({document});
    attempt.lost = true;
    return bench.channel.check(attempt, {}).at(0);
  };
  CHECK(seen("").kind == Outcome::Kind::absent);
  const Outcome doubtful = seen(refund_field("-5.25"));
  CHECK(doubtful.kind == Outcome::Kind::rejected);
  CHECK(doubtful.reason.find("look at the order in Seller Center") != std::string::npos);
  CHECK(seen(refund_field("-5.25", "Sorry [g1]")).kind == Outcome::Kind::posted);
}

TEST_CASE("equal refunds of one line go one after the other, each known by what came on top of the last") {
  ChannelBench bench;
  const auto first = bench.channel.order_refund(goodwill("5.25"), shipped.record(), {}).value();
  auto notice = goodwill("5.25");
  notice.key = "g2";
  const auto second = bench.channel.order_refund(notice, shipped.record(), {&first, 1}).value();
  REQUIRE(second.depends_on.size() == 1);
  CHECK(second.depends_on.front() == Dependency{DocumentKind::order_refund, first.key});
  const auto seen = [&](const Document& document, const std::string& field) {
    bench.transport.then(200, reply_of(mugs("1", {tracked("Shipped", "1", "T1")}, field)));
    return bench.check(document).kind;
  };
  CHECK(seen(first, refund_field("-5.25")) == Outcome::Kind::posted);
  CHECK(seen(second, refund_field("-5.25")) == Outcome::Kind::absent);  // that is the first
  CHECK(seen(second, refund_field("-10.50")) == Outcome::Kind::posted);
  // The order shows the first by now, or one that somebody else gave on top.
  const auto shown = mugs("1", {tracked("Shipped", "1", "T1")}, refund_field("-5.25"));
  CHECK(bench.channel.order_refund(notice, shown.record(), {&first, 1})->content == second.content);
  const auto more = mugs("1", {tracked("Shipped", "1", "T1")}, refund_field("-10.50"));
  const auto third = bench.channel.order_refund(notice, more.record(), {&first, 1}).value();
  CHECK(third.content.find(R"("refunded":"-10.50")") != std::string::npos);
  // Nothing is left behind those that are under way.
  notice.amount = Money{Decimal::parse("20.00").value(), notice.amount.currency};
  CHECK(bench.channel.order_refund(notice, shipped.record(), {&first, 1}).error().kind == ErrorKind::invalid);
  notice.full = true;
  CHECK(bench.channel.order_refund(notice, shipped.record(), {&first, 1}).error().kind ==
        ErrorKind::not_found);
}

TEST_CASE("a return is refunded by units, and only those that are left") {
  ChannelBench bench;
  const auto half = return_record(return_text(3, tracked_return("REFUND_COMPLETED", 1)));
  ReturnRefundNotice notice{"R77", "200900000000001", {{1, 2}}};
  const auto document = bench.channel.return_refund(notice, half);
  REQUIRE(document.ok());
  CHECK(document->key == "R77/1x2");
  const Attempt attempt = bench.attempt({*document});
  CHECK(attempt.request.path == "/v3/returns/R77/refund");
  CHECK(attempt.request.body ==
        R"({"customerOrderId":"200900000000001","refundLines":[{"returnOrderLineNumber":1,)"
        R"("quantity":{"unitOfMeasure":"EA","measurementValue":2}}]})");
  CHECK(bench.channel.return_refund({"R77", "", {}}, half)->key == "R77/1x2");
  CHECK(bench.channel.return_refund({"R77", "", {{1, 4}}}, half).error().kind == ErrorKind::invalid);
  CHECK(bench.channel.return_refund({"R77", "", {{2, 1}}}, half).error().message.find("no line 2") !=
        std::string::npos);
  CHECK(bench.channel.return_refund({"R77", "7", {{1, 1}}}, half).error().kind == ErrorKind::invalid);

  bench.transport.then(200, half.body);
  CHECK(bench.check(*document).kind == Outcome::Kind::absent);
  CHECK(bench.transport.path_of(0) == "/v3/returns?returnOrderId=R77");
  bench.transport.then(200, return_text(3, tracked_return("REFUND_COMPLETED", 1) + "," +
                                               tracked_return("REFUND_INITIATED", 2)));
  CHECK(bench.check(*document).kind == Outcome::Kind::posted);
  bench.transport.then(200, return_text(3, tracked_return("REFUND_COMPLETED", 2)));
  CHECK(bench.check(*document).kind == Outcome::Kind::rejected);
  bench.transport.then(200, return_text(3, "", 3));
  CHECK(bench.check(*document).kind == Outcome::Kind::posted);
}
