// What Xero's reply to a write says of each member (xero.md §3.1, §8). Elements are matched by our own keys
// or by id, never by their place. Only what Xero clearly says is believed: a member it does not name is
// unknown. Pure.
#pragma once

#include "model/attempt.h"
#include "wire/message.h"

namespace crosswalk::xero {

// One outcome for all members.
Outcomes same_for_all(const Attempt& attempt, Outcome::Kind kind, std::string reason, Instant at = {});

// `reply` is of any status but 401, 403 and 429.
Outcomes read_reply(const Attempt& attempt, const wire::HttpReply& reply, Instant now);

}  // namespace crosswalk::xero
