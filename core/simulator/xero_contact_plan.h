// Deciding what a contact in a request means: which contact it names, what it would become, and what Xero has
// against it (facts: "Contacts"). Nothing is changed here; whoever accepts the plan stores `next`. Pure
// functions.
#pragma once

#include <string>
#include <vector>

#include "simulator/xero_batch.h"
#include "simulator/xero_organisation.h"

namespace crosswalk::simulator::xero_sim {

struct ContactPlan {
  SimContact next;  // id empty when it would be new
  bool is_new = false;
  bool changed = false;    // an existing one that would become different
  bool not_found = false;  // it names a ContactID that does not exist
  std::vector<std::string> errors;
};

// A contact of PUT or POST /Contacts. PUT never looks at ids and refuses a name or number that is taken; POST
// finds the contact by id, number or name, in this order.
ContactPlan plan_contact(const XeroOrganisation& organisation, const BodyValue& element, WriteMode mode);

// The contact of a document, with its side effects: other fields than the id edit the contact, and an unknown
// name makes a new one.
ContactPlan plan_document_contact(const XeroOrganisation& organisation, const BodyValue& element);

// Stores what was planned; the id of the contact.
std::string carry_out(XeroOrganisation& organisation, ContactPlan plan, Instant now);

}  // namespace crosswalk::simulator::xero_sim
