#include "simulator/world_return_standing.h"

#include <algorithm>

namespace crosswalk::simulator {
namespace {

using Kind = ReturnChange::Kind;
using Refund = ReturnUnit::Refund;

bool can(const ReturnUnit& unit, const MarketReturnLine& line, const ReturnChange& change) {
  switch (change.kind) {
    case Kind::in_transit:
      return !line.keep_it && !unit.in_transit && !unit.delivered && !unit.cancelled;
    case Kind::delivered:
      return !line.keep_it && !unit.delivered && !unit.cancelled;
    case Kind::refund_initiated:
      return unit.refundable() && (unit.delivered || !change.of_delivered);
    case Kind::refund_issued:
      return unit.refund == Refund::initiated;
    case Kind::cancelled:
      return unit.refundable() && !unit.delivered;
  }
  return false;
}

// What the event is called; the goods' own events have other names once the money is back.
std::string_view tag_of(const ReturnUnit& unit, Kind kind) {
  const bool invoiced = unit.refund != Refund::none;
  switch (kind) {
    case Kind::in_transit:
      return invoiced ? "INTRANSIT_AFTER_INVOICE" : "RETURN_IN_TRANSIT";
    case Kind::delivered:
      return invoiced ? "DELIVERED_AFTER_INVOICE" : "DELIVERED_AT_RETURN_CENTER";
    case Kind::refund_initiated:
      return "REFUND_INITIATED";
    case Kind::refund_issued:
      return "REFUND_ISSUED";
    case Kind::cancelled:
      return "RETURN_CANCELLED";
  }
  return "";
}

void apply(ReturnUnit& unit, const ReturnChange& change) {
  switch (change.kind) {
    case Kind::in_transit:
      unit.in_transit = true;
      break;
    case Kind::delivered:
      unit.delivered = true;
      break;
    case Kind::refund_initiated:
      unit.refund = Refund::initiated;
      unit.channel = change.channel;
      break;
    case Kind::refund_issued:
      unit.refund = Refund::issued;
      break;
    case Kind::cancelled:
      unit.cancelled = true;
      break;
  }
  unit.status_time = change.at;
}

void note(std::vector<ReturnedUnits>& where, Instant at, const std::string& channel) {
  if (where.empty() || where.back().at != at || where.back().channel != channel)
    where.push_back({at, 0, channel});
  ++where.back().quantity;
}

bool play(ReturnLineStanding& standing, const MarketReturnLine& line, const ReturnChange& change) {
  int left = change.quantity == 0 ? line.quantity : change.quantity;
  bool any = false;
  // Money goes first for what came back.
  std::vector<ReturnUnit*> order;
  for (ReturnUnit& unit : standing.units) order.push_back(&unit);
  if (change.kind == Kind::refund_initiated)
    std::stable_sort(order.begin(), order.end(),
                     [](const ReturnUnit* a, const ReturnUnit* b) { return a->delivered > b->delivered; });
  for (ReturnUnit* unit : order) {
    if (left == 0) break;
    if (!can(*unit, line, change)) continue;
    const std::string_view tag = tag_of(*unit, change.kind);
    apply(*unit, change);
    --left;
    any = true;
    if (standing.tags.back().tag != tag || standing.tags.back().at != change.at)
      standing.tags.push_back({tag, change.at, 0});
    ++standing.tags.back().quantity;
    if (change.kind == Kind::refund_issued) note(standing.refunds, change.at, unit->channel);
    if (change.kind == Kind::delivered) note(standing.arrivals, change.at, {});
    if (change.kind == Kind::in_transit) note(standing.departures, change.at, {});
  }
  return any;
}

}  // namespace

std::string_view ReturnUnit::status() const {
  if (cancelled || refund != Refund::none) return "COMPLETED";
  return delivered ? "DELIVERED" : "INITIATED";
}

std::string_view ReturnUnit::refund_status() const {
  if (refund == Refund::none) return "NOT_REFUNDED";
  return refund == Refund::initiated ? "REFUND_INITIATED" : "REFUND_COMPLETED";
}

int ReturnLineStanding::refunded() const {
  int units_back = 0;
  for (const ReturnedUnits& refund : refunds) units_back += refund.quantity;
  return units_back;
}

int ReturnLineStanding::refundable() const {
  return static_cast<int>(
      std::count_if(units.begin(), units.end(), [](const ReturnUnit& unit) { return unit.refundable(); }));
}

int ReturnLineStanding::cancelled() const {
  return static_cast<int>(
      std::count_if(units.begin(), units.end(), [](const ReturnUnit& unit) { return unit.cancelled; }));
}

ReturnStanding standing_of(const MarketReturn& made, std::span<const ReturnChange> posted, Instant now) {
  ReturnStanding standing;
  standing.last_modified = made.created;
  for (const MarketReturnLine& line : made.lines) {
    ReturnLineStanding& fresh = standing.lines.emplace_back();
    ReturnUnit unit;
    unit.status_time = made.created;
    fresh.units.assign(static_cast<std::size_t>(line.quantity), unit);
    fresh.tags.push_back({"RETURN_INITIATED", made.created, line.quantity});
  }
  std::vector<const ReturnChange*> due;
  for (const ReturnChange& change : made.schedule)
    if (change.at <= now) due.push_back(&change);
  for (const ReturnChange& change : posted)
    if (change.at <= now) due.push_back(&change);
  std::stable_sort(due.begin(), due.end(),
                   [](const ReturnChange* a, const ReturnChange* b) { return a->at < b->at; });
  for (const ReturnChange* change : due) {
    const bool refund = change->kind == Kind::refund_initiated || change->kind == Kind::refund_issued;
    if (refund && made.replacement) continue;
    for (std::size_t i = 0; i < made.lines.size(); ++i) {
      if (change->line != 0 && change->line != made.lines[i].number) continue;
      if (play(standing.lines[i], made.lines[i], *change)) standing.last_modified = change->at;
    }
  }
  return standing;
}

}  // namespace crosswalk::simulator
