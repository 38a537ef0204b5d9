#include "simulator/walmart_recon_columns.h"

namespace crosswalk::simulator {
namespace {

std::string date_text(Date date, const ReconStyle& style) {
  const auto part = [&](unsigned value) {
    const std::string text = std::to_string(value);
    return style.two_digit_dates && text.size() < 2 ? "0" + text : text;
  };
  return part(date.month()) + "/" + part(date.day()) + "/" + std::to_string(date.year());
}

// "119111234567890" → "1.19111E+14"
std::string number_text(const std::string& digits, const ReconStyle& style) {
  if (!style.scientific_numbers || digits.size() < 12) return digits;
  std::string mantissa = digits.substr(0, 1) + "." + digits.substr(1, 5);
  while (mantissa.back() == '0') mantissa.pop_back();
  if (mantissa.back() == '.') mantissa.pop_back();
  return mantissa + "E+" + std::to_string(digits.size() - 1);
}

std::string counted(int number) {
  return number == 0 ? std::string() : std::to_string(number);
}

// No column stands for what only one of the two layouts has.
enum class In { both, april, may };

struct Column {
  std::string_view name;
  In in;
  std::string (*cell)(const SettlementRow& row, const ReconStyle& style);
};

using Row = const SettlementRow&;
using Style = const ReconStyle&;

std::string nothing(Row, Style) {
  return {};
}
std::string period_cell(Row, Style style) {
  return style.literal_period_quotes ? "\"\"" : "";
}
bool sold(Row row) {
  return row.kind == RowKind::product || row.kind == RowKind::commission;
}

constexpr Column columns[] = {
    {"Period Start Date", In::both, period_cell},
    {"Period End Date", In::both, nothing},
    {"Total Payable", In::both, nothing},
    {"Currency", In::both, nothing},
    {"Transaction Key", In::both, [](Row row, Style) { return row.key; }},
    {"Transaction Posted Timestamp", In::both,
     [](Row row, Style style) { return date_text(row.posted, style); }},
    {"Transaction Type", In::both, [](Row row, Style) { return row.type; }},
    {"Transaction Description", In::both,
     [](Row row, Style style) { return row.description + (style.trailing_blanks ? "  " : ""); }},
    {"Customer Order #", In::both,
     [](Row row, Style style) { return number_text(row.customer_order, style); }},
    {"Customer Order line #", In::both, [](Row row, Style) { return row.customer_line; }},
    {"Purchase Order #", In::both, [](Row row, Style style) { return number_text(row.po, style); }},
    {"Purchase Order line #", In::both, [](Row row, Style) { return row.po_line; }},
    {"Amount", In::both, [](Row row, Style) { return row.amount.text(); }},
    {"Amount Type", In::both, [](Row row, Style) { return row.amount_type; }},
    {"Ship Qty", In::both, [](Row row, Style) { return counted(row.quantity); }},
    {"Commission Rate", In::both, [](Row row, Style) { return counted(row.rate); }},
    {"Base Commission Rate", In::april, [](Row row, Style) { return counted(row.base_rate); }},
    {"Transaction Reason Description", In::both, [](Row row, Style) { return row.reason; }},
    {"Partner Item Id", In::both, [](Row row, Style) { return row.sku; }},
    {"Partner GTIN", In::both, nothing},
    {"Partner Item Name", In::both, [](Row row, Style) { return row.product_name; }},
    {"Product Tax Code", In::both, [](Row row, Style) { return row.tax_code; }},
    {"Ship to State", In::both, [](Row row, Style) { return row.state; }},
    {"Ship to City", In::both, [](Row row, Style) { return row.city; }},
    {"Ship to Zipcode", In::both, [](Row row, Style) { return row.zip; }},
    {"Contract Category", In::both, [](Row row, Style) { return row.category; }},
    {"Product Type", In::both, [](Row row, Style) { return row.product_type; }},
    {"Commission Rule", In::both,
     [](Row row, Style) {
       return row.rate == 0 ? std::string() : "BSE-66-" + std::to_string(row.rate) + ".0";
     }},
    {"Shipping Method", In::both,
     [](Row row, Style) { return sold(row) ? std::string("Marketplace value") : std::string(); }},
    {"Fulfillment Type", In::both,
     [](Row row, Style) {
       return std::string(row.po.empty() ? "" : row.by_walmart ? "Walmart Fulfilled" : "Seller Fulfilled");
     }},
    {"Fulfillment Details", In::both,
     [](Row row, Style) { return std::string(sold(row) ? "Delivery" : ""); }},
    {"Original Commission", In::both,
     [](Row row, Style) {
       return row.kind == RowKind::commission ? row.base_commission.text() : std::string();
     }},
    {"Commission Incentive Program", In::may,
     [](Row row, Style) { return std::string(row.rate == row.base_rate ? "" : "Category Growth"); }},
    {"Commission Saving", In::may,
     [](Row row, Style) {
       const auto saved = row.amount.units() - row.base_commission.units();
       return row.rate == row.base_rate ? std::string() : Decimal::from_units(saved).text();
     }},
    {"Customer Promo Type", In::may, nothing},
    {"Total Walmart Funded Savings Program", In::may, nothing},
    {"Campaign Id", In::may, [](Row row, Style) { return row.campaign; }},
    {"Item Condition", In::may, [](Row row, Style) { return std::string(row.sku.empty() ? "" : "New"); }},
};

bool shown(const Column& column, const ReconStyle& style) {
  return column.in == In::both || (column.in == In::april) == (style.columns == 32);
}

}  // namespace

ReconReport report_of(const Settlement& settlement) {
  ReconReport report;
  report.start = settlement.start;
  report.end = settlement.end;
  report.paid = settlement.deposit_date;
  report.payable = settlement.payable;
  report.rows = static_cast<std::int64_t>(settlement.rows.size());
  report.each = [&settlement](const ReconReport::RowSink& sink) {
    for (const SettlementRow& row : settlement.rows) sink(row);
  };
  return report;
}

std::vector<std::string_view> recon_columns(const ReconStyle& style) {
  std::vector<std::string_view> names;
  for (const Column& column : columns)
    if (shown(column, style)) names.push_back(column.name);
  return names;
}

std::vector<std::string> row_cells(const SettlementRow& row, const ReconStyle& style) {
  std::vector<std::string> cells;
  for (const Column& column : columns)
    if (shown(column, style)) cells.push_back(column.cell(row, style));
  return cells;
}

std::vector<std::string> summary_cells(const ReconReport& report, const ReconStyle& style) {
  const auto names = recon_columns(style);
  std::vector<std::string> cells(names.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == "Period Start Date") cells[i] = date_text(report.start, style);
    if (names[i] == "Period End Date") cells[i] = date_text(report.end, style);
    if (names[i] == "Total Payable") cells[i] = report.payable.text();
    if (names[i] == "Currency") cells[i] = "USD";
    if (names[i] == "Transaction Posted Timestamp") cells[i] = date_text(report.paid, style);
    if (names[i] == "Transaction Type") cells[i] = "PaymentSummary";
    if (names[i] == "Transaction Description") cells[i] = "Deposited in " + style.paid_to + " account";
  }
  return cells;
}

std::string count_line(const ReconReport& report, const ReconStyle& style) {
  return "Number of Lines in file " + std::to_string(report.rows + (style.summary_counts ? 1 : 0));
}

}  // namespace crosswalk::simulator
