#include "flow/settlement_standing.h"

#include <algorithm>

#include "store/all_records.h"

namespace crosswalk::flow {
namespace {

constexpr int page_size = 1'000;

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
    const auto visit = store.settlement_visit(row->id);
    if (!visit) return visit.error();
    if (visit->done == 0) continue;
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

Result<std::vector<store::RecordRow>> unbooked_settlements(store::Store& store, const std::string& pair) {
  std::vector<store::RecordRow> out;
  store::RecordFilter filter;
  filter.pair = pair;
  filter.states = {RecordState::received, RecordState::waiting, RecordState::held, RecordState::dead};
  filter.limit = page_size;
  const auto keep = [&](const store::RecordRow& row) -> Result<void> {
    if (row.key.kind == RecordKind::settlement) out.push_back(row);
    return {};
  };
  if (auto read = store::each_record_of(store, filter, keep); !read) return read.error();
  for (std::size_t i = out.size(); i-- > 0;) {
    const auto visit = store.settlement_visit(out[i].id);
    if (!visit) return visit.error();
    if (visit->done > 0) out.erase(out.begin() + static_cast<std::ptrdiff_t>(i));
  }
  std::sort(out.begin(), out.end(),
            [](const store::RecordRow& a, const store::RecordRow& b) { return a.key.id < b.key.id; });
  return out;
}

bool waits_too_long(const store::RecordRow& row, Instant now) {
  constexpr Millis a_day{86'400'000};
  return row.key.kind == RecordKind::settlement && row.state == RecordState::waiting &&
         row.received + usual_order_wait_days * a_day < now;
}

}  // namespace crosswalk::flow
