// Profit: what was earned, from the booked entries: revenue, refunds, fees, unit cost where a rule gives it,
// and what is left, by SKU, category, channel, fulfilment or state. Settlements book rows of equal decisions
// as one entry; their rows are read again to say whose fees they are, and what cannot be told stands in a row
// of its own, so that the sum is always that of the books. What stands accrued counts with its money; its
// units and their cost count when it settles. Units that come back give back what they had cost on the day
// that their refund is booked (flow/returned_units.h). Reads the store and the records in it; streams.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "flow/booked_entries.h"
#include "link/source.h"

namespace crosswalk::flow {

enum class ProfitBy { sku, category, channel, fulfilment, state };
inline constexpr std::array all_profit_by = {ProfitBy::sku, ProfitBy::category, ProfitBy::channel,
                                             ProfitBy::fulfilment, ProfitBy::state};
std::string_view name_of(ProfitBy by);

// Of an income statement. Taxes, reserves and deposits are no income; `other` is what a rule books that the
// market calls none of these.
enum class ProfitPart { revenue, refunds, fees, other, none };
ProfitPart part_of(LineClass line_class);

// Income is positive.
struct ProfitRow {
  std::string name;  // empty: what cannot be told
  Decimal revenue;
  Decimal refunds;
  Decimal fees;
  Decimal other;
  Decimal cost;      // of units sold, as rules said it, less that of units returned
  Decimal margin;    // the sum of these
  Decimal units;     // sold
  Decimal uncosted;  // of these, units of which no rule tells a cost: the margin is before it
  Decimal returned;  // came back with a refund and can be sold again; not what the buyer keeps
  friend bool operator==(const ProfitRow&, const ProfitRow&) = default;
};

struct ProfitTable {
  Currency currency;
  std::vector<ProfitRow> rows;  // the largest revenue first, what cannot be told last
  ProfitRow total;
};

struct ProfitScope {
  std::string pair;
  std::string channel;  // "Walmart Marketplace US"
  DateSpan span;        // accounting dates
  ProfitBy by = ProfitBy::sku;
  const Ledger* ledger = nullptr;  // whose books they are (each_booked)
};

// A table for each currency.
Result<std::vector<ProfitTable>> profit(store::Store& store, const Source& source, const ProfitScope& scope);

}  // namespace crosswalk::flow
