#include "flow/clearing_orders.h"

#include <algorithm>
#include <map>
#include <utility>

namespace crosswalk::flow {
namespace {

using store::BookingSide;

// Of what differs the rules are asked by these; what was kept of a refund is not compared.
constexpr std::array compared = {"goods", "shipping", "tax"};
constexpr std::size_t not_compared = compared.size();

std::size_t bucket_of(std::string_view charge) {
  if (charge == "product" || charge == "discount" || charge == "goods") return 0;
  if (charge == "shipping") return 1;
  if (charge == "tax" || charge == "withheld") return 2;
  return not_compared;
}

}  // namespace

struct OrdersClearing::Line {
  std::array<std::int64_t, 4> booked{};
  std::array<std::int64_t, 4> settled{};  // less the differences that a rule has booked
  std::int64_t units_booked = 0;
  std::int64_t units_settled = 0;
  std::int64_t opening = 0;  // of what is booked
  std::int64_t posted = 0;   // until the day
  std::int64_t rows = 0;     // posted until the day
  bool in_books = false;     // not all of it is in the opening balance
  bool asked = false;        // a difference waits for its answer, or was left out
};

void OrdersClearing::add(const store::RecordRow& row, const Entries& entries) {
  if (entries.currency != currency_) return;
  for (const Entry& entry : entries.entries) {
    if (!entry.counter()) continue;
    const std::int64_t units = entry.amount.amount.units();
    Order& order = orders_[entry.purchase_order.empty() ? row.key.id : entry.purchase_order];
    if (!entry.refund.empty()) order.gives_back = true;
    // What has not shipped is booked by some ledgers, and is no booking yet.
    if (entry.state == UnitState::shipped) order.entries[entry.refund.empty() ? 0 : 1] += units;
    if (entry.date > at_) continue;
    order.booked = true;
    order.books += units;
    books += units;
  }
}

void OrdersClearing::tie(const store::TiedOrder& tied) {
  std::map<std::pair<std::string, bool>, Line> lines;
  Order& order = orders_[tied.purchase_order];
  for (const auto& charge : tied.booked) {
    const store::Booking& booking = charge.booking;
    const bool refund = booking.side == BookingSide::refund;
    if (booking.amount.currency != currency_) continue;
    if (!refund && booking.side != BookingSide::sale && booking.side != BookingSide::opening) continue;
    Line& line = lines[{booking.sku, refund}];
    const std::int64_t units = booking.amount.amount.units();
    line.booked[bucket_of(booking.charge)] += units;
    if (booking.charge == "product") line.units_booked += booking.quantity.units();
    if (booking.side == BookingSide::opening) {
      order.opened = true;
      line.opening += units;
    } else {
      line.in_books = true;
      order.said[refund ? 1 : 0] += units;
    }
  }
  for (const store::TiedRow& row : tied.settled) {
    if (row.amount.currency != currency_) continue;
    Line& line = lines[{row.sku, row.side == BookingSide::refund}];
    const std::int64_t units = row.amount.amount.units();
    if (row.difference) {
      if (row.state == store::RowState::booked)
        line.settled[bucket_of(row.charge)] -= units;
      else
        line.asked = true;
      continue;
    }
    if (row.state != store::RowState::tied) continue;  // its settlement books it
    line.settled[bucket_of(row.charge)] += units;
    if (row.charge == "product") line.units_settled += row.quantity.units();
    if (row.posted > at_) continue;
    line.posted += units;
    ++line.rows;
  }
  for (const auto& [key, line] : lines) judge(tied.purchase_order, key.first, key.second, line, order);
}

bool OrdersClearing::post(const std::string& purchase_order, std::int64_t units) {
  const auto found = orders_.find(purchase_order);
  if (found == orders_.end() || (!found->second.booked && found->second.entries[0] == 0)) return false;
  found->second.posted = true;
  found->second.rows += units;
  return true;
}

void OrdersClearing::judge(const std::string& number, const std::string& sku, bool refund, const Line& line,
                           Order& order) {
  if (line.rows == 0) return;
  // What was given back of it before the books start was booked by nobody either.
  const bool before = refund ? order.opened && !order.gives_back : line.opening != 0 && !line.in_books;
  const std::int64_t in_opening = before              ? line.posted
                                  : line.opening == 0 ? 0
                                                      : std::min(line.posted, line.opening);
  if (in_opening != 0 || before) {
    opening.units -= in_opening;
    opening.count += line.rows;
  }
  if (before) return;
  order.posted = true;
  order.rows += line.posted - in_opening;
  if (line.asked || line.units_settled < line.units_booked) return;
  for (std::size_t i = 0; i < compared.size(); ++i) {
    const std::int64_t off = line.booked[i] - line.settled[i];
    if (off == 0) continue;
    order.faults += off;
    faults.push_back(
        {"order " + number + ", " + sku + ": " + compared[i] + (refund ? " of its refunds" : "") +
             " were booked as " + Decimal::from_units(line.booked[i]).text(2) + " and settled as " +
             Decimal::from_units(line.settled[i]).text(2) + ", and no rule was asked about the difference",
         money(off)});
  }
}

void OrdersClearing::finish() {
  for (auto& [number, order] : orders_) {
    if (!order.booked && !order.posted) continue;
    for (const std::size_t side : {std::size_t{0}, std::size_t{1}}) {
      const std::int64_t off = order.entries[side] - order.said[side];
      if (off == 0 || (side == 1 && order.opened)) continue;
      order.faults += off;
      faults.push_back({"order " + number + ": the entries of what was " +
                            (side == 0 ? "sold" : "given back") + " come to " +
                            Decimal::from_units(order.entries[side]).text(2) + ", and what was booked to " +
                            Decimal::from_units(order.said[side]).text(2),
                        money(off)});
    }
    if (order.books == order.rows) continue;
    Cause& cause = order.posted ? other : open;
    cause.units += order.books - order.rows - order.faults;
    ++cause.count;
    items.push_back({number, money(order.books), money(order.rows)});
  }
  std::sort(items.begin(), items.end(), [](const ProofItem& a, const ProofItem& b) {
    const auto of_a = Decimal::from_units(a.books.amount.units() - a.rows.amount.units()).magnitude();
    const auto of_b = Decimal::from_units(b.books.amount.units() - b.rows.amount.units()).magnitude();
    return of_a != of_b ? of_a > of_b : a.purchase_order < b.purchase_order;
  });
}

}  // namespace crosswalk::flow
