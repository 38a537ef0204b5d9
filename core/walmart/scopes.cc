#include "walmart/scopes.h"

#include <array>
#include <charconv>

#include "base/json_tree.h"

namespace crosswalk::walmart {

std::string_view Scopes::access(std::string_view scope) const {
  for (const auto& [name, level] : granted)
    if (name == scope) return level;
  return {};
}

std::vector<std::string> missing(const Scopes& scopes, const std::vector<ScopeNeed>& needs) {
  std::vector<std::string> found;
  for (const auto& need : needs) {
    const std::string_view access = scopes.access(need.scope);
    const bool none = access == "no_access";
    if (!none && !(need.changes && access == "view_only")) continue;
    std::string text = "the Walmart key may " + std::string(none ? "not read " : "only view ");
    text.append(need.scope);
    if (!need.why.empty()) text.append(none ? ", and " : ", but ").append(need.why);
    text.append(none && !need.changes ? "; give it the scope \"" : "; give it full access to \"");
    found.push_back(text.append(need.scope).append("\" in the Developer Portal"));
  }
  return found;
}

std::string_view scope_of(std::string_view path) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 7> scopes = {
      {{"/v3/orders", "orders"},
       {"/v3/returns", "returns"},
       {"/v3/report/", "reports"},
       {"/v3/inventor", "inventory"},
       {"/v3/price", "price"},
       {"/v3/items", "item"},
       {"/v3/feeds", "feeds"}}};
  for (const auto& [begin, scope] : scopes)
    if (path.starts_with(begin)) return scope;
  return {};
}

Result<Scopes> read_scopes(std::string_view body) {
  const auto json = parse_json(body, "Walmart's answer about the token");
  if (!json) return fail(ErrorKind::outside, json.error().message);
  Scopes scopes;
  const auto valid = json->is_object() ? json->find("is_valid") : json->end();
  scopes.valid = valid != json->end() && *valid == true;
  const std::string expires = text_in(*json, "expire_at");  // epoch milliseconds as a text
  std::int64_t millis = 0;
  const auto [end, error] = std::from_chars(expires.data(), expires.data() + expires.size(), millis);
  if (error == std::errc{} && end == expires.data() + expires.size())
    scopes.expires = Instant::from_millis(millis);
  const auto levels = json->is_object() ? json->find("scopes") : json->end();
  if (levels == json->end() || !levels->is_object())
    return fail(ErrorKind::outside, "Walmart's answer about the token names no scopes");
  for (const auto& [name, level] : levels->items())
    if (level.is_string()) scopes.granted.emplace_back(name, level.get<std::string>());
  return scopes;
}

}  // namespace crosswalk::walmart
