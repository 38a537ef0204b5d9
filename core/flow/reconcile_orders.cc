#include "flow/reconcile_orders.h"

#include <algorithm>
#include <array>

namespace crosswalk::flow {
namespace {

using store::BookingSide;

enum Bucket : std::size_t { goods, shipping, tax, kept };
constexpr std::array bucket_names = {"goods", "shipping", "tax", "kept fees"};

// Products and discounts count as one, and tax with what was withheld of it: the sources spell them apart in
// other ways.
Bucket bucket_of(std::string_view charge) {
  if (charge == "shipping") return shipping;
  if (charge == "tax" || charge == "withheld") return tax;
  if (charge == "fee") return kept;
  return goods;
}

Money money_of(std::int64_t units, Currency currency) {
  return {Decimal::from_units(units), currency};
}

}  // namespace

struct OrderTies::Line {
  Currency currency;
  std::array<std::int64_t, 4> booked{};
  std::array<std::int64_t, 4> settled{};
  std::array<std::int64_t, 4> explained{};  // differences that a rule has booked
  std::int64_t tax_told = 0;                // collected, before what the market withholds of it
  std::int64_t tax_collected = 0;           // the same by the rows
  std::int64_t units_booked = 0;
  std::int64_t units_settled = 0;
  bool opening = false;   // of it, or of some units, the opening balance holds what settles
  bool in_books = false;  // not of all
  bool informed = false;  // its settlements book it, as they say it
  bool has_booking = false;
  bool has_rows = false;
  bool in_scope = false;
  Date first;
  std::int64_t settled_refund = 0;  // booked by a settlement
  std::int64_t told_refund = 0;     // of which a return has told since
  bool refund_in_scope = false;

  static std::int64_t sum(const std::array<std::int64_t, 4>& parts) {
    return parts[goods] + parts[shipping] + parts[tax] + parts[kept];
  }
};

bool OrderTies::in_scope(const store::TiedRow& row) const {
  return scope_.settlement.empty() ? scope_.span.holds(row.posted) : settlements_.count(row.record) != 0;
}

void OrderTies::add(const store::TiedOrder& order) {
  std::map<std::pair<std::string, bool>, Line> lines;
  for (const auto& [record, kind, booking] : order.booked) {
    if (booking.side == BookingSide::owed || booking.side == BookingSide::paid) continue;  // of no line
    const bool refund = booking.side != BookingSide::sale && booking.side != BookingSide::opening &&
                        booking.side != BookingSide::informed_sale;
    Line& line = lines[{booking.sku, refund}];
    line.currency = booking.amount.currency;
    const std::int64_t units = booking.amount.amount.units();
    if (booking.side == BookingSide::settled_refund || booking.side == BookingSide::told_refund) {
      (booking.side == BookingSide::settled_refund ? line.settled_refund : line.told_refund) += units;
      if (booking.side == BookingSide::settled_refund && settlements_.count(record) != 0)
        line.refund_in_scope = true;
      continue;
    }
    line.has_booking = true;
    (booking.side == BookingSide::opening ? line.opening : line.in_books) = true;
    if (booking.side == BookingSide::informed_sale || booking.side == BookingSide::informed_refund)
      line.informed = true;
    line.booked[bucket_of(booking.charge)] += units;
    if (booking.charge == "tax") line.tax_told += units;
    if (booking.charge == "product") line.units_booked += booking.quantity.units();
  }
  for (const store::TiedRow& row : order.settled) {
    Line& line = lines[{row.sku, row.side == BookingSide::refund}];
    line.currency = row.amount.currency;
    line.in_scope = line.in_scope || in_scope(row);
    if (row.difference) {
      if (row.state == store::RowState::booked)
        line.explained[bucket_of(row.charge)] += row.amount.amount.units();
      continue;
    }
    if (!line.has_rows || row.posted < line.first) line.first = row.posted;
    line.has_rows = true;
    line.settled[bucket_of(row.charge)] += row.amount.amount.units();
    if (row.charge == "tax") line.tax_collected += row.amount.amount.units();
    if (row.charge == "product") line.units_settled += row.quantity.units();
  }
  for (const auto& [name, line] : lines) {
    if (line.in_scope && line.has_rows) ++order_lines;
    judge(order.purchase_order, name.first, name.second, line);
    judge_settled_refund(order.purchase_order, name.first, line);
  }
}

void OrderTies::judge(const std::string& order, const std::string& sku, bool refund, const Line& line) {
  const std::int64_t booked = Line::sum(line.booked);
  const std::int64_t settled = Line::sum(line.settled);
  if (!line.has_rows) {
    if (line.has_booking && !line.opening && booked != 0)
      unsettled[order].push_back({sku, refund, money_of(booked, line.currency), "no row has settled it"});
    return;
  }
  const auto found = [&](FindingKind kind, std::int64_t units, std::string text) {
    if (!line.in_scope) return;
    Finding finding;
    finding.kind = kind;
    finding.purchase_order = order;
    finding.sku = sku;
    finding.money = money_of(units, line.currency);
    finding.since = line.first;
    finding.text = std::move(text);
    findings.push_back(std::move(finding));
  };
  if (!line.has_booking) {
    if (settled - Line::sum(line.explained) != 0)
      found(FindingKind::sale_without_order, settled,
            "it settled, but the order was left out of the books; book the order, or let a rule book the "
            "difference");
    else if (line.in_scope)
      ++tied_out;
    return;
  }
  if (line.opening && !line.in_books) {
    if (line.in_scope) ++tied_out;
    return;
  }
  std::string parts;
  std::int64_t difference = 0;
  const bool complete = line.units_settled >= line.units_booked;
  for (std::size_t i = 0; i < bucket_names.size(); ++i) {
    const std::int64_t part = line.settled[i] - line.booked[i] - line.explained[i];
    const bool more = refund ? part < 0 : part > 0;
    if (part == 0 || (!complete && !more)) continue;
    difference += part;
    parts += (parts.empty() ? "" : ", ") + std::string(bucket_names[i]) + " " +
             Decimal::from_units(line.settled[i]).text(2) + " settled, " +
             Decimal::from_units(line.booked[i]).text(2) + " booked";
  }
  // The market's own tax is nothing together with what it withholds, whatever it is: its return is wrong all
  // the same. A source that tells none of it is no other tax.
  const bool taxed = line.tax_told != 0 && line.tax_collected != 0;
  if (parts.empty() && taxed && complete && line.tax_told != line.tax_collected) {
    found(FindingKind::amount_differs, line.tax_collected - line.tax_told,
          "the tax is " + Decimal::from_units(line.tax_collected).text(2) + " by the settlement and " +
              Decimal::from_units(line.tax_told).text(2) +
              " by the order or return; Walmart withholds it, so no money differs");
  } else if (!parts.empty()) {
    found(FindingKind::amount_differs, difference,
          parts + (line.informed ? "; what settled is booked" : "; no rule has booked the difference") +
              (difference == 0 ? " (its parts cancel each other out)" : ""));
  } else if (line.in_scope) {
    ++tied_out;
  }
  if (!complete && parts.empty() && !line.opening && booked != settled)
    unsettled[order].push_back({sku, refund, money_of(booked - settled, line.currency),
                                Decimal::from_units(line.units_settled).text() + " of " +
                                    Decimal::from_units(line.units_booked).text() + " units have settled"});
}

void OrderTies::judge_settled_refund(const std::string& order, const std::string& sku, const Line& line) {
  if (!line.refund_in_scope || line.settled_refund == 0 || line.told_refund != 0) return;
  Finding finding;
  finding.kind = FindingKind::refund_without_return;
  finding.purchase_order = order;
  finding.sku = sku;
  finding.money = money_of(line.settled_refund, line.currency);
  finding.text =
      "Walmart has refunded it, and neither a return nor the order tells of it; look it up in Seller Center";
  findings.push_back(std::move(finding));
}

}  // namespace crosswalk::flow
