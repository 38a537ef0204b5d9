#include "flow/booked_entries.h"

#include <optional>
#include <utility>
#include <vector>

#include "model/entry_text.h"

namespace crosswalk::flow {

Result<void> each_booked(store::Store& store, const std::string& pair, DateSpan span,
                         const std::function<Result<void>(const store::RecordRow&, const Entries&)>& each,
                         const Ledger* ledger) {
  return store.each_record(pair, [&](const store::RecordRow& row, const std::string& text) -> Result<void> {
    if (text.empty()) return {};
    auto entries = read_entries(text);
    if (!entries) return entries.error();
    if (entries->informs()) return {};
    std::vector<Entry> kept;
    const auto keep = [&](const Entry& entry, Date day) -> Entry* {
      if (!span.holds(day)) return nullptr;
      kept.push_back(entry);
      kept.back().date = day;
      return &kept.back();
    };
    for (const Entry& entry : entries->entries) {
      std::optional<InBooks> stands;
      if (ledger != nullptr)
        stands = ledger->in_books(*entries, entry);
      else if (entry.state == UnitState::shipped)
        stands = InBooks{entry.date, {}};
      if (!stands) continue;
      keep(entry, stands->from);
      if (!stands->until) continue;
      Entry* back = keep(entry, *stands->until);
      if (back == nullptr) continue;
      back->amount = entry.amount.negated();
      back->quantity = Decimal::from_units(-entry.quantity.units());
    }
    entries->entries = std::move(kept);
    if (entries->entries.empty()) return {};
    return each(row, *entries);
  });
}

}  // namespace crosswalk::flow
