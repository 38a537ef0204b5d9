// The book as the text that the store keeps.
#include "alert/book.h"
#include "base/json_tree.h"

namespace crosswalk::alert {
namespace {

Json json_of(const Entry& entry) {
  const AlertCause& cause = entry.alert.cause;
  Json money = Json::array();
  for (const auto& amount : cause.money)
    money.push_back({amount.amount.text(2), std::string(amount.currency.code())});
  Json told = Json::object();
  for (const auto& [name, said] : entry.told) {
    told[name] = {{"count", said.count},
                  {"over", said.over},
                  {"tries", said.tries},
                  {"not_before", said.not_before.millis()}};
    if (said.at) told[name]["at"] = said.at->millis();
  }
  Json json = {{"id", entry.alert.id},        {"pair", entry.alert.pair},
               {"topic", entry.topic},        {"since", entry.alert.since.millis()},
               {"kind", name_of(cause.kind)}, {"severity", name_of(cause.severity)},
               {"title", cause.title},        {"reason", cause.reason},
               {"where", cause.where},        {"count", cause.count},
               {"money", std::move(money)},   {"examples", cause.examples},
               {"advice", cause.advice},      {"patience", cause.patience.count()},
               {"told", std::move(told)}};
  if (entry.over) json["over"] = entry.over->millis();
  return json;
}

Instant instant_in(const Json& json, const char* key) {
  return Instant::from_millis(json.at(key).get<std::int64_t>());
}

Entry entry_of(const Json& json) {
  Entry entry;
  entry.alert.id = json.at("id");
  entry.alert.pair = json.at("pair");
  entry.alert.since = instant_in(json, "since");
  entry.topic = json.at("topic");
  if (json.contains("over")) entry.over = instant_in(json, "over");
  AlertCause& cause = entry.alert.cause;
  cause.kind = json.at("kind") == "finance" ? AlertKind::finance : AlertKind::operations;
  cause.severity = json.at("severity") == "error" ? AlertSeverity::error : AlertSeverity::warning;
  cause.title = json.at("title");
  cause.reason = json.at("reason");
  cause.where = json.at("where");
  cause.count = json.at("count");
  cause.examples = json.at("examples").get<std::vector<std::string>>();
  cause.advice = json.at("advice");
  cause.patience = Millis(json.at("patience").get<std::int64_t>());
  for (const auto& amount : json.at("money")) {
    const auto number = Decimal::parse(amount.at(0).get<std::string>());
    const auto currency = Currency::parse(amount.at(1).get<std::string>());
    if (number && currency) cause.money.push_back({*number, *currency});
  }
  for (const auto& [name, said] : json.at("told").items()) {
    Told& told = entry.told[name];
    if (said.contains("at")) told.at = instant_in(said, "at");
    told.count = said.at("count");
    told.over = said.at("over");
    told.tries = said.at("tries");
    told.not_before = instant_in(said, "not_before");
  }
  return entry;
}

}  // namespace

std::string Book::text() const {
  Json list = Json::array();
  for (const auto& entry : entries_) list.push_back(json_of(entry));
  return to_text(list);
}

Result<Book> Book::parse(std::string_view text) {
  Book book;
  if (text.empty()) return book;
  const auto json = parse_json(text, "what is kept of alerts");
  if (!json) return json.error();
  try {
    for (const auto& entry : *json) book.entries_.push_back(entry_of(entry));
  } catch (const Json::exception& error) {
    return fail(ErrorKind::io, "what is kept of alerts cannot be read: " + std::string(error.what()));
  }
  return book;
}

}  // namespace crosswalk::alert
