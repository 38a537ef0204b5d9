// MarketOrder: an order of the invented marketplace as data, with the changes that are due to happen to it.
// What it looks like at an instant is a question for world_standing.h. Plain data.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/decimal.h"
#include "simulator/world_quirks.h"

namespace crosswalk::simulator {

enum class NodeType { seller, walmart, third_party };
enum class TaxForm { object, null, absent };
// What a charge of a line of several units carries: the line's total or one unit's.
enum class ChargeMeans { line, unit };

struct MarketCharge {
  std::string type = "PRODUCT";
  std::string name = "ItemPrice";
  Decimal amount;  // USD, as the order shows it
  TaxForm tax_form = TaxForm::object;
  Decimal tax;  // zero unless tax_form is `object`
  std::string tax_name = "Tax1";
};

struct MarketLine {
  std::string number;
  std::string sku;
  std::string product_name;
  int quantity = 1;
  std::vector<MarketCharge> charges;
  bool intent_to_cancel = false;
};

struct ShipTo {
  std::string name;
  std::string phone;
  std::string address1;
  std::string address2;  // "" is absent
  std::string city;
  std::string state;
  std::string postal_code;
};

struct Tracking {
  Instant ship_time;
  std::string carrier = "UPS";  // one of Walmart's names, or empty
  std::string other_carrier;
  std::string method = "Standard";
  std::string number;
  std::string url;
};

struct MarketRefund {
  std::string reason;
  MarketCharge charge;  // negative amounts
  std::string comment = {};
};

// The `reason` of a refund that Walmart makes by itself, where it is no part of an order's schedule.
inline constexpr std::string_view walmart_refunds = "Walmart";

// Something that happens to an order: of its schedule, posted by a caller, or done by a test.
struct OrderChange {
  enum class Kind {
    acknowledged,
    shipped,
    delivered,
    cancelled,
    retracked,  // `tracking` replaces the one numbered `reason`
    refunded,
    edited,  // something beside the units changed
  };
  Kind kind = Kind::acknowledged;
  Instant at;
  std::string line;  // empty: every line
  int quantity = 0;  // 0: all units that can
  Tracking tracking;
  std::string reason;
  std::vector<MarketRefund> refunds;
};

struct MarketOrder {
  std::string po;  // 15 digits
  std::string customer_order;
  std::string email;
  bool replacement = false;
  std::string original_customer_order;  // of a replacement
  Instant ordered;
  Instant ship_by;  // the estimated ship date
  Instant deliver_by;
  std::string method = "Value";       // shippingInfo.methodCode
  std::string ship_method = "VALUE";  // fulfillment.shipMethod
  NodeType node = NodeType::seller;
  ShipTo ship_to;
  std::vector<MarketLine> lines;
  std::vector<OrderChange> schedule;
  QuirkSet quirks;
};

}  // namespace crosswalk::simulator
