#include "flow/vet_customer.h"

#include <algorithm>

namespace crosswalk::flow {

std::optional<Objection> vet_customer(const std::string& code, const Origin& named, bool made,
                                      const CustomerReading& customers) {
  if (code.empty()) return std::nullopt;
  const auto found = customers.list->find(Customers::Key::code, code);
  if (found.count > 0) {
    if (customers.list->at(found.first).active) return std::nullopt;
    return Objection{"customer " + code +
                         " is not active in the ledger; make it active there, or let the contact rule name "
                         "another, then replay the record",
                     named.text()};
  }
  if (std::binary_search(customers.gone.begin(), customers.gone.end(), code))
    return Objection{"customer " + code +
                         " was in the ledger and is not listed there any more; bring it back, or let the "
                         "contact rule name another, then replay the record",
                     named.text()};
  if (made) return std::nullopt;
  return Objection{
      "the ledger has no customer " + code +
          "; add it there, let the contact rule name another, or let Crosswalk make missing ones "
          "(create under customers in crosswalk.yaml), then replay the record",
      named.text()};
}

bool is_new(const std::string& code, const CustomerReading& customers) {
  return customers.list->find(Customers::Key::code, code).count == 0 &&
         !std::binary_search(customers.gone.begin(), customers.gone.end(), code);
}

std::optional<Objection> vet_contact_code(const std::string& code, const Origin& named,
                                          const Reference& reference) {
  const auto& codes = reference.contact_codes;
  if (code.empty() || !codes || std::find(codes->begin(), codes->end(), code) != codes->end())
    return std::nullopt;
  return Objection{"the ledger has no active code " + code +
                       " in the dimension that says the customer; add it there, or let the contact rule name "
                       "another, then replay the record",
                   named.text()};
}

}  // namespace crosswalk::flow
