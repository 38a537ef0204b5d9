#include "flow/returned_units.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "flow/bookings.h"
#include "flow/line_list.h"
#include "flow/sold_units.h"
#include "model/entry_text.h"

namespace crosswalk::flow {
namespace {

using store::BookingSide;

bool is_product_refund(const Line& line) {
  return line.line_class == LineClass::refund && charge_of(line) == "product";
}

bool is_told_by(const store::BookedCharge& booked) {
  const BookingSide side = booked.booking.side;
  return booked.kind == RecordKind::return_order && booked.booking.charge == "product" &&
         (side == BookingSide::refund || side == BookingSide::informed_refund ||
          side == BookingSide::told_refund);
}

// The keys of the lines that a record has decided.
std::set<std::string, std::less<>> decided_lines(const Entries& entries) {
  std::set<std::string, std::less<>> keys;
  for (const Entry& entry : entries.entries)
    if (entry.role == EntryRole::placed) keys.insert(entry.line_key);
  return keys;
}

}  // namespace

void ReturnedUnits::open(std::int64_t settlement) {
  settlement_ = settlement;
  settled_.clear();
}

Result<void> ReturnedUnits::learn_refunds() {
  if (learnt_) return {};
  learnt_ = true;
  return store_.each_tied_order(pair_, [&](const store::TiedOrder& order) -> Result<void> {
    Known known;
    for (const auto& booked : order.booked) {
      if (!is_told_by(booked)) continue;
      auto found = std::find_if(known.returns.begin(), known.returns.end(),
                                [&](const auto& other) { return other.record == booked.record; });
      if (found == known.returns.end()) found = known.returns.insert(found, {booked.record, {}});
      if (booked.booking.side == BookingSide::told_refund) found->told.push_back(booked.booking.sku);
    }
    if (known.returns.empty()) return {};
    for (const auto& booked : order.booked)
      if (booked.booking.side == BookingSide::settled_refund && booked.booking.charge == "product")
        known.settled.push_back({booked.booking.sku, booked.record, booked.booking.quantity.units()});
    for (const auto& row : order.settled)
      if (!row.difference && row.state == store::RowState::booked && row.side == BookingSide::refund &&
          row.charge == "product")
        known.settled.push_back({row.sku, row.record, row.quantity.units()});
    known_.emplace(order.purchase_order, std::move(known));
    return {};
  });
}

// Null: no return tells of the order.
Result<const ReturnedUnits::Known*> ReturnedUnits::learn(std::string_view order) {
  if (auto learnt = learn_refunds(); !learnt) return learnt.error();
  const auto found = known_.find(std::string(order));
  if (found == known_.end()) return nullptr;
  if (order_ == order) return &found->second;
  order_ = order;
  refunded_.clear();
  auto shipments = shipments_of(store_, pair_, order, false);
  if (!shipments) return shipments.error();
  shipments_ = std::move(*shipments);
  for (const auto& known : found->second.returns)
    if (auto learnt = learn_return(known); !learnt) return learnt.error();
  std::stable_sort(refunded_.begin(), refunded_.end(), [](const Refunded& a, const Refunded& b) {
    return std::tie(a.date, a.record) < std::tie(b.date, b.record);
  });
  std::unordered_map<std::string_view, std::int64_t> back;
  for (Refunded& refunded : refunded_) {
    refunded.before = back[refunded.sku];
    if (refunded.back) back[refunded.sku] += refunded.units;
  }
  return &found->second;
}

// Several charges of one unit count it once. What the return has not decided and no settlement had refunded
// before it is not in the books.
Result<void> ReturnedUnits::learn_return(const Known::Return& known) {
  const auto text = store_.entries_of(known.record);
  if (!text) return text.error();
  Entries entries;
  if (!text->empty()) {
    auto read = read_entries(*text);
    if (!read) return read.error();
    entries = std::move(*read);
  }
  const auto decided = decided_lines(entries);
  const auto record = store_.record(known.record);
  if (!record) return record.error();
  LineList list;
  if (!source_.lines(*record, list))
    return {};  // it is held: until a person has seen to it nothing came back
  std::set<std::tuple<std::string_view, std::uint32_t, std::uint32_t>> counted;
  for (const Line& line : list.lines()) {
    if (!is_product_refund(line) || line.purchase_order != order_) continue;
    if (!counted.emplace(line.refund, line.unit_from, line.unit_to).second) continue;
    Refunded refunded;
    refunded.sku = folded_sku(line.sku);
    refunded.line_key = key_of(line);
    const bool has_entry = decided.count(refunded.line_key) != 0;
    const bool told = std::find(known.told.begin(), known.told.end(), refunded.sku) != known.told.end();
    if (!has_entry && !told) continue;
    refunded.own = has_entry && !entries.informs();
    refunded.date = line.date;
    refunded.record = known.record;
    refunded.units = line.quantity.units();
    refunded.back = line.goods_back;
    refunded_.push_back(std::move(refunded));
  }
  return {};
}

// Of the first units of an order line. Rounded over what a shipment has given back so far, so that parts add
// up to what the shipment cost.
Result<std::int64_t> ReturnedUnits::cost_until(const std::string& sku, std::int64_t units) const {
  std::int64_t sum = 0;
  for (const Shipment& shipment : shipments_) {
    if (shipment.sku != sku) continue;
    const std::int64_t taken = std::clamp<std::int64_t>(units, 0, shipment.units);
    const auto cost = cost_of(shipment.cost, Decimal::from_units(taken));
    if (!cost) return cost.error();
    sum += cost->units();
    units -= taken;
  }
  return sum;
}

// Units [first, last) of these.
Result<void> ReturnedUnits::give_back(const Refunded& refunded, std::int64_t first, std::int64_t last,
                                      Returned& sum) const {
  if (!refunded.back || first >= last) return {};
  const auto from = cost_until(refunded.sku, refunded.before + first);
  if (!from) return from.error();
  const auto to = cost_until(refunded.sku, refunded.before + last);
  if (!to) return to.error();
  sum.units = Decimal::from_units(sum.units.units() + last - first);
  sum.cost = Decimal::from_units(sum.cost.units() + *to - *from);
  return {};
}

Result<Returned> ReturnedUnits::of(const store::RecordRow& record, const Entry& entry) {
  Returned sum;
  if (record.key.kind != RecordKind::return_order || entry.line_class != LineClass::refund) return sum;
  const auto known = learn(entry.purchase_order);
  if (!known) return known.error();
  if (*known == nullptr) return sum;
  for (const Refunded& refunded : refunded_)
    if (refunded.record == record.id && refunded.line_key == entry.line_key)
      if (auto given = give_back(refunded, 0, refunded.units, sum); !given) return given.error();
  return sum;
}

Result<Returned> ReturnedUnits::of(const Line& row) {
  Returned sum;
  if (!is_product_refund(row) || row.purchase_order.empty()) return sum;
  const auto known = learn(row.purchase_order);
  if (!known) return known.error();
  if (*known == nullptr) return sum;
  const std::string sku = folded_sku(row.sku);
  const auto [place, added] = settled_.try_emplace(order_ + '\0' + sku, 0);
  if (added)
    for (const auto& settled : (*known)->settled)
      if (settled.sku == sku && settled.settlement < settlement_) place->second += settled.units;
  const std::int64_t from = place->second;
  const std::int64_t to = from + row.quantity.magnitude().units();
  place->second = to;
  std::int64_t begin = 0;
  for (const Refunded& refunded : refunded_) {
    if (refunded.sku != sku || refunded.own) continue;
    const std::int64_t end = begin + refunded.units;
    if (auto given = give_back(refunded, std::clamp(from, begin, end) - begin,
                               std::clamp(to, begin, end) - begin, sum);
        !given)
      return given.error();
    begin = end;
  }
  return sum;
}

}  // namespace crosswalk::flow
