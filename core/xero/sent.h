// What an attempt said of each of its members, read back from its stored bytes: an attempt that is looked up
// may have fewer members than its request has elements. Pure.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "model/attempt.h"

namespace crosswalk::xero {

// "Invoices", "Payments", …
std::string envelope_of(const Attempt& attempt);
// The elements of a body, ours or Xero's: of batch payments, the payments inside them. Null: it has no list.
Json elements_in(const Attempt& attempt, const Json& body);
// The element of each member, same order; found by our key, a contact's by its number.
Result<std::vector<Json>> sent_elements(const Attempt& attempt);
// The element of `elements` (a reply's or our own) that is about this one; null when there is none, or more
// than one. Creates are matched by their own key, payments by what they pay as well, changes by the id that
// `sent` carries.
const Json* matching(const Json& elements, const Document& document, const Json& sent);

}  // namespace crosswalk::xero
