#include <doctest/doctest.h>

#include <set>
#include <thread>

#include "walmart_fixture.h"

using namespace crosswalk;
using namespace crosswalk::simulator;

namespace {

struct Stage {
  VirtualClock clock{walmart_start() + Millis(2 * 3'600'000)};
  WalmartService service{clock, make_world(calm_world(40))};
  WalmartCaller caller{service};

  Stage() { caller.sign_in(); }
  Answer acknowledge(const std::string& po) {
    return service.handle(caller.request("POST", "/v3/orders/" + po + "/acknowledge"));
  }
};

Fault fault(Fault::When when, Delivery delivery, wire::HttpReply reply = {}) {
  Fault made;
  made.when = when;
  made.delivery = delivery;
  made.reply = std::move(reply);
  return made;
}

}  // namespace

TEST_CASE("a fault before the work leaves no trace, the same fault after it leaves the work done") {
  for (const Delivery delivery : {Delivery::whole, Delivery::dropped, Delivery::cut}) {
    Stage stage;
    const std::string po = stage.service.purchase_orders().front();
    stage.service.faults().add("POST /v3/orders/" + po,
                               fault(Fault::When::before_commit, delivery, system_error_reply(520)));
    Answer answer = stage.acknowledge(po);
    CHECK(answer.delivery == delivery);
    if (delivery == Delivery::whole) CHECK(answer.reply.status == 520);
    CHECK(stage.service.acknowledgements(po).effects == 0);
    CHECK(stage.service.standing(po).lines[0].acknowledged == 0);

    stage.service.faults().add("POST /v3/orders/" + po,
                               fault(Fault::When::after_commit, delivery, system_error_reply(520)));
    answer = stage.acknowledge(po);
    CHECK(answer.delivery == delivery);
    if (delivery == Delivery::whole) CHECK(answer.reply.status == 520);
    CHECK(stage.service.acknowledgements(po).effects == 1);
    CHECK(stage.service.standing(po).lines[0].created == 0);
    CHECK(stage.acknowledge(po).reply.status == 200);
    CHECK(stage.service.acknowledgements(po).effects == 1);
  }
}

TEST_CASE("the edge answers everything with a page") {
  Stage stage;
  auto switches = stage.service.switches();
  switches.html_502 = true;
  stage.service.set_switches(switches);
  const auto reply = stage.caller.get("/v3/orders");
  CHECK(reply.status == 502);
  CHECK(reply.body.starts_with("<html>"));
}

TEST_CASE("an outage can look like a bad request") {
  const auto reply = outage_reply();
  CHECK(reply.status == 400);
  CHECK(code_of(reply) == "INVALID_REQUEST.GMP_ORDER_API");
  CHECK(threshold_reply().headers.size() == 1);
}

TEST_CASE("random faults are repeatable, of many kinds, and of the share asked for") {
  const auto run = [](std::uint64_t seed) {
    Stage stage;
    const auto orders = stage.service.purchase_orders();
    stage.service.set_random_faults(seed, 0.3);
    std::vector<std::string> story;
    for (int i = 0; i < 400; ++i) {
      const bool read = i % 2 == 0;
      const std::string& po = orders[static_cast<std::size_t>(i / 2) % orders.size()];
      const Answer answer = read ? stage.service.handle(stage.caller.request("GET", "/v3/orders?limit=1"))
                                 : stage.acknowledge(po);
      const bool broken = answer.delivery == Delivery::whole && answer.reply.status == 200 &&
                          !parse_json(answer.reply.body, "reply").ok();
      story.push_back(std::to_string(static_cast<int>(answer.delivery)) + "/" +
                      std::to_string(answer.reply.status) + (broken ? "/broken" : ""));
      stage.clock.advance(Millis(1000));
    }
    return story;
  };
  const auto one = run(3);
  CHECK(one == run(3));
  CHECK(one != run(4));
  const std::set<std::string> kinds(one.begin(), one.end());
  CAPTURE(kinds.size());
  CHECK(kinds.size() >= 9);
  CHECK(kinds.contains("0/200/broken"));
  CHECK(kinds.contains("0/429"));
  const auto good = std::count(one.begin(), one.end(), "0/200");
  CHECK(good > 240);
  CHECK(good < 320);
}

TEST_CASE("under random faults an order is acknowledged once however often the caller tries") {
  Stage stage;
  const auto orders = stage.service.purchase_orders();
  stage.service.set_random_faults(9, 0.4);
  for (const std::string& po : orders) {
    for (int i = 0; i < 50; ++i) {
      const Answer answer = stage.acknowledge(po);
      stage.clock.advance(Millis(1100));
      if (answer.delivery == Delivery::whole && answer.reply.status == 200) break;
    }
    CHECK(stage.service.acknowledgements(po).effects == 1);
  }
  stage.service.set_random_faults(9, 0);
  stage.caller.sign_in();
  CHECK(stage.caller.get("/v3/orders").status == 200);
}

TEST_CASE("callers on several threads see one order move once") {
  Stage stage;
  const auto orders = stage.service.purchase_orders();
  std::vector<wire::HttpRequest> requests;
  for (const std::string& po : orders)
    requests.push_back(stage.caller.request("POST", "/v3/orders/" + po + "/acknowledge"));
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      for (const auto& request : requests) stage.service.handle(request);
    });
  for (std::thread& thread : threads) thread.join();
  int calls = 0;
  for (const std::string& po : orders) {
    CHECK(stage.service.acknowledgements(po).effects <= 1);
    calls += stage.service.acknowledgements(po).calls;
  }
  // Sixty acknowledgements a minute are let through.
  CHECK(calls == 60);
}

TEST_CASE("random faults reach what the seller writes, before and after it took effect") {
  Stage stage;
  stage.service.set_random_faults(11, 1.0);
  const std::string node = stage.service.ship_nodes().front();
  int answered = 0;
  int changed = 0;
  for (int i = 0; i < 100; ++i) {
    const Answer answer = stage.service.handle(stage.caller.request(
        "PUT", "/v3/inventory?sku=MUG-BLU",
        R"({"sku":"MUG-BLU","quantity":{"unit":"EACH","amount":)" + std::to_string(i) + "}}"));
    const bool well = answer.delivery == Delivery::whole && answer.reply.status == 200 &&
                      parse_json(answer.reply.body, "reply").ok();
    answered += well ? 1 : 0;
    changed += stage.service.stock("MUG-BLU", node).input == i ? 1 : 0;
    stage.clock.advance(Millis(1000));
  }
  CHECK(answered == 0);
  CHECK(changed > 25);
  CHECK(changed < 75);
  CHECK(stage.service.writes("stock", "MUG-BLU@" + node).calls == changed);
}
