#include "simulator/xero_forms.h"

#include <array>

#include "simulator/xero_text.h"

namespace crosswalk::simulator::xero_sim {
namespace {

constexpr std::array<XeroForm, 3> forms = {{
    {SimList::invoices, "Invoices", "invoice", "InvoiceID", "InvoiceNumber", "ACCREC ACCPAY", &invoice_shape,
     true, true, true, false, true},
    {SimList::credit_notes, "CreditNotes", "creditnote", "CreditNoteID", "CreditNoteNumber",
     "ACCRECCREDIT ACCPAYCREDIT", &credit_note_shape, true, false, false, false, true},
    {SimList::bank_transactions, "BankTransactions", "banktransaction", "BankTransactionID", "",
     "SPEND RECEIVE", &bank_transaction_shape, false, false, false, true, false},
}};

}  // namespace

const XeroForm& form_of(SimList list) {
  return forms.at(static_cast<std::size_t>(list));
}

const XeroForm* form_named(std::string_view resource) {
  for (const XeroForm& form : forms)
    if (same_text(form.plural, resource)) return &form;
  return nullptr;
}

}  // namespace crosswalk::simulator::xero_sim
