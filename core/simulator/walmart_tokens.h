// Access tokens of the Walmart stand-in: issued by POST /v3/token, good for 900 seconds of its clock. Not
// thread-safe; the service locks.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"

namespace crosswalk::simulator {

class WalmartTokens {
 public:
  static constexpr int lifetime_seconds = 900;  // walmart.md §1.2

  struct Token {
    Instant issued;
    Instant expires;
  };

  // A new token, about a kilobyte of opaque text; earlier ones stay good.
  std::string issue(Instant now);
  // Nothing when it is unknown, revoked or expired.
  std::optional<Token> find(std::string_view token, Instant now) const;
  void revoke_all() { tokens_.clear(); }
  int issued() const { return issued_; }

 private:
  std::map<std::string, Token, std::less<>> tokens_;
  int issued_ = 0;
};

}  // namespace crosswalk::simulator
