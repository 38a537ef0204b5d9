#include <doctest/doctest.h>

#include <set>

#include "after_sale_fixture.h"
#include "walmart_fixture.h"

using namespace crosswalk;
using namespace crosswalk::simulator;

namespace {

using Kind = ReturnChange::Kind;

const Instant begun = at_time("2026-03-02T09:00:00Z");

// One order with two lines and returns of them, and as many plain ones as asked for.
struct Stage {
  VirtualClock clock{begun};
  WalmartService service{clock, World()};
  WalmartCaller caller{service};
  MarketOrder order =
      order_of("108000000000100", begun - a_day * 20,
               {line_of("3", "VASE-T", 3, {charge_of("PRODUCT", "94.51", "7.80")}),
                line_of("6", "HOOK-10", 1,
                        {charge_of("PRODUCT", "7.99", "0.66"), charge_of("SHIPPING", "3.10", "0.26")})});
  explicit Stage(int returns = 0) {
    service.add_order(order);
    for (int i = 0; i < returns; ++i) {
      const std::string number = std::to_string(200 + i);
      const MarketOrder one = order_of(("108000000000" + number).c_str(), begun - a_day * 15,
                                       {line_of("1", "VASE-T", 1, {charge_of("PRODUCT", "10.00", "0.80")})});
      service.add_order(one);
      service.add_return(
          return_of(one, ("104000000000" + number + "001").c_str(), begun - an_hour * (returns - i), 1));
    }
  }
  MarketReturn both() const {
    MarketReturn made = return_of(order, "104000000000100001", begun - a_day, 2, "3");
    MarketReturnLine second = made.lines[0];
    second.number = 2;
    second.order_line = "6";
    second.quantity = 1;
    second.restocking_fee = usd_text("0.79");
    second.refunds_shipping = true;
    made.lines.push_back(second);
    return made;
  }
  std::string refund_body(int line, int units) const {
    return R"({"customerOrderId":")" + order.customer_order +
           R"(","refundLines":[{"returnOrderLineNumber":)" + std::to_string(line) +
           R"(,"quantity":{"unitOfMeasure":"EA","measurementValue":)" + std::to_string(units) + "}}]}";
  }
  Answer refund(int line, int units) {
    return service.handle(
        caller.request("POST", "/v3/returns/104000000000100001/refund", refund_body(line, units)));
  }
};

std::string money_in(const Json& holder, const char* name) {
  return decimal_in(holder.at(name), "currencyAmount").value().text(2);
}

Json only_return(Stage& stage) {
  return json_of(stage.caller.get("/v3/returns")).at("returnOrders").at(0);
}

}  // namespace

TEST_CASE("a return is written in its own spellings, with the totals of one unit") {
  Stage stage;
  MarketReturn made = stage.both();
  made.schedule = {return_change(Kind::in_transit, begun - an_hour * 5, 1),
                   return_change(Kind::delivered, begun - an_hour * 4, 1)};
  made.schedule[0].line = made.schedule[1].line = 1;
  stage.service.add_return(made);
  const Json shown = only_return(stage);
  CHECK(shown.at("returnOrderId") == "104000000000100001");
  CHECK(shown.at("returnOrderDate") == "2026-03-01T09:00:00.000Z");
  CHECK(shown.at("returnType") == "REFUND");
  CHECK(shown.at("customerName").at("lastName") == "Alderwick");
  // 31.50 + 2.60 of one vase, 7.99 + 3.10 + 0.66 + 0.26 − 0.79 of the hooks
  CHECK(money_in(shown, "totalRefundAmount") == "45.32");
  const Json& line = shown.at("returnOrderLines").at(0);
  CHECK(line.at("purchaseOrderLineNumber") == 3);
  CHECK(line.at("quantity").at("measurementValue") == 2);
  CHECK(money_in(line.at("charges").at(0), "chargePerUnit") == "31.50");
  CHECK(money_in(line.at("charges").at(0).at("tax").at(0), "taxPerUnit") == "2.60");
  const Json& statuses = line.at("currentTrackingStatuses");
  REQUIRE(statuses.size() == 2);
  CHECK(statuses.at(0).at("status") == "DELIVERED");
  CHECK(statuses.at(1).at("status") == "INITIATED");
  CHECK(statuses.at(1).at("quantity").at("measurementValue") == 1);
  CHECK(line.at("returnTrackingDetail").at(0).at("eventTag") == "DELIVERED_AT_RETURN_CENTER");
  const Json& hooks = shown.at("returnOrderLines").at(1);
  CHECK(hooks.at("charges").at(1).at("chargeName") == "Shipping");
  CHECK(hooks.at("charges").at(2).at("chargeCategory") == "FEE");
  CHECK(hooks.at("charges").at(2).at("chargeName") == "RestockingFee");
  CHECK(money_in(hooks.at("chargeTotals").at(3), "value") == "0.79");

  WalmartSwitches switches = stage.service.switches();
  switches.returns.json.other_spellings = true;
  switches.returns.json.single_quantity_form = true;
  stage.service.set_switches(switches);
  const Json other = only_return(stage);
  CHECK(other.at("returnCreationDate") == "2026-03-01T09:00:00.000Z");
  CHECK(other.at("lastModifiedDate") == "2026-03-02T05:00:00.000Z");
  CHECK(money_in(other.at("refundValue"), "totalAmount") == "45.32");
  CHECK(other.at("returnOrderLines").at(0).at("returnMethod") == "SHIP_BACK");
  CHECK_FALSE(other.at("returnOrderLines").at(0).contains("currentTrackingStatuses"));
}

TEST_CASE("refund channels are told by quantity") {
  Stage stage;
  MarketReturn made = return_of(stage.order, "104000000000100001", begun - a_day, 3, "3");
  refund_at(made, begun - an_hour * 3, 1, "InstantRefund");
  made.schedule.push_back(
      return_change(Kind::refund_initiated, begun - an_hour * 2, 2, "SELLER_MANUAL_REFUND"));
  stage.service.add_return(made);
  const Json line = only_return(stage).at("returnOrderLines").at(0);
  CHECK(line.at("refundChannels") ==
        parse_json(R"([{"refundChannelName":"InstantRefund","quantity":{"measurementValue":1}},
                       {"refundChannelName":"SELLER_MANUAL_REFUND","quantity":{"measurementValue":2}}])",
                   "channels")
            .value());
  CHECK(line.at("refundedQty") == 1);
  CHECK(line.at("currentTrackingStatuses").at(0).at("currentRefundStatus") == "REFUND_COMPLETED");
  CHECK(line.at("currentTrackingStatuses").at(1).at("currentRefundStatus") == "REFUND_INITIATED");
}

TEST_CASE("a search is checked as strictly as Walmart does") {
  Stage stage(3);
  const auto status = [&](const std::string& query) {
    return stage.caller.get("/v3/returns" + query).status;
  };
  CHECK(status("?limit=200") == 200);
  CHECK(status("?limit=201") == 400);
  CHECK(status("?status=CANCELLED") == 400);
  CHECK(status("?returnLastModifiedStartDate=2026-03-01T00:00:00.000Z") == 400);
  const std::string window =
      "?returnLastModifiedStartDate=2026-03-01T00:00:00.000Z&returnLastModifiedEndDate=2026-03-02T06:30:00."
      "000";
  CHECK(status(window + "%2B0000") == 200);
  CHECK(status(window + "+0000") == 400);  // a plus sign is a blank
  CHECK(json_of(stage.caller.get("/v3/returns" + window + "%2B0000")).at("meta").at("totalCount") == 1);
  CHECK(status("?returnCreationStartDate=2026-01-01&returnCreationEndDate=2026-01-02") == 404);
  CHECK(code_of(stage.caller.get("/v3/returns?returnOrderId=1")).starts_with("CONTENT_NOT_FOUND"));
  CHECK(status("?returnOrderId=104000000000201001") == 200);
  CHECK(status("?status=COMPLETED") == 404);
  CHECK(status("?returnType=REPLACEMENT") == 404);
  CHECK(status("?isWFSEnabled=Y") == 404);
  CHECK(stage.caller.post("/v3/returns").status == 405);
  WalmartSwitches switches = stage.service.switches();
  switches.returns.empty_is_200 = true;
  stage.service.set_switches(switches);
  CHECK(json_of(stage.caller.get("/v3/returns?returnOrderId=1")).at("returnOrders").empty());
  switches.returns_scope = "no_access";
  stage.service.set_switches(switches);
  CHECK(status("") == 403);
}

TEST_CASE("WFS returns are in a list of their own and never the seller's to refund") {
  Stage stage;
  MarketReturn made = return_of(stage.order, "104000000000100001", begun - a_day, 1, "3");
  made.node = NodeType::walmart;
  stage.service.add_return(made);
  CHECK(stage.caller.get("/v3/returns").status == 404);
  CHECK(stage.caller.get("/v3/returns?isWFSEnabled=Y").status == 200);
  CHECK(stage.refund(1, 1).reply.status == 400);
}

TEST_CASE("a cursor works as a whole; taken apart it is page 1 again") {
  Stage stage(25);
  std::set<std::string> seen;
  std::string query = "?returnCreationStartDate=2026-01-01&returnCreationEndDate=2026-04-01";
  for (int page = 0; page < 3; ++page) {
    const Json shown = json_of(stage.caller.get("/v3/returns" + query));
    CHECK(shown.at("meta").at("totalCount") == 25);
    for (const Json& one : shown.at("returnOrders")) seen.insert(one.at("returnOrderId").get<std::string>());
    if (page == 2) {
      CHECK_FALSE(shown.at("meta").contains("nextCursor"));
    } else {
      query = shown.at("meta").at("nextCursor");
      CHECK(query.starts_with("?sellerId=151&limit=10&offset=" + std::to_string(page * 10 + 10)));
    }
  }
  CHECK(seen.size() == 25);
  const auto first_of = [&](const std::string& url) {
    return json_of(stage.caller.get(url)).at("returnOrders").at(0).at("returnOrderId").get<std::string>();
  };
  CHECK(first_of("/v3/returns?limit=10&offset=10") == first_of("/v3/returns"));
  // A new return moves all others by one: the last of page 1 is the first of page 2.
  const Json page1 = json_of(stage.caller.get("/v3/returns?limit=5"));
  stage.service.add_return(return_of(stage.order, "104000000000100001", begun, 1, "3"));
  const std::string cursor = page1.at("meta").at("nextCursor");
  CHECK(first_of("/v3/returns" + cursor) == page1.at("returnOrders").at(4).at("returnOrderId"));
  WalmartSwitches switches = stage.service.switches();
  switches.returns.repeat_cursor = true;
  stage.service.set_switches(switches);
  CHECK(json_of(stage.caller.get("/v3/returns" + cursor)).at("meta").at("nextCursor") == cursor);
}

TEST_CASE("the seller's refund takes whole units once, and says no to what is not left") {
  Stage stage;
  stage.service.add_return(stage.both());
  CHECK(stage.refund(1, 3).reply.status == 400);
  CHECK(stage.refund(7, 1).reply.status == 400);
  CHECK(stage.caller.post("/v3/returns/1/refund", stage.refund_body(1, 1)).status == 404);
  const std::string url = "/v3/returns/104000000000100001/refund";
  CHECK(stage.caller.post(url, R"({"customerOrderId":"1","refundLines":[]})").status == 400);
  const std::string no_line = R"({"customerOrderId":")" + stage.order.customer_order +
                              R"(","refundLines":[{"quantity":{"measurementValue":1}}]})";
  CHECK(stage.caller.post(url, no_line).status == 400);
  CHECK(stage.service.return_refunds("104000000000100001").calls == 0);

  const auto reply = stage.refund(1, 1).reply;
  CHECK(reply.status == 200);
  CHECK(json_of(reply).at("refundLines").at(0).at("quantity").at("measurementValue") == 1);
  CHECK(stage.service.return_truth("104000000000100001").charges.text() == "0.00 USD");
  stage.clock.advance(an_hour);
  stage.caller.sign_in();
  CHECK(stage.service.return_truth("104000000000100001").charges.text() == "31.50 USD");
  CHECK(stage.service.return_truth("104000000000100001").taxes.text() == "2.60 USD");
  CHECK(stage.refund(1, 2).reply.status == 400);
  CHECK(stage.refund(1, 1).reply.status == 200);
  CHECK(stage.refund(1, 1).reply.status == 400);  // nothing is left
  WalmartSwitches switches = stage.service.switches();
  switches.returns.repeated_refund_is_200 = true;
  stage.service.set_switches(switches);
  CHECK(stage.refund(1, 1).reply.status == 200);
  const ReturnRefunds account = stage.service.return_refunds("104000000000100001");
  CHECK(account.calls == 3);
  CHECK(account.effects == 2);
  CHECK(account.units == 2);
}

TEST_CASE("a refund by return counts when the order line is refunded as well") {
  Stage stage;
  MarketReturn made = return_of(stage.order, "104000000000100001", begun - a_day, 2, "3");
  refund_at(made, begun - an_hour);
  stage.service.add_return(made);
  const auto refund = [&](const char* amount) {
    return stage.caller
        .post(
            "/v3/orders/" + stage.order.po + "/refund",
            R"({"orderRefund":{"orderLines":{"orderLine":[{"lineNumber":"3","refunds":{"refund":[)"
            R"({"refundCharges":{"refundCharge":[{"refundReason":"Others","charge":{"chargeType":"PRODUCT",)"
            R"("chargeName":"Item Price","chargeAmount":{"currency":"USD","amount":)" +
                std::string(amount) + "}}}]}}]}}]}}}")
        .status;
  };
  CHECK(refund("-31.52") == 400);
  CHECK(refund("-31.00") == 200);
}

TEST_CASE("Walmart gives money back without a call, and says in the settlement whose doing it was") {
  const Stage stage;
  VirtualClock clock{begun};
  World world;
  SettlementTerms terms;
  terms.first_day = on_day("2026-02-21");
  world.set_terms(terms);
  world.add(stage.order);
  WalmartService service(clock, world);
  CHECK_FALSE(service.refund("1", "6", {}));
  CHECK(service.refund(stage.order.po, "6", {goodwill_of("-2.00", "-0.16")}));
  clock.advance(a_day * 30);
  const auto rows = service.settlements().at(0).rows;
  REQUIRE(rows.size() == 4);
  CHECK(rows[0].description == "Return Refund");
  CHECK(rows[0].amount.text(2) == "-2.00");
  CHECK(service.standing(stage.order.po).lines[1].refunds.size() == 1);
}

TEST_CASE("a fault before the refund leaves nothing refunded, the same fault after it leaves it refunded") {
  for (const Delivery delivery : {Delivery::whole, Delivery::dropped, Delivery::cut}) {
    Stage stage;
    stage.service.add_return(stage.both());
    Fault fault;
    fault.delivery = delivery;
    fault.reply = system_error_reply(520);
    stage.service.faults().add("POST /v3/returns/", fault);
    CHECK(stage.refund(1, 2).delivery == delivery);
    CHECK(stage.service.return_refunds("104000000000100001").effects == 0);
    fault.when = Fault::When::after_commit;
    stage.service.faults().add("POST /v3/returns/", fault);
    CHECK(stage.refund(1, 2).delivery == delivery);
    CHECK(stage.service.return_refunds("104000000000100001").effects == 1);
    CHECK(stage.refund(1, 2).reply.status == 400);
    CHECK(stage.service.return_refunds("104000000000100001").units == 2);
  }
}
