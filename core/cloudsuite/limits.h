// The tenant's call and token limits as buckets of the shared budget (cloudsuite.md §2, §3). Pure.
#pragma once

#include <string_view>
#include <vector>

#include "base/budget.h"
#include "cloudsuite/settings.h"
#include "model/lease.h"

namespace crosswalk::cloudsuite {

// The gateway's own verdict, which comes after 300 s at the latest, is to arrive first (cloudsuite.md §3).
inline constexpr Millis call_timeout{310'000};
// What a write may wait for its turn, well below what an attempt's lease leaves.
inline constexpr Millis write_patience{20'000};
// Everything that changes something begins so soon after its attempt was made, or not at all …
inline constexpr Millis writes_begin_within{120'000};
// … so that then nothing of it takes effect any more, and nobody else has looked before.
inline constexpr Millis settled_after = run_group_lease;
static_assert(writes_begin_within + write_patience + call_timeout < settled_after);

// Per tenant, or per pair as long as the tenant is not known.
std::vector<BucketLimit> call_buckets(const Settings& settings, std::string_view tenant);
std::vector<BucketLimit> token_buckets(const Settings& settings, std::string_view client_id);
inline constexpr Millis between_interfaces{600'000};
// The right to ask for an interface run: one for each run group in ten minutes, over all processes. A second
// request while the first is under way might read the same rows (cloudsuite.md §5.4).
BucketLimit interface_bucket(std::string_view run_group);
// Paused for as long as that right is held by a look that found nothing, and asked for nothing.
BucketLimit absence_bucket(std::string_view run_group);

}  // namespace crosswalk::cloudsuite
