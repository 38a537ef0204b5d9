// The profit as text, CSV and JSON.
#include <sstream>

#include "app/profit_print.h"
#include "base/csv_writer.h"
#include "base/json_tree.h"

namespace crosswalk::app {
namespace {

std::vector<std::string> cells_of(const flow::ProfitRow& row, const std::string& name) {
  return {name,
          row.units.text(),
          row.returned.text(),
          row.revenue.text(2),
          row.refunds.text(2),
          row.fees.text(2),
          row.other.text(2),
          shown_cost(row, "-"),
          row.uncosted.text(),
          row.margin.text(2)};
}

Json row_json(const flow::ProfitRow& row) {
  const std::string cost = shown_cost(row, {});
  return {{"units", row.units.text()},
          {"units_returned", row.returned.text()},
          {"revenue", row.revenue.text(2)},
          {"refunds", row.refunds.text(2)},
          {"fees", row.fees.text(2)},
          {"other", row.other.text(2)},
          {"unit_cost", cost.empty() ? Json(nullptr) : Json(cost)},
          {"units_without_cost", row.uncosted.text()},
          {"margin", row.margin.text(2)}};
}

}  // namespace

std::string shown_cost(const flow::ProfitRow& row, const std::string& unknown) {
  const bool none = !row.uncosted.is_zero() && row.uncosted == row.units && row.cost.is_zero();
  return none ? unknown : row.cost.text(2);
}

std::string missing_cost(const flow::ProfitTable& table) {
  if (table.total.uncosted.is_zero()) return {};
  return "no rule tells what " + table.total.uncosted.text() + " of " + table.total.units.text() +
         " units cost; margins are before it";
}

std::string shown_name(const flow::ProfitRow& row, flow::ProfitBy by) {
  return row.name.empty() ? "(not by " + std::string(name_of(by)) + ")" : row.name;
}

std::string profit_text(const std::vector<flow::ProfitTable>& tables, const ProfitHead& head) {
  std::ostringstream out;
  out << "Profit of pair " << head.pair << ", " << head.of << "\n";
  if (tables.empty()) out << "Nothing is booked in that time.\n";
  for (const auto& table : tables) {
    out << "\n";
    Table printed({std::string(name_of(head.by)), "units", "returned", "revenue", "refunds", "fees", "other",
                   "unit cost", "no cost", "margin " + std::string(table.currency.code())});
    for (const auto& row : table.rows) printed.add(cells_of(row, shown_name(row, head.by)));
    printed.add(cells_of(table.total, "total"));
    printed.print(out);
    if (const std::string missing = missing_cost(table); !missing.empty()) out << missing << "\n";
  }
  return out.str();
}

std::string profit_csv(const std::vector<flow::ProfitTable>& tables, const ProfitHead& head) {
  std::string out(name_of(head.by));
  out += ",units,units_returned,revenue,refunds,fees,other,unit_cost,units_without_cost,margin,currency\r\n";
  for (const auto& table : tables)
    for (const auto& row : table.rows) {
      CsvWriter csv(out);
      csv.text(shown_name(row, head.by));
      csv.plain(row.units.text()).plain(row.returned.text());
      for (const Decimal* sum : {&row.revenue, &row.refunds, &row.fees, &row.other}) csv.plain(sum->text(2));
      csv.plain(shown_cost(row, {})).plain(row.uncosted.text()).plain(row.margin.text(2));
      csv.plain(table.currency.code()).end_row();
    }
  return out;
}

Json profit_json(const std::vector<flow::ProfitTable>& tables, const ProfitHead& head) {
  Json list = Json::array();
  for (const auto& table : tables) {
    Json rows = Json::array();
    for (const auto& row : table.rows) {
      Json json = row_json(row);
      json["name"] = row.name.empty() ? Json(nullptr) : Json(row.name);
      rows.push_back(std::move(json));
    }
    list.push_back(
        {{"currency", table.currency.code()}, {"rows", std::move(rows)}, {"total", row_json(table.total)}});
  }
  return {{"pair", head.pair}, {"of", head.of}, {"by", name_of(head.by)}, {"tables", std::move(list)}};
}

}  // namespace crosswalk::app
