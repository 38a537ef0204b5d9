#include "alert/policy.h"

#include <algorithm>

namespace crosswalk::alert {

bool wants(const Policy& policy, const AlertCause& cause) {
  return cause.severity >= policy.severity &&
         std::find(policy.kinds.begin(), policy.kinds.end(), cause.kind) != policy.kinds.end();
}

}  // namespace crosswalk::alert
