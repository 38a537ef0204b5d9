#include "flow/settlement_standing.h"

#include <algorithm>

namespace crosswalk::flow {
namespace {

void put(std::vector<store::SettlementCount>& counts, const store::SettlementCount& count) {
  auto found = std::find_if(counts.begin(), counts.end(),
                            [&](const store::SettlementCount& known) { return known.state == count.state; });
  if (found == counts.end()) {
    found = counts.insert(counts.end(), store::SettlementCount());
    found->state = count.state;
    found->amount.currency = count.amount.currency;
  }
  found->count += count.count;
  found->amount.amount = Decimal::from_units(found->amount.amount.units() + count.amount.amount.units());
}

}  // namespace

Result<std::vector<SettlementStanding>> newest_settlements(store::Store& store, std::string_view pair) {
  auto notes = kept_settlements(store, pair);
  if (!notes) return notes.error();
  std::vector<SettlementStanding> out;
  for (SettlementNote& note : *notes) {
    store::RecordFilter filter;
    filter.pair = pair;
    filter.id = note.id;
    const auto rows = store.records(filter);
    if (!rows) return rows.error();
    const auto row = std::find_if(rows->begin(), rows->end(), [](const store::RecordRow& found) {
      return found.key.kind == RecordKind::settlement;
    });
    if (row == rows->end()) continue;
    SettlementStanding standing;
    standing.note = std::move(note);
    standing.state = row->state;
    const auto counts = store.settlement_counts(row->id);
    if (!counts) return counts.error();
    for (const auto& count : *counts) {
      put(count.difference ? standing.extra : standing.counts, count);
      if (!count.difference) standing.rows += count.count;
    }
    // What stands before the first row is what the report pays beyond its rows.
    const std::vector<store::RowState> answered = {store::RowState::booked, store::RowState::skipped};
    const auto payable = store.rows_in(row->id, answered, 0, 1);
    if (!payable) return payable.error();
    standing.payable_booked = !payable->empty();
    out.push_back(std::move(standing));
  }
  return out;
}

}  // namespace crosswalk::flow
