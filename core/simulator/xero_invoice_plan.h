// Deciding what an invoice in a request means: a new one, or an edit; its status, its totals, and what Xero
// has against it (facts: "Invoices"). Nothing is changed here; `carry_out` stores an accepted plan. Pure
// functions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "simulator/xero_batch.h"
#include "simulator/xero_contact_plan.h"
#include "simulator/xero_invoice_line.h"
#include "simulator/xero_organisation.h"

namespace crosswalk::simulator::xero_sim {

struct InvoicePlan {
  SimInvoice next;
  bool is_new = true;
  bool not_found = false;  // it names an InvoiceID that does not exist
  bool without_number = false;
  std::optional<ContactPlan> contact;
  std::vector<std::string> errors;                    // of the document itself
  std::vector<std::string> warnings;                  // it is saved all the same
  std::vector<std::vector<std::string>> line_errors;  // one list for each of next.lines

  bool failed() const;
  // The document's errors, then the contact's and the lines'.
  std::vector<std::string> all_errors() const;
};

// PUT always means a new invoice; POST means the one of its InvoiceID, else, silently, the one of its
// InvoiceNumber.
InvoicePlan plan_invoice(const XeroOrganisation& organisation, const BodyValue& element, WriteMode mode,
                         int unit_places, const CallContext& context);

// Stores what was planned, contact included; the stored invoice.
const SimInvoice& carry_out(XeroOrganisation& organisation, InvoicePlan plan, Instant now);

// The status an existing invoice gets; errors in Xero's words ("Invoice not of valid status for
// modification").
Result<std::string> changed_status(const SimInvoice& old, const std::string& wanted);

// The lock date that forbids a document of `date`, as Xero says it; "" when none does.
std::string locked_by(const XeroOrganisation& organisation, Date date);

}  // namespace crosswalk::simulator::xero_sim
