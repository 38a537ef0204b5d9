#include "flow/booked_entries.h"

#include <optional>
#include <utility>
#include <vector>

#include "flow/corrected_days.h"
#include "model/entry_text.h"

namespace crosswalk::flow {

namespace {

// Those of a record that are in the books, on the days that `ledger` has them on.
std::vector<Entry> standing_entries(const Entries& entries, const Ledger* ledger) {
  std::vector<Entry> standing;
  for (const Entry& entry : entries.entries) {
    std::optional<InBooks> stands;
    if (ledger != nullptr)
      stands = ledger->in_books(entries, entry);
    else if (entry.state == UnitState::shipped)
      stands = InBooks{entry.date, {}};
    if (!stands) continue;
    standing.push_back(entry);
    standing.back().date = stands->from;
    if (!stands->until) continue;
    Entry& back = standing.emplace_back(entry);
    back.date = *stands->until;
    back.amount = entry.amount.negated();
    back.quantity = Decimal::from_units(-entry.quantity.units());
  }
  return standing;
}

}  // namespace

Result<void> each_booked(store::Store& store, const std::string& pair, DateSpan span,
                         const std::function<Result<void>(const store::RecordRow&, const Entries&)>& each,
                         const Ledger* ledger) {
  const auto standing = [ledger](const Entries& entries) { return standing_entries(entries, ledger); };
  return store.each_record(pair, [&](const store::RecordRow& row, const std::string& text) -> Result<void> {
    if (text.empty()) return {};
    auto entries = read_entries(text);
    if (!entries) return entries.error();
    if (entries->informs()) return {};
    auto kept = on_ledger_days(store, row.id, *entries, standing);
    if (!kept) return kept.error();
    std::erase_if(*kept, [&](const Entry& entry) { return !span.holds(entry.date); });
    entries->entries = std::move(*kept);
    if (entries->entries.empty()) return {};
    return each(row, *entries);
  });
}

}  // namespace crosswalk::flow
