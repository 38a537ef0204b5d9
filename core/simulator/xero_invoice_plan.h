// Deciding what an invoice in a request means, or a bill, a credit note, a bank transaction (XeroForm): a new
// one, or an edit; its status, its totals, and what Xero has against it (facts: "Invoices", "Credit notes",
// "Manual journals, bank transactions"). Nothing is changed here; `carry_out` stores an accepted plan. Pure
// functions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "simulator/xero_batch.h"
#include "simulator/xero_contact_plan.h"
#include "simulator/xero_forms.h"
#include "simulator/xero_invoice_line.h"
#include "simulator/xero_organisation.h"

namespace crosswalk::simulator::xero_sim {

struct InvoicePlan {
  SimInvoice next;
  bool is_new = true;
  bool not_found = false;  // it names an id that does not exist
  bool without_number = false;
  std::optional<ContactPlan> contact;
  std::vector<std::string> errors;                    // of the document itself
  std::vector<std::string> warnings;                  // it is saved all the same
  std::vector<std::vector<std::string>> line_errors;  // one list for each of next.lines

  bool failed() const;
  // The document's errors, then the contact's and the lines'.
  std::vector<std::string> all_errors() const;
};

// How a request writes what has line items.
struct WriteTerms {
  const XeroForm& form;
  WriteMode mode = WriteMode::create;
  int unit_places = 2;            // 4 with unitdp=4
  bool allow_backorders = false;  // tracked items may go below zero
};

// PUT always means a new document; POST means the one of its id, else, silently, the one of its number.
InvoicePlan plan_invoice(const XeroOrganisation& organisation, const BodyValue& element,
                         const WriteTerms& terms, const CallContext& context);

// Stores what was planned, contact and stock included; the stored document.
const SimInvoice& carry_out(XeroOrganisation& organisation, InvoicePlan plan, Instant now);

// The status an existing invoice gets; errors in Xero's words ("Invoice not of valid status for
// modification").
Result<std::string> changed_status(const SimInvoice& old, const std::string& wanted);

// Of bank transactions: AUTHORISED, until a deletion or a voiding. A reconciled one stays.
Result<std::string> changed_bank_status(const SimInvoice& old, const std::string& wanted);

// The lock date that forbids a document of `date`, as Xero says it; "" when none does.
std::string locked_by(const XeroOrganisation& organisation, Date date);

// A rate that was sent, as this organisation takes it: what one unit of its own currency is in the other.
Decimal as_read(Decimal rate, const XeroSwitches& switches);

}  // namespace crosswalk::simulator::xero_sim
