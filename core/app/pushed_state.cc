#include "app/pushed_state.h"

#include <algorithm>

#include "base/json_tree.h"

namespace crosswalk::app {
namespace {

std::string age(Millis passed) {
  const auto minutes = passed.count() / 60'000;
  if (minutes < 60) return std::to_string(minutes) + " min";
  return minutes < 48 * 60 ? std::to_string(minutes / 60) + " h" : std::to_string(minutes / 1440) + " days";
}

}  // namespace

Json pushed_state_json(const std::vector<store::InboxCount>& counts) {
  Json json = Json::object();
  for (const auto& count : counts)
    json[count.kind][count.state] = {{"count", count.count}, {"oldest", count.oldest.text_seconds()}};
  return json;
}

void print_pushed_state(Session& session, const std::vector<store::InboxCount>& counts, Instant now) {
  if (counts.empty()) return;
  std::int64_t waiting = 0;
  std::int64_t refused = 0;
  Instant oldest = now;
  for (const auto& count : counts) {
    if (count.state == "waiting") {
      waiting += count.count;
      oldest = std::min(oldest, count.oldest);
    }
    if (count.state == "refused") refused += count.count;
  }
  session.out << "  pushed to us  " << waiting << " waiting";
  if (waiting > 0) session.out << " (the oldest for " << age(now - oldest) << ")";
  session.out << ", " << refused << " refused\n";
}

}  // namespace crosswalk::app
