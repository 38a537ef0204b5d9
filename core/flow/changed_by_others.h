// ChangedByOthers: what a person has changed of a document outside, in words, and whether anything may be
// drafted over it. Pure.
#pragma once

#include <string>

#include "model/ledger_change.h"
#include "store/store.h"

namespace crosswalk::flow {

// "changed in Xero by somebody: total 19.99 → 0.00"; "" when it is as it was sent, or as the ledger had taken
// it and a person let it stand. `ledger`: its name in sentences. `contact_moved`: it is for somebody else.
// `said`: where our lines put the money, nothing where that is not known; what none of our lines says, a tax
// type or a tracking category, is left to the ledger.
std::string difference_outside(const store::OutsideDocument& ours, const LedgerChange& theirs,
                               const std::string& ledger, bool contact_moved,
                               const std::optional<Places>& said);
// What is seen of it, as far as it is compared: the same text for the same change.
std::string seen_outside(const LedgerChange& theirs);
// How the ledger's rate of exchange differs from the one that was sent; empty where it does not, nor where it
// only took that the other way round, which its answer has told of.
std::string rate_outside(Decimal sent, const LedgerChange& theirs, const std::string& ledger);

// Why the documents of `drafting` must not go out: something of the record was changed or removed outside by
// a person, and nobody has said what is to become of it. "" when they may. A removal that a person accepted
// is undone only by that record's replay: `anew`.
std::string changed_by_others(const Posted& posted, const RecordKey& record, bool anew,
                              const Drafting& drafting, const std::string& ledger);

}  // namespace crosswalk::flow
