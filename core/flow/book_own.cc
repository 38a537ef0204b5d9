// Book, the engine's own records: a month's accrual and the opening balance (own_records.h).
#include "flow/book.h"
#include "flow/opening_balance.h"
#include "flow/prove.h"

namespace crosswalk::flow {

using store::ClaimedRecord;
using store::MappedRecord;

// Of equal entries nothing is drafted but what the ledger refused before.
void Booker::add(const ClaimedRecord& claimed, const Entries& booked, Entries fresh, MappedRecord& mapped,
                 const Stop& stop) {
  if (auto balanced = prove_balance(fresh); !balanced) return hold(mapped, balanced.error().text());
  if (auto objection = rate(fresh, &booked, stop)) return hold(mapped, std::move(objection->reason));
  Entries all = fresh;
  all.entries.insert(all.entries.begin(), booked.entries.begin(), booked.entries.end());
  draft(claimed, fresh, all, mapped, stop);
}

Result<MappedRecord> Booker::accrue(const ClaimedRecord& claimed, const Stop& stop) {
  MappedRecord mapped;
  const auto booked = booked_before(claimed, mapped);
  if (!booked) return mapped;
  mapped.version = live_.version();
  const auto reference = reference_.current(stop);
  auto accrual = accruer_.visit(claimed.record.key, claimed.record.revision, reference->locked_until);
  if (!accrual) return accrual.error();
  mapped.reason = std::move(accrual->text);
  mapped.accrued = std::move(accrual->parts);
  add(claimed, *booked, std::move(accrual->fresh), mapped, stop);
  return mapped;
}

Result<MappedRecord> Booker::open(const ClaimedRecord& claimed, const Stop& stop) {
  MappedRecord mapped;
  const auto booked = booked_before(claimed, mapped);
  if (!booked) return mapped;
  mapped.version = live_.version();
  const auto reference = reference_.current(stop);
  auto opening =
      book_opening(claimed.record, *booked, claimed.replayed, pair_.settings, reference->locked_until);
  if (!opening) {
    hold(mapped, opening.error().text());
    return mapped;
  }
  if (opening->hold.empty() && booked->entries.empty()) {
    auto doubt = booked_against_opening(pair_.store, pair_.settings.name);
    if (!doubt) return doubt.error();
    opening->hold = std::move(*doubt);
  }
  if (!opening->hold.empty())
    hold(mapped, std::move(opening->hold));
  else
    add(claimed, *booked, std::move(opening->fresh), mapped, stop);
  return mapped;
}

}  // namespace crosswalk::flow
