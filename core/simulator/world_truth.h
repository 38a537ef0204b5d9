// What an order really amounts to, reckoned from the world's own data: the yardstick against which a ledger
// is compared to the cent. Shares no code with the connectors. Pure.
//
// An amount of a line of several units is split by units in the order shipped (by ship time), open,
// cancelled: the first k of Q units carry round(total × k ÷ Q, 2 places), half away from zero, so that parts
// add up to the line (accounting.md §1.15).
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/money.h"
#include "simulator/world_order.h"
#include "simulator/world_standing.h"

namespace crosswalk::simulator {

// The same amount by where its units stand.
struct UnitSplit {
  Money open;
  Money shipped;
  Money cancelled;

  UnitSplit();
  Money total() const;
  void add(const UnitSplit& other);
};

// All units of an order that shipped at one instant.
struct ShippedPart {
  Instant at;
  Money charges;
  Money taxes;
};

struct OrderTruth {
  std::string po;
  std::string state;  // the ship-to state; "" without shipping information
  NodeType node = NodeType::seller;
  UnitSplit charges;  // without taxes
  UnitSplit taxes;
  std::vector<ShippedPart> parts;  // by time
  // False: no reader can place it as it stands (no shipping information, an unknown status).
  bool readable = true;
  bool known_skus = true;
};

struct WorldTruth {
  int orders = 0;
  UnitSplit charges;
  UnitSplit taxes;
  std::map<std::string, UnitSplit> taxes_by_state;
};

OrderTruth truth_of(const MarketOrder& order, const OrderStanding& standing, ChargeMeans means);
void add_to(WorldTruth& world, const OrderTruth& order);

Currency dollars();
// What the units [from, to) of `quantity` carry of `total`.
Money portion(Decimal total, int from, int to, int quantity);

}  // namespace crosswalk::simulator
