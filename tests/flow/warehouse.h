// Warehouse: what a warehouse and an ERP tell about an account, drawn by a seed. It ships whole orders and
// parts, cancels what it does not have, counts and prices, and says some things twice, under the same key or
// under another one; it knows what must come of all that. Not thread-safe.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "flow/rig.h"
#include "simulator/world_dice.h"

namespace crosswalk::tests {

// An order that only the warehouse ships or cancels, and what is to become of it.
struct ToldOrder {
  std::string po;
  int quantity = 1;
  std::map<std::string, int> shipments;  // units by tracking number
  int cancelled = 0;
};

class Warehouse {
 public:
  static constexpr std::string_view sku = "MUG-BLU";

  explicit Warehouse(std::uint64_t seed) : dice_(seed, 4711) {}

  // Adds `orders` of one line, placed within `over` from `from` on, and plans what is said of them.
  void fill(simulator::World& world, int orders, Instant from, Millis over);
  // Says what is due, and a new stock and price.
  void speak(Rig& rig);

  bool all_said() const { return said_ == sayings_.size(); }
  const std::vector<ToldOrder>& orders() const { return orders_; }
  int counts() const { return counts_; }  // of stock, and as many of the price
  int stock() const { return stock_; }    // told last
  const Decimal& price() const { return price_; }

 private:
  struct Saying {
    Instant when;  // at the earliest
    std::string_view kind;
    std::string key;
    std::string body;
    bool fresh = true;  // not said under this key before
  };
  void plan_life(ToldOrder& told, Instant when);
  // `quantity` 0: the whole order, which the notice then need not say.
  void ship(ToldOrder& told, Instant when, int quantity);
  void cancel(ToldOrder& told, Instant when, int quantity);
  void plan(Instant when, std::string_view kind, const std::string& key, const std::string& body);

  simulator::WorldDice dice_;
  std::vector<ToldOrder> orders_;
  std::vector<Saying> sayings_;
  std::size_t said_ = 0;
  int counts_ = 0;
  int stock_ = 0;
  Decimal price_;
};

}  // namespace crosswalk::tests
