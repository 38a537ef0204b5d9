#include "simulator/xero_consents.h"

#include "base/crypto.h"

namespace crosswalk::simulator::xero_sim {

std::string XeroConsents::allow(Consent consent, Instant now) {
  const int number = ++last_consent_;
  consents_[number] = std::move(consent);
  std::string code = base64url(sha256("code " + std::to_string(number))).substr(0, 43);
  codes_[code] = {number, now + code_life};
  return code;
}

std::optional<XeroConsents::Pair> XeroConsents::redeem(std::string_view code, std::string_view client_id,
                                                       std::string_view redirect_uri,
                                                       std::string_view verifier, Instant now) {
  const auto found = codes_.find(code);
  if (found == codes_.end()) return std::nullopt;
  const Code kept = found->second;
  codes_.erase(found);  // good once, whatever comes of it
  const Consent& given = consents_[kept.consent];
  if (now >= kept.until || given.revoked || given.client_id != client_id ||
      given.redirect_uri != redirect_uri)
    return std::nullopt;
  if (given.challenge.empty()
          ? !verifier.empty()
          : verifier.size() < 43 || verifier.size() > 128 || sha256_base64url(verifier) != given.challenge)
    return std::nullopt;
  return Pair{kept.consent, new_refresh(kept.consent, now)};
}

std::optional<XeroConsents::Pair> XeroConsents::renew(std::string_view refresh, std::string_view client_id,
                                                      Instant now, const XeroSwitches& switches) {
  const auto found = refreshes_.find(refresh);
  if (found == refreshes_.end()) return std::nullopt;
  Refresh& used = found->second;
  Consent& given = consents_[used.consent];
  if (given.revoked || given.client_id != client_id || now >= used.obtained + refresh_life)
    return std::nullopt;
  if (used.replaced && now >= *used.replaced + grace) {
    ++late_reuses_;
    if (switches.late_reuse_revokes) given.revoked = true;
    return std::nullopt;
  }
  ++renewals_;
  if (used.replaced && switches.grace_repeats_pair) return Pair{used.consent, used.successor};
  for (auto& [text, other] : refreshes_)  // whatever came of an earlier answer is replaced as well
    if (other.consent == used.consent && !other.replaced) other.replaced = now;
  const int consent = used.consent;
  std::string next = new_refresh(consent, now);
  refreshes_.find(refresh)->second.successor = next;
  return Pair{consent, std::move(next)};
}

bool XeroConsents::revoke(std::string_view refresh, std::string_view client_id) {
  const auto found = refreshes_.find(refresh);
  if (found == refreshes_.end() || consents_[found->second.consent].client_id != client_id) return false;
  for (auto& [number, given] : consents_)
    if (given.client_id == client_id) given.revoked = true;
  return true;
}

void XeroConsents::revoke_all() {
  for (auto& [number, given] : consents_) given.revoked = true;
}

std::string XeroConsents::new_refresh(int consent, Instant now) {
  if (!consents_[consent].scopes.contains("offline_access")) return {};
  std::string text = base64url(sha256("refresh " + std::to_string(++issued_))).substr(0, 43);
  refreshes_[text] = {consent, now, std::nullopt, ""};
  return text;
}

}  // namespace crosswalk::simulator::xero_sim
