#include "auth/token.h"

namespace crosswalk::auth {

TokenCache::TokenCache(FetchToken fetch, Clock& clock, Millis renew_before)
    : fetch_(std::move(fetch)), clock_(clock), renew_before_(renew_before) {}

Result<Secret> TokenCache::get(const Stop& stop) {
  const std::lock_guard lock(
      mutex_);  // held over the fetch: whoever comes meanwhile waits for this one's token
  if (token_ && clock_.now() < token_->expires - renew_before_) return token_->value;
  auto fetched = fetch_(stop);
  if (!fetched) return fetched.error();
  token_ = std::move(*fetched);
  return token_->value;
}

void TokenCache::drop(const Secret& used) {
  const std::lock_guard lock(mutex_);
  if (token_ && token_->value.same_as(used)) token_.reset();
}

}  // namespace crosswalk::auth
