// /CreditNotes/{id}/Allocations of Xero's stand-in: credit put onto invoices, and taken off again. Called
// under the service's lock.
#pragma once

#include <string>

#include "simulator/xero_batch.h"
#include "simulator/xero_organisation.h"
#include "wire/message.h"

namespace crosswalk::simulator::xero_sim {

// PUT.
wire::HttpReply write_allocations(XeroOrganisation& organisation, const std::string& credit_note_id,
                                  const BodyValue& body, const Query& query, const CallContext& context);
// DELETE /CreditNotes/{id}/Allocations/{allocation}.
wire::HttpReply delete_allocation(XeroOrganisation& organisation, const std::string& credit_note_id,
                                  const std::string& allocation_id, const CallContext& context);

}  // namespace crosswalk::simulator::xero_sim
