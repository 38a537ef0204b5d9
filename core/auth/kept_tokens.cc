#include "auth/kept_tokens.h"

#include "auth/lease.h"
#include "base/log.h"

namespace crosswalk::auth {

KeptTokens::KeptTokens(TokenVault& vault, Renew renew, Clock& clock, Millis renew_before, Whose whose)
    : vault_(vault),
      renew_(std::move(renew)),
      clock_(clock),
      renew_before_(renew_before),
      whose_(std::move(whose)) {}

Result<Secret> KeptTokens::get(const Stop& stop) {
  const std::lock_guard lock(mutex_);
  if (current_ && good(*current_)) return current_->access;
  const auto kept = read();
  if (!kept) return kept.error();
  if (good(kept->set)) return use(*kept);
  return renew(stop);
}

void KeptTokens::drop(const Secret& used) {
  const std::lock_guard lock(mutex_);
  dropped_ = used;
}

Result<KeptSet> KeptTokens::read() {
  auto kept = vault_.read();
  if (!kept) return kept.error();
  if (!*kept)
    return fail(ErrorKind::config, "pair \"" + whose_.pair + "\" is not connected to " + whose_.system +
                                       " yet; run: " + whose_.command);
  if ((*kept)->set.refused) return sign_in_again();
  return std::move(**kept);
}

bool KeptTokens::good(const TokenSet& set) const {
  return !set.access.empty() && clock_.now() < set.access_expires - renew_before_ &&
         !set.access.same_as(dropped_);
}

Secret KeptTokens::use(const KeptSet& kept) {
  current_ = kept.set;
  unsaved_.reset();
  return kept.set.access;
}

Result<Secret> KeptTokens::renew(const Stop& stop) {
  const auto lease = Lease::take(vault_.store(), "renew/" + vault_.name(), lease_life, clock_, stop);
  if (!lease) return lease.error();
  auto kept = read();  // another may have renewed while this one waited
  if (!kept) return kept.error();
  if (good(kept->set)) return use(*kept);
  if (unsaved_ && unsaved_->seen.text == kept->text) {
    auto saved = keep_unsaved();
    if (!saved || good(*current_)) return saved;
    kept = read();
    if (!kept) return kept.error();
  }
  for (bool read_again = false;; read_again = true) {
    const Instant asked = clock_.now();
    auto answer = renew_(kept->set.refresh, stop);
    if (!answer) {
      warn(kept->set, answer.error());
      return answer.error();
    }
    if (*answer) return keep(*kept, asked, std::move(**answer));
    if (read_again) return last_resort(*kept, stop);
    // Refused. Somebody whose lease ran out, or a person who signed in, may have put another pair there.
    auto now_there = read();
    if (!now_there) return now_there.error();
    if (now_there->text == kept->text) return last_resort(*kept, stop);
    if (good(now_there->set)) return use(*now_there);
    kept = std::move(now_there);
  }
}

Result<Secret> KeptTokens::last_resort(const KeptSet& kept, const Stop& stop) {
  const Instant asked = clock_.now();
  if (!kept.set.previous.empty() && asked < kept.set.obtained + refresh_grace) {
    auto answer = renew_(kept.set.previous, stop);
    if (!answer) return answer.error();
    if (*answer) return keep(kept, asked, std::move(**answer));
  }
  // So that nobody asks with it again; a new sign-in replaces it.
  TokenSet refused = kept.set;
  refused.refused = true;
  const auto marked = vault_.replace(kept, refused);
  if (!marked) return marked.error();
  if (!*marked)
    return fail(ErrorKind::outside, "the sign-in of pair \"" + whose_.pair + "\" is being renewed elsewhere");
  const Error error = sign_in_again();
  log::error("sign-in", error.message);
  return error;
}

Result<Secret> KeptTokens::keep(const KeptSet& seen, Instant asked, Renewed renewed) {
  TokenSet set = seen.set;
  set.access = std::move(renewed.access);
  set.access_expires = renewed.access_expires;
  set.obtained = asked;
  if (!renewed.scope.empty()) set.scope = std::move(renewed.scope);
  if (!renewed.refresh.empty() && !renewed.refresh.same_as(set.refresh)) {
    set.previous = std::move(set.refresh);
    set.refresh = std::move(renewed.refresh);
  }
  unsaved_ = Unsaved{seen, std::move(set)};
  return keep_unsaved();
}

Result<Secret> KeptTokens::keep_unsaved() {
  auto stored = vault_.replace(unsaved_->seen, unsaved_->set);
  if (!stored) return stored.error();  // not durable, so nobody gets it; the next `get` stores it first
  if (*stored) return use(**stored);
  // Another wrote meanwhile: what stands in the store counts.
  unsaved_.reset();
  const auto kept = read();
  if (!kept) return kept.error();
  if (good(kept->set)) return use(*kept);
  return fail(ErrorKind::outside, "the sign-in of pair \"" + whose_.pair + "\" is being renewed elsewhere");
}

Error KeptTokens::sign_in_again() const {
  return fail(ErrorKind::config, whose_.system + " does not take the stored sign-in of pair \"" +
                                     whose_.pair + "\" any more (invalid_grant); run: " + whose_.command);
}

void KeptTokens::warn(const TokenSet& set, const Error& why) const {
  if (clock_.now() < set.obtained + refresh_life - refresh_warning) return;
  log::warning("sign-in", "the sign-in of pair \"" + whose_.pair + "\" ends at " +
                              (set.obtained + refresh_life).text_seconds() +
                              " unless it is renewed before, and renewing fails: " + why.message);
}

}  // namespace crosswalk::auth
