#include "flow/handled.h"

#include <algorithm>

#include "base/limits.h"

namespace crosswalk::flow {

using Kind = store::HandledItem::Kind;

store::HandledItem refused(std::string reason) {
  return {0, Kind::refused, std::move(reason), {}};
}

store::HandledItem later(const store::ClaimedItem& item, std::string reason, Instant now) {
  if (now - item.received >= limits::hint_patience)
    return refused(std::move(reason) + "; it was tried for a day");
  Millis wait = limits::inbox_first_retry;
  for (int i = 0; i < item.tries && wait < limits::inbox_longest_retry; ++i) wait *= 3;
  return {0, Kind::retry, std::move(reason), now + std::min(wait, limits::inbox_longest_retry)};
}

}  // namespace crosswalk::flow
