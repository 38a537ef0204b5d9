#include "flow/unsettled.h"

#include <algorithm>
#include <map>
#include <utility>

#include "flow/bookings.h"
#include "flow/informed.h"
#include "model/entry_text.h"

namespace crosswalk::flow {
namespace {

// Charges that settle each other's differences: rows of goods may be split otherwise than the order was.
std::string family_of(std::string_view charge) {
  if (charge == "product" || charge == "discount" || charge == "goods") return "goods";
  return charge == "withheld" ? "tax" : std::string(charge);
}

std::string unit_of(bool refund, const std::string& sku) {
  return (refund ? "-" : "+") + sku;
}

// SKUs of which as many units have settled as were told: whatever of them is left will not come any more.
std::map<std::string, std::int64_t> units_left(const std::vector<Entry>& lines,
                                               const std::vector<store::Booking>& settled) {
  std::map<std::string, std::int64_t> units;
  for (const Entry& line : lines)
    if (charge_of(line) == "product")
      units[unit_of(!line.refund.empty(), folded_sku(line.sku))] += line.quantity.units();
  for (const store::Booking& booking : settled) {
    const auto told = units.find(unit_of(booking.side == store::BookingSide::refund, booking.sku));
    if (booking.charge == "product" && told != units.end()) told->second -= booking.quantity.units();
  }
  return units;
}

// What has settled of a SKU on one side, millionths as the market says them, to be used up by its lines.
class Settled {
 public:
  explicit Settled(const std::vector<store::Booking>& settled) {
    for (const store::Booking& booking : settled)
      left_[key(booking.side == store::BookingSide::refund, booking.sku, family_of(booking.charge))]
           [booking.charge == "withheld" ? "tax" : booking.charge] += booking.amount.amount.units();
  }
  // What of `amount` has settled by rows of the same charge.
  std::int64_t take(const Entry& line, std::string_view charge, std::int64_t amount) {
    auto& charges = left_[key(!line.refund.empty(), folded_sku(line.sku), family_of(charge))];
    return use(charges[std::string(charge)], amount);
  }
  // And by other rows of the family.
  std::int64_t take_any(const Entry& line, std::string_view charge, std::int64_t amount) {
    auto& charges = left_[key(!line.refund.empty(), folded_sku(line.sku), family_of(charge))];
    std::int64_t left = 0;
    for (const auto& [name, units] : charges) left += units;
    charges = {{"", left}};
    return use(charges[""], amount);
  }

 private:
  static std::string key(bool refund, const std::string& sku, const std::string& family) {
    return (refund ? "-" : "+") + sku + '\0' + family;
  }
  static std::int64_t use(std::int64_t& left, std::int64_t amount) {
    const std::int64_t used =
        amount > 0 ? std::clamp(left, std::int64_t{0}, amount) : std::clamp(left, amount, std::int64_t{0});
    left -= used;
    return used;
  }
  std::map<std::string, std::map<std::string, std::int64_t>> left_;
};

void append(std::string& key, std::string_view text) {
  key.append(text).append(1, '\0');
}

// Two lines that are taken for one: of the same line of the order, on the same places.
std::string key_of(const Entry& line, const std::string& other_account) {
  std::string key;
  append(key, line.line_key);
  append(key, line.refund);
  append(key, line.date.text());
  append(key, line.answers.account.value);
  for (const TrackingAnswer& tracking : line.answers.tracking) {
    append(key, tracking.category);
    append(key, tracking.option);
  }
  append(key, other_account);
  return key;
}

std::string name_of_line(const Entry& line) {
  return line.line_key + '\0' + line.refund;
}

// A line and where its other side lies.
struct Side {
  Entry line;
  Date day;  // the last one that something of it was accrued on
  std::string account;
  Answer tax;
};
using Sides = std::map<std::string, Side>;

Result<void> put(Sides& sides, Side side) {
  const auto [known, fresh] = sides.try_emplace(key_of(side.line, side.account), side);
  if (fresh) return {};
  const auto sum = add(known->second.line.amount.amount, side.line.amount.amount);
  if (!sum) return sum.error();
  known->second.line.amount.amount = *sum;
  known->second.day = std::max(known->second.day, side.day);
  return {};
}

Result<Sides> standing_of(const std::vector<std::string>& parts) {
  Sides sides;
  for (const std::string& part : parts) {
    auto read = read_entries(part);
    if (!read) return read.error();
    auto& pairs = read->entries;
    for (std::size_t i = 0; i + 1 < pairs.size(); i += 2) {
      const LineAnswers& other = pairs[i + 1].answers;
      if (auto done = put(sides, {std::move(pairs[i]), pairs[i + 1].date, other.account.value, other.tax});
          !done)
        return done.error();
    }
  }
  return sides;
}

void write(const Side& side, Decimal amount, AccrualPairs& out) {
  Entry line = side.line;
  line.amount.amount = amount;
  Entry other;
  other.role = EntryRole::accrued;
  other.line_key = accrued_side;
  other.state = UnitState::shipped;
  other.date = side.day;
  other.amount = line.amount.negated();
  other.quantity = Decimal::whole(1);
  other.purchase_order = line.purchase_order;
  other.answers.account = {side.account, {"crosswalk.yaml, books.accrued_income_account", 0}};
  other.answers.tax = side.tax;
  out.push_back(std::move(line));
  out.push_back(std::move(other));
}

Side side_of(Entry line, const std::string& purchase_order, const AccrualTerms& terms) {
  const Origin setting{"crosswalk.yaml, books.accrued_income_account", 0};
  Side side;
  line.role = EntryRole::accrued;
  line.purchase_order = purchase_order;
  line.answers.item = {};
  line.answers.description = {};
  line.answers.date = {};
  line.answers.cost = {};
  line.answers.tax = {terms.no_tax, setting};
  line.quantity = Decimal::whole(1);
  side.line = std::move(line);
  side.day = terms.day;
  side.account = terms.account;
  side.tax = {terms.no_tax, setting};
  return side;
}

}  // namespace

Result<std::vector<Entry>> unsettled_of(const store::OrderStanding& order) {
  auto informed = Informed::of(order);
  if (!informed) return informed.error();
  Settled settled(order.settled);
  std::vector<Entry> lines;
  for (const auto* list : {&informed->sales(), &informed->refunds()})
    for (const Entry& entry : *list)
      if (entry.tax_class != TaxClass::facilitator && !entry.amount.amount.is_zero()) lines.push_back(entry);
  std::vector<std::int64_t> left;
  left.reserve(lines.size());
  for (const Entry& line : lines) {
    const std::int64_t amount = -line.amount.amount.units();
    left.push_back(amount - settled.take(line, charge_of(line), amount));
  }
  const auto units = units_left(lines, order.settled);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto told = units.find(unit_of(!lines[i].refund.empty(), folded_sku(lines[i].sku)));
    const bool all = told != units.end() && told->second <= 0;
    if (all && charge_of(lines[i]) != name_of(LineClass::fee)) left[i] = 0;
    if (left[i] != 0) left[i] -= settled.take_any(lines[i], charge_of(lines[i]), left[i]);
    lines[i].amount.amount = Decimal::from_units(-left[i]);
  }
  std::erase_if(lines, [](const Entry& line) { return line.amount.amount.is_zero(); });
  return lines;
}

Result<AccrualPairs> accrual_of(const store::OrderStanding& order, const AccrualTerms& terms) {
  if (!terms.more) return reversal_of(order);
  auto lines = unsettled_of(order);
  if (!lines) return lines.error();
  const auto covers = [&](const Entry& line) { return terms.from <= line.date && line.date <= terms.to; };
  Sides wanted;
  for (Entry& line : *lines)
    if (covers(line))
      if (auto done = put(wanted, side_of(std::move(line), order.purchase_order, terms)); !done)
        return done.error();
  auto standing = standing_of(order.accrued);
  if (!standing) return standing.error();
  for (auto& [key, side] : *standing) {
    if (!covers(side.line)) continue;
    side.line.amount = side.line.amount.negated();
    if (auto done = put(wanted, std::move(side)); !done) return done.error();
  }
  AccrualPairs out;
  for (const auto& [key, side] : wanted)
    if (!side.line.amount.amount.is_zero()) write(side, side.line.amount.amount, out);
  return out;
}

Result<AccrualPairs> reversal_of(const store::OrderStanding& order) {
  if (order.accrued.empty()) return AccrualPairs();
  const auto standing = standing_of(order.accrued);
  if (!standing) return standing.error();
  const auto lines = unsettled_of(order);
  if (!lines) return lines.error();
  std::map<std::string, std::int64_t> open;
  for (const Entry& line : *lines) open[name_of_line(line)] += line.amount.amount.units();
  AccrualPairs out;
  for (const auto& [key, side] : *standing) {
    const std::int64_t accrued = side.line.amount.amount.units();
    std::int64_t& left = open[name_of_line(side.line)];
    const std::int64_t stays =
        accrued > 0 ? std::clamp(left, std::int64_t{0}, accrued) : std::clamp(left, accrued, std::int64_t{0});
    left -= stays;
    if (stays != accrued) write(side, Decimal::from_units(stays - accrued), out);
  }
  return out;
}

Result<std::vector<Money>> accrued_by(const std::vector<std::string>& parts) {
  std::vector<Money> sums;
  for (const std::string& part : parts) {
    const auto read = read_entries(part);
    if (!read) return read.error();
    for (const Entry& entry : read->entries) {
      if (entry.line_key != accrued_side) continue;
      auto known = std::find_if(sums.begin(), sums.end(),
                                [&](const Money& sum) { return sum.currency == entry.amount.currency; });
      if (known == sums.end()) known = sums.insert(sums.end(), {Decimal(), entry.amount.currency});
      const auto sum = add(known->amount, entry.amount.amount);
      if (!sum) return sum.error();
      known->amount = *sum;
    }
  }
  std::erase_if(sums, [](const Money& sum) { return sum.amount.is_zero(); });
  return sums;
}

std::string part_text(const AccrualPairs& pairs, Currency currency) {
  Entries entries;
  entries.currency = currency;
  entries.entries = pairs;
  std::string text;
  write_entries(entries, text);
  return text;
}

Result<void> book_accrual(const AccrualPairs& pairs, const AccrualDay& day_of, std::string_view words,
                          SettledEntries& out) {
  Date day;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    Entry entry = pairs[i];
    const bool other = i % 2 != 0;
    if (!other) day = day_of(entry, pairs[i + 1].date);
    entry.date = day;
    if (!other) entry.line_key = "accrued " + std::string(name_of(entry.line_class));
    entry.description = std::string(words) + (other ? "" : ": " + std::string(name_of(entry.line_class)));
    entry.order_line.clear();
    entry.sku.clear();
    entry.refund.clear();
    entry.purchase_order.clear();
    if (auto added = out.add(std::move(entry)); !added) return added;
  }
  return {};
}

}  // namespace crosswalk::flow
