// XeroForm: how the three lists of documents with line items differ: invoices and bills, credit notes, bank
// transactions. Everything else about them is one. Immutable tables; safe from any thread.
#pragma once

#include <string_view>
#include <vector>

#include "simulator/xero_organisation.h"
#include "simulator/xero_shape.h"

namespace crosswalk::simulator::xero_sim {

struct XeroForm {
  SimList list = SimList::invoices;
  std::string_view plural;       // "Invoices"
  std::string_view word;         // "invoice", as Xero's sentences and ids say it
  std::string_view id_name;      // "InvoiceID"
  std::string_view number_name;  // "InvoiceNumber"; empty: it has none
  std::string_view types;        // those that may be written, separated by blanks
  const std::vector<Shape>& (*shape)() = nullptr;
  bool drafts = true;             // it begins as a draft; otherwise authorised
  bool has_due_date = false;      // needed for approval
  bool takes_discounts = false;   // on the sales side
  bool has_bank_account = false;  // of a bank transaction
  bool errors_flag = true;        // HasErrors: bank transactions have only the status and the messages
};

const XeroForm& form_of(SimList list);
// Nothing: `resource` is none of the three.
const XeroForm* form_named(std::string_view resource);

}  // namespace crosswalk::simulator::xero_sim
