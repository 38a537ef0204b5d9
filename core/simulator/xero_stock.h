// Stock of tracked items (facts: "Items"): approved documents move it and nothing else does. What is bought
// on the item's asset account comes in at its price; what is sold, or goes out on a bill's negative line,
// leaves at average cost. Pure functions, but for `move_stock`.
#pragma once

#include <string>

#include "simulator/xero_organisation.h"

namespace crosswalk::simulator::xero_sim {

// The code of an item that would go below zero if `next` took the place of `old` (null: there is none yet);
// "" when there is enough of all.
std::string short_item(const XeroOrganisation& organisation, const SimInvoice* old, const SimInvoice& next);

// Takes the effects of `old` back and lets those of `next` happen; writes the cost onto its lines.
void move_stock(XeroOrganisation& organisation, const SimInvoice* old, SimInvoice& next, Instant now);

}  // namespace crosswalk::simulator::xero_sim
