// Preview, the engine's own records: what the next visit of them would book, where it is asked for.
#include "flow/preview.h"
#include "flow/rehearse_own.h"

namespace crosswalk::flow {

Result<void> Previewer::add_own(const store::RecordRow* row, const Record& record,
                                const std::string& entries) {
  if (sources_.own == nullptr || row == nullptr) return {};
  Entries booked;
  if (!entries.empty()) {
    auto stored = stored_before(*row, entries);
    if (!stored) return stored.error();
    booked = std::move(stored_);
  }
  auto rehearsed = rehearse_own(*sources_.own, record, booked, locked_until_);
  if (!rehearsed) return rehearsed.error();
  PreviewOwn& told = report_.own.emplace_back();
  told.kind = record.key.kind;
  told.id = record.key.id;
  if (!rehearsed->hold.empty()) {
    told.after = RecordState::held;
    told.text = std::move(rehearsed->hold);
    return {};
  }
  told.text = std::move(rehearsed->text);
  if (!rehearsed->fresh.entries.empty()) ++report_.changed;
  add_money(&rehearsed->fresh, MoneyTables::Side::after);
  return {};
}

}  // namespace crosswalk::flow
