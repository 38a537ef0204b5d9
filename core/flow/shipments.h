// Shipments of an order: which units its own entries tell of, when they shipped and what one of them costs by
// the rules. Reads the store.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/entry.h"
#include "store/store.h"

namespace crosswalk::flow {

// Of several charges on the same units only the first counts them: "1/0-2/PRODUCT:ItemPrice.1/amount".
bool counts_units(const Entry& entry);

struct Shipment {
  std::string sku;  // folded
  Date date;
  std::int64_t units = 0;  // millionths
  std::string cost;        // of one; empty: no rule tells
};

// In the order in which they shipped. `informing`: only of an order that its settlements book.
Result<std::vector<Shipment>> shipments_of(store::Store& store, const std::string& pair,
                                           std::string_view order, bool informing);

}  // namespace crosswalk::flow
