// A return as Walmart's returns API writes it (walmart.md §3.2): money as currencyAmount/currencyUnit,
// quantities as numbers, dates as text, line numbers as numbers, all unlike orders. Totals are those of one
// unit, whatever the quantity, as in Walmart's own example. Pure.
#pragma once

#include "simulator/walmart_json_out.h"
#include "simulator/world_view.h"

namespace crosswalk::simulator {

struct ReturnJsonOptions {
  // Names that were seen beside the documented ones: returnCreationDate, lastModifiedDate,
  // refundValue.totalAmount, returnMethod.
  bool other_spellings = false;
  bool single_quantity_form = false;  // without currentTrackingStatuses and refundChannels, as until 2023
};

// Writes the bare return object. `lines` are those of `made`, not empty.
void write_return(JsonOut& json, const MarketReturn& made, const ReturnStanding& standing,
                  const std::vector<ReturnedLine>& lines, const MarketView& view,
                  const ReturnJsonOptions& options);

}  // namespace crosswalk::simulator
