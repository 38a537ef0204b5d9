#include "flow/rehearse_own.h"

#include "flow/accrue.h"
#include "flow/opening_balance.h"

namespace crosswalk::flow {
namespace {

Result<OwnRehearsal> rehearse_opening(const Pair& pair, const Record& record, const Entries& booked,
                                      std::optional<Date> locked_until) {
  OwnRehearsal out;
  auto opening = book_opening(record, booked, true, pair.settings, locked_until);
  if (!opening) {
    out.hold = opening.error().text();
    return out;
  }
  if (booked.entries.empty()) {
    auto doubt = booked_against_opening(pair.store, pair.settings.name);
    if (!doubt) return doubt.error();
    out.hold = std::move(*doubt);
  }
  if (!out.hold.empty()) return out;
  out.fresh = std::move(opening->fresh);
  out.text = "nothing more to book";
  for (const Entry& entry : out.fresh.entries)
    if (entry.role == EntryRole::clearing) out.text = entry.amount.text() + " on " + entry.date.text();
  return out;
}

}  // namespace

Result<OwnRehearsal> rehearse_own(const Pair& pair, const Record& record, const Entries& booked,
                                  std::optional<Date> locked_until) {
  if (record.key.kind == RecordKind::opening) return rehearse_opening(pair, record, booked, locked_until);
  auto accrual = Accruer(pair).visit(record.key, record.revision, locked_until);
  if (!accrual) return accrual.error();
  return OwnRehearsal{std::move(accrual->fresh), std::move(accrual->text), {}};
}

}  // namespace crosswalk::flow
