#include "simulator/world_settling.h"

#include <map>

#include "simulator/world_calendar.h"
#include "simulator/world_order_rows.h"

namespace crosswalk::simulator {
namespace {

using ByOrder = std::map<std::string, std::vector<ReturnOfOrder>, std::less<>>;

ByOrder returns_by_order(const MarketView& view, Instant now) {
  ByOrder found;
  for (const MarketReturn& made : view.world.returns()) {
    if (!view.lines_of(made, now)) continue;
    for (std::size_t i = 0; i < made.lines.size(); ++i) found[made.lines[i].po].push_back({&made, i});
  }
  return found;
}

// "2026_04_30_1387066": the day after the posting, and a number that the rows of one event share.
std::string key_of(Date posted, int event) {
  std::string day = posted.plus_days(1).text();
  std::replace(day.begin(), day.end(), '-', '_');
  return day + "_" + std::to_string(1'000'003 + 37 * event);
}

void number_events(std::vector<SettlementRow>& rows) {
  std::string before;
  int event = 0;
  for (SettlementRow& row : rows) {
    if (row.key != before) ++event;
    before = row.key;
    row.key = key_of(row.posted, event);
  }
}

}  // namespace

std::vector<SettlementRow> settlement_rows(const MarketView& view, Instant now) {
  std::vector<SettlementRow> rows;
  if (!view.world.terms()) return rows;
  const SettlementTerms& terms = *view.world.terms();
  const ByOrder returns = returns_by_order(view, now);
  for (const MarketOrder& order : view.world.orders()) {
    if (order.ordered > now) continue;
    const auto returned = returns.find(order.po);
    append_order_rows(rows, view, terms, order,
                      returned == returns.end() ? std::vector<ReturnOfOrder>() : returned->second, now);
  }
  int number = 0;
  for (const AccountEvent& event : view.world.account()) {
    SettlementRow row;
    row.kind = event.kind;
    row.key = "account " + std::to_string(++number);
    row.posted = event.posted;
    row.type = event.type;
    row.description = event.description;
    row.amount_type = event.amount_type;
    row.amount = event.amount;
    row.campaign = event.campaign;
    rows.push_back(std::move(row));
  }
  const Date today = walmart_day(now);
  std::erase_if(rows,
                [&](const SettlementRow& row) { return row.posted > today || row.posted < terms.first_day; });
  std::stable_sort(rows.begin(), rows.end(),
                   [](const SettlementRow& a, const SettlementRow& b) { return a.posted < b.posted; });
  return rows;
}

std::vector<Settlement> settlements(const MarketView& view, Instant now) {
  std::vector<Settlement> all;
  if (!view.world.terms()) return all;
  const SettlementTerms& terms = *view.world.terms();
  for (int i = 0; i < closed_periods(terms, now); ++i) all.push_back(period(terms, i));
  for (SettlementRow& row : settlement_rows(view, now)) {
    const auto index = static_cast<std::size_t>(period_of(terms, row.posted));
    if (index < all.size()) all[index].rows.push_back(std::move(row));
  }
  std::int64_t carried = 0;
  for (Settlement& settlement : all) {
    number_events(settlement.rows);
    std::int64_t sum = 0;
    for (const SettlementRow& row : settlement.rows) sum += row.amount.units();
    const std::int64_t gap = terms.gaps.count(settlement.index) > 0 ? opening_gap.units() : 0;
    settlement.outside = Decimal::from_units(carried - gap);
    settlement.payable = Decimal::from_units(sum + carried - gap);
    const bool waits = terms.carries_negative && settlement.payable.is_negative();
    carried = waits ? settlement.payable.units() : 0;
    if (!waits) settlement.deposit = settlement.payable;
  }
  return all;
}

}  // namespace crosswalk::simulator
