// Money and credit on documents: payments and allocations put on and taken off again, with what follows: what
// is due, PAID and back to AUTHORISED. Whether it is allowed was decided before (xero_payment_plan.h).
#pragma once

#include <string>

#include "simulator/xero_organisation.h"

namespace crosswalk::simulator::xero_sim {

SimList list_paid_by(const SimPayment& payment);

// A new payment: it gets its id and stands on its document. The stored one.
const SimPayment& put_on(XeroOrganisation& organisation, SimPayment payment, Instant now);
// DELETED; its document is due again.
void take_off(XeroOrganisation& organisation, const std::string& payment_id, Instant now);

// Credit of a credit note onto an invoice; the allocation as the credit note holds it. REQUIRES: both exist.
SimAllocation allocate(XeroOrganisation& organisation, const std::string& credit_note_id,
                       const std::string& invoice_id, Decimal amount, Date date, Instant now);
// False: the credit note has no such allocation.
bool end_allocation(XeroOrganisation& organisation, const std::string& credit_note_id,
                    const std::string& allocation_id, Instant now);

}  // namespace crosswalk::simulator::xero_sim
