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

Json account_text(const LedgerAccount& account) {
  return {{"id", account.id},
          {"code", account.code},
          {"name", account.name},
          {"type", account.type},
          {"active", account.active},
          {"takes_lines", account.takes_lines},
          {"group", account.group},
          {"takes_payments", account.takes_payments},
          {"takes_journals", account.takes_journals},
          {"currency", account.currency.code()}};
}

LedgerAccount account_in(const Json& json) {
  LedgerAccount account;
  account.id = text_in(json, "id");
  account.code = text_in(json, "code");
  account.name = text_in(json, "name");
  account.type = text_in(json, "type");
  account.active = flag_in(json, "active");
  account.takes_lines = flag_in(json, "takes_lines");
  account.group = text_in(json, "group");
  account.takes_payments = flag_in(json, "takes_payments");
  account.takes_journals = flag_in(json, "takes_journals");
  if (const auto currency = Currency::parse(text_in(json, "currency"))) account.currency = *currency;
  return account;
}

Json tax_text(const LedgerTaxType& tax) {
  return {{"code", tax.code},        {"name", tax.name},
          {"active", tax.active},    {"for_revenue", tax.for_revenue},
          {"rate", tax.rate.text()}, {"groups", tax.groups}};
}

// A rate that cannot be read predicts nothing.
LedgerTaxType tax_in(const Json& json) {
  const auto rate = Decimal::parse(text_in(json, "rate"));
  return {text_in(json, "code"),        text_in(json, "name"),    flag_in(json, "active") && rate.ok(),
          flag_in(json, "for_revenue"), rate ? *rate : Decimal{}, texts_in(json, "groups")};
}

std::string amount_text(const std::optional<Decimal>& amount) {
  return amount ? amount->text() : std::string();
}

std::optional<Decimal> amount_in(const Json& json, const char* name) {
  const auto amount = Decimal::parse(text_in(json, name));
  return amount ? std::optional(*amount) : std::nullopt;
}

// Without its stock, which is out of date as soon as it is read.
Json item_text(const LedgerItem& item) {
  return {{"code", item.code},
          {"name", item.name},
          {"price", amount_text(item.price)},
          {"id", item.id},
          {"description", item.description},
          {"sales_account", item.sales_account},
          {"sales_tax", item.sales_tax},
          {"changed", item.changed}};
}

LedgerItem item_in(const Json& json) {
  LedgerItem item;
  item.code = text_in(json, "code");
  item.name = text_in(json, "name");
  item.price = amount_in(json, "price");
  item.id = text_in(json, "id");
  item.description = text_in(json, "description");
  item.sales_account = text_in(json, "sales_account");
  item.sales_tax = text_in(json, "sales_tax");
  item.changed = text_in(json, "changed");
  return item;
}

std::string text_of(std::string_view source, const Reference& reference) {
  Json json = {{"source", source},
               {"organisation", reference.organisation},
               {"country", reference.country},
               {"base_currency", reference.base_currency.code()},
               {"read", reference.read.text()},
               {"makes_codes", reference.makes_codes},
               {"accounts", Json::array()},
               {"tax_types", Json::array()},
               {"tracking", Json::array()},
               {"categories", Json::array()},
               {"items", Json::array()},
               {"currencies", Json::array()}};
  for (const auto& account : reference.accounts) json["accounts"].push_back(account_text(account));
  for (const auto& tax : reference.tax_types) json["tax_types"].push_back(tax_text(tax));
  for (const auto& tracking : reference.tracking)
    json["tracking"].push_back(
        {{"category", tracking.category}, {"option", tracking.option}, {"active", tracking.active}});
  if (reference.contact_codes) json["contact_codes"] = *reference.contact_codes;
  for (const auto& category : reference.categories)
    json["categories"].push_back({{"id", category.id}, {"name", category.name}, {"active", category.active}});
  for (const auto& item : reference.items) json["items"].push_back(item_text(item));
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
  for (const auto& item : list_of(json, "accounts")) reference.accounts.push_back(account_in(item));
  for (const auto& item : list_of(json, "tax_types")) reference.tax_types.push_back(tax_in(item));
  for (const auto& item : list_of(json, "tracking"))
    reference.tracking.push_back(
        {text_in(item, "category"), text_in(item, "option"), flag_in(item, "active")});
  if (json.contains("contact_codes")) reference.contact_codes = texts_in(json, "contact_codes");
  for (const auto& item : list_of(json, "categories"))
    reference.categories.push_back({text_in(item, "id"), text_in(item, "name"), flag_in(item, "active")});
  for (const auto& item : list_of(json, "items")) reference.items.push_back(item_in(item));
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

Result<void> keep_reference(store::Store& store, std::string_view pair, const Ledger& ledger,
                            const Reference& reference) {
  if (auto kept = store.set_note(reference_key(pair), text_of(ledger.reference_source(), reference)); !kept)
    return kept;
  return keep_lock(store, pair, {reference.locked_until, reference.read});
}

Result<std::optional<std::string>> kept_reference_source(store::Store& store, std::string_view pair) {
  const auto json = read_note(store, reference_key(pair));
  if (!json) return json.error();
  if (!json->has_value()) return std::optional<std::string>();
  return std::optional(text_in(**json, "source"));
}

Result<std::optional<Reference>> kept_reference(store::Store& store, std::string_view pair,
                                                const Ledger* ledger) {
  const auto json = read_note(store, reference_key(pair));
  if (!json) return json.error();
  if (!json->has_value()) return std::optional<Reference>();
  const std::string source = ledger != nullptr ? ledger->reference_source() : std::string();
  if (!source.empty() && text_in(**json, "source") != source) return std::optional<Reference>();
  Reference reference = reference_in(**json);
  const auto lock = kept_lock(store, pair);
  if (!lock) return lock.error();
  if (lock->has_value()) reference.locked_until = (*lock)->until;
  return std::optional<Reference>(std::move(reference));
}

}  // namespace crosswalk::flow
