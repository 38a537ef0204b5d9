// Vet, for whom: are the entries for a customer that the ledger has and that is active? Pure.
#pragma once

#include <optional>
#include <string>

#include "flow/customer_notes.h"
#include "flow/vet.h"

namespace crosswalk::flow {

// `code`: as Ledger::customer_of says it; empty: for nobody that is listed. `made`: where the ledger lacks
// the customer, a document makes it there.
std::optional<Objection> vet_customer(const std::string& code, bool made, const CustomerReading& customers);

}  // namespace crosswalk::flow
