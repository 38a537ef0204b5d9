#include "model/entry_text.h"

#include <array>

#include "base/json_tree.h"
#include "base/json_writer.h"

namespace crosswalk {
namespace {

constexpr std::array roles = {"placed", "mirror", "receivable"};

// `scratch` holds one text after the other, so that none of them is allocated for itself.
void write_origin(JsonWriter& json, const Origin& origin, std::string& scratch) {
  origin.text_into(scratch);
  json.member("at", scratch);
}

template <std::size_t size>
void write_answer(JsonWriter& json, const char (&name)[size], const Answer& answer, std::string& scratch) {
  if (answer.origin.file.empty()) return;
  json.key(name).open_object();
  json.member("value", answer.value);
  write_origin(json, answer.origin, scratch);
  json.close_object();
}

void write_entry(JsonWriter& json, const Entry& entry, std::string& scratch) {
  json.open_object();
  json.member("role", roles.at(static_cast<std::size_t>(entry.role)));
  json.member("date", entry.date.text());
  json.key("amount").number(entry.amount.amount, 2);
  json.member("state", name_of(entry.state));
  if (entry.role != EntryRole::receivable) {
    json.member("key", entry.line_key);
    json.member("line", entry.order_line);
    json.member("class", name_of(entry.line_class));
    if (entry.tax_class != TaxClass::none) json.member("tax_class", name_of(entry.tax_class));
    json.key("quantity").number(entry.quantity);
    json.member("sku", entry.sku);
    json.member("description", entry.description);
    write_answer(json, "account", entry.answers.account, scratch);
    write_answer(json, "tax", entry.answers.tax, scratch);
    write_answer(json, "item", entry.answers.item, scratch);
    write_answer(json, "described", entry.answers.description, scratch);
    write_answer(json, "dated", entry.answers.date, scratch);
    write_answer(json, "cost", entry.answers.cost, scratch);
    if (!entry.answers.tracking.empty()) {
      json.key("tracking").open_array();
      for (const auto& answer : entry.answers.tracking) {
        json.open_object().member("category", answer.category).member("option", answer.option);
        write_origin(json, answer.origin, scratch);
        json.close_object();
      }
      json.close_array();
    }
    json.member("version", entry.version);
  }
  json.close_object();
}

// "rules/tax.lua:7" back into file and line.
Origin read_origin(const std::string& text) {
  const auto colon = text.rfind(':');
  if (colon == std::string::npos) return {text, 0};
  int line = 0;
  for (std::size_t i = colon + 1; i < text.size(); ++i) {
    if (text[i] < '0' || text[i] > '9') return {text, 0};
    line = line * 10 + (text[i] - '0');
  }
  return {text.substr(0, colon), line};
}

Answer read_answer(const Json& entry, const char* name) {
  const auto found = entry.find(name);
  if (found == entry.end()) return {};
  return {text_in(*found, "value"), read_origin(text_in(*found, "at"))};
}

template <class Enum>
Result<Enum> read_enum(const Json& object, const char* name, int count) {
  const std::string text = text_in(object, name);
  for (int i = 0; i < count; ++i)
    if (name_of(static_cast<Enum>(i)) == text) return static_cast<Enum>(i);
  return fail(ErrorKind::invalid, "\"" + text + "\" is not known here", name);
}

Result<Entry> read_entry(const Json& json, Currency currency) {
  Entry entry;
  const std::string role = text_in(json, "role");
  for (std::size_t i = 0; i < roles.size(); ++i)
    if (role == roles.at(i)) entry.role = static_cast<EntryRole>(i);
  const auto date = Date::parse(text_in(json, "date"));
  if (!date) return date.error();
  entry.date = *date;
  const auto amount = decimal_in(json, "amount");
  if (!amount) return amount.error();
  entry.amount = {*amount, currency};
  const auto state = read_enum<UnitState>(json, "state", 3);
  if (!state) return state.error();
  entry.state = *state;
  if (entry.role == EntryRole::receivable) return entry;
  entry.line_key = text_in(json, "key");
  entry.order_line = text_in(json, "line");
  const auto line_class = read_enum<LineClass>(json, "class", 11);
  if (!line_class) return line_class.error();
  entry.line_class = *line_class;
  if (json.contains("tax_class")) {
    const auto tax_class = read_enum<TaxClass>(json, "tax_class", 3);
    if (!tax_class) return tax_class.error();
    entry.tax_class = *tax_class;
  }
  const auto quantity = decimal_in(json, "quantity");
  if (!quantity) return quantity.error();
  entry.quantity = *quantity;
  entry.sku = text_in(json, "sku");
  entry.description = text_in(json, "description");
  entry.answers.account = read_answer(json, "account");
  entry.answers.tax = read_answer(json, "tax");
  entry.answers.item = read_answer(json, "item");
  entry.answers.description = read_answer(json, "described");
  entry.answers.date = read_answer(json, "dated");
  entry.answers.cost = read_answer(json, "cost");
  if (const auto tracking = json.find("tracking"); tracking != json.end())
    for (const auto& answer : *tracking)
      entry.answers.tracking.push_back(
          {text_in(answer, "category"), text_in(answer, "option"), read_origin(text_in(answer, "at"))});
  entry.version = text_in(json, "version");
  return entry;
}

}  // namespace

void write_entries(const Entries& entries, std::string& out) {
  JsonWriter json(out);
  json.open_object();
  json.member("pair", entries.record.pair);
  json.member("kind", name_of(entries.record.kind));
  json.member("id", entries.record.id);
  json.member("revision", entries.revision);
  json.member("book", entries.mode == BookMode::created ? "created" : "shipped");
  json.member("currency", entries.currency.code());
  json.member("order_date", entries.order_date.text());
  json.member("contact", entries.contact);
  json.member("customer_order", entries.customer_order);
  if (!entries.reference.empty()) json.member("reference", entries.reference);
  json.key("entries").open_array();
  std::string scratch;
  for (const auto& entry : entries.entries) write_entry(json, entry, scratch);
  json.close_array();
  json.close_object();
}

Result<Entries> read_entries(std::string_view text) {
  auto json = parse_json(text, "the stored entries");
  if (!json) return json.error();
  Entries entries;
  const auto kind = record_kind_named(text_in(*json, "kind"));
  if (!kind) return kind.error();
  entries.record = {text_in(*json, "pair"), *kind, text_in(*json, "id")};
  const auto currency = Currency::parse(text_in(*json, "currency"));
  if (!currency) return currency.error();
  entries.currency = *currency;
  entries.revision = json->value("revision", 1);
  entries.mode = text_in(*json, "book") == "created" ? BookMode::created : BookMode::shipped;
  const auto order_date = Date::parse(text_in(*json, "order_date"));
  if (!order_date) return order_date.error();
  entries.order_date = *order_date;
  entries.contact = text_in(*json, "contact");
  entries.customer_order = text_in(*json, "customer_order");
  entries.reference = text_in(*json, "reference");
  for (const auto& item : json->value("entries", Json::array())) {
    auto entry = read_entry(item, entries.currency);
    if (!entry) return entry.error();
    entries.entries.push_back(std::move(*entry));
  }
  return entries;
}

}  // namespace crosswalk
