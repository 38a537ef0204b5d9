#include "flow/headroom.h"

#include <algorithm>

namespace crosswalk::flow {
namespace {

// A shorter limit fills up again while one waits for it.
constexpr Millis long_period{3'600'000};

}  // namespace

Result<Headroom> headroom(store::Store& store, std::span<const BucketLimit> pace, Instant now) {
  Headroom room;
  room.next = now;
  for (const auto& limit : pace) {
    const auto state = store.budget(limit, now);
    if (!state) return state.error();
    room.next = std::max(room.next, state->next);
    if (limit.period >= long_period)
      room.share = std::min(room.share, state->left / std::max(limit.capacity, 1.0));
  }
  return room;
}

}  // namespace crosswalk::flow
