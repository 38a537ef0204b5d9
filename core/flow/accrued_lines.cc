#include "flow/accrued_lines.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "model/entry_text.h"

namespace crosswalk::flow {
namespace {

bool is_line(const Entry& entry) {
  return entry.role == EntryRole::accrued && entry.line_key != accrued_side;
}

// Of one record that has accrued or taken back.
struct Booked {
  Currency currency;
  std::set<Date> days;
  std::map<LineClass, std::int64_t> sums;  // of the span, millionths, less the lines that are found

  Date first_from(Date date) const {
    const auto day = days.lower_bound(date);
    return day == days.end() ? *days.rbegin() : *day;
  }
};

using Records = std::map<std::pair<RecordKind, std::string>, Booked>;

Result<void> add_booked(const store::RecordRow& row, const std::string& text, DateSpan span,
                        Records& records) {
  if (text.empty() || !grows(row.key.kind)) return {};
  const auto read = read_entries(text);
  if (!read) return read.error();
  for (const Entry& entry : read->entries) {
    if (!is_line(entry)) continue;
    Booked& booked = records[{row.key.kind, row.key.id}];
    booked.currency = entry.amount.currency;
    booked.days.insert(entry.date);
    if (span.holds(entry.date)) booked.sums[entry.line_class] += entry.amount.amount.units();
  }
  return {};
}

}  // namespace

Result<std::vector<Entry>> accrued_lines(store::Store& store, const std::string& pair, DateSpan span) {
  Records records;
  auto walked = store.each_record(pair, [&](const store::RecordRow& row, const std::string& text) {
    return add_booked(row, text, span, records);
  });
  if (!walked) return walked.error();
  std::vector<Entry> lines;
  if (records.empty()) return lines;
  walked = store.each_accrual(pair, "",
                              [&](const RecordKey& record, const store::AccruedPart& part) -> Result<void> {
                                const auto known = records.find({record.kind, record.id});
                                if (known == records.end()) return {};
                                auto read = read_entries(part.entries);
                                if (!read) return read.error();
                                auto& pairs = read->entries;
                                for (std::size_t i = 0; i + 1 < pairs.size(); i += 2) {
                                  const Date accrued = std::max(pairs[i].date, pairs[i + 1].date);
                                  if (!span.holds(known->second.first_from(accrued))) continue;
                                  known->second.sums[pairs[i].line_class] -= pairs[i].amount.amount.units();
                                  lines.push_back(std::move(pairs[i]));
                                }
                                return {};
                              });
  if (!walked) return walked.error();
  for (const auto& [key, booked] : records)
    for (const auto& [line_class, left] : booked.sums) {
      if (left == 0) continue;
      Entry rest;
      rest.role = EntryRole::accrued;
      rest.line_class = line_class;
      rest.amount = {Decimal::from_units(left), booked.currency};
      lines.push_back(std::move(rest));
    }
  return lines;
}

}  // namespace crosswalk::flow
