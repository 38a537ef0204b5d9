#include <doctest/doctest.h>

#include "after_sale_fixture.h"
#include "walmart_fixture.h"

using namespace crosswalk;
using namespace crosswalk::simulator;

namespace {

struct Ear final : wire::Transport {
  wire::CallResult call(const wire::HttpRequest& request, const Stop& /*stop*/) override {
    heard.push_back(parse_json(request.body, "event").value());
    return {wire::HttpReply{204, {}, ""}, {}};
  }
  std::vector<Json> heard;
};

}  // namespace

TEST_CASE("a return is told of when it is made, when it is back, and when it is refunded") {
  VirtualClock clock{walmart_start()};
  const MarketOrder order = order_of("108000000000001", walmart_start() - a_day * 9,
                                     {line_of("1", "VASE-T", 2, {charge_of("PRODUCT", "20.00", "0")})});
  MarketReturn made = return_of(order, "104000000000001001", walmart_start() + an_hour, 2);
  made.schedule.push_back(return_change(ReturnChange::Kind::delivered, walmart_start() + a_day));
  refund_at(made, walmart_start() + a_day * 3);
  World world;
  world.add(order);
  world.add(made);
  WalmartService service(clock, world);
  Ear ear;
  service.reach_out_through(&ear);
  WalmartCaller caller(service);
  for (const char* type : {"RETURN_CREATED", "RETURN_DELIVERED", "RETURN_INVOICED"})
    REQUIRE(caller
                .post("/v3/webhooks/subscriptions",
                      R"({"events":[{"eventType":")" + std::string(type) +
                          R"(","eventVersion":"V1","resourceName":"ReturnsAndRefunds",)"
                          R"("eventUrl":"https://shop.test/hooks","status":"ACTIVE"}]})")
                .status == 200);
  const auto told = [&] {
    ear.heard.clear();
    service.deliver_events({});
    std::vector<std::string> types;
    for (const Json& event : ear.heard) types.push_back(event.at("source").at("eventType"));
    return types;
  };
  using Types = std::vector<std::string>;
  CHECK(told() == Types{});
  clock.advance(an_hour);
  CHECK(told() == Types{"RETURN_CREATED"});
  const Json line = ear.heard.front().at("payload").at("returnOrders").at(0);
  CHECK(line.at("returnOrderId") == "104000000000001001");
  CHECK(line.at("purchaseOrderId") == "108000000000001");
  CHECK(line.at("quantity").at("measurementValue") == 2);
  CHECK(told() == Types{});
  clock.advance(a_day * 4);
  CHECK(told() == Types{"RETURN_DELIVERED", "RETURN_INVOICED"});
  CHECK(ear.heard.back().at("payload").at("returnOrders").at(0).at("refundStatus") == "REFUND_COMPLETED");
  // One that comes to light late is told of late.
  service.add_return(return_of(order, "104000000000001002", walmart_start(), 1));
  CHECK(told() == Types{"RETURN_CREATED"});
}
