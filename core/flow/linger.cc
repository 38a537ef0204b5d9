#include "flow/linger.h"

#include "flow/headroom.h"

namespace crosswalk::flow {

std::optional<Instant> Linger::waits(const Document& first, double share, Millis at_most, Instant now) {
  // What has to go in small company is waited for by a person already.
  if (share >= plenty_share || at_most <= Millis(0) || first.company > 0) return std::nullopt;
  const Instant since = since_.try_emplace({first.kind, first.operation}, now).first->second;
  if (since + at_most <= now) return std::nullopt;
  return since + at_most;
}

}  // namespace crosswalk::flow
