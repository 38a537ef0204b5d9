// What `report profit` prints, as text, CSV, JSON and a page with a chart. Pure.
#pragma once

#include <string>
#include <vector>

#include "app/session.h"
#include "flow/profit.h"

namespace crosswalk::app {

struct ProfitHead {
  std::string pair;
  std::string of;  // "2026-01", "from 2026-01-01 until 2026-03-31"
  flow::ProfitBy by = flow::ProfitBy::sku;
  Instant now;
};

// Its unit cost, or `unknown` where units were sold and no rule tells what any of them cost.
std::string shown_cost(const flow::ProfitRow& row, const std::string& unknown);
// What the margin leaves out: "no rule tells what 3 of 12 units cost; margins are before it". Empty: nothing.
std::string missing_cost(const flow::ProfitTable& table);
// What a row is called: "(not by sku)" without a name.
std::string shown_name(const flow::ProfitRow& row, flow::ProfitBy by);

std::string profit_text(const std::vector<flow::ProfitTable>& tables, const ProfitHead& head);
std::string profit_csv(const std::vector<flow::ProfitTable>& tables, const ProfitHead& head);
Json profit_json(const std::vector<flow::ProfitTable>& tables, const ProfitHead& head);
std::string profit_page(const std::vector<flow::ProfitTable>& tables, const ProfitHead& head);

}  // namespace crosswalk::app
