// An order as Walmart's order API writes it (walmart.md §2.4). Amounts are JSON numbers, exactly the
// Decimal's digits. Pure.
#pragma once

#include <string>

#include "simulator/walmart_json_out.h"
#include "simulator/world_order.h"
#include "simulator/world_standing.h"

namespace crosswalk::simulator {

struct OrderJsonOptions {
  bool replacement_info = false;    // orderType, originalCustomerOrderID
  bool product_info = false;        // item.imageUrl, item.weight
  bool single_objects = false;      // an array of one is written as its element, in every order
  bool refund_comments = false;     // no sample shows them, the schema does
  bool created_lines_only = false;  // as /v3/orders/released does
};

// Writes the bare order object.
void write_order(JsonOut& json, const MarketOrder& order, const OrderStanding& standing,
                 const OrderJsonOptions& options);

}  // namespace crosswalk::simulator
