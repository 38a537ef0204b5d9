#include "flow/reference_notes.h"

#include "base/json_tree.h"

namespace crosswalk::flow {
namespace {

std::string lock_key(std::string_view pair) {
  return "locked:" + std::string(pair);
}
std::string reference_key(std::string_view pair) {
  return "reference:" + std::string(pair);
}

Json list_of(const Json& json, const char* name) {
  const auto found = json.find(name);
  return found != json.end() && found->is_array() ? *found : Json::array();
}

std::vector<std::string> texts_in(const Json& json, const char* name) {
  std::vector<std::string> texts;
  for (const auto& text : list_of(json, name))
    if (text.is_string()) texts.push_back(text.get<std::string>());
  return texts;
}

bool flag_in(const Json& json, const char* name) {
  const auto found = json.find(name);
  return found != json.end() && found->is_boolean() && found->get<bool>();
}

std::string text_of(const Reference& reference) {
  Json json = {{"organisation", reference.organisation},
               {"country", reference.country},
               {"base_currency", reference.base_currency.code()},
               {"read", reference.read.text()},
               {"makes_codes", reference.makes_codes},
               {"accounts", Json::array()},
               {"tax_types", Json::array()},
               {"tracking", Json::array()},
               {"items", Json::array()},
               {"currencies", Json::array()}};
  for (const auto& account : reference.accounts)
    json["accounts"].push_back({{"code", account.code},
                                {"name", account.name},
                                {"type", account.type},
                                {"active", account.active},
                                {"takes_lines", account.takes_lines},
                                {"group", account.group}});
  for (const auto& tax : reference.tax_types)
    json["tax_types"].push_back(
        {{"code", tax.code}, {"name", tax.name}, {"active", tax.active}, {"groups", tax.groups}});
  for (const auto& tracking : reference.tracking)
    json["tracking"].push_back(
        {{"category", tracking.category}, {"option", tracking.option}, {"active", tracking.active}});
  if (reference.contact_codes) json["contact_codes"] = *reference.contact_codes;
  for (const auto& item : reference.items)
    json["items"].push_back({{"code", item.code}, {"name", item.name}});
  for (const auto currency : reference.currencies) json["currencies"].push_back(currency.code());
  return to_text(json);
}

Reference reference_in(const Json& json) {
  Reference reference;
  reference.organisation = text_in(json, "organisation");
  reference.country = text_in(json, "country");
  if (const auto currency = Currency::parse(text_in(json, "base_currency")))
    reference.base_currency = *currency;
  if (const auto read = Instant::parse(text_in(json, "read"))) reference.read = *read;
  reference.makes_codes = flag_in(json, "makes_codes");
  for (const auto& item : list_of(json, "accounts"))
    reference.accounts.push_back({"", text_in(item, "code"), text_in(item, "name"), text_in(item, "type"),
                                  flag_in(item, "active"), flag_in(item, "takes_lines"),
                                  text_in(item, "group")});
  for (const auto& item : list_of(json, "tax_types"))
    reference.tax_types.push_back({text_in(item, "code"), text_in(item, "name"), flag_in(item, "active"),
                                   true, Decimal{}, texts_in(item, "groups")});
  for (const auto& item : list_of(json, "tracking"))
    reference.tracking.push_back(
        {text_in(item, "category"), text_in(item, "option"), flag_in(item, "active")});
  if (json.contains("contact_codes")) reference.contact_codes = texts_in(json, "contact_codes");
  for (const auto& item : list_of(json, "items"))
    reference.items.push_back({text_in(item, "code"), text_in(item, "name")});
  for (const auto& item : list_of(json, "currencies"))
    if (item.is_string())
      if (const auto currency = Currency::parse(item.get<std::string>()))
        reference.currencies.push_back(*currency);
  return reference;
}

// What a note says; nothing when it was never written.
Result<std::optional<Json>> read_note(store::Store& store, const std::string& key) {
  const auto text = store.note(key);
  if (!text) return text.error();
  if (text->empty()) return std::optional<Json>();
  auto json = parse_json(*text, "the store's note " + key);
  if (!json) return json.error();
  return std::optional<Json>(std::move(*json));
}

}  // namespace

Result<void> keep_lock(store::Store& store, std::string_view pair, const LockReading& reading) {
  Json json = {{"read", reading.read.text()}, {"until", nullptr}};
  if (reading.until) json["until"] = reading.until->text();
  return store.set_note(lock_key(pair), to_text(json));
}

Result<std::optional<LockReading>> kept_lock(store::Store& store, std::string_view pair) {
  const auto json = read_note(store, lock_key(pair));
  if (!json) return json.error();
  if (!json->has_value()) return std::optional<LockReading>();
  LockReading reading;
  const auto read = Instant::parse(text_in(**json, "read"));
  if (!read) return read.error();
  reading.read = *read;
  if (const std::string until = text_in(**json, "until"); !until.empty()) {
    const auto date = Date::parse(until);
    if (!date) return date.error();
    reading.until = *date;
  }
  return std::optional<LockReading>(reading);
}

Result<void> keep_reference(store::Store& store, std::string_view pair, const Reference& reference) {
  if (auto kept = store.set_note(reference_key(pair), text_of(reference)); !kept) return kept;
  return keep_lock(store, pair, {reference.locked_until, reference.read});
}

Result<std::optional<Reference>> kept_reference(store::Store& store, std::string_view pair) {
  const auto json = read_note(store, reference_key(pair));
  if (!json) return json.error();
  if (!json->has_value()) return std::optional<Reference>();
  Reference reference = reference_in(**json);
  const auto lock = kept_lock(store, pair);
  if (!lock) return lock.error();
  if (lock->has_value()) reference.locked_until = (*lock)->until;
  return std::optional<Reference>(std::move(reference));
}

}  // namespace crosswalk::flow
