// `reconcile: {contract_rates: {Home & Garden: 15, "*": 12.5}}`: what `crosswalk reconcile` holds commissions
// against.
#pragma once

#include "config/section.h"
#include "config/workspace.h"

namespace crosswalk::config {

ReconcileSection read_reconcile(const Section& pair);

}  // namespace crosswalk::config
