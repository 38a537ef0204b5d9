#include "flow/fuse.h"

#include <algorithm>

#include "base/limits.h"

namespace crosswalk::flow {
namespace {

// A full batch with one bad member is found out in six halvings; one failure more is not its doing.
constexpr int most_in_a_row = 7;

}  // namespace

void Fuse::told(const Outcomes& outcomes, Instant now) {
  const auto is = [&](auto&& wanted) { return std::any_of(outcomes.begin(), outcomes.end(), wanted); };
  if (is([](const Outcome& outcome) { return outcome.kind == Outcome::Kind::posted; })) {
    failures_ = 0;
    return;
  }
  if (!is([](const Outcome& outcome) { return outcome.halve; }) || ++failures_ <= most_in_a_row) return;
  // One request is tried after each rest: the first that succeeds ends it.
  until_ = now + std::min(limits::longest_retry, limits::first_retry * (failures_ - most_in_a_row) * 6);
}

std::optional<Instant> Fuse::rests_until(Instant now) const {
  if (until_ <= now) return std::nullopt;
  return until_;
}

}  // namespace crosswalk::flow
