// The commands that read the books: export, report, reconcile, and the import of deposits. As in commands.h.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/session.h"
#include "flow/booked_entries.h"

namespace crosswalk::app {

struct ExportOptions {
  std::vector<std::string> pairs;  // empty: all
  std::string format = "hledger";
  std::string since;  // an accounting date; empty: from the beginning
  std::string until;
  std::string out;  // a file; empty: standard output
};
struct ReportProfitOptions {
  std::string pair;
  std::string by = "sku";
  std::string month;  // "2026-01"; empty: `since` and `until`
  std::string since;
  std::string until;
  std::string format = "text";
  std::string out;
};
struct ReconcileOptions {
  std::string pair;
  std::string settlement;  // its report date; empty: `since` and `until`
  std::string since;
  std::string until;
  std::string at;  // prove the clearing balance of that day instead
  std::string format = "text";
  std::string out;
  std::vector<std::string> rates;  // "15" or "Home=15"
  int settle_days = 0;             // 0: the usual
  int deposit_days = 0;
  bool all = false;  // every finding in the text
};

int export_entries(Session& session, const ExportOptions& options);
int report_profit(Session& session, const ReportProfitOptions& options);
int reconcile(Session& session, const ReconcileOptions& options);
// `crosswalk import deposits FILE`
int import_deposits(Session& session, const std::vector<std::string>& files, const std::string& pair);

// The span of two dates as people write them; an empty one bounds nothing. ErrorKind::config names the
// option.
Result<flow::DateSpan> span_of(const std::string& since, const std::string& until);
// A whole month, "2026-01".
Result<flow::DateSpan> month_of(const std::string& month);

// Where a command's result goes: a file, or standard output. Nothing is at the file's place until `close`.
class Output {
 public:
  Output(Session& session, std::string file);
  ~Output();
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  Result<void> write(std::string_view text);
  Result<void> close();

 private:
  struct File;
  Session& session_;
  std::string name_;
  std::unique_ptr<File> file_;  // null: standard output
};

}  // namespace crosswalk::app
