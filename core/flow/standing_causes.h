// StandingCauses: what people have to be told, from what is known: records that are held or dead and
// documents in trouble, as the store has them, and what a running engine met. Grouped, so that many records
// of one cause are one; nothing that names a buyer is in it. Functions without state; safe from any thread.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "link/alerts.h"
#include "store/store.h"

namespace crosswalk::flow {

// One cause for each state and place in the rules (or, without a place, each kind of sentence). At most
// 10,000 records are looked at, and at most 50 causes told apart.
Result<std::vector<AlertCause>> record_causes(store::Store& store, const std::string& pair);
// Documents that were refused, or that differ outside from what was sent.
Result<std::vector<AlertCause>> document_causes(store::Store& store, const std::string& pair);
// A document that went out is tried for so long before people are told.
inline constexpr Millis delivery_patience{15 * 60'000};
// Documents that first went out before `until` and are not known to have taken effect since: a cause for each
// side, with the reason of the one that is longest out, whatever else is delivered meanwhile.
Result<std::vector<AlertCause>> undelivered_causes(store::Store& store, const std::string& pair,
                                                   Instant until);
// Of the newest settlements those that pay something else than their rows come to where a rule has booked the
// difference. One that waits for a rule is a held record.
Result<std::vector<AlertCause>> settlement_causes(store::Store& store, const std::string& pair);

// What an outside system said while `what` ("reading orders") was tried; none: all went well. A refused
// sign-in is told at once, other trouble when it has lasted. `forbidden`: what the sign-in may not do, a
// cause for each, told at once.
std::vector<AlertCause> trouble_causes(std::string_view what, const std::vector<std::string>& trouble,
                                       bool signed_out, const std::vector<std::string>& forbidden = {});
// Changed rules that were not taken up.
AlertCause refused_rules(const Error& refusal, std::string_view live);
// The store failed, and with it the engine ends.
AlertCause store_failure(const Error& error);

}  // namespace crosswalk::flow
