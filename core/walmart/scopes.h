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

// What a seller account is used for and the key must allow.
struct ScopeNeed {
  std::string_view scope;     // "returns"
  bool changes = false;       // not only viewed
  std::string_view why = {};  // "feedback.acknowledge is on"; may be empty
};

// A sentence for every need that the key does not meet. A scope that Walmart does not name is not judged.
std::vector<std::string> missing(const Scopes& scopes, const std::vector<ScopeNeed>& needs);

Result<Scopes> read_scopes(std::string_view body);

// The scope that calls of a path need: "orders" of "/v3/orders/{id}/cancel"; "" when it is not known.
std::string_view scope_of(std::string_view path);

}  // namespace crosswalk::walmart
