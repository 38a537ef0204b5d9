#include "flow/clearing_reports.h"

#include <algorithm>
#include <utility>

#include "flow/report_head.h"

namespace crosswalk::flow {

void ClearingReports::add(const store::RecordRow& row) {
  if (row.key.kind == RecordKind::settlement)
    found_settlements_.emplace(row.key.id, Found{row.id, why_unbooked(row)});
  if (row.key.kind == RecordKind::statement) found_statements_.emplace(row.key.id, row.id);
}

void ClearingReports::read(const std::string& name, std::string_view kind, std::int64_t record,
                           Report& report) {
  report.record = record;
  auto head = head_of(store_, source_, record);
  if (head) {
    report.sums = std::move(*head);
    return;
  }
  unreadable(name, kind, head.error());
}

void ClearingReports::unreadable(const std::string& name, std::string_view kind, const Error& error) {
  // What is named after a later day is of no account yet.
  if (const auto named = Date::parse(name); named && *named > asked_.at) return;
  faults.push_back({std::string(kind) + " " + name + " cannot be read and is left out: " + error.text() +
                        "; `crosswalk review` shows it",
                    money(0)});
}

bool ClearingReports::is_brought_forward(Date closes, std::int64_t units) const {
  const Sums* before = nullptr;
  for (const auto& [name, report] : settlements_)
    if (report.sums && report.sums->to < closes && (before == nullptr || report.sums->to > before->to))
      before = &*report.sums;
  return units < 0 && before != nullptr && before->payable.amount.units() == units;
}

Result<std::vector<ClearingReports::Unbooked>> ClearingReports::unbooked() {
  std::vector<Unbooked> out;
  for (const auto& [name, found] : found_settlements_) {
    Report& report = settlements_[name];
    read(name, "settlement", found.record, report);
    if (!report.sums) continue;
    const auto visit = store_.settlement_visit(found.record);
    if (!visit) return visit.error();
    if (visit->done > 0) continue;
    const auto record = store_.record(found.record);
    if (!record) return record.error();
    UnbookedRows rows(asked_.currency, asked_.at);
    if (const auto walked = source_.lines(*record, rows); !walked) {
      unreadable(name, "settlement", walked.error());
      continue;
    }
    if (rows.count == 0) continue;
    for (const auto& [day, units] : rows.days) unbooked_[day] += units;
    out.push_back({name, found.reason, std::move(rows)});
  }
  return out;
}

Result<void> ClearingReports::tie_settlements(const std::vector<store::RowSum>& until_then) {
  const auto sums = store_.row_sums(pair_, DateSpan{}.to);
  if (!sums) return sums.error();
  for (const auto& [name, report] : settlements_) {
    const auto is_its = [record = report.record](const store::RowSum& sum) { return sum.record == record; };
    if (!report.sums || report.sums->to < asked_.books_start ||
        report.sums->payable.currency != asked_.currency ||
        std::none_of(until_then.begin(), until_then.end(), is_its))
      continue;
    std::int64_t rows = 0;
    for (const auto& sum : *sums)
      // What differs from an order is no money of the report; what differs from its total payable is.
      if (is_its(sum) && !(sum.difference && sum.tied_to_order)) rows += sum.amount.amount.units();
    const std::int64_t off = report.sums->payable.amount.units() - rows;
    if (off == 0 || is_brought_forward(report.sums->to, off)) continue;
    faults.push_back({"settlement " + name + ": it pays " + report.sums->payable.amount.text(2) +
                          ", and what is known of its rows comes to " + Decimal::from_units(rows).text(2),
                      money(off)});
  }
  return {};
}

std::vector<ClearingReports::Payable> ClearingReports::payables() const {
  std::vector<Payable> out;
  for (const auto& [name, report] : settlements_)
    if (report.sums && report.sums->to <= asked_.at && report.sums->to >= asked_.books_start &&
        report.sums->payable.currency == asked_.currency && report.sums->payable.amount.units() > 0)
      out.push_back({name, report.record, report.sums->to, report.sums->payable});
  return out;
}

Date ClearingReports::opened_on(Date statement) const {
  for (auto report = settlements_.rbegin(); report != settlements_.rend(); ++report)
    if (report->second.sums && report->second.sums->to < statement)
      return report->second.sums->to.plus_days(1);
  return {};
}

Result<std::optional<StatementTie>> ClearingReports::statement() {
  std::optional<Sums> found;
  StatementTie tie;
  for (auto statement = found_statements_.rbegin(); statement != found_statements_.rend() && !found;
       ++statement) {
    Report report;
    read(statement->first, "statement", statement->second, report);
    if (!report.sums || report.sums->to > asked_.at || report.sums->closing.currency != asked_.currency)
      continue;
    found = std::move(report.sums);
    tie.id = statement->first;
  }
  if (!found) return std::optional<StatementTie>();
  tie.at = found->to;
  tie.opening = found->opening;
  tie.paid = found->paid;
  tie.closing = found->closing;
  tie.from = opened_on(tie.at);
  std::int64_t movements = 0;
  Date newest;
  for (const auto& [until, sign] : {std::pair{tie.at, 1}, std::pair{tie.from.plus_days(-1), -1}}) {
    const auto sums = store_.row_sums(pair_, until);
    if (!sums) return sums.error();
    for (const auto& sum : *sums) {
      if (sum.difference || sum.amount.currency != asked_.currency) continue;
      movements += sign * sum.amount.amount.units();
      newest = std::max(newest, sum.last);
    }
  }
  for (const auto& [day, units] : unbooked_) {
    if (day < tie.from || day > tie.at) continue;
    movements += units;
    newest = std::max(newest, day);
  }
  tie.movements = money(movements);
  tie.difference =
      money(tie.closing.amount.units() - tie.opening.amount.units() - movements + tie.paid.amount.units());
  if (!tie.difference.amount.is_zero())
    tie.cause = newest < tie.from ? "the report of the period from " + tie.from.text() +
                                        " on was not received yet; ask again when it was"
                                  : "no row explains it; compare the statement in Seller Center";
  return std::optional(std::move(tie));
}

}  // namespace crosswalk::flow
