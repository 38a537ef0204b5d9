// Preview for people and machines: the same report as text of 100 columns, as JSON, and as one page of HTML
// that needs nothing else. Pure.
#pragma once

#include <optional>
#include <string>

#include "flow/preview_report.h"

namespace crosswalk::app {

// What the report itself does not know.
struct PreviewHead {
  std::string pair;
  std::string of;  // "received since 2026-10-22", "in orders.ndjson"
  Instant now;
  std::optional<Decimal> limit;  // of the gate
  bool all = false;              // text: every document, not only the first
};

// "lock date 2026-01-31, read 12 minutes ago".
std::string lock_text(const flow::Preview& preview, Instant now);
// What happens to them: "leave the books because they would be held".
std::string meaning_of(const flow::TurnGroup& group);
// Rows by state: "tied 9 over 40.00 USD, held 1 over -3.33 USD"; "no row" where there is none.
std::string rows_text(const std::vector<store::SettlementCount>& counts);
// What such rows have in common: "booked to 400 (rules/account.lua:3): Adjustment, Fee".
std::string words_text(const store::SettlementCount& group);
// "12 orders, 340.00 USD".
std::string amount_text(const flow::TurnGroup& group);
// All groups of one turn as one.
flow::TurnGroup total_of(const flow::Preview& preview, flow::Turn turn);
// The currencies whose largest table moves more than the limit; empty without a limit.
std::vector<Currency> beyond_limit(const flow::Preview& preview, const PreviewHead& head);

std::string preview_text(const flow::Preview& preview, const PreviewHead& head);
// Only the tables, for a command that shows money before it acts.
std::string preview_tables(const std::vector<flow::MoneyTable>& tables);
std::string preview_json(const flow::Preview& preview, const PreviewHead& head);
std::string preview_page(const flow::Preview& preview, const PreviewHead& head);

}  // namespace crosswalk::app
