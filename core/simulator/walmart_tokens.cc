#include "simulator/walmart_tokens.h"

#include "base/crypto.h"

namespace crosswalk::simulator {

std::string WalmartTokens::issue(Instant now) {
  ++issued_;
  const std::string seed = std::to_string(issued_) + "/" + std::to_string(now.millis());
  // The look of a JWE: a header, an empty key, an initialisation vector, the text, a tag.
  std::string token =
      "eyJraWQiOiJzaW11bGF0b3IiLCJlbmMiOiJBMjU2R0NNIiwiYWxnIjoiZGlyIn0.." + sha256(seed).substr(0, 16);
  for (int i = 0; i < 14; ++i) token += (i == 0 ? "." : "-") + sha256(seed + "#" + std::to_string(i));
  token += "." + sha256(seed + "#tag").substr(0, 22);
  tokens_[token] = {now, now + Millis(std::int64_t{lifetime_seconds} * 1000)};
  return token;
}

std::optional<WalmartTokens::Token> WalmartTokens::find(std::string_view token, Instant now) const {
  const auto found = tokens_.find(token);
  if (found == tokens_.end() || found->second.expires <= now) return std::nullopt;
  return found->second;
}

}  // namespace crosswalk::simulator
