// WalmartShelf: what the invented seller offers: items with their prices and their stock a ship node. A write
// shows only after a while, and one that was created earlier than what stands is ignored (walmart.md §5.1,
// §5.2). Not thread-safe; the service locks.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/decimal.h"

namespace crosswalk::simulator {

// A value that was written at an instant and is seen a while later.
template <class T>
class Posted {
 public:
  Posted() = default;
  explicit Posted(T value, Instant written = {}) : value_(value), before_(value), written_(written) {}

  const T& value() const { return value_; }
  Instant written() const { return written_; }
  const T& seen(Instant now, Millis shows_after) const {
    return now >= written_ + shows_after ? value_ : before_;
  }
  // False: nothing changed, because the value is the same or a later one stands already.
  bool set(T value, Instant created, Millis shows_after) {
    if (created < written_) return false;
    const bool changed = value != value_;
    before_ = seen(created, shows_after);
    value_ = value;
    written_ = created;
    return changed;
  }

 private:
  T value_{};
  T before_{};
  Instant written_;
};

struct Offer {
  std::string sku;
  std::string name;
  std::string item_id;
  std::string wpid;
  std::string gtin;
  Instant created;
  Posted<Decimal> price;
  std::map<std::string, Posted<int>, std::less<>> stock;  // what the seller said last, by ship node
};

struct ShelfSwitches {
  Millis stock_shows_after{0};  // "updates visible in minutes"
  Millis price_shows_after{0};  // "up to five minutes"
};

class WalmartShelf {
 public:
  // The goods of catalogue.h, with 100 pieces each, as said at `now`.
  explicit WalmartShelf(Instant now);

  ShelfSwitches switches;

  // False: there is such an item.
  bool add(std::string sku, std::string name, Decimal price, Instant created);
  // Every item is at every node; the first one is where orders are taken from.
  void add_node(std::string node);
  const std::vector<std::string>& nodes() const { return nodes_; }
  bool has_node(std::string_view node) const;

  const Offer* find(std::string_view sku) const;
  const std::map<std::string, Offer, std::less<>>& offers() const { return offers_; }

  // REQUIRES: find(sku), has_node(node). Whether it changed anything.
  bool set_stock(std::string_view sku, std::string_view node, int amount, Instant created);
  bool set_price(std::string_view sku, Decimal price, Instant created);

 private:
  std::map<std::string, Offer, std::less<>> offers_;
  std::vector<std::string> nodes_;
};

}  // namespace crosswalk::simulator
