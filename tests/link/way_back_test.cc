// What Walmart is told passes the conformance suite of Target, kind by kind, against its simulator: with
// faults before and after it took effect.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include "base/virtual_clock.h"
#include "link/target_suite.h"
#include "simulator/walmart_service.h"
#include "walmart/channel.h"
#include "walmart/connection.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

constexpr Millis minute{60'000};
constexpr Millis day{86'400'000};
const Instant start = Instant::parse("2026-02-10T12:00:00Z").value();

class OpenBudget final : public Budget {
 public:
  Result<Instant> take(const BucketLimit& /*limit*/, Instant now) override { return now; }
  Result<void> pause(std::string_view /*bucket*/, Instant /*until*/) override { return {}; }
  Result<void> observe(const BucketLimit& /*limit*/, double /*left*/, Instant /*now*/) override { return {}; }
};

std::string sku_for(int n) {
  return "ITEM " + std::to_string(n) + "/A";  // an address must escape it
}

// Walmart's stand-in with a channel to it, and as many orders and items as a test asks for.
struct Shop {
  VirtualClock clock{start};
  simulator::WalmartService service{clock, simulator::World()};
  simulator::InProcess network;
  OpenBudget budget;
  walmart::Connection connection{settings(), mounted(), budget, clock, [] { return 0.5; }};
  walmart::WalmartChannel channel{connection};

  simulator::InProcess& mounted() {
    network.mount("walmart.test", service);
    return network;
  }
  static walmart::Settings settings() {
    walmart::Settings settings;
    settings.pair = "us";
    settings.client_id = simulator::WalmartAccount{}.client_id;
    settings.client_secret = Secret(simulator::WalmartAccount{}.client_secret);
    settings.base_url = "https://walmart.test";
    settings.charge_amount = walmart::ChargeAmount::line;
    return settings;
  }
  void apply(const std::function<void(simulator::WalmartSwitches&)>& edit) {
    auto switches = service.switches();
    edit(switches);
    service.set_switches(switches);
  }
  void add_items(int count) {
    for (int n = 0; n < count; ++n) REQUIRE(service.add_item(sku_for(n), "Item", Decimal::whole(9)));
    clock.advance(day * 2);  // an item must be a day old before it is priced
  }
  // Three units of a line, of which each test acts on one: doing it twice would show.
  std::string po(int n) {
    const std::string po = std::to_string(108'000'000'000'000 + n);
    if (!service.truth(po).po.empty()) return po;
    simulator::MarketOrder order;
    order.po = po;
    order.customer_order = "200000000000000";
    order.ordered = clock.now() - minute;
    order.ship_by = clock.now() + day * 2;
    order.lines.resize(1);
    order.lines[0].number = "1";
    order.lines[0].sku = "MUG-BLU";
    order.lines[0].quantity = 3;
    simulator::MarketCharge charge;
    charge.amount = Decimal::whole(60);
    charge.tax = Decimal::whole(6);
    order.lines[0].charges = {charge};
    REQUIRE(service.add_order(std::move(order)));
    return po;
  }
  void acknowledge(const std::string& po) {
    Attempt attempt;
    attempt.id = "acknowledging";
    attempt.members = {channel.acknowledgement({"us", RecordKind::order, po})};
    attempt.request = channel.freeze(attempt.id, attempt.members, {}).value();
    REQUIRE(channel.send(attempt, {}).at(0).kind == Outcome::Kind::posted);
  }
  Record record(const std::string& po) {
    Record record;
    record.key = {"us", RecordKind::order, po};
    const auto reply = connection.fetch(connection.one_order(), "/v3/orders/" + po, {});
    REQUIRE(reply.ok());
    record.body = reply->body;
    return record;
  }

  Document shipment(int n) {
    const bool fresh = service.truth(std::to_string(108'000'000'000'000 + n)).po.empty();
    const std::string number = po(n);
    if (fresh) acknowledge(number);
    ShipmentNotice notice;
    notice.order = number;
    notice.units = {{"1", "", 1}};
    notice.carrier = "ups";
    notice.method = "standard";
    notice.tracking_number = "T" + number;
    notice.shipped = clock.now();
    const auto made = channel.shipment(notice, record(number));
    REQUIRE_MESSAGE(made.ok(), (made ? "" : made.error().text()));
    return *made;
  }
  int shipments(const Document& document) {
    const auto standing = service.standing(document.record->id);
    int count = 0;
    for (const auto& one : standing.lines.at(0).shipments) count += one.quantity;
    return count;
  }
  // The first tracking number is told, the next one takes its place.
  Document retracking(int n) {
    const std::string number = po(n);
    if (service.standing(number).lines.at(0).shipments.empty()) {
      REQUIRE(service.ship(number, "1", 3, clock.now()));
      clock.advance(Millis(1));
    }
    const auto first = service.standing(number).lines.at(0).shipments.at(0).tracking.number;
    ShipmentNotice notice;
    notice.order = number;
    notice.carrier = "Hand Cart";
    notice.method = "Value";
    notice.tracking_number = "NEW" + number;
    notice.tracking_url = "https://cart.test/" + number;
    notice.shipped = clock.now();
    notice.replaces = first;
    const auto made = channel.shipment(notice, record(number));
    REQUIRE_MESSAGE(made.ok(), (made ? "" : made.error().text()));
    return *made;
  }
  Document cancellation(int n) {
    CancellationNotice notice;
    notice.order = po(n);
    notice.units = {{"", "mug-blu", 1}};
    const auto made = channel.cancellation(notice, record(notice.order));
    REQUIRE_MESSAGE(made.ok(), (made ? "" : made.error().text()));
    return *made;
  }
  Document refund(int n) {
    const std::string number = po(n);
    if (service.standing(number).lines.at(0).shipments.empty()) {
      REQUIRE(service.ship(number, "1", 3, clock.now()));
      clock.advance(Millis(1));
    }
    OrderRefundNotice notice;
    notice.order = number;
    notice.key = "goodwill";
    notice.line = "1";
    notice.amount = {Decimal::parse("5.25").value(), Currency::parse("USD").value()};
    notice.tax = {Decimal::parse("0.50").value(), Currency::parse("USD").value()};
    notice.reason = "Finance -> Goodwill";
    const auto made = channel.order_refund(notice, record(number));
    REQUIRE_MESSAGE(made.ok(), (made ? "" : made.error().text()));
    return *made;
  }
  // Three units came back, of which one is refunded.
  Document return_refund(int n) {
    const std::string number = po(n);
    const std::string id = "1040" + number.substr(1);
    if (service.standing(number).lines.at(0).shipments.empty()) {
      REQUIRE(service.ship(number, "1", 3, clock.now()));
      clock.advance(minute);
      simulator::MarketReturn made;
      made.id = id;
      made.customer_order = "200000000000000";
      made.created = clock.now();
      made.lines.resize(1);
      made.lines[0].po = number;
      made.lines[0].order_line = "1";
      made.lines[0].quantity = 3;
      REQUIRE(service.add_return(std::move(made)));
      clock.advance(minute);
    }
    Record record;
    record.key = {"us", RecordKind::return_order, id};
    const auto reply = connection.fetch({"GET", "/v3/returns", 50}, "/v3/returns?returnOrderId=" + id, {});
    REQUIRE(reply.ok());
    record.body = reply->body;
    ReturnRefundNotice notice;
    notice.return_order = id;
    notice.customer_order = "200000000000000";
    notice.lines = {{1, 1}};
    const auto made = channel.return_refund(notice, record);
    REQUIRE_MESSAGE(made.ok(), (made ? "" : made.error().text()));
    return *made;
  }
};

TargetSubject subject_of(Shop& shop, std::function<Document(int)> document,
                         std::function<int(const Document&)> count, std::string call) {
  return {shop.channel, std::move(document), {}, std::move(count), shop.service.faults(), std::move(call)};
}

// The same document each time it is asked for, though the order has changed meanwhile.
std::function<Document(int)> once_each(std::map<int, Document>& made, std::function<Document(int)> make) {
  return [&made, make = std::move(make)](int n) {
    const auto known = made.find(n);
    return known != made.end() ? known->second : made.emplace(n, make(n)).first->second;
  };
}

}  // namespace

TEST_CASE("Walmart's shipments conform to Target") {
  run_target_suite([](const auto& test) {
    Shop shop;
    std::map<int, Document> made;
    auto subject = subject_of(
        shop, once_each(made, [&](int n) { return shop.shipment(n); }),
        [&](const Document& document) { return shop.shipments(document); }, "POST /v3/orders/");
    test(subject);
  });
}

TEST_CASE("Walmart's changes of tracking conform to Target") {
  run_target_suite([](const auto& test) {
    Shop shop;
    std::map<int, Document> made;
    auto subject = subject_of(
        shop, once_each(made, [&](int n) { return shop.retracking(n); }),
        [&](const Document& document) {
          return shop.service.writes("shipping", document.record->id).effects;
        },
        "POST /v3/orders/");
    test(subject);
  });
}

TEST_CASE("Walmart's cancellations conform to Target") {
  run_target_suite([](const auto& test) {
    Shop shop;
    std::map<int, Document> made;
    auto subject = subject_of(
        shop, once_each(made, [&](int n) { return shop.cancellation(n); }),
        [&](const Document& document) {
          return shop.service.standing(document.record->id).lines.at(0).cancelled();
        },
        "POST /v3/orders/");
    test(subject);
  });
}

TEST_CASE("Walmart's refunds of order lines conform to Target, whether an order shows comments or not") {
  for (const bool comments : {false, true}) {
    SUBCASE(comments ? "with comments" : "without comments")
    run_target_suite([&](const auto& test) {
      Shop shop;
      shop.apply([&](auto& switches) { switches.refund_comments = comments; });
      std::map<int, Document> made;
      auto subject = subject_of(
          shop, once_each(made, [&](int n) { return shop.refund(n); }),
          [&](const Document& document) {
            return static_cast<int>(shop.service.standing(document.record->id).lines.at(0).refunds.size());
          },
          "POST /v3/orders/");
      test(subject);
    });
  }
}

TEST_CASE("Walmart's refunds of returns conform to Target") {
  run_target_suite([](const auto& test) {
    Shop shop;
    std::map<int, Document> made;
    auto subject = subject_of(
        shop, once_each(made, [&](int n) { return shop.return_refund(n); }),
        [&](const Document& document) { return shop.service.return_refunds(document.record->id).units; },
        "POST /v3/returns/");
    test(subject);
  });
}

TEST_CASE("Walmart's stock conforms to Target, one item at a time and one ship node at a time") {
  for (const bool by_node : {false, true}) {
    SUBCASE(by_node ? "ship nodes" : "items")
    run_target_suite([&](const auto& test) {
      Shop shop;
      shop.add_items(60);
      const std::string node = shop.service.ship_nodes().front();
      auto subject = subject_of(
          shop,
          [&](int n) {
            return shop.channel.stock("us", {sku_for(n), by_node ? node : "", n + 1});
          },
          [&](const Document& document) {
            const std::string sku = document.key.substr(0, document.key.find('@'));
            return shop.service.writes("stock", sku + "@" + node).effects;
          },
          by_node ? "PUT /v3/inventories/" : "PUT /v3/inventory?");
      test(subject);
    });
  }
}

TEST_CASE("Walmart's stock of several ship nodes of an item conforms to Target in one call") {
  run_target_suite([](const auto& test) {
    Shop shop;
    shop.add_items(60);
    shop.service.add_ship_node("88002");
    shop.service.add_ship_node("88003");
    auto subject = subject_of(
        shop,
        [&](int n) {
          return shop.channel.stock("us", {sku_for(n / 2), n % 2 == 0 ? "88002" : "88003", n + 1});
        },
        [&](const Document& document) { return shop.service.writes("stock", document.key).effects; },
        "PUT /v3/inventories/");
    subject.together = 2;
    test(subject);
  });
}

TEST_CASE("Walmart's prices conform to Target") {
  run_target_suite([](const auto& test) {
    Shop shop;
    shop.add_items(60);
    auto subject = subject_of(
        shop,
        [&](int n) {
          return shop.channel.price("us",
                                    {sku_for(n), {Decimal::whole(n + 10), Currency::parse("USD").value()}});
        },
        [&](const Document& document) { return shop.service.writes("price", document.key).effects; },
        "PUT /v3/price");
    test(subject);
  });
}

TEST_CASE("Walmart's feeds conform to Target, whether the list of feeds shows file names or not") {
  struct Kind {
    const char* what;
    int together;
    std::function<Document(Shop&, int)> document;
    std::function<int(Shop&, const Document&)> count;
  };
  const auto stock_of = [](Shop& shop, const Document& document) {
    const std::string sku = document.key.substr(0, document.key.find('@'));
    return shop.service.writes("stock", sku + "@" + shop.service.ship_nodes().front()).effects;
  };
  const Kind kinds[] = {
      {"stock", 50,
       [](Shop& shop, int n) {
         return shop.channel.stock("us", {sku_for(n), "", n % 90 + 1});
       },
       stock_of},
      {"stock by ship node", 50,
       [](Shop& shop, int n) {
         return shop.channel.stock("us", {sku_for(n), shop.service.ship_nodes().front(), n % 90 + 1});
       },
       stock_of},
      {"prices", 10,
       [](Shop& shop, int n) {
         return shop.channel.price("us",
                                   {sku_for(n), {Decimal::whole(n + 10), Currency::parse("USD").value()}});
       },
       [](Shop& shop, const Document& document) {
         return shop.service.writes("price", document.key).effects;
       }},
  };
  for (const Kind& kind : kinds)
    for (const bool names : {true, false}) {
      const std::string variant = std::string(kind.what) + (names ? " with names" : " without names");
      SUBCASE(variant.c_str())
      run_target_suite([&](const auto& test) {
        Shop shop;
        shop.add_items(41 * kind.together);
        shop.apply([&](auto& switches) { switches.offers.feeds.no_file_names = !names; });
        auto subject = subject_of(
            shop, [&](int n) { return kind.document(shop, n); },
            [&](const Document& document) { return kind.count(shop, document); }, "POST /v3/feeds");
        subject.together = kind.together;
        subject.now = [&] { return shop.clock.now(); };
        subject.work = [&] { shop.clock.advance(minute * 3); };
        test(subject);
      });
    }
}

namespace {

// What the flow does with one document: sends it, looks for it while nobody knows, and sends it again only
// after two look-ups did not find it.
Outcome carry_through(Shop& shop, const Document& document) {
  Outcome outcome;
  for (int tries = 0; tries < 100; ++tries) {
    Attempt attempt;
    attempt.id = "attempt-" + std::to_string(tries);
    attempt.members = {document};
    attempt.created = shop.clock.now();
    attempt.request = shop.channel.freeze(attempt.id, attempt.members, {}).value();
    outcome = shop.channel.send(attempt, {}).at(0);
    for (int absences = 0; outcome.kind == Outcome::Kind::unknown && absences < 2;) {
      shop.clock.advance(Millis(5'000));
      const Outcome seen = shop.channel.check(attempt, {}).at(0);
      absences += seen.kind == Outcome::Kind::absent ? 1 : 0;
      if (seen.kind == Outcome::Kind::posted || seen.kind == Outcome::Kind::rejected) outcome = seen;
    }
    if (outcome.kind == Outcome::Kind::posted || outcome.kind == Outcome::Kind::rejected) return outcome;
    shop.clock.advance(std::max(Millis(5'000), outcome.at - shop.clock.now()));
  }
  return outcome;
}

}  // namespace

TEST_CASE("under random faults all that Walmart is told takes effect exactly once") {
  Shop shop;
  shop.add_items(10);
  std::vector<Document> documents;
  for (int n = 0; n < 10; ++n) {
    documents.push_back(shop.shipment(n));
    documents.push_back(shop.retracking(10 + n));
    documents.push_back(shop.cancellation(20 + n));
    documents.push_back(shop.refund(30 + n));
    documents.push_back(shop.return_refund(40 + n));
    documents.push_back(shop.channel.stock("us", {sku_for(n), "", n + 1}));
    documents.push_back(
        shop.channel.price("us", {sku_for(n), {Decimal::whole(n + 10), Currency::parse("USD").value()}}));
  }
  shop.service.set_random_faults(17, 0.3);
  for (const Document& document : documents) {
    const Outcome outcome = carry_through(shop, document);
    CAPTURE(document.key);
    CAPTURE(outcome.reason);
    CHECK(outcome.kind == Outcome::Kind::posted);
  }
  shop.service.set_random_faults(17, 0);
  const std::string node = shop.service.ship_nodes().front();
  for (int n = 0; n < 10; ++n) {
    CAPTURE(n);
    CHECK(shop.service.standing(shop.po(n)).lines.at(0).shipped() == 1);
    CHECK(shop.service.writes("shipping", shop.po(10 + n)).effects == 1);
    CHECK(shop.service.standing(shop.po(20 + n)).lines.at(0).cancelled() == 1);
    CHECK(shop.service.standing(shop.po(30 + n)).lines.at(0).refunds.size() == 1);
    CHECK(shop.service.return_refunds("1040" + shop.po(40 + n).substr(1)).units == 1);
    CHECK(shop.service.stock(sku_for(n), node).input == n + 1);
    CHECK(shop.service.price(sku_for(n)) == Decimal::whole(n + 10));
  }
}
