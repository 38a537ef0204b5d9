// When something is due by its cadence. Times of the day are those of the books' time zone, on days when the
// clocks change as well: a skipped time comes at the end of the gap, one that happens twice comes once. Pure.
#pragma once

#include <optional>
#include <string_view>

#include "model/cadence.h"

namespace crosswalk::flow {

// The first moment from `now` on at which what was last done at `last` is to be done again; `now` itself: it
// is due. What was never done is due at once, and so is what was missed. Weekdays and blackouts put it off.
Instant next_due(const Cadence& cadence, const Schedule& schedule, std::optional<Instant> last, Instant now);

// The last moment up to `now` at which it became due. REQUIRES: it is due at `now`, and was last done before.
Instant last_due(const Cadence& cadence, const Schedule& schedule, Instant last, Instant now);

// The cadence of a stream ("orders/SellerFulfilled") or kind.
const Cadence& cadence_of(const Schedule& schedule, std::string_view stream);

}  // namespace crosswalk::flow
