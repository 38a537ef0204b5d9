// MarketReturn: a return of the invented marketplace as data, with the changes that are due to happen to its
// units. What it looks like at an instant is a question for world_return_standing.h. Plain data.
#pragma once

#include <string>
#include <vector>

#include "simulator/world_order.h"

namespace crosswalk::simulator {

struct MarketReturnLine {
  int number = 1;
  std::string po;
  std::string order_line;  // the order line's number
  int quantity = 1;
  std::string reason = "NO_LONGER_WANTED";
  bool keep_it = false;           // refunded without the goods
  bool refunds_shipping = false;  // shipping is refunded with the price
  Decimal restocking_fee;         // USD a unit, what the seller keeps
};

// Something that happens to a return: of its schedule, posted by a caller, or done by a test.
struct ReturnChange {
  enum class Kind { in_transit, delivered, refund_initiated, refund_issued, cancelled };
  Kind kind = Kind::in_transit;
  Instant at;
  int line = 0;               // 0: every line
  int quantity = 0;           // 0: all units that can
  std::string channel;        // of a refund
  bool of_delivered = false;  // a refund only for units that came back: Walmart's own, after 48 hours
};

struct MarketReturn {
  std::string id;              // 18 digits
  std::string customer_order;  // of all its lines
  Instant created;
  Instant return_by;
  bool replacement = false;  // the buyer gets the goods again instead of money
  std::string replacement_customer_order;
  std::string channel = "ONLINE";
  NodeType node = NodeType::seller;
  bool exception = false;  // HAZMAT, freight: the seller's refund call is refused
  std::vector<MarketReturnLine> lines;
  std::vector<ReturnChange> schedule;
};

}  // namespace crosswalk::simulator
