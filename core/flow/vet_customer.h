// Vet, for whom: are the entries for a customer that the ledger has and that is active? Pure.
#pragma once

#include <optional>
#include <string>

#include "flow/customer_notes.h"
#include "flow/vet.h"

namespace crosswalk::flow {

// `code`: as Ledger::customer_of says it; empty: for nobody that is listed. `named`: the rule's answer.
// `made`: where the ledger lacks the customer, a document makes it there.
std::optional<Objection> vet_customer(const std::string& code, const Origin& named, bool made,
                                      const CustomerReading& customers);

// The list has never had a customer of that code.
bool is_new(const std::string& code, const CustomerReading& customers);

// `code`: as Ledger::contact_code says it; empty: anything goes.
std::optional<Objection> vet_contact_code(const std::string& code, const Origin& named,
                                          const Reference& reference);

}  // namespace crosswalk::flow
