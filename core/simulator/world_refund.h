// What a refund really gives back, reckoned from the world's own data. Walmart refunds a return by whole
// units: so many times what one unit carries, cut to whole cents, so that a return never gives back more than
// was paid and the return's own chargePerUnit tells it exactly. Shares no code with the connectors. Pure.
#pragma once

#include <string>
#include <vector>

#include "base/money.h"
#include "simulator/world_return_standing.h"

namespace crosswalk::simulator {

// An amount that goes back to the buyer, positive as a sale is (a discount stays negative).
struct RefundedCharge {
  std::string type;  // PRODUCT, SHIPPING, as on the order
  std::string name;
  Decimal amount;
  Decimal tax;
};

// One unit's part of each charge of `line` that `returned` gives back.
std::vector<RefundedCharge> refund_per_unit(const MarketLine& line, const MarketReturnLine& returned,
                                            ChargeMeans means);

// What happened to some units of a return line at one instant.
struct RefundTruth {
  Instant at;
  int quantity = 0;
  std::vector<RefundedCharge> charges;  // of all `quantity` units
  Money restocking;                     // what the seller keeps of it
};

struct ReturnLineTruth {
  int number = 0;
  std::string po;
  std::string order_line;
  std::string sku;
  int quantity = 0;
  std::vector<RefundTruth> refunds;      // by time
  std::vector<ReturnedUnits> restocked;  // goods that came back, and when
  int cancelled = 0;
};

struct ReturnTruth {
  std::string id;  // "": unknown
  std::vector<ReturnLineTruth> lines;
  Money charges;  // given back in sum, without taxes
  Money taxes;
  Money restocking;
};

// A return line with the order line that it gives back; never null.
struct ReturnedLine {
  const MarketReturnLine* returned = nullptr;
  const MarketLine* sold = nullptr;
};
ReturnTruth truth_of(const MarketReturn& made, const ReturnStanding& standing,
                     const std::vector<ReturnedLine>& lines, ChargeMeans means);

}  // namespace crosswalk::simulator
