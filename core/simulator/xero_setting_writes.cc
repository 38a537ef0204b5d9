#include "simulator/xero_setting_writes.h"

#include <algorithm>

#include "simulator/xero_settings.h"
#include "simulator/xero_text.h"

namespace crosswalk::simulator::xero_sim {
namespace {

constexpr std::size_t most_categories = 4;
constexpr std::size_t most_active = 2;
constexpr std::size_t most_options = 100;
constexpr std::size_t longest_name = 100;

wire::HttpReply refused(const std::string& why) {
  return api_exception(400, 10, "ValidationException", why);
}

// What stands against `name` beside the others of `list`; "" when nothing does.
template <class T>
std::string name_refused(const std::vector<T>& list, const std::string& id, const std::string& name) {
  if (name.empty()) return "The Name must be specified.";
  if (characters(name) > longest_name) return "The Name must be 100 characters or less.";
  for (const T& one : list)
    if (one.id != id && same_text(one.name, name)) return "The name '" + name + "' is already in use.";
  return "";
}

template <class T>
T* by_id(std::vector<T>& list, const std::string& id) {
  const auto found =
      std::find_if(list.begin(), list.end(), [&](const T& one) { return same_text(one.id, id); });
  return found != list.end() ? &*found : nullptr;
}

wire::HttpReply whole_category(const XeroOrganisation& organisation, const std::string& id,
                               const CallContext& context) {
  const auto reply =
      read_settings(organisation, Query("/x?includeArchived=true"), "TrackingCategories", id, context);
  return reply ? *reply : nothing_there();
}

wire::HttpReply add_category(XeroOrganisation& organisation, const BodyValue& body,
                             const CallContext& context) {
  const std::string name = body.text_of("Name");
  if (const std::string why = name_refused(organisation.tracking, "", name); !why.empty())
    return refused(why);
  const auto active = std::count_if(organisation.tracking.begin(), organisation.tracking.end(),
                                    [](const SimTracking& one) { return one.status == "ACTIVE"; });
  if (static_cast<std::size_t>(active) >= most_active || organisation.tracking.size() >= most_categories)
    return refused("An organisation can have at most 2 active tracking categories, and 4 in all.");
  const std::string id = organisation.new_id("tracking");
  organisation.tracking.push_back({id, name, "ACTIVE", {}});
  return whole_category(organisation, id, context);
}

wire::HttpReply add_option(XeroOrganisation& organisation, SimTracking& category, const BodyValue& body,
                           const CallContext& context) {
  const std::string name = body.text_of("Name");
  if (const std::string why = name_refused(category.options, "", name); !why.empty()) return refused(why);
  if (category.options.size() >= most_options)
    return refused("A tracking category can have at most 100 options.");
  const std::string id = organisation.new_id("option");
  category.options.push_back({id, name, "ACTIVE"});
  organisation.count_created("Options", category.name + "/" + name);
  JsonWriter json;
  json.open_list();
  json.open();
  json.text("TrackingOptionID", id);
  json.text("Name", name);
  json.text("Status", "ACTIVE");
  json.text("TrackingCategoryID", category.id);
  json.close();
  json.close_list();
  return envelope(context, "Options", json.take());
}

// Renames it, or changes its status; "" or what stands against it.
template <class T>
std::string change(std::vector<T>& list, T& one, const BodyValue& body) {
  if (body.has("Name")) {
    std::string why = name_refused(list, one.id, body.text_of("Name"));
    if (!why.empty()) return why;
    one.name = body.text_of("Name");
  }
  if (!body.has("Status")) return "";
  if (body.text_of("Status") != "ACTIVE" && body.text_of("Status") != "ARCHIVED")
    return "The Status must be ACTIVE or ARCHIVED.";
  one.status = body.text_of("Status");
  return "";
}

}  // namespace

wire::HttpReply write_tracking_category(XeroOrganisation& organisation, const std::string& method,
                                        const BodyValue& body, const std::vector<std::string>& path,
                                        const CallContext& context) {
  if (path.empty()) return method == "PUT" ? add_category(organisation, body, context) : no_such_method();
  SimTracking* category = by_id(organisation.tracking, path[0]);
  if (category == nullptr) return nothing_there();
  if (path.size() == 2 && method == "PUT") return add_option(organisation, *category, body, context);
  SimOption* option = path.size() == 3 ? by_id(category->options, path[2]) : nullptr;
  if (path.size() == 3 && option == nullptr) return nothing_there();
  if (path.size() == 2 || (method != "POST" && method != "DELETE")) return no_such_method();
  if (method == "DELETE") {
    if (option != nullptr)
      std::erase_if(category->options, [id = option->id](const SimOption& one) { return one.id == id; });
    else
      std::erase_if(organisation.tracking,
                    [id = category->id](const SimTracking& one) { return one.id == id; });
    return envelope(context, "TrackingCategories", "[]");
  }
  const std::string why = option != nullptr ? change(category->options, *option, body)
                                            : change(organisation.tracking, *category, body);
  return why.empty() ? whole_category(organisation, category->id, context) : refused(why);
}

wire::HttpReply write_currency(XeroOrganisation& organisation, const BodyValue& body,
                               const CallContext& context) {
  const std::string code = body.text_of("Code");
  if (code.size() != 3 || code != upper(code))
    return refused("The currency code '" + code + "' is not valid.");
  if (!organisation.subscribed(code)) organisation.currencies.emplace_back(code, code);
  JsonWriter json;
  json.open_list();
  json.open();
  json.text("Code", code);
  json.text("Description", code);
  json.close();
  json.close_list();
  return envelope(context, "Currencies", json.take());
}

}  // namespace crosswalk::simulator::xero_sim
