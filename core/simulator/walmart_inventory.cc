#include "simulator/walmart_inventory.h"

#include <algorithm>

#include "base/crypto.h"
#include "base/json_tree.h"
#include "simulator/walmart_actions.h"
#include "simulator/walmart_json_out.h"

namespace crosswalk::simulator {
namespace {

constexpr std::string_view system = "INVENTORY_API";
constexpr int largest_page = 50;
constexpr std::size_t remembered_cursors = 1000;

void quantity(JsonOut& json, std::string_view name, int amount) {
  json.open('{', name);
  json.text("unit", "EACH");
  json.number("amount", std::int64_t{amount});
  json.close('}');
}

wire::HttpReply one_quantity(const std::string& sku, int amount) {
  std::string body;
  JsonOut json(body);
  json.open('{');
  json.text("sku", sku);
  quantity(json, "quantity", amount);
  json.close('}');
  return json_reply(200, std::move(body));
}

wire::HttpReply unknown_sku(const WalmartCall& call, const std::string& sku) {
  return nothing_found(call, system, "SKU " + sku + " not found");
}

}  // namespace

std::optional<int> pieces_in(const Json& quantity) {
  const Json& amount = child(quantity, "amount");
  if (text_in(quantity, "unit") != "EACH" || !amount.is_number_integer()) return std::nullopt;
  const auto pieces = amount.get<std::int64_t>();
  if (pieces < 0 || pieces > 1'000'000) return std::nullopt;
  return static_cast<int>(pieces);
}

WalmartInventory::WalmartInventory(const WalmartBook& book, WalmartShelf& shelf, WalmartWrites& writes)
    : book_(book), shelf_(shelf), writes_(writes) {}

wire::HttpReply WalmartInventory::put_one(const WalmartCall& call) {
  const std::string sku = call.parameter("sku");
  std::string node = call.parameter("shipNode");
  if (sku.empty()) return refuse_parameter(call, system, "sku", "sku is required");
  const auto body = parse_json(call.request.body, "the request");
  if (!body) return refuse_content(call, system, "data", body.error().text());
  if (text_in(*body, "sku") != sku)
    return refuse_content(call, system, "sku", "The SKU of the body differs from the one of the address");
  const auto pieces = pieces_in(child(*body, "quantity"));
  if (!pieces)
    return refuse_content(call, system, "quantity",
                          "The quantity must be a whole number of unit EACH, not below 0");
  if (shelf_.find(sku) == nullptr) return unknown_sku(call, sku);
  if (node.empty()) node = first_node();
  if (!shelf_.has_node(node)) return refuse_parameter(call, system, "shipNode", "Invalid shipNode");
  write(sku, node, *pieces, call.now);
  return one_quantity(sku, *pieces);
}

wire::HttpReply WalmartInventory::get_one(const WalmartCall& call) const {
  const std::string sku = call.parameter("sku");
  std::string node = call.parameter("shipNode");
  if (sku.empty()) return refuse_parameter(call, system, "sku", "sku is required");
  const Offer* offer = shelf_.find(sku);
  if (offer == nullptr) return unknown_sku(call, sku);
  if (node.empty()) node = first_node();
  if (!shelf_.has_node(node)) return refuse_parameter(call, system, "shipNode", "Invalid shipNode");
  return one_quantity(sku, offer->stock.find(node)->second.seen(call.now, shelf_.switches.stock_shows_after));
}

wire::HttpReply WalmartInventory::put_nodes(const WalmartCall& call, const std::string& sku) {
  const auto body = parse_json(call.request.body, "the request");
  if (!body) return refuse_content(call, system, "data", body.error().text());
  const auto nodes = items_in(child(*body, "inventories"), "nodes");
  if (nodes.empty()) return refuse_content(call, system, "nodes", "inventories.nodes is required");
  if (shelf_.find(sku) == nullptr) return unknown_sku(call, sku);
  std::string answer;
  JsonOut json(answer);
  json.open('{');
  json.text("sku", sku);
  json.open('[', "nodes");
  // Each node stands for itself: some are written though others are refused.
  for (const Json* given : nodes) {
    const std::string node = text_in(*given, "shipNode");
    const auto pieces = pieces_in(child(*given, "inputQty"));
    const bool fails = switches.failing_nodes.contains(node);
    json.open('{');
    json.text("shipNode", node);
    if (!shelf_.has_node(node) || !pieces || fails) {
      json.text("status", "Failure");
      json.open('[', "errors");
      json.open('{');
      json.text("code",
                fails ? "SYSTEM_ERROR.GMP_INVENTORY_API" : "INVALID_REQUEST_CONTENT.GMP_INVENTORY_API");
      json.text("field", !pieces ? "inputQty" : "shipNode");
      json.text("description",
                fails ? "The ship node could not be updated" : "The ship node or quantity is not valid");
      json.text("severity", "ERROR");
      json.close('}');
      json.close(']');
    } else {
      write(sku, node, *pieces, call.now);
      json.text("status", "Success");
    }
    json.close('}');
  }
  json.close(']');
  json.close('}');
  return json_reply(200, std::move(answer));
}

wire::HttpReply WalmartInventory::get_nodes(const WalmartCall& call, const std::string& sku) const {
  const Offer* offer = shelf_.find(sku);
  if (offer == nullptr) return unknown_sku(call, sku);
  return json_reply(200, nodes_json(*offer, demands(sku, call.now), call.now));
}

wire::HttpReply WalmartInventory::list(const WalmartCall& call) {
  const auto limit = number_of(call.parameters, "limit", 10, 1, largest_page);
  if (!limit) return refuse_parameter(call, system, "limit", "Limit must be between 1 and 50");
  Place place{0, *limit};
  // Not a query string as with orders: the value of a parameter, to be escaped like any other.
  if (const std::string cursor = call.parameter("nextCursor"); !cursor.empty()) {
    const auto found = places_.find(cursor);
    if (found == places_.end() || found->second.limit != *limit)
      return refuse_parameter(call, system, "nextCursor", "The cursor is not one that was given out");
    place = found->second;
  }
  if (place.offset >= shelf_.offers().size())
    return nothing_found(call, system, "No inventory found", "INFO");
  const Demands all = demands({}, call.now);
  std::string answer;
  JsonOut json(answer);
  json.open('{');
  json.open('{', "meta");
  json.number("totalCount", static_cast<std::int64_t>(shelf_.offers().size()));
  const std::size_t end = place.offset + static_cast<std::size_t>(*limit);
  if (end < shelf_.offers().size()) {
    // The last byte makes every second cursor end in what an address must escape.
    const std::string cursor = base64("inventory+" + sha256(std::to_string(end)).substr(0, 32) + "~?>" +
                                      std::to_string(places_.size()));
    if (places_.size() >= remembered_cursors) places_.clear();
    places_[cursor] = {end, *limit};
    json.text("nextCursor", cursor);
  }
  json.close('}');
  json.open('{', "elements");
  json.open('[', "inventories");
  auto offer = std::next(shelf_.offers().begin(), static_cast<std::ptrdiff_t>(place.offset));
  for (std::size_t i = place.offset; i < end && offer != shelf_.offers().end(); ++i, ++offer)
    json.raw({}, nodes_json(offer->second, all, call.now));
  json.close(']');
  json.close('}');
  json.close('}');
  return json_reply(200, std::move(answer));
}

void WalmartInventory::write(std::string_view sku, std::string_view node, int amount, Instant created) {
  const bool changed = shelf_.set_stock(sku, node, amount, created);
  writes_.count("stock", std::string(sku) + "@" + std::string(node), changed);
}

NodeStock WalmartInventory::stock(std::string_view sku, std::string_view node, Instant now) const {
  const Offer* offer = shelf_.find(sku);
  if (offer == nullptr || !shelf_.has_node(node)) return {};
  return stock(*offer, node, demands(sku, now), now);
}

NodeStock WalmartInventory::stock(const Offer& offer, std::string_view node, const Demands& demands,
                                  Instant now) const {
  NodeStock stock;
  stock.input = offer.stock.find(node)->second.seen(now, shelf_.switches.stock_shows_after);
  stock.available = stock.input;
  if (node != first_node()) return stock;  // orders are taken from the first one
  const auto demand = demands.find(offer.sku);
  if (demand == demands.end()) return stock;
  stock.reserved = demand->second.reserved;
  stock.available = std::max(0, stock.input - demand->second.reserved - demand->second.shipped);
  return stock;
}

WalmartInventory::Demands WalmartInventory::demands(std::string_view sku, Instant now) const {
  Demands demands;
  for (const MarketOrder& order : book_.world().orders()) {
    if (order.ordered > now || order.node != NodeType::seller) continue;
    const auto wanted = [&](const MarketLine& line) {
      return (sku.empty() || line.sku == sku) && shelf_.find(line.sku) != nullptr;
    };
    if (std::none_of(order.lines.begin(), order.lines.end(), wanted)) continue;
    const OrderStanding standing = book_.standing(order, now);
    for (std::size_t i = 0; i < order.lines.size(); ++i) {
      if (!wanted(order.lines[i])) continue;
      const Instant since = shelf_.find(order.lines[i].sku)->stock.find(first_node())->second.written();
      Demand& demand = demands[order.lines[i].sku];
      demand.reserved += standing.lines[i].open();
      for (const Shipment& shipment : standing.lines[i].shipments)
        if (shipment.confirmed > since) demand.shipped += shipment.quantity;
    }
  }
  return demands;
}

std::string WalmartInventory::nodes_json(const Offer& offer, const Demands& demands, Instant now) const {
  std::string body;
  JsonOut json(body);
  json.open('{');
  json.text("sku", offer.sku);
  json.open('[', "nodes");
  for (const std::string& node : shelf_.nodes()) {
    const NodeStock seen = stock(offer, node, demands, now);
    json.open('{');
    json.text("shipNode", node);
    quantity(json, "inputQty", seen.input);
    quantity(json, "availToSellQty", seen.available);
    quantity(json, "reservedQty", seen.reserved);
    json.close('}');
  }
  json.close(']');
  json.close('}');
  return body;
}

}  // namespace crosswalk::simulator
