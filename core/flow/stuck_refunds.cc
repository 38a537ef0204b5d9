#include "flow/stuck_refunds.h"

#include <algorithm>
#include <set>
#include <string>

namespace crosswalk::flow {

std::vector<std::int64_t> stuck_refunds(const Posted& posted) {
  std::set<std::string> gone;
  for (const Standing& standing : posted)
    if (standing.document.kind == DocumentKind::order_refund &&
        standing.document.state == DocumentState::rejected)
      gone.insert(standing.document.key);
  std::vector<std::int64_t> stuck;
  // Behind one that is stuck the next one is, in whatever order they are told.
  for (std::size_t before = 0; before != gone.size();) {
    before = gone.size();
    for (const Standing& standing : posted) {
      const Document& document = standing.document;
      const bool waits =
          document.kind == DocumentKind::order_refund && document.state == DocumentState::drafted &&
          gone.count(document.key) == 0 &&
          std::any_of(document.depends_on.begin(), document.depends_on.end(), [&](const Dependency& first) {
            return first.kind == DocumentKind::order_refund && gone.count(first.key) != 0;
          });
      if (!waits) continue;
      gone.insert(document.key);
      stuck.push_back(document.id);
    }
  }
  return stuck;
}

}  // namespace crosswalk::flow
