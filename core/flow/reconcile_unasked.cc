#include "flow/reconcile_unasked.h"

#include <algorithm>

#include "flow/report_head.h"

namespace crosswalk::flow {

Result<Unasked> unasked_settlements(store::Store& store, const Source& source, const std::string& pair,
                                    const std::set<std::int64_t>& asked, Date last) {
  std::vector<store::RecordRow> rows;
  auto walked = store.each_record(
      pair, [&](const store::RecordRow& row, const std::string& /*entries*/) -> Result<void> {
        if (row.key.kind == RecordKind::settlement && asked.count(row.id) == 0) rows.push_back(row);
        return {};
      });
  if (!walked) return walked.error();
  Unasked unasked;
  for (const auto& row : rows) {
    const auto head = head_of(store, source, row.id);
    if (!head || !*head || (*head)->to > last) continue;
    SettlementTie tie;
    tie.record = row.id;
    tie.id = row.key.id;
    tie.to = (*head)->to;
    tie.settles = (*head)->settles;
    tie.payable = (*head)->payable;
    unasked.ties.push_back(std::move(tie));
  }
  const auto days = store.booked_days(pair);
  if (!days) return days.error();
  for (const auto& day : *days) {
    if (!day.deposit) continue;
    const auto found = std::find_if(unasked.ties.begin(), unasked.ties.end(),
                                    [&](const SettlementTie& tie) { return tie.record == day.record; });
    if (found != unasked.ties.end()) unasked.payouts.push_back({found->id, day.posted, day.amount.negated()});
  }
  return unasked;
}

}  // namespace crosswalk::flow
