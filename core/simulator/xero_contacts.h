// /Contacts of Xero's stand-in: reading, PUT, POST. Called under the service's lock.
#pragma once

#include <string>

#include "simulator/xero_batch.h"
#include "simulator/xero_contact_plan.h"
#include "simulator/xero_organisation.h"
#include "wire/message.h"

namespace crosswalk::simulator::xero_sim {

// An open object of the contact; whoever calls adds to it and closes it.
void write_contact(JsonWriter& json, const SimContact& contact, bool whole);

// GET /Contacts, or /Contacts/{id or ContactNumber} when `named` is not empty.
wire::HttpReply read_contacts(const XeroOrganisation& organisation, const wire::HttpRequest& request,
                              const Query& query, const std::string& named, const CallContext& context);
// PUT or POST /Contacts, or POST /Contacts/{id} when `named` is not empty.
wire::HttpReply write_contacts(XeroOrganisation& organisation, const BodyValue& body, WriteMode mode,
                               const Query& query, const std::string& named, const CallContext& context);

}  // namespace crosswalk::simulator::xero_sim
