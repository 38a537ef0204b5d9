#include "server/rate_gate.h"

#include <algorithm>

namespace crosswalk::server {

bool RateGate::lets_in(const std::string& sender, Instant now) {
  const std::lock_guard lock(mutex_);
  const auto [found, fresh] = buckets_.try_emplace(sender, Bucket{most_, now});
  Bucket& bucket = found->second;
  // A clock that was set back gives nothing and takes nothing.
  const double passed = std::max(0.0, static_cast<double>((now - bucket.at).count()) / 1'000.0);
  bucket.tokens = std::min(most_, bucket.tokens + passed * most_);
  bucket.at = now;
  if (bucket.tokens < 1) return false;
  bucket.tokens -= 1;
  return true;
}

}  // namespace crosswalk::server
