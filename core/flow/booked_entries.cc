#include "flow/booked_entries.h"

#include <algorithm>

#include "model/entry_text.h"

namespace crosswalk::flow {

Result<void> each_booked(store::Store& store, const std::string& pair, DateSpan span,
                         const std::function<Result<void>(const store::RecordRow&, const Entries&)>& each) {
  return store.each_record(pair, [&](const store::RecordRow& row, const std::string& text) -> Result<void> {
    if (text.empty()) return {};
    auto entries = read_entries(text);
    if (!entries) return entries.error();
    if (entries->informs()) return {};
    auto& list = entries->entries;
    list.erase(std::remove_if(list.begin(), list.end(),
                              [&](const Entry& entry) {
                                return entry.state != UnitState::shipped || !span.holds(entry.date);
                              }),
               list.end());
    if (list.empty()) return {};
    return each(row, *entries);
  });
}

}  // namespace crosswalk::flow
