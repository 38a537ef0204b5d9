#include "walmart/stock.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/json_tree.h"
#include "base/json_writer.h"
#include "walmart/carriers.h"
#include "wire/percent.h"

namespace crosswalk::walmart {
namespace {

constexpr Endpoint put_item{"PUT", "/v3/inventory", 200};
constexpr Endpoint get_item{"GET", "/v3/inventory", 200};
constexpr Endpoint put_nodes{"PUT", "/v3/inventories/{sku}", 200};
constexpr Endpoint get_nodes{"GET", "/v3/inventories/{sku}", 200};

struct Told {
  std::string sku;
  std::string node;
  int units = 0;
};

Told told_in(const Document& document) {
  const auto content = parse_json(document.content, "the stock");
  Told told;
  if (!content) return told;
  told.sku = text_in(*content, "sku");
  told.node = text_in(*content, "shipNode");
  const auto units = decimal_in(*content, "units");
  told.units = units ? static_cast<int>(units->units() / Decimal::one) : 0;
  return told;
}

void write_quantity(JsonWriter& json, int units) {
  json.open_object().member("unit", std::string_view("EACH")).member("amount", std::int64_t{units});
  json.close_object();
}

// How many of the first may share one call that names several ship nodes of one item.
std::size_t same_item(const std::vector<Told>& told) {
  std::set<std::string> nodes;
  std::size_t count = 0;
  while (count < told.size() && told[count].sku == told[0].sku && !told[count].node.empty() &&
         nodes.insert(told[count].node).second)
    ++count;
  return std::max<std::size_t>(1, count);
}

// How many of the first may share one feed: all with a ship node or all without, each place once.
std::size_t same_feed(const std::vector<Told>& told) {
  std::set<std::pair<std::string, std::string>> places;
  std::size_t count = 0;
  while (count < told.size() && count < limits::feed_items &&
         told[count].node.empty() == told[0].node.empty() &&
         places.insert({told[count].sku, told[count].node}).second)
    ++count;
  return count;
}

std::vector<Told> told_in(std::span<const Document> documents) {
  std::vector<Told> told;
  for (const Document& document : documents) told.push_back(told_in(document));
  return told;
}

bool one_item(const std::vector<Told>& told) {
  return same_item(told) == told.size();
}

std::string feed_of_items(const std::vector<Told>& told) {
  std::string file;
  JsonWriter json(file);
  json.open_object()
      .key("InventoryHeader")
      .open_object()
      .member("version", std::string_view("1.4"))
      .close_object();
  json.key("Inventory").open_array();
  for (const Told& one : told) {
    json.open_object().member("sku", std::string_view(one.sku)).key("quantity");
    write_quantity(json, one.units);
    json.close_object();
  }
  json.close_array().close_object();
  return file;
}

// The header's case differs from the other feed's (walmart.md §5.1).
std::string feed_of_nodes(const std::vector<Told>& told) {
  std::map<std::string, std::vector<const Told*>> by_sku;
  for (const Told& one : told) by_sku[one.sku].push_back(&one);
  std::string file;
  JsonWriter json(file);
  json.open_object()
      .key("inventoryHeader")
      .open_object()
      .member("version", std::string_view("1.5"))
      .close_object();
  json.key("inventory").open_array();
  for (const auto& [sku, nodes] : by_sku) {
    json.open_object().member("sku", std::string_view(sku)).key("shipNodes").open_array();
    for (const Told* one : nodes) {
      json.open_object().member("shipNode", std::string_view(one->node)).key("quantity");
      write_quantity(json, one->units);
      json.close_object();
    }
    json.close_array().close_object();
  }
  json.close_array().close_object();
  return file;
}

FrozenRequest put(std::string path, std::string body) {
  return {"PUT", std::move(path), std::move(body), {{"Content-Type", "application/json"}}};
}

// {"unit":"EACH","amount":3} under `name`, in whole pieces; −1 when it is not there.
int amount_in(const Json& holder, std::string_view name) {
  const auto found = holder.is_object() ? holder.find(name) : holder.end();
  if (!holder.is_object() || found == holder.end()) return -1;
  const auto amount = decimal_in(*found, "amount");
  return amount ? static_cast<int>(amount->units() / Decimal::one) : -1;
}

// The entry of a ship node in {"nodes":[…]}; null when there is none.
const Json* node_in(const Json& body, const std::string& node) {
  const auto nodes = body.is_object() ? body.find("nodes") : body.end();
  if (!body.is_object() || nodes == body.end() || !nodes->is_array()) return nullptr;
  for (const Json& one : *nodes)
    if (text_in(one, "shipNode") == node) return &one;
  return nullptr;
}

}  // namespace

StockDeed::StockDeed(Connection& connection)
    : connection_(connection),
      items_(connection, "inventory", 10,
             [this](const Document& document, const Stop& stop) { return read_back(document, stop); }),
      nodes_(connection, "MP_INVENTORY", 50,
             [this](const Document& document, const Stop& stop) { return read_back(document, stop); }) {}

Document StockDeed::draft(std::string_view pair, const StockNotice& notice) const {
  Document document;
  document.pair = pair;
  document.kind = DocumentKind::stock;
  document.key = notice.node.empty() ? notice.sku : notice.sku + "@" + notice.node;
  JsonWriter json(document.content);
  json.open_object().member("sku", std::string_view(notice.sku));
  if (!notice.node.empty()) json.member("shipNode", std::string_view(notice.node));
  // Walmart takes nothing below zero; what is promised beyond the shelf is simply not for sale.
  json.member("units", std::int64_t{std::max(0, notice.units)}).close_object();
  document.date = connection_.settings().books_zone.date_of(connection_.clock().now());
  return document;
}

std::size_t StockDeed::fits(std::span<const Document> documents) const {
  if (documents.empty()) return 1;
  const auto told = told_in(documents);
  const std::size_t feed = same_feed(told);
  return feed >= limits::feed_from_stock ? feed : same_item(told);
}

Result<FrozenRequest> StockDeed::freeze(std::string_view attempt_id,
                                        std::span<const Document> documents) const {
  const auto told = told_in(documents);
  if (told.empty()) return fail(ErrorKind::internal, "there is no stock to tell");
  for (const Told& one : told)
    if (one.sku.empty()) return fail(ErrorKind::internal, "a stock document has no SKU");
  std::string body;
  JsonWriter json(body);
  if (told.size() == 1 && told[0].node.empty()) {
    json.open_object().member("sku", std::string_view(told[0].sku)).key("quantity");
    write_quantity(json, told[0].units);
    json.close_object();
    return put("/v3/inventory?sku=" + wire::percent_encoded(told[0].sku), std::move(body));
  }
  if (one_item(told)) {
    json.open_object().key("inventories").open_object().key("nodes").open_array();
    for (const Told& one : told) {
      json.open_object().member("shipNode", std::string_view(one.node)).key("inputQty");
      write_quantity(json, one.units);
      json.close_object();
    }
    json.close_array().close_object().close_object();
    return put("/v3/inventories/" + wire::percent_encoded(told[0].sku), std::move(body));
  }
  if (same_feed(told) != told.size())
    return fail(ErrorKind::internal, "these stock documents do not fit into one feed");
  return told[0].node.empty() ? items_.freeze(attempt_id, feed_of_items(told))
                              : nodes_.freeze(attempt_id, feed_of_nodes(told));
}

Feeds& StockDeed::feeds_for(const Attempt& attempt) {
  return told_in(attempt.members.front()).node.empty() ? items_ : nodes_;
}

Outcomes StockDeed::send(const Attempt& attempt, const Stop& stop) {
  const auto told = told_in(attempt.members);
  if (told.size() == 1 && told[0].node.empty()) return {send_one(attempt, stop)};
  return one_item(told) ? send_nodes(attempt, stop) : feeds_for(attempt).send(attempt, stop);
}

Outcome StockDeed::send_one(const Attempt& attempt, const Stop& stop) {
  const Document& document = attempt.members.front();
  const Answer answer = connection_.write(put_item, attempt.request, stop);
  if (auto verdict = common_verdict(connection_, document, answer)) return *verdict;
  if (answer.reply.status >= 300) return outcome_of(Outcome::Kind::rejected, words_of(answer.reply));
  const auto body = parse_json(answer.reply.body, "the answer");
  if (body && amount_in(*body, "quantity") == told_in(document).units)
    return posted_as(document.key, "Updated", connection_.clock().now());
  return outcome_of(Outcome::Kind::unknown, "Walmart's answer does not repeat the stock of " + document.key,
                    later_for(connection_, document));
}

Outcomes StockDeed::send_nodes(const Attempt& attempt, const Stop& stop) {
  const Document& first = attempt.members.front();
  const Answer answer = connection_.write(put_nodes, attempt.request, stop);
  const auto all = [&](const Outcome& outcome) { return Outcomes(attempt.members.size(), outcome); };
  if (const auto verdict = common_verdict(connection_, first, answer)) return all(*verdict);
  if (answer.reply.status >= 300) {
    Outcome refused = outcome_of(Outcome::Kind::rejected, words_of(answer.reply));
    if (attempt.members.size() == 1) return {refused};
    refused.kind = Outcome::Kind::retry;
    refused.halve = true;
    return all(refused);
  }
  const auto body = parse_json(answer.reply.body, "the answer");
  Outcomes outcomes;
  // Each ship node has its own status, errors inside a 200 included.
  for (const Document& member : attempt.members) {
    const Json* node = body ? node_in(*body, told_in(member).node) : nullptr;
    if (node == nullptr)
      outcomes.push_back(outcome_of(Outcome::Kind::unknown, "Walmart's answer says nothing of " + member.key,
                                    later_for(connection_, member)));
    else if (same_folded(text_in(*node, "status"), "Success"))
      outcomes.push_back(posted_as(member.key, "Updated", connection_.clock().now()));
    else
      outcomes.push_back(outcome_of(
          Outcome::Kind::rejected,
          "Walmart refused the stock of " + member.key + ": " + read_error_body(to_text(*node)).text()));
  }
  return outcomes;
}

Outcomes StockDeed::check(const Attempt& attempt, const Stop& stop) {
  if (!one_item(told_in(attempt.members))) return feeds_for(attempt).check(attempt, stop);
  Outcomes outcomes;
  for (const Document& member : attempt.members) outcomes.push_back(read_back(member, stop));
  return outcomes;
}

Outcome StockDeed::read_back(const Document& document, const Stop& stop) {
  const Told told = told_in(document);
  const bool whole = told.node.empty();
  const Look look =
      look_at(connection_, document, whole ? get_item : get_nodes,
              (whole ? "/v3/inventory?sku=" : "/v3/inventories/") + wire::percent_encoded(told.sku), stop);
  if (!look.reply) return look.outcome;
  if (look.reply->status == 404)
    return outcome_of(Outcome::Kind::rejected, "Walmart does not know the item " + told.sku + ": " +
                                                   read_error_body(look.reply->body).text());
  const auto body = parse_json(look.reply->body, "the stock");
  const Json* holder = body ? (whole ? &*body : node_in(*body, told.node)) : nullptr;
  const int there = holder == nullptr ? -1 : amount_in(*holder, whole ? "quantity" : "inputQty");
  if (there < 0)
    return outcome_of(Outcome::Kind::unknown, "Walmart's answer does not say the stock of " + document.key,
                      later_for(connection_, document));
  if (there == told.units) return posted_as(document.key, "Updated", connection_.clock().now());
  return outcome_of(Outcome::Kind::absent, "Walmart shows " + std::to_string(there) + " of " + document.key +
                                               ", not " + std::to_string(told.units));
}

}  // namespace crosswalk::walmart
