// GrantEnd: what an outside system made of the wish to end a sign-in. Plain data.
#pragma once

#include <string>

namespace crosswalk::auth {

struct GrantEnd {
  bool revoked = false;
  std::string otherwise;  // of what was not revoked: a sentence that says why, and when or how it ends
};

}  // namespace crosswalk::auth
