// The columns of a settlement report, version v1, as they were seen in April 2026 (32) and since May 2026
// (37), and how a row's cells are written (walmart.md §4.2). Pure.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/world_settlement.h"

namespace crosswalk::simulator {

// How a report is written; the content is the same.
struct ReconStyle {
  int columns = 32;  // or 37
  bool byte_order_mark = true;
  bool two_digit_dates = false;        // 04/09/2026 instead of 4/9/2026
  bool scientific_numbers = false;     // 1.08112E+14, as a spreadsheet saves a purchase order's number
  bool trailing_blanks = false;        // after descriptions
  bool literal_period_quotes = false;  // the two characters "" where a row has no period
  bool summary_counts = false;         // the count of lines includes the summary's
  std::string paid_to = "PINGPONG";    // "": "Deposited in  account"
};

// The report as it is written: its summary, and the rows one after the other, so that a report of a million
// rows needs no memory of its own.
struct ReconReport {
  Date start;
  Date end;
  Date paid;
  Decimal payable;
  std::int64_t rows = 0;
  using RowSink = std::function<void(const SettlementRow&)>;
  std::function<void(const RowSink&)> each;
};
// `settlement` must outlive the answer.
ReconReport report_of(const Settlement& settlement);

std::vector<std::string_view> recon_columns(const ReconStyle& style);
// One cell a column; empty where there is nothing to say.
std::vector<std::string> row_cells(const SettlementRow& row, const ReconStyle& style);
std::vector<std::string> summary_cells(const ReconReport& report, const ReconStyle& style);
// "Number of Lines in file 81"
std::string count_line(const ReconReport& report, const ReconStyle& style);

}  // namespace crosswalk::simulator
