// Progress: what an outcome makes of a document. The one place that turns outcomes into states, tries and
// times (DESIGN §2.7). Pure.
#pragma once

#include <string>

#include "model/attempt.h"

namespace crosswalk::store {

struct Progress {
  DocumentState state = DocumentState::drafted;
  int tries = 0;     // sends that came to nothing
  int absences = 0;  // look-ups in a row of knowledge that did not find it
  int looks = 0;     // look-ups without an answer since it became unknown or pending
  Instant due;
  std::string reason;
  int company = 0;  // the largest request it may go out in; 0: any
  int variant = 0;  // as in Document
};

// The outcome of a send in a request of `members`. REQUIRES: before.state is sending.
Progress after_send(const Progress& before, const Outcome& outcome, int members, Instant now);
// The outcome of a look-up. REQUIRES: before.state is unknown or pending.
Progress after_look_up(const Progress& before, const Outcome& outcome, Instant now);

// Empty when the receipt says what was sent, or says no total; else a sentence that names both amounts.
std::string difference(const std::optional<Money>& sent, const std::optional<Money>& received);

}  // namespace crosswalk::store
