#include "simulator/cloudsuite_list.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "base/json_tree.h"
#include "simulator/cloudsuite_classes.h"
#include "simulator/cloudsuite_filter.h"
#include "simulator/cloudsuite_reply.h"

namespace crosswalk::simulator::cloudsuite_sim {
namespace {

constexpr std::size_t default_limit = 5;

using Shown = std::vector<std::pair<std::string, std::string>>;  // field, key as the caller spelled it

// Finance-wide classes begin with their group, which a filter may leave out; then every row is looked at.
std::vector<const Fields*> matching(const CloudSuiteTenant& tenant, const ClassRule& rule,
                                    const RowFilter& filter) {
  const CloudSuiteTenant::Rows& rows = tenant.rows(rule.name);
  std::size_t parts = 0;
  const Fields known = filter.leading_keys(rule, parts);
  const std::string prefix = key_of(rule, known, parts);
  std::vector<const Fields*> found;
  for (auto it = rows.lower_bound(prefix); it != rows.end() && it->first.starts_with(prefix); ++it)
    if (filter.matches(it->second)) found.push_back(&it->second);
  return found;
}

// The rows of the page that the position in `query` asks for.
std::vector<const Fields*> page_of(const ClassRule& rule, std::vector<const Fields*> rows, const Query& query,
                                   std::size_t limit) {
  const std::string paging = query.text("_paging");
  if (!query.is_true("_position") || (paging != "NEXT" && paging != "PREVIOUS")) {
    rows.resize(std::min(limit, rows.size()));
    return rows;
  }
  Fields position;
  for (const std::string& key : rule.keys) position[key] = query.text(key);
  const std::string at = key_of(rule, position, rule.keys.size());
  const auto key = [&](const Fields* row) { return key_of(rule, *row, rule.keys.size()); };
  if (paging == "NEXT") {
    const auto first =
        std::find_if(rows.begin(), rows.end(), [&](const Fields* row) { return key(row) > at; });
    rows.erase(rows.begin(), first);
    rows.resize(std::min(limit, rows.size()));
    return rows;
  }
  const auto last = std::find_if(rows.begin(), rows.end(), [&](const Fields* row) { return key(row) >= at; });
  rows.erase(last, rows.end());
  rows.erase(rows.begin(), rows.end() - static_cast<std::ptrdiff_t>(std::min(limit, rows.size())));
  return rows;
}

std::string link(std::string_view list, const Query& query, const ClassRule& rule, std::string_view paging,
                 const Fields* position) {
  std::string href = "../lists/" + std::string(list) + "?";
  const auto add = [&](std::string_view name, std::string_view value) {
    if (href.back() != '?') href += '&';
    href += percent_encoded(name) + "=" + percent_encoded(value);
  };
  for (const auto& [name, value] : query.parameters()) {
    const bool key = std::find(rule.keys.begin(), rule.keys.end(), name) != rule.keys.end();
    if (name != "_paging" && name != "_position" && !key) add(name, value);
  }
  if (paging.empty()) return href;
  add("_paging", paging);
  add("_position", "true");
  for (const std::string& key : rule.keys) {
    // Beyond the last page the position stays where it was.
    add(key, position != nullptr ? value_in(*position, key) : query.text(key));
  }
  return href;
}

Json header_of(std::string_view list, const Query& query, const ClassRule& rule,
               const std::vector<const Fields*>& page, std::size_t all, const CloudSuiteSwitches& switches) {
  const bool counted = switches.count_on_request && query.text("_omitCountValue") == "false";
  Json links = Json::array();
  links.push_back({{"rel", "self"}, {"href", link(list, query, rule, "", nullptr)}});
  links.push_back(
      {{"rel", "next"}, {"href", link(list, query, rule, "NEXT", page.empty() ? nullptr : page.back())}});
  links.push_back({{"rel", "prev"},
                   {"href", link(list, query, rule, "PREVIOUS", page.empty() ? nullptr : page.front())}});
  return {{"_count", counted ? static_cast<std::int64_t>(all) : -1}, {"_links", std::move(links)}};
}

std::size_t limit_of(const Query& query, const CloudSuiteSwitches& switches) {
  std::size_t limit = default_limit;
  const std::string text = query.text("_limit");
  std::size_t asked = 0;
  if (std::from_chars(text.data(), text.data() + text.size(), asked).ec == std::errc() && asked > 0)
    limit = asked;
  return switches.largest_page > 0 ? std::min(limit, switches.largest_page) : limit;
}

Result<Shown> shown_fields(const ClassRule& rule, const Query& query, const CloudSuiteSwitches& switches) {
  Shown shown;
  const auto asked = query.get("_fields");
  if (!asked) {
    for (const FieldRule& field : rule.fields)
      if (readable_field(rule, field.name, switches) != nullptr) shown.emplace_back(field.name, field.name);
    return shown;
  }
  for (const auto spelled : parts_of(*asked, ",")) {
    const FieldRule* field = readable_field(rule, spelled, switches);
    if (field != nullptr)
      shown.emplace_back(field->name, spelled);
    else if (switches.unknown_list_fields_refused)
      return fail(ErrorKind::invalid, "Field " + std::string(spelled) + " is not defined on " + rule.name);
  }
  return shown;
}

}  // namespace

wire::HttpReply list_rows(const CloudSuiteTenant& tenant, const ClassRule& rule, std::string_view list,
                          const Query& query, const CloudSuiteSwitches& switches) {
  RowFilter filter;
  if (list == "_generic") {
    if (rule.name == journals && !switches.journals_listed) return no_such_path();
    if (query.text("_fields").empty()) return call_failure(400, "400", "_fields is required");
  } else {
    const auto named = std::find_if(rule.lists.begin(), rule.lists.end(),
                                    [&](const NamedList& one) { return one.name == list; });
    if (named == rule.lists.end()) return no_such_path();
    for (const auto& [field, value] : named->where) filter.add({field, value, false});
  }
  const auto shown = shown_fields(rule, query, switches);
  if (!shown) return list_failure(switches, shown.error().message);
  if (auto plain = filter.add_plain(rule, query.text("_filter"), switches); !plain)
    return list_failure(switches, plain.error().message);
  if (const auto lpl = query.get("_lplFilter"))
    if (auto added = filter.add_lpl(rule, *lpl, switches); !added)
      return list_failure(switches, added.error().message);

  const auto rows = matching(tenant, rule, filter);
  if (query.is_true("_recordCountOnly"))
    return json_reply(200, Json::array({Json{{"_count", static_cast<std::int64_t>(rows.size())}}}));
  const auto page = page_of(rule, rows, query, limit_of(query, switches));
  Json out = Json::array();
  if (switches.header_element && query.text("_pageNav") != "false")
    out.push_back(header_of(list, query, rule, page, rows.size(), switches));
  for (const Fields* row : page) {
    Json fields = Json::object();
    for (const auto& [field, key] : *shown) {
      const std::string value = value_in(*row, field);
      if (!value.empty() || switches.blank_fields_listed) fields[key] = value;
    }
    out.push_back({{"_fields", std::move(fields)}});
  }
  return json_reply(200, out);
}

}  // namespace crosswalk::simulator::cloudsuite_sim
