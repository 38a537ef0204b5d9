// WalmartOffers: the endpoints about what the seller offers, under one roof: stock, prices, items and feeds.
// Knows which address is whose. Not thread-safe; the service locks.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "simulator/walmart_feed.h"
#include "simulator/walmart_inventory.h"
#include "simulator/walmart_items.h"
#include "simulator/walmart_price.h"

namespace crosswalk::simulator {

struct OfferSwitches {
  ShelfSwitches shelf;
  InventorySwitches inventory;
  ItemSwitches items;
  FeedSwitches feeds;
};

class WalmartOffers {
 public:
  // `book` and `writes` outlive the offers.
  WalmartOffers(const WalmartBook& book, WalmartWrites& writes, Instant now)
      : shelf_(now),
        inventory_(book, shelf_, writes),
        prices_(shelf_, writes),
        items_(shelf_),
        feeds_(shelf_, inventory_, prices_, writes) {}

  // What the call counts against: "PUT /v3/inventory", "POST /v3/feeds inventory"; "": not an address of
  // these.
  static std::string endpoint_of(std::string_view method, std::string_view path, std::string_view query);
  // Nothing: not an address of these.
  std::optional<wire::HttpReply> answer(const wire::HttpRequest& request, std::string_view path,
                                        std::string_view query, Instant now);
  void set_switches(const OfferSwitches& switches);

  WalmartShelf& shelf() { return shelf_; }
  const WalmartShelf& shelf() const { return shelf_; }
  const WalmartInventory& inventory() const { return inventory_; }
  const WalmartFeeds& feeds() const { return feeds_; }
  // The same with all feeds carried out that are due.
  const WalmartOffers& standing(Instant now) {
    feeds_.settle(now);
    return *this;
  }

 private:
  WalmartShelf shelf_;
  WalmartInventory inventory_;
  WalmartPrices prices_;
  WalmartItems items_;
  WalmartFeeds feeds_;
};

}  // namespace crosswalk::simulator
