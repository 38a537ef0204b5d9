#include <doctest/doctest.h>

#include "walmart_fixture.h"

using namespace crosswalk;
using namespace crosswalk::simulator;

namespace {

constexpr Millis hour{3'600'000};

// One order of two lines: three mugs for 74.97 with 6.18 tax, a lamp for 79.99 with 6.60 and 5.99 shipping.
MarketOrder two_lines() {
  MarketOrder order;
  order.po = "108000000000042";
  order.customer_order = "200000000000042";
  order.ordered = walmart_start();
  order.ship_by = walmart_start() + hour * 48;
  order.ship_to = {"Ada Alderwick", "5550100042", "1 Quince Lane", "", "Austin", "TX", "78701"};
  const auto charge = [](const char* type, const char* name, const char* amount, const char* tax) {
    MarketCharge made;
    made.type = type;
    made.name = name;
    made.amount = Decimal::parse(amount).value();
    made.tax = Decimal::parse(tax).value();
    return made;
  };
  order.lines.resize(2);
  order.lines[0].number = "1";
  order.lines[0].sku = "MUG-BLU";
  order.lines[0].quantity = 3;
  order.lines[0].charges = {charge("PRODUCT", "ItemPrice", "74.97", "6.18")};
  order.lines[1].number = "4";
  order.lines[1].sku = "LAMP-01";
  order.lines[1].charges = {charge("PRODUCT", "ItemPrice", "79.99", "6.60"),
                            charge("SHIPPING", "Shipping", "5.99", "0.49")};
  return order;
}

struct Desk {
  VirtualClock clock{walmart_start() + hour};
  WalmartService service{clock, World()};
  WalmartCaller caller{service};
  std::string po = two_lines().po;

  explicit Desk(MarketOrder order = two_lines()) { REQUIRE(service.add_order(std::move(order))); }

  wire::HttpReply ship(const std::string& line, int quantity, const std::string& extra = {},
                       const std::string& carrier = R"({"carrier":"UPS"})",
                       const std::string& method = "Standard") {
    return caller.post(
        "/v3/orders/" + po + "/shipping",
        R"({"orderShipment":{"orderLines":{"orderLine":[{"lineNumber":")" + line + "\"" + extra +
            R"(,"orderLineStatuses":{"orderLineStatus":[{"status":"Shipped","statusQuantity":)" +
            R"({"unitOfMeasurement":"EACH","amount":")" + std::to_string(quantity) +
            R"("},"trackingInfo":{"shipDateTime":1772445600000,"carrierName":)" + carrier +
            R"(,"methodCode":")" + method +
            R"(","trackingNumber":"T1","trackingURL":"http://t.test"}}]}}]}}})");
  }
  wire::HttpReply cancel(const std::string& line, int quantity, const std::string& reason) {
    return caller.post(
        "/v3/orders/" + po + "/cancel",
        R"({"orderCancellation":{"orderLines":{"orderLine":{"lineNumber":")" + line +
            R"(","orderLineStatuses":{"orderLineStatus":[{"status":"Cancelled","cancellationReason":")" +
            reason + R"(","statusQuantity":{"amount":")" + std::to_string(quantity) + R"("}}]}}}}})");
  }
  wire::HttpReply refund(const std::string& line, bool full, const std::string& charges) {
    return caller.post("/v3/orders/" + po + "/refund",
                       R"({"orderRefund":{"orderLines":{"orderLine":[{"lineNumber":")" + line +
                           R"(","isFullRefund":)" + (full ? "true" : "false") +
                           R"(,"refunds":{"refund":[{"refundCharges":{"refundCharge":[)" + charges +
                           "]}}]}}]}}}");
  }
  LineStanding line(std::size_t index) const { return service.standing(po).lines.at(index); }
};

std::string refund_of(const char* amount, const char* tax) {
  return std::string(
             R"({"refundReason":"DamagedItem","charge":{"chargeType":"PRODUCT","chargeName":"Item Price",)") +
         R"("chargeAmount":{"currency":"USD","amount":)" + amount +
         R"(},"tax":{"taxName":"Item Price Tax",)" + R"("taxAmount":{"currency":"USD","amount":)" + tax +
         "}}}}";
}

std::string words_of(const wire::HttpReply& reply) {
  return text_in(json_of(reply).at("errors").at("error").at(0), "description");
}

const std::string out_of_stock = "SELLER_CANCEL_OUT_OF_STOCK";

}  // namespace

TEST_CASE("acknowledging moves the whole order once, and is counted") {
  Desk desk;
  const auto reply = desk.caller.acknowledge(desk.po);
  CHECK(reply.status == 200);
  CHECK(reply.body.find("\"Acknowledged\"") != std::string::npos);
  CHECK(reply.body.find("\"Created\"") == std::string::npos);
  CHECK(desk.line(0).acknowledged == 3);
  desk.clock.advance(Millis(60'000));
  CHECK(desk.caller.acknowledge(desk.po).status == 200);
  CHECK(desk.service.acknowledgements(desk.po).calls == 2);
  CHECK(desk.service.acknowledgements(desk.po).effects == 1);
  CHECK(desk.service.standing(desk.po).last_modified == walmart_start() + hour);
  CHECK(desk.caller.acknowledge("108000000000099").status == 404);
}

TEST_CASE("acknowledging what is shipped or cancelled is refused in Walmart's words") {
  Desk desk;
  desk.service.ship(desk.po, "", 0, desk.clock.now());
  const auto reply = desk.caller.acknowledge(desk.po);
  CHECK(reply.status == 400);
  CHECK(code_of(reply) == "INVALID_REQUEST_CONTENT.GMP_ORDER_API");
  CHECK(words_of(reply).find("Some or all qty in higher status") != std::string::npos);
  CHECK(desk.service.acknowledgements(desk.po).calls == 0);

  Desk part;
  part.service.cancel(part.po, "4");
  CHECK(part.caller.acknowledge(part.po).status == 200);
  MarketOrder walmarts = two_lines();
  walmarts.node = NodeType::walmart;
  Desk wfs(walmarts);
  CHECK(wfs.caller.acknowledge(wfs.po).status == 400);
}

TEST_CASE("shipping follows the state machine, unit by unit") {
  Desk desk;
  CHECK(words_of(desk.ship("1", 1)).find("must be acknowledged") != std::string::npos);
  REQUIRE(desk.caller.acknowledge(desk.po).status == 200);
  CHECK(desk.ship("1", 2).status == 200);
  CHECK(desk.line(0).shipped() == 2);
  CHECK(desk.service.truth(desk.po).charges.shipped.text() == "49.98 USD");
  CHECK(words_of(desk.ship("1", 2)).find("Qty OverShipped") != std::string::npos);
  CHECK(desk.ship("1", 1).status == 200);
  CHECK(words_of(desk.ship("1", 1)).find("is in SHIPPED status") != std::string::npos);
  CHECK(desk.line(0).shipped() == 3);
  CHECK(desk.service.writes("shipping", desk.po) == WriteCount{2, 2});
  CHECK(desk.service.truth(desk.po).parts.at(0).at == Instant::from_millis(1'772'445'600'000));
}

TEST_CASE("a shipment's particulars are checked") {
  Desk desk;
  REQUIRE(desk.caller.acknowledge(desk.po).status == 200);
  CHECK(desk.ship("2", 1).status == 400);
  CHECK(desk.ship("1", 0).status == 400);
  CHECK(desk.ship("1", 1, {}, R"({"carrier":"ups"})").status == 400);
  CHECK(desk.ship("1", 1, R"(,"sellerOrderId":"1234567890123456789012345678901")").status == 400);
  CHECK(desk.ship("1", 1, {}, R"({"otherCarrier":"Bicycle"})").status == 200);
  CHECK(words_of(desk.ship("1", 1, {}, R"({"carrier":"UPS"})", "Rocket")) ==
        "Method code is not supported in line number 1");
  CHECK(desk.caller.post("/v3/orders/" + desk.po + "/shipping", "{").status == 400);
  CHECK(desk.caller.post("/v3/orders/" + desk.po + "/shipping", "{}").status == 400);
  CHECK(desk.line(0).shipped() == 1);
}

TEST_CASE("a line named twice in one request cannot ship more than it has") {
  Desk desk;
  REQUIRE(desk.caller.acknowledge(desk.po).status == 200);
  const std::string row =
      R"({"lineNumber":"1","orderLineStatuses":{"orderLineStatus":{"status":"Shipped","statusQuantity":{"amount":"2"},)"
      R"("trackingInfo":{"shipDateTime":1772445600000,"carrierName":{"carrier":"UPS"},"methodCode":"Standard",)"
      R"("trackingNumber":"T1"}}}})";
  CHECK(desk.caller
            .post("/v3/orders/" + desk.po + "/shipping",
                  R"({"orderShipment":{"orderLines":{"orderLine":[)" + row + "," + row + "]}}}")
            .status == 400);
  CHECK(desk.line(0).shipped() == 0);
}

TEST_CASE("a line that the buyer wants to cancel ships only with an override") {
  MarketOrder order = two_lines();
  order.lines[0].intent_to_cancel = true;
  Desk desk(order);
  REQUIRE(desk.caller.acknowledge(desk.po).status == 200);
  CHECK(desk.ship("1", 1).status == 400);
  CHECK(desk.ship("1", 1, R"(,"intentToCancelOverride":true)").status == 200);
  CHECK(desk.cancel("1", 1, "CUSTOMER_REQUESTED_SELLER_TO_CANCEL").status == 200);
  CHECK(desk.cancel("4", 1, "CUSTOMER_REQUESTED_SELLER_TO_CANCEL").status == 400);
}

TEST_CASE("tracking can be mended for four hours") {
  Desk desk;
  REQUIRE(desk.caller.acknowledge(desk.po).status == 200);
  REQUIRE(desk.ship("4", 1).status == 200);
  const auto mend = [&](const std::string& old_number, const std::string& new_number) {
    return desk.caller.post(
        "/v3/orders/" + desk.po + "/shipping",
        R"({"orderShipment":{"processMode":"PARTIAL_UPDATE","orderLines":{"orderLine":[{"lineNumber":"4",)"
        R"("currentTrackingInfo":{"trackingNumber":")" +
            old_number +
            R"("},"orderLineStatuses":{"orderLineStatus":[{"status":"Shipped","statusQuantity":{"amount":"1"},)"
            R"("trackingInfo":{"shipDateTime":1772445600000,"carrierName":{"carrier":"FedEx"},"methodCode":"Value",)"
            R"("trackingNumber":")" +
            new_number + R"("}}]}}]}}})");
  };
  CHECK(mend("nothing", "T2").status == 400);
  desk.clock.advance(hour * 4);
  desk.caller.sign_in();
  CHECK(mend("T1", "T2").status == 200);
  CHECK(desk.line(1).shipments.at(0).tracking.number == "T2");
  CHECK(desk.line(1).shipped() == 1);
  desk.clock.advance(Millis(1));
  CHECK(mend("T2", "T3").status == 400);
}

TEST_CASE("only open units can be cancelled") {
  Desk desk;
  CHECK(desk.cancel("1", 1, out_of_stock).status == 200);
  CHECK(desk.cancel("1", 3, out_of_stock).status == 400);
  CHECK(desk.cancel("1", 1, "BORED").status == 400);
  CHECK(desk.cancel("9", 1, out_of_stock).status == 400);
  REQUIRE(desk.caller.acknowledge(desk.po).status == 200);
  REQUIRE(desk.ship("4", 1).status == 200);
  CHECK(words_of(desk.cancel("4", 1, out_of_stock)).find("is in SHIPPED status") != std::string::npos);
  CHECK(desk.line(0).cancelled() == 1);
  const OrderTruth truth = desk.service.truth(desk.po);
  CHECK(truth.charges.cancelled.text() == "24.99 USD");
  CHECK(truth.charges.open.text() == "49.98 USD");
  CHECK(truth.charges.shipped.text() == "85.98 USD");
  CHECK(truth.taxes.total().text() == "13.27 USD");
}

TEST_CASE("refunds are negative, of shipped lines, and never more than what is left") {
  Desk desk;
  CHECK(desk.refund("1", false, refund_of("-1", "-0.10")).status == 400);
  desk.service.ship(desk.po, "", 0, desk.clock.now());
  CHECK(desk.refund("1", false, refund_of("1", "0.10")).status == 400);
  CHECK(desk.refund("1", false, refund_of("0", "0")).status == 400);
  std::string bored = refund_of("-1", "0");
  bored.replace(bored.find("DamagedItem"), 11, "Bored");
  CHECK(words_of(desk.refund("1", false, bored)) == "refundReason is not valid in line number 1");
  CHECK(desk.refund("1", false, refund_of("-24.99", "-2.06")).status == 200);
  CHECK(desk.refund("1", false, refund_of("-50.00", "-1")).status == 400);
  CHECK(desk.refund("1", false, refund_of("-49.97", "-4.12")).status == 200);
  REQUIRE(desk.line(0).refunds.size() == 2);
  const Json order = json_of(desk.caller.get("/v3/orders/" + desk.po)).at("order");
  const Json& shown =
      order.at("orderLines").at("orderLine").at(0).at("refund").at("refundCharges").at("refundCharge");
  CHECK(decimal_in(shown.at(0).at("charge").at("chargeAmount"), "amount").value().text() == "-24.99");
  CHECK(desk.refund("4", true, "").status == 200);
  REQUIRE(desk.line(1).refunds.size() == 2);
  CHECK(desk.line(1).refunds[1].charge.amount.text() == "-5.99");
  CHECK(desk.refund("4", true, "").status == 400);
}

TEST_CASE("a partial refund of the whole price takes tax and shipping along") {
  Desk desk;
  desk.service.ship(desk.po, "", 0, desk.clock.now());
  CHECK(desk.refund("4", false, refund_of("-79.99", "0")).status == 200);
  Decimal amount;
  Decimal tax;
  for (const MarketRefund& refund : desk.line(1).refunds) {
    amount = add(amount, refund.charge.amount).value();
    tax = add(tax, refund.charge.tax).value();
  }
  CHECK(amount.text() == "-85.98");
  CHECK(tax.text() == "-7.09");
}

TEST_CASE("things happen at Walmart without a call") {
  Desk desk;
  CHECK(desk.service.ship(desk.po, "1", 2, desk.clock.now() + hour));
  CHECK(desk.line(0).shipped() == 0);
  desk.clock.advance(hour);
  CHECK(desk.line(0).shipped() == 2);
  CHECK(desk.service.truth(desk.po, desk.clock.now() - Millis(1)).charges.shipped.amount.is_zero());
  CHECK(desk.service.cancel(desk.po, "4"));
  CHECK(desk.line(1).cancelled() == 1);
  desk.clock.advance(Millis(1000));
  CHECK(desk.service.set_phone(desk.po, "0000000000"));
  CHECK(desk.service.standing(desk.po).last_modified == desk.clock.now());
  CHECK_FALSE(desk.service.cancel("1", "1"));
  CHECK(desk.service.writes("shipping", desk.po) == WriteCount{});
  CHECK(desk.service.totals().charges.total() == desk.service.truth(desk.po).charges.total());
}
