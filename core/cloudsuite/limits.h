// The tenant's call and token limits as buckets of the shared budget (cloudsuite.md §2, §3). Pure.
#pragma once

#include <string_view>
#include <vector>

#include "base/budget.h"
#include "cloudsuite/settings.h"

namespace crosswalk::cloudsuite {

// Per tenant, or per pair as long as the tenant is not known.
std::vector<BucketLimit> call_buckets(const Settings& settings, std::string_view tenant);
std::vector<BucketLimit> token_buckets(const Settings& settings, std::string_view client_id);
// The right to ask for an interface run: one for each run group in ten minutes, over all processes. A second
// request while the first is under way might read the same rows (cloudsuite.md §5.4).
BucketLimit interface_bucket(std::string_view run_group);

}  // namespace crosswalk::cloudsuite
