#include "flow/day_rates.h"

#include <algorithm>
#include <set>

namespace crosswalk::flow {
namespace {

std::set<Date> days_of(const Entries& entries) {
  if (entries.record.kind == RecordKind::settlement) return {entries.order_date};
  std::set<Date> days;
  for (const Entry& entry : entries.entries) {
    if (entry.state == UnitState::shipped) days.insert(entry.date);
    if (entry.state == UnitState::open) days.insert(entries.order_date);  // a draft's day
  }
  return days;
}

// Of what becomes documents: rows, and payments of invoices.
void add_days(const Entries& entries, std::set<Date>& days) {
  for (const Entry& entry : entries.entries)
    if ((!entry.counter() || !entry.pays.empty()) && entry.line_class != LineClass::deposit &&
        !entry.amount.amount.is_zero())
      days.insert(entry.date);
}

}  // namespace

std::string needs_one_rate(const Entries& fresh, const Entries& before, Currency base) {
  const bool foreign = !base.empty() && fresh.currency != base;
  if (fresh.record.kind != RecordKind::settlement || !foreign) return {};
  std::set<Date> days;
  add_days(fresh, days);
  if (days.empty()) return {};
  add_days(before, days);
  if (days.size() < 2) return {};
  return "the settlement is in " + std::string(fresh.currency.code()) + ", which is not the ledger's own " +
         std::string(base.code()) + ", and books on " + std::to_string(days.size()) +
         " days: with `rates: ledger` each of its documents would have its own day's rate, and a settlement "
         "has one; let `rates` in crosswalk.yaml name a file or a feed, then replay it";
}

Result<void> take_rates(Entries& entries, const std::vector<DayRate>& before, Currency base, Rates& rates,
                        const Stop& stop) {
  std::vector<DayRate> taken;  // `before` may be the entries' own
  if (entries.currency != base && !entries.entries.empty()) {
    if (entries.record.kind == RecordKind::settlement && !before.empty()) {
      taken = before;
    } else {
      for (const Date day : days_of(entries)) {
        const auto known =
            std::find_if(before.begin(), before.end(), [&](const DayRate& one) { return one.day == day; });
        const auto rate = known != before.end() ? Result<Decimal>(known->rate)
                                                : rates.rate(base, entries.currency, day, stop);
        if (!rate) return rate.error();
        taken.push_back({day, *rate});
      }
    }
  }
  entries.rates = std::move(taken);
  return {};
}

std::string rate_text(const DayRate& rate, Currency currency) {
  return rate.day.text() + ": " + rate.rate.text() + " " + std::string(currency.code()) +
         " for one unit of the ledger's currency";
}

}  // namespace crosswalk::flow
