// What an access token is allowed to do: the reply of GET /v3/token/detail (walmart.md §1.3). Plain data.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/result.h"

namespace crosswalk::walmart {

struct Scopes {
  bool valid = false;
  Instant expires;  // zero when it is not said
  std::vector<std::pair<std::string, std::string>>
      granted;  // {"orders", "full_access"}, in alphabetical order

  // "full_access", "view_only", "no_access", or "" when Walmart did not name the scope.
  std::string_view access(std::string_view scope) const;
};

Result<Scopes> read_scopes(std::string_view body);

}  // namespace crosswalk::walmart
