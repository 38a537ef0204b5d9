#include "walmart/unit_parts.h"

#include <algorithm>
#include <string>

namespace crosswalk::walmart {
namespace {

constexpr int cents = 2;

int rank(UnitState state) {
  return state == UnitState::shipped ? 0 : state == UnitState::open ? 1 : 2;
}

// The whole of `total` for all units, so that nothing finer than a cent is lost at the end.
Result<Decimal> up_to(Decimal total, std::uint32_t unit, std::uint32_t units) {
  if (unit == 0) return Decimal();
  if (unit == units) return total;
  return scale(total, unit, units, cents);
}

}  // namespace

Result<void> divide(std::uint32_t line_units, std::vector<UnitCount>& counts, Instant ordered,
                    const TimeZone& books, std::vector<UnitPart>& parts) {
  parts.clear();
  std::uint64_t known = 0;
  for (const auto& count : counts) known += count.units;
  if (known > line_units)
    return fail(ErrorKind::invalid, "its statuses hold " + std::to_string(known) +
                                        " units but its quantity is " + std::to_string(line_units));
  if (known < line_units) {
    UnitCount& rest = counts.emplace_back();
    rest.units = line_units - static_cast<std::uint32_t>(known);
  }
  std::stable_sort(counts.begin(), counts.end(), [](const UnitCount& a, const UnitCount& b) {
    if (a.state != b.state) return rank(a.state) < rank(b.state);
    return a.state == UnitState::shipped && a.at < b.at;
  });
  const Date order_date = books.date_of(ordered);
  for (const auto& count : counts) {
    if (count.units == 0) continue;
    // What the market says of a cancellation's time may be missing or go backwards.
    const bool dated =
        count.state == UnitState::shipped || (count.state == UnitState::cancelled && count.at > ordered);
    const Date date = dated ? books.date_of(count.at) : order_date;
    if (!parts.empty() && parts.back().state == count.state && parts.back().date == date) {
      parts.back().to += count.units;
      continue;
    }
    const std::uint32_t from = parts.empty() ? 0 : parts.back().to;
    parts.push_back({count.state, from, from + count.units, dated ? count.at : ordered, date, count.carrier,
                     count.tracking_number});
  }
  return {};
}

Result<Decimal> share(Decimal total, std::uint32_t from, std::uint32_t to, std::uint32_t units) {
  if (from == 0 && to == units) return total;
  const auto upper = up_to(total, to, units);
  if (!upper) return upper.error();
  const auto lower = up_to(total, from, units);
  if (!lower) return lower.error();
  return subtract(*upper, *lower);
}

}  // namespace crosswalk::walmart
