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
    for (Entry& entry : entries->entries) {
      const auto day = ledger != nullptr                   ? ledger->books_on(*entries, entry)
                       : entry.state == UnitState::shipped ? std::optional(entry.date)
                                                           : std::nullopt;
      if (!day || !span.holds(*day)) continue;
      kept.push_back(std::move(entry));
      kept.back().date = *day;
    }
    entries->entries = std::move(kept);
    if (entries->entries.empty()) return {};
    return each(row, *entries);
  });
}

}  // namespace crosswalk::flow
