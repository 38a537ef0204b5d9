// The stream of settlement reports: those that are new, oldest first, one a page, and once a day the newest
// two that are known again, because nothing promises that a report stays as it was (walmart.md §4.1). What is
// compared is what a report says, not its bytes: a ZIP made anew is the same report. A report that cannot be
// had is tried again after the others and keeps none of them from being read.
//
// One thread at a time. What it remembers between reads only makes it ask for the list again.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "link/source.h"
#include "walmart/report_reader.h"

namespace crosswalk::walmart {

class SettlementStream {
 public:
  explicit SettlementStream(Connection& connection) : connection_(connection), reports_(connection) {}

  Result<Page> read(const Cursor& from, const Stop& stop);

 private:
  Connection& connection_;
  ReportReader reports_;
  std::string failed_at_;  // the position whose reports could not be had: the list may hold others by now
};

// How far the stream has come: its cursor's text is
// {"again":"2026-02-10","known":{"2026-02-06":"…"},"unread":
// ["2026-02-20"]}.
struct SettlementPosition {
  std::map<Date, std::string> known;  // the digest of each report that was read
  std::vector<Date> unread;
  Date again;  // the day on which the known ones were looked at last
};
std::string text_of(const SettlementPosition& position);
// ErrorKind::internal when the text is not one of ours.
Result<SettlementPosition> settlement_position_in(std::string_view text);

}  // namespace crosswalk::walmart
