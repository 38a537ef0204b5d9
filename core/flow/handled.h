// Handled: what handling an item of the inbox came to, in the words that its handlers share. Pure.
#pragma once

#include <string>

#include "base/date.h"
#include "store/inbox.h"

namespace crosswalk::flow {

store::HandledItem refused(std::string reason);
// Tried again, later and later, for a day: by then polling has brought what it waits for, or never will.
store::HandledItem later(const store::ClaimedItem& item, std::string reason, Instant now);

}  // namespace crosswalk::flow
