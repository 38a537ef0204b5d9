#include "flow/refunded_days.h"

#include <algorithm>

#include "flow/bookings.h"
#include "flow/informed.h"

namespace crosswalk::flow {
namespace {

std::string counted_as(std::string_view charge) {
  return charge == "withheld" ? "tax" : std::string(charge);
}

void put(const AccrualPairs& pairs, std::size_t at, Date day, std::int64_t amount, AccrualPairs& out) {
  Entry line = pairs[at];
  Entry other = pairs[at + 1];
  line.date = day;
  line.amount.amount = Decimal::from_units(amount);
  other.amount = line.amount.negated();
  out.push_back(std::move(line));
  out.push_back(std::move(other));
}

}  // namespace

void RefundedDays::add(const Line& row) {
  auto& rows = orders_[std::string(row.purchase_order)];
  const Row fresh{folded_sku(row.sku), counted_as(charge_of(row)), row.date, row.amount.amount.units()};
  const auto behind = std::upper_bound(rows.begin(), rows.end(), fresh,
                                       [](const Row& a, const Row& b) { return a.posted < b.posted; });
  rows.insert(behind, fresh);
}

AccrualPairs RefundedDays::dated(const AccrualPairs& pairs) {
  AccrualPairs out;
  for (std::size_t i = 0; i + 1 < pairs.size(); i += 2) {
    const Entry& line = pairs[i];
    std::int64_t left = line.amount.amount.units();
    const auto known = orders_.find(line.purchase_order);
    if (line.refund.empty() || known == orders_.end()) {
      put(pairs, i, line.date, left, out);
      continue;
    }
    const std::string sku = folded_sku(line.sku);
    for (const bool of_charge : {true, false})
      for (Row& row : known->second) {
        if (row.sku != sku || (of_charge && row.charge != charge_of(line))) continue;
        const std::int64_t part = left > 0 ? std::clamp(row.left, std::int64_t{0}, left)
                                           : std::clamp(row.left, left, std::int64_t{0});
        if (part == 0) continue;
        put(pairs, i, row.posted, part, out);
        row.left -= part;
        left -= part;
      }
    if (left != 0) put(pairs, i, known->second.back().posted, left, out);
  }
  return out;
}

}  // namespace crosswalk::flow
