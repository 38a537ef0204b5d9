#include "walmart/report_text.h"

#include <archive.h>
#include <archive_entry.h>
#include <doctest/doctest.h>

#include "base/crypto.h"
#include "base/decimal.h"

namespace crosswalk::walmart {
namespace {

std::string cell_of(const Cells& cells, std::string_view column) {
  for (const auto& [name, value] : cells)
    if (name == column) return value;
  return {};
}

std::string quoted(const std::string& cell) {
  if (cell.find_first_of(",\"\n") == std::string::npos) return cell;
  std::string out = "\"";
  for (const char c : cell) out.append(c == '"' ? 2 : 1, c);
  return out + "\"";
}

std::string csv_row(const std::vector<std::string>& columns, const Cells& cells) {
  std::string out;
  for (const auto& column : columns)
    out += (out.empty() && &column == &columns.front() ? "" : ",") + quoted(cell_of(cells, column));
  return out + "\r\n";
}

std::string json_row(const Cells& cells) {
  std::string out;
  for (const auto& [name, value] : cells) {
    if (value.empty()) continue;
    std::string escaped;
    for (const char c : value)
      escaped += c == '"' ? std::string("\\\"") : c == '\n' ? "\\n" : std::string(1, c);
    out += (out.empty() ? "{\"" : ",\"") + name + "\":\"" + escaped + "\"";
  }
  return out + "}";
}

Cells summary_of(const ReportBuilder& report) {
  Decimal sum;
  for (const auto& row : report.rows)
    if (const auto amount = Decimal::parse(cell_of(row, "Amount"))) sum = add(sum, *amount).value();
  return {{"Period Start Date", report.start},
          {"Period End Date", report.end},
          {"Total Payable", report.payable.empty() ? sum.text(2) : report.payable},
          {"Currency", "USD"},
          {"Transaction Posted Timestamp", "02/10/2026"},
          {"Transaction Type", "PaymentSummary"},
          {"Transaction Description", "Deposited in  account"}};
}

std::string count_of(const ReportBuilder& report) {
  return "Number of Lines in file " +
         (report.count.empty() ? std::to_string(report.rows.size()) : report.count);
}

}  // namespace

Cells order_row(std::string_view type, std::string_view amount_type, std::string_view amount,
                std::string_view key) {
  return {{"Transaction Key", std::string(key)},
          {"Transaction Posted Timestamp", "2/1/2026"},
          {"Transaction Type", std::string(type)},
          {"Transaction Description", type == "Refund" ? "Return Refund" : "Purchase"},
          {"Customer Order #", "200012345678901"},
          {"Customer Order line #", "1"},
          {"Purchase Order #", "108900000000001"},
          {"Purchase Order line #", "1"},
          {"Amount", std::string(amount)},
          {"Amount Type", std::string(amount_type)},
          {"Ship Qty", "1"},
          {"Commission Rate", amount_type.starts_with("Commission") ? "15" : ""},
          {"Partner Item Id", "MUG-BLU"},
          {"Partner Item Name", "Mug, 12\" tall,\nblue"},
          {"Ship to State", "TX"},
          {"Contract Category", "Home & Garden"},
          {"Shipping Method", "Marketplace value"},
          {"Fulfillment Type", "Seller Fulfilled"}};
}

Cells other_row(std::string_view type, std::string_view amount_type, std::string_view description,
                std::string_view amount) {
  return {{"Transaction Key", "2026_02_03_9"},     {"Transaction Posted Timestamp", "02/03/2026"},
          {"Transaction Type", std::string(type)}, {"Transaction Description", std::string(description)},
          {"Amount", std::string(amount)},         {"Amount Type", std::string(amount_type)}};
}

std::vector<std::string> april_columns() {
  return {"Period Start Date",
          "Period End Date",
          "Total Payable",
          "Currency",
          "Transaction Key",
          "Transaction Posted Timestamp",
          "Transaction Type",
          "Transaction Description",
          "Customer Order #",
          "Customer Order line #",
          "Purchase Order #",
          "Purchase Order line #",
          "Amount",
          "Amount Type",
          "Ship Qty",
          "Commission Rate",
          "Base Commission Rate",
          "Transaction Reason Description",
          "Partner Item Id",
          "Partner GTIN",
          "Partner Item Name",
          "Product Tax Code",
          "Ship to State",
          "Ship to City",
          "Ship to Zipcode",
          "Contract Category",
          "Product Type",
          "Commission Rule",
          "Shipping Method",
          "Fulfillment Type",
          "Fulfillment Details",
          "Original Commission"};
}

std::vector<std::string> may_columns() {
  auto columns = april_columns();
  std::erase(columns, "Base Commission Rate");
  for (const char* name : {"Commission Incentive Program", "Commission Saving", "Customer Promo Type",
                           "Total Walmart Funded Savings Program", "Campaign Id", "Item Condition"})
    columns.emplace_back(name);
  return columns;
}

std::string ReportBuilder::csv() const {
  const auto heads = columns.empty() ? april_columns() : columns;
  Cells names;
  for (const auto& name : heads) names.emplace_back(name, name);
  std::string out = "\xEF\xBB\xBF" + csv_row(heads, names);
  out += count_of(*this) + std::string(heads.size() - 1, ',') + "\r\n";
  out += csv_row(heads, summary_of(*this));
  for (const auto& row : rows) out += csv_row(heads, row);
  return out;
}

std::string ReportBuilder::zip() const {
  return zip_of({{"recon.csv", csv()}});
}

std::vector<std::string> ReportBuilder::json(std::size_t page_rows) const {
  std::vector<std::string> pages;
  std::size_t at = 0;
  do {
    const std::size_t stop = std::min(rows.size(), at + page_rows);
    std::string data = at == 0 ? json_row(summary_of(*this)) : "";
    for (std::size_t i = at; i < stop; ++i) data += (data.empty() ? "" : ",") + json_row(rows[i]);
    const std::string next = stop == rows.size() ? "-1" : std::to_string(stop * 97);
    pages.push_back(R"({"reportData":[)" + data + R"(],"nextOffset":)" + next + R"(,"totalRecords":)" +
                    std::to_string(stop - at) + R"(,"description":")" + count_of(*this) + "             \"}");
    at = stop;
  } while (at < rows.size());
  return pages;
}

Record ReportBuilder::record() const {
  return settlement(zip());
}

std::string zip_of(const std::vector<std::pair<std::string, std::string>>& files) {
  std::string out(1 << 22, '\0');
  std::size_t used = 0;
  archive* writer = archive_write_new();
  archive_write_set_format_zip(writer);
  REQUIRE(archive_write_open_memory(writer, out.data(), out.size(), &used) == ARCHIVE_OK);
  for (const auto& [name, text] : files) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_size(entry, static_cast<la_int64_t>(text.size()));
    REQUIRE(archive_write_header(writer, entry) == ARCHIVE_OK);
    REQUIRE(archive_write_data(writer, text.data(), text.size()) == static_cast<la_ssize_t>(text.size()));
    archive_entry_free(entry);
  }
  REQUIRE(archive_write_close(writer) == ARCHIVE_OK);
  archive_write_free(writer);
  out.resize(used);
  return out;
}

Record settlement(std::string body) {
  Record record;
  record.key = {"shop", RecordKind::settlement, "2026-02-06"};
  record.body = std::move(body);
  record.hash = sha256(record.body);
  return record;
}

}  // namespace crosswalk::walmart
