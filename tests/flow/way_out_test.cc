// What waits for something that the market has refused, and a person's way out of it: a replay of the order.
#include <doctest/doctest.h>

#include "flow/rig.h"
#include "model/push.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

const std::string po = "108800000000061";
constexpr Millis day_long{86'400'000};

class Order {
 public:
  Order() : rig(simulator::World{}, settings()) {
    REQUIRE(rig.walmart().add_order(
        plain_order(po, "MUG-BLU", 3, "74.97", "5.62", rig.clock().now() - Millis(3'600'000))));
  }
  static RigSettings settings() {
    RigSettings settings;
    settings.feedback.shipments = settings.feedback.refunds = true;
    return settings;
  }
  // Walmart will not have the next such call.
  void refuse(const std::string& call) {
    simulator::Fault refusal;
    refusal.when = simulator::Fault::When::before_commit;
    refusal.reply.status = 400;
    refusal.reply.headers = {{"Content-Type", "application/json"}};
    refusal.reply.body = R"({"errors":[{"code":"INVALID_REQUEST_PARAM","message":"not this one"}]})";
    rig.walmart().faults().add("POST /v3/orders/" + po + call, refusal);
  }
  void next_day() {
    rig.advance(day_long);
    rig.pass();
  }
  void hand_in(std::string_view kind, const std::vector<std::string>& keys, const std::string& body) {
    std::vector<store::InboxRequest> requests;
    for (const auto& key : keys) requests.push_back({{"us", std::string(kind), key, body, {}, false}});
    REQUIRE(rig.store().accept(requests, rig.clock().now()).ok());
  }
  std::string state(DocumentKind kind, const std::string& key) {
    const auto row = rig.store().newest_document("us", kind, key).value();
    return row ? std::string(name_of(row->document.state)) : "none";
  }
  std::string refund(const std::string& key) { return state(DocumentKind::order_refund, po + "/" + key); }
  std::size_t refunds() { return rig.walmart().standing(po).lines.at(0).refunds.size(); }

  Rig rig;
};

const std::string goodwill = R"({"order":"108800000000061","line":"1","amount":"5.25","currency":"USD"})";

}  // namespace

TEST_CASE(
    "replaying an order asks again for an acknowledgement that was rejected, and its shipment goes out") {
  Order order;
  order.refuse("/acknowledge");
  order.rig.pass();
  REQUIRE(order.state(DocumentKind::acknowledgement, po) == "rejected");
  order.next_day();
  CHECK(order.rig.walmart().acknowledgements(po).effects == 0);
  order.rig.replay(po);
  order.hand_in(push::shipment, {"s1"},
                R"({"order":"108800000000061","carrier":"UPS","tracking_number":"1Z1",)"
                R"("shipped":"2026-02-11T10:00:00Z"})");
  order.next_day();
  order.next_day();
  CHECK(order.state(DocumentKind::acknowledgement, po) == "posted");
  CHECK(order.rig.walmart().acknowledgements(po).effects == 1);
  CHECK(order.state(DocumentKind::shipment, po + "/1Z1") == "posted");
}

TEST_CASE("refunds behind one that was rejected are dropped by a replay, and may be asked for anew") {
  Order order;
  order.rig.pass();
  REQUIRE(order.rig.walmart().ship(po, "1", 3, order.rig.clock().now()));
  order.next_day();
  order.refuse("/refund");
  order.hand_in(push::order_refund, {"r1", "r2"}, goodwill);
  order.next_day();
  REQUIRE(order.refund("r1") == "rejected");
  CHECK(order.refund("r2") == "drafted");
  // What comes after them does not join the queue, and says why.
  order.hand_in(push::order_refund, {"r3"}, goodwill);
  order.next_day();
  order.next_day();
  CHECK(order.refund("r3") == "none");
  const auto refused = order.rig.store().inbox_refused("us", 10).value();
  REQUIRE(refused.size() == 1);
  CHECK(refused.front().reason.find("`crosswalk replay` of the order") != std::string::npos);
  order.rig.replay(po);
  order.next_day();
  CHECK(order.refund("r2") == "none");
  CHECK(order.refunds() == 0);
  order.hand_in(push::order_refund, {"r4", "r5"}, goodwill);
  order.next_day();
  CHECK(order.refund("r4") == "posted");
  CHECK(order.refund("r5") == "posted");
  CHECK(order.refunds() == 2);
}
