// SoldUnits: which of the units that an order tells of a settlement's sale row is about, where orders only
// inform and their settlements book: the day those units shipped on, and what they cost by the rules. Units
// settle in the order in which they shipped, over all settlements in the order they were received. Keeps
// a number for each order line of one settlement. Reads the store; one a report, not thread-safe.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "flow/shipments.h"
#include "model/entry.h"
#include "store/store.h"

namespace crosswalk::flow {

// `cost` is of one unit as a rule says it, or empty: nothing.
Result<Decimal> cost_of(const std::string& cost, Decimal units);

struct SoldRow {
  Date shipped;
  Decimal cost;      // of the row's units, cents; without those of which no rule tells
  Decimal uncosted;  // these units
};

class SoldUnits {
 public:
  SoldUnits(store::Store& store, std::string pair) : store_(store), pair_(std::move(pair)) {}

  // The rows of this settlement follow, in the order of the report.
  void open(std::int64_t settlement);
  // A sale's row; none: no order informs of it.
  Result<std::optional<SoldRow>> of(const Line& row);

 private:
  struct Place {
    std::int64_t settled = 0;  // millionths of units
    Date date;                 // of the last row
  };
  Result<void> learn(std::string_view order);
  Result<void> learn_earlier();
  Result<void> take(const Line& row, const std::string& sku, Place& place, SoldRow& sold) const;

  store::Store& store_;
  std::string pair_;
  std::int64_t settlement_ = 0;
  std::string order_;  // whose shipments are known
  std::vector<Shipment> shipments_;
  std::unordered_map<std::string, Place> places_;  // by order and SKU
  // Units of order lines that several settlements have settled, by settlement.
  std::unordered_map<std::string, std::vector<std::pair<std::int64_t, std::int64_t>>> earlier_;
  bool learnt_ = false;
};

}  // namespace crosswalk::flow
