// /Invoices, /CreditNotes and /BankTransactions of Xero's stand-in: reading, PUT, POST. Called under the
// service's lock.
#pragma once

#include <string>

#include "simulator/xero_batch.h"
#include "simulator/xero_forms.h"
#include "simulator/xero_organisation.h"
#include "wire/message.h"

namespace crosswalk::simulator::xero_sim {

// GET of the list, or of one by its id or number when `named` is not empty.
wire::HttpReply read_invoices(const XeroOrganisation& organisation, const XeroForm& form,
                              const wire::HttpRequest& request, const Query& query, const std::string& named,
                              const CallContext& context);
// PUT or POST to the list, or POST to one by its id or number when `named` is not empty.
wire::HttpReply write_invoices(XeroOrganisation& organisation, const XeroForm& form, const BodyValue& body,
                               WriteMode mode, const Query& query, const std::string& named,
                               const CallContext& context);

}  // namespace crosswalk::simulator::xero_sim
