// What happens at the account of a generated world beside its orders, period by period, and how big it may
// be: a reserve or an early payout is a part of what the period's orders bring.
#include <algorithm>

#include "simulator/world_after_sale.h"
#include "simulator/world_calendar.h"
#include "simulator/world_dice.h"
#include "simulator/world_settling.h"

namespace crosswalk::simulator {
namespace {

constexpr std::int64_t cent = 10'000;

// A name of the report with what it means (walmart.md §4.3).
struct EventName {
  RowKind kind;
  std::string_view type;
  std::string_view amount_type;
  std::string_view description;
};

constexpr EventName advertising{RowKind::fee, "Service Fee", "Fee/Reimbursement",
                                "Walmart Product Advertising"};
constexpr EventName sem{RowKind::fee, "Campaigns", "SEM Marketing Fee", "SEM Marketing"};
constexpr EventName storage{RowKind::fee, "Service Fee", "WFS Inventory Fee/Reimbursement", "WFS StorageFee"};
constexpr EventName transfer{RowKind::fee, "Service Fee", "WFS Inventory Fee/Reimbursement",
                             "WFS InventoryTransferFee"};
constexpr EventName lost{RowKind::adjustment, "Service Fee", "WFS Inventory Fee/Reimbursement",
                         "WFS LostInventory"};
constexpr EventName credit{RowKind::adjustment, "Adjustment", "Fee/Reimbursement",
                           "Business initiated discrete partner credit"};
constexpr EventName invoice{RowKind::adjustment, "Adjustment", "Fee/Reimbursement", "Misc Invoices"};
constexpr EventName untyped{RowKind::fee, "", "WFS Inventory Fee/Reimbursement",
                            "WFS RC_InventoryDisposalFee"};
constexpr EventName stranger{RowKind::unknown, "Partner Program", "Program Fee", "Storefront Programme"};
constexpr EventName reviews{RowKind::fee, "Service Fee", "Review Accelerator Fee", "Review Accelerator"};
constexpr EventName freight{RowKind::fee, "Service Fee", "Ocean freight and related services",
                            "WMSC Logistics Services"};
constexpr EventName reserve{RowKind::reserve, "Reserve", "Net Payable",
                            "Funds withheld to cover future refunds"};
constexpr EventName release{RowKind::reserve, "Release Reserve", "Net Payable", "Reserve credited back"};
constexpr EventName payout{RowKind::early_payout, "Walmart Instant Transfer", "Net Payable",
                           "Funds Paid Out Upon Request"};

std::int64_t percent_of(std::int64_t units, int percent) {
  return scale(Decimal::from_units(units), percent, 100, 2).value().units();
}

class PeriodActivity {
 public:
  PeriodActivity(World& world, const SettlementTerms& terms, int index)
      : world_(world),
        terms_(terms),
        dates_(period(terms, index)),
        dice_(terms.seed ^ 0xACC0ACC0ACC0ACC0ULL, static_cast<std::uint64_t>(index) + 1) {}

  // `orders` is what the period's orders bring, `held` what the one before withheld; returns what this one
  // does.
  std::int64_t add(std::int64_t orders, std::int64_t held) {
    const SettlementQuirks& quirks = terms_.quirks;
    for (int week = 0; week < terms_.days / 7; ++week) event(advertising, -dice_.between(325, 1900) * cent);
    event(sem, -dice_.between(150, 900) * cent);
    event(storage, -dice_.between(120, 1400) * cent);
    if (dice_.chance(0.3)) event(transfer, -dice_.between(80, 500) * cent);
    if (dice_.chance(0.3)) event(lost, dice_.between(500, 3500) * cent);
    if (dice_.chance(0.3)) event(credit, dice_.between(100, 1500) * cent);
    if (dice_.chance(0.2)) event(invoice, -dice_.between(100, 2500) * cent);
    if (dice_.chance(0.15)) event(reviews, -dice_.between(1000, 6000) * cent);
    if (dice_.chance(0.1)) event(freight, -dice_.between(5000, 20000) * cent);
    if (dice_.chance(quirks.blank_type)) event(untyped, -dice_.between(50, 300) * cent);
    if (dice_.chance(quirks.unknown_row)) event(stranger, -dice_.between(50, 300) * cent);
    if (held > 0) event(release, held, dates_.start);
    std::int64_t withheld = 0;
    if (orders > 0 && dice_.chance(0.6)) withheld = percent_of(orders, 5);
    if (withheld > 0) event(reserve, -withheld, dates_.end);
    if (orders > 0 && dice_.chance(quirks.instant_transfer))
      event(payout, -percent_of(orders, 20), dates_.end.plus_days(-1));
    if (dice_.chance(quirks.negative_payable))
      event(advertising, -std::max<std::int64_t>(orders + sum_, 0) - 2599 * cent);
    return withheld;
  }

 private:
  void event(const EventName& name, std::int64_t units) {
    event(name, units, dates_.start.plus_days(static_cast<int>(dice_.below(terms_.days))));
  }
  void event(const EventName& name, std::int64_t units, Date posted) {
    AccountEvent made;
    made.posted = posted;
    made.kind = name.kind;
    made.type = std::string(name.type);
    made.amount_type = std::string(name.amount_type);
    made.description = std::string(name.description);
    made.amount = Decimal::from_units(units);
    if (name.type == sem.type) made.campaign = "CMP-" + std::to_string(dates_.start.days());
    world_.add(std::move(made));
    sum_ += units;
  }

  World& world_;
  const SettlementTerms& terms_;
  Settlement dates_;
  WorldDice dice_;
  std::int64_t sum_ = 0;
};

// The last Saturday before that day, at Walmart.
Date saturday_before(Instant at) {
  const Date day = walmart_day(at).plus_days(-1);
  // 1970-01-03 was one.
  return day.plus_days(-(((day.days() - 2) % 7 + 7) % 7));
}

}  // namespace

void add_account_activity(World& world, const SettlementTerms& terms, Instant until) {
  const std::vector<Settlement> orders = settlements(MarketView(world), until);
  std::int64_t held = 0;
  for (const Settlement& settlement : orders) {
    std::int64_t sum = 0;
    for (const SettlementRow& row : settlement.rows) sum += row.amount.units();
    held = PeriodActivity(world, terms, settlement.index).add(sum, held);
  }
}

void add_after_sale(World& world, const AfterSale& settings, std::uint64_t seed, Instant from,
                    Instant until) {
  add_returns(world, settings.returns, seed);
  SettlementTerms terms = settings.terms;
  terms.seed = seed;
  terms.quirks = settings.quirks;
  if (terms.first_day == Date()) terms.first_day = saturday_before(from);
  const Instant end = until + Millis(std::int64_t{settings.days_after} * 86'400'000);
  WorldDice dice(seed ^ 0x6A9, 1);
  for (int i = 0; i < closed_periods(terms, end); ++i)
    if (dice.chance(settings.quirks.opening_gap)) terms.gaps.insert(i);
  world.set_terms(terms);
  if (settings.account_activity) add_account_activity(world, terms, end);
}

}  // namespace crosswalk::simulator
