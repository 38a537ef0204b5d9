// WalmartInventory: the stock endpoints (walmart.md §5.1): PUT and GET /v3/inventory, GET and PUT
// /v3/inventories/{sku}, GET /v3/inventories. What the seller says is absolute; what can be sold is that less
// what is ordered: reserved units of open orders and units shipped since it was said. Not thread-safe; the
// service locks.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "base/json.h"
#include "simulator/walmart_book.h"
#include "simulator/walmart_call.h"
#include "simulator/walmart_shelf.h"
#include "simulator/walmart_writes.h"

namespace crosswalk::simulator {

struct InventorySwitches {
  // PUT /v3/inventories/{sku} answers 200 with an error for these nodes and writes the others.
  std::set<std::string, std::less<>> failing_nodes;
};

struct NodeStock {
  int input = 0;  // what the seller said
  int available = 0;
  int reserved = 0;
  friend bool operator==(const NodeStock&, const NodeStock&) = default;
};

// {"unit":"EACH","amount":3} as a number of pieces; nothing: it is none.
std::optional<int> pieces_in(const Json& quantity);

class WalmartInventory {
 public:
  // Everything outlives the inventory.
  WalmartInventory(const WalmartBook& book, WalmartShelf& shelf, WalmartWrites& writes);

  InventorySwitches switches;

  wire::HttpReply put_one(const WalmartCall& call);
  wire::HttpReply get_one(const WalmartCall& call) const;
  wire::HttpReply put_nodes(const WalmartCall& call, const std::string& sku);
  wire::HttpReply get_nodes(const WalmartCall& call, const std::string& sku) const;
  wire::HttpReply list(const WalmartCall& call);

  // Also for feeds. REQUIRES: the shelf has item and node.
  void write(std::string_view sku, std::string_view node, int amount, Instant created);
  // Zeros when the item or node is unknown.
  NodeStock stock(std::string_view sku, std::string_view node, Instant now) const;

 private:
  struct Demand {
    int reserved = 0;
    int shipped = 0;  // since the seller's last word
  };
  using Demands = std::map<std::string, Demand, std::less<>>;
  // Of one item, or of all (`sku` empty).
  Demands demands(std::string_view sku, Instant now) const;
  NodeStock stock(const Offer& offer, std::string_view node, const Demands& demands, Instant now) const;
  std::string nodes_json(const Offer& offer, const Demands& demands, Instant now) const;
  std::string first_node() const { return shelf_.nodes().front(); }

  const WalmartBook& book_;
  WalmartShelf& shelf_;
  WalmartWrites& writes_;
  struct Place {
    std::size_t offset = 0;
    int limit = 0;
  };
  std::map<std::string, Place, std::less<>> places_;  // cursors given out
};

}  // namespace crosswalk::simulator
