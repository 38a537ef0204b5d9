// Item: what the ledger sells under one code, as rules see it when stock and price go to the market. Plain
// data; the texts belong to whoever asks.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.h"
#include "model/answers.h"

namespace crosswalk {

struct ItemFacts {
  std::string_view code;             // the ledger's item code
  std::string_view name;             // as the ledger calls it
  std::string_view market;           // "us"
  std::string_view channel;          // "Walmart Marketplace US"
  std::string_view sku;              // the SKU that is asked about; empty while the SKUs themselves are asked
  Currency currency;                 // of the market
  std::optional<Decimal> on_hand;    // units, by the ledger's books
  std::optional<Decimal> committed;  // units sold that no posted document has taken from it yet
  std::optional<Decimal> price;      // the ledger's sales price, in `currency`
  std::optional<Decimal> cost;       // what one unit cost, in `currency`
};

// One SKU of an item and what the market is to be told of it.
struct Offer {
  Answer sku;
  Answer stock;  // whole units; empty: not published
  Answer price;  // an amount in the market's currency; empty: not published
  friend bool operator==(const Offer&, const Offer&) = default;
};

// The rules' answer about one item. With `hold` and `skip` there are no offers.
struct Offering {
  Verdict verdict = Verdict::book;  // book: the offers hold
  std::string reason;
  Origin origin;
  std::vector<Offer> offers;  // none: the item is not sold there
  std::vector<Remark> remarks;
  std::string version;
};

}  // namespace crosswalk
