// Notices: what the world beside the market and the ledger tells us: a warehouse that it shipped, an ERP how
// many units there are or what they cost. A channel makes documents of them. Plain data.
#pragma once

#include <string>
#include <vector>

#include "base/date.h"
#include "base/money.h"

namespace crosswalk {

// Units of one order line, named by the market's line number or by the SKU.
struct UnitsOf {
  std::string line;  // "4"; empty: the lines of `sku`, in their order
  std::string sku;   // compared without case; empty: `line` says it
  int quantity = 0;  // 0: all that can
};

struct ShipmentNotice {
  std::string order;           // the purchase order
  std::vector<UnitsOf> units;  // empty: everything that is open
  std::string carrier;         // the warehouse's own spelling
  std::string method;          // "Standard"; empty: what the order asked for
  std::string tracking_number;
  std::string tracking_url;
  Instant shipped;
  std::string replaces;  // the tracking number that this one takes the place of; empty: a shipment of its own
};

struct CancellationNotice {
  std::string order;
  std::vector<UnitsOf> units;
  std::string reason;  // the market's own word; empty: out of stock
  std::string key{};   // whose notice it is, ours
};

// Money back without a return, or beside one.
struct OrderRefundNotice {
  std::string order;
  std::string key;  // ours: the same key is the same refund, whose document is "order/key"
  std::string line;
  int quantity = 0;
  Money amount;       // positive; of the goods or of what `charge` names
  Money tax;          // positive; zero: none
  bool full = false;  // all of the line; the amounts are not read
  std::string charge = "PRODUCT";
  std::string reason;  // the market's own word
  std::string comment;
};

// Tells the market to refund what a return brought back.
struct ReturnRefundNotice {
  std::string return_order;
  std::string customer_order;
  struct Line {
    int number = 0;
    int quantity = 0;
  };
  std::vector<Line> lines;
  std::string key{};  // whose notice it is, ours
};

struct StockNotice {
  std::string sku;
  std::string node;  // the ship node; empty: the only one
  int units = 0;     // absolute, not a difference
};

struct PriceNotice {
  std::string sku;
  Money price;
};

}  // namespace crosswalk
