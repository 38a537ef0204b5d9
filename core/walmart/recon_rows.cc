#include "walmart/recon_rows.h"

#include <charconv>
#include <vector>

#include "base/json_scan.h"
#include "walmart/csv_pieces.h"
#include "walmart/json_walk.h"
#include "walmart/recon_text.h"
#include "walmart/report_zip.h"

namespace crosswalk::walmart {
namespace {

constexpr std::array<std::string_view, recon_columns> names = {
    "Period Start Date",     "Period End Date",
    "Total Payable",         "Currency",
    "Transaction Key",       "Transaction Posted Timestamp",
    "Transaction Type",      "Transaction Description",
    "Customer Order #",      "Purchase Order #",
    "Purchase Order line #", "Amount",
    "Amount Type",           "Ship Qty",
    "Commission Rate",       "Transaction Reason Description",
    "Partner Item Id",       "Partner Item Name",
    "Ship to State",         "Contract Category",
    "Shipping Method",       "Fulfillment Type",
    "Item Condition",
};
// Without one of these no row can be booked.
constexpr std::array required = {
    ReconColumn::total_payable,  ReconColumn::type,   ReconColumn::description, ReconColumn::posted,
    ReconColumn::purchase_order, ReconColumn::amount, ReconColumn::amount_type, ReconColumn::sku};

std::optional<ReconColumn> column_named(std::string_view name) {
  for (std::size_t i = 0; i < names.size(); ++i)
    if (same_words(names[i], name)) return static_cast<ReconColumn>(i);
  return std::nullopt;
}

// "Number of Lines in file 479   ".
std::optional<std::uint32_t> count_in(std::string_view text) {
  constexpr std::string_view words = "Number of Lines in file";
  text = without_blanks(text);
  if (text.size() <= words.size() || !same_words(text.substr(0, words.size()), words)) return std::nullopt;
  text = without_blanks(text.substr(words.size()));
  std::uint32_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(count) : std::nullopt;
}

// What both forms share: telling the summary from the rows, and counting.
class Reading {
 public:
  explicit Reading(const ReconSink& sink) : sink_(sink) {}

  Result<void> take(ReconRow& row) {
    if (!same_words(row[ReconColumn::type], "PaymentSummary")) {
      row.number = ++end_.rows;
      return sink_.row(row);
    }
    std::string said(row[ReconColumn::total_payable]);
    said.append(" ").append(row[ReconColumn::period_start]).append(" ").append(row[ReconColumn::period_end]);
    if (!summary_) {
      summary_ = std::move(said);
      return sink_.summary(row);
    }
    // Every JSON page may begin with it.
    if (said == *summary_) return {};
    return fail(ErrorKind::invalid, "the report has two different summaries", row.where);
  }

  void count(std::string_view text) {
    if (const auto said = count_in(text)) end_.rows_said = *said;
  }

  Result<ReconEnd> finish() const {
    if (!summary_)
      return fail(ErrorKind::invalid, "the report has no summary row (Transaction Type PaymentSummary)");
    return end_;
  }

 private:
  const ReconSink& sink_;
  ReconEnd end_;
  std::optional<std::string> summary_;
};

class CsvReading {
 public:
  explicit CsvReading(Reading& reading) : reading_(reading) {}

  Result<void> take(std::span<const std::string_view> fields, std::size_t line) {
    row_.where = "line " + std::to_string(line);
    if (columns_.empty()) return head(fields);
    row_.cells = {};
    bool any = false;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      const std::string_view cell = without_blanks(fields[i]);
      if (cell.empty()) continue;
      if (i >= columns_.size())
        return fail(ErrorKind::invalid, "the row has more fields than the report has columns", row_.where);
      any = true;
      if (columns_[i]) row_.cells[static_cast<std::size_t>(*columns_[i])] = cell;
    }
    if (!any) return {};
    if (row_[ReconColumn::type].empty() && row_[ReconColumn::amount].empty() && count_in(fields[0])) {
      reading_.count(fields[0]);
      return {};
    }
    return reading_.take(row_);
  }

  Result<void> finish() const {
    return columns_.empty() ? fail(ErrorKind::invalid, "the report is empty") : Result<void>();
  }

 private:
  Result<void> head(std::span<const std::string_view> fields) {
    std::array<bool, recon_columns> found{};
    for (const auto& field : fields) {
      const auto column = column_named(without_blanks(field));
      columns_.push_back(column);
      if (!column) continue;
      if (found[static_cast<std::size_t>(*column)])
        return fail(ErrorKind::invalid, "the column \"" + std::string(name_of(*column)) + "\" stands twice",
                    row_.where);
      found[static_cast<std::size_t>(*column)] = true;
    }
    for (const auto column : required)
      if (!found[static_cast<std::size_t>(column)])
        return fail(ErrorKind::invalid,
                    "the column \"" + std::string(name_of(column)) +
                        "\" is missing; this is no settlement report of version v1",
                    row_.where);
    return {};
  }

  Reading& reading_;
  std::vector<std::optional<ReconColumn>> columns_;
  ReconRow row_;
};

class JsonReading {
 public:
  explicit JsonReading(Reading& reading) : reading_(reading) {}

  Result<void> page(std::string_view text) {
    if (ended_) return fail(ErrorKind::invalid, "something follows the report's last JSON page");
    auto opened = scanner_.open(text);
    if (!opened) return opened.error();
    scan::document document = std::move(*opened);
    scan::object root;
    if (const auto error = document.get_object().get(root)) return Scanner::broken(error);
    bool has_rows = false;
    std::optional<Error> failed;
    const auto error = each_field(root, [&](std::string_view key, scan::value& value) {
      std::string_view said;
      if (key == "reportData") {
        has_rows = true;
        return each_of(value, [&](scan::value& element) { return row(element, failed); });
      }
      if (key != "nextOffset" && key != "description") return simdjson::SUCCESS;
      if (const auto wrong = scalar_of(value, said)) return wrong;
      if (key == "nextOffset")
        ended_ = said == "-1";
      else
        reading_.count(said);
      return simdjson::SUCCESS;
    });
    if (failed) return *failed;
    if (error) return Scanner::broken(error, "reportData row " + std::to_string(rows_));
    return has_rows ? Result<void>()
                    : fail(ErrorKind::invalid, "this is no settlement report: no reportData");
  }

  Result<void> finish() const {
    return ended_ ? Result<void>() : fail(ErrorKind::invalid, "the report's last JSON page is missing");
  }

 private:
  simdjson::error_code row(scan::value& element, std::optional<Error>& failed) {
    row_.cells = {};
    row_.where = "row " + std::to_string(rows_++);
    const auto error = each_field(element, [&](std::string_view key, scan::value& value) {
      const auto column = column_named(key);
      std::string_view text;
      if (!column) return simdjson::SUCCESS;
      if (const auto wrong = scalar_of(value, text)) return wrong;
      row_.cells[static_cast<std::size_t>(*column)] = without_blanks(text);
      return simdjson::SUCCESS;
    });
    if (error) return error;
    if (auto done = reading_.take(row_); !done) {
      failed = done.error();
      return simdjson::TAPE_ERROR;
    }
    return simdjson::SUCCESS;
  }

  Reading& reading_;
  Scanner scanner_;
  ReconRow row_;
  std::size_t rows_ = 0;  // the summary is row 0
  bool ended_ = false;
};

Result<void> read_csv_report(std::string_view body, bool zipped, Reading& reading) {
  CsvReading csv(reading);
  CsvPieces pieces(
      [&](std::span<const std::string_view> fields, std::size_t line) { return csv.take(fields, line); });
  const auto feed = [&](std::string_view piece) { return pieces.feed(piece); };
  if (zipped) {
    if (auto done = unzip(body, feed); !done) return done;
  } else {
    constexpr std::size_t piece = std::size_t{64} << 10;
    for (std::size_t at = 0; at < body.size(); at += piece)
      if (auto done = feed(body.substr(at, piece)); !done) return done;
  }
  if (auto done = pieces.finish(); !done) return done;
  return csv.finish();
}

Result<void> read_json_report(std::string_view body, Reading& reading) {
  JsonReading pages(reading);
  for (std::size_t at = 0; at < body.size();) {
    const std::size_t begin = body.find_first_not_of(" \t\r\n", at);
    if (begin == std::string_view::npos) break;
    at = end_of_json(body, begin);
    if (at == std::string_view::npos)
      return fail(ErrorKind::invalid, "the report's JSON does not end; fetch the report again");
    if (auto done = pages.page(body.substr(begin, at - begin)); !done) return done;
  }
  return pages.finish();
}

}  // namespace

std::string_view name_of(ReconColumn column) {
  return names[static_cast<std::size_t>(column)];
}

std::string ReconRow::place(ReconColumn column) const {
  return where + ", column \"" + std::string(name_of(column)) + "\"";
}

Result<ReconEnd> read_recon(std::string_view body, const ReconSink& sink) {
  Reading reading(sink);
  const bool zipped = looks_like_zip(body);
  const bool json = !zipped && without_blanks(body.substr(0, 64)).starts_with('{');
  auto done = json ? read_json_report(body, reading) : read_csv_report(body, zipped, reading);
  if (!done) return done.error();
  return reading.finish();
}

}  // namespace crosswalk::walmart
