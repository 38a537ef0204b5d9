// The tenant's customers: the list that contact rules look into, and the document that makes one who is
// missing (cloudsuite.md §5.5).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cloudsuite/connection.h"
#include "model/customers.h"
#include "model/document.h"
#include "model/entry.h"

namespace crosswalk::cloudsuite {

// As Ledger::customer_source.
std::string customer_source(const Settings& settings);

// Page by page. ErrorKind::config: no customer has the field that is to hold the code.
Result<std::vector<LedgerCustomer>> read_customers(const Settings& settings, Connection& connection,
                                                   const Stop& stop);
// The customer with that code; nothing: there is none. One call.
Result<std::optional<LedgerCustomer>> find_customer(const Settings& settings, const std::string& code,
                                                    Connection& connection, const Stop& stop);

// What stands for the contact rule's answer in the ledger: its code in `customer_codes`, or itself.
const std::string& customer_code(const Settings& settings, const std::string& contact);

// The document that makes the customer of `entries` unless the ledger has it. Its key is the code. Pure.
// ErrorKind::config: the contact cannot be a customer's code.
Result<Document> customer_document(const Settings& settings, const Entries& entries);

// The finance dimension whose codes customers must be among before rows name them; 0: none says the customer,
// or its codes are the customers themselves.
int dimension_of_customers(const Settings& settings);

}  // namespace crosswalk::cloudsuite
