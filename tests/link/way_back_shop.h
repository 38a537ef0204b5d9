// Walmart's stand-in with a channel to it, and as many orders, returns and items as a test asks for.
#pragma once

#include <doctest/doctest.h>

#include <functional>
#include <string>

#include "base/virtual_clock.h"
#include "link/target.h"
#include "simulator/walmart_service.h"
#include "walmart/channel.h"
#include "walmart/connection.h"

namespace crosswalk::tests {

inline constexpr Millis minute{60'000};
inline constexpr Millis day{86'400'000};
inline const Instant start = Instant::parse("2026-02-10T12:00:00Z").value();

class OpenBudget final : public Budget {
 public:
  Result<Instant> take(const BucketLimit& /*limit*/, Instant now) override { return now; }
  Result<void> pause(std::string_view /*bucket*/, Instant /*until*/) override { return {}; }
  Result<void> observe(const BucketLimit& /*limit*/, double /*left*/, Instant /*now*/) override { return {}; }
};

inline std::string sku_for(int n) {
  return "ITEM " + std::to_string(n) + "/A";  // an address must escape it
}

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
  std::string po(int n, simulator::NodeType node = simulator::NodeType::seller) {
    const std::string po = std::to_string(108'000'000'000'000 + n);
    if (!service.truth(po).po.empty()) return po;
    simulator::MarketOrder order;
    order.po = po;
    order.node = node;
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
  Document refund(int n, const std::string& key = "goodwill", std::span<const Document> earlier = {}) {
    const std::string number = po(n);
    if (service.standing(number).lines.at(0).shipments.empty()) {
      REQUIRE(service.ship(number, "1", 3, clock.now()));
      clock.advance(Millis(1));
    }
    OrderRefundNotice notice;
    notice.order = number;
    notice.key = key;
    notice.line = "1";
    notice.amount = {Decimal::parse("5.25").value(), Currency::parse("USD").value()};
    notice.tax = {Decimal::parse("0.50").value(), Currency::parse("USD").value()};
    notice.reason = "Finance -> Goodwill";
    const auto made = channel.order_refund(notice, record(number), earlier);
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

}  // namespace crosswalk::tests
