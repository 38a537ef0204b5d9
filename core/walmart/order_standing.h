// OrderStanding: where every unit of an order stands, read from the order's bytes, bare or as {"order":{…}}:
// what the way back to Walmart needs to know before it writes and after (walmart.md §2.4). Not for the hot
// path. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.h"
#include "base/result.h"

namespace crosswalk::walmart {

struct UnitRow {
  std::string status;  // "Created", "Acknowledged", "Shipped", "Delivered", "Cancelled", …
  int quantity = 0;
  std::string tracking;
  std::string reason;  // of a cancellation; often absent
};

struct ChargeRow {
  std::string type;  // "PRODUCT"
  Decimal amount;    // negative in a refund
  Decimal tax;
};

struct LineStanding {
  std::string number;
  std::string sku;
  int quantity = 0;
  bool intent_to_cancel = false;
  std::vector<UnitRow> units;
  std::vector<ChargeRow> charges;
  std::vector<ChargeRow> refunds;
  std::vector<std::string> refund_comments;

  int created() const { return count("Created"); }
  int open() const { return count("Created") + count("Acknowledged"); }
  int shipped() const { return count("Shipped") + count("Delivered"); }
  int shipped_as(std::string_view tracking) const;
  // With that reason, or without any: not every answer shows one.
  int cancelled_for(std::string_view reason) const;
  // Of all refunds of that charge type together; zero or below.
  ChargeRow refunded(std::string_view type) const;

 private:
  int count(std::string_view status) const;
};

struct OrderStanding {
  std::string po;
  std::string customer_order;
  std::string method;     // "Standard", as the order asks for
  std::string node_type;  // "SellerFulfilled"
  std::string currency;   // of its charges
  std::vector<LineStanding> lines;

  const LineStanding* find(std::string_view number) const;
};

// ErrorKind::invalid when the bytes are no order.
Result<OrderStanding> read_standing(std::string_view body);

}  // namespace crosswalk::walmart
