#include "xero/kinds.h"

#include <array>

namespace crosswalk::xero {
namespace {

// A payment is refused twice as well: the second one exceeds what is outstanding. An allocation likewise.
constexpr std::array<KindWords, 8> table = {{
    {DocumentKind::contact, "Contacts", "ContactID", "Name", "ContactStatus", "", false, true, true, true},
    {DocumentKind::invoice, "Invoices", "InvoiceID", "InvoiceNumber", "Status", "Total", true, true, true,
     true},
    {DocumentKind::credit_note, "CreditNotes", "CreditNoteID", "CreditNoteNumber", "Status", "Total", true,
     true, true, false},
    {DocumentKind::payment, "Payments", "PaymentID", "Reference", "Status", "Amount", false, true, true,
     true},
    {DocumentKind::refund, "Payments", "PaymentID", "Reference", "Status", "Amount", false, true, true, true},
    {DocumentKind::allocation, "Allocations", "AllocationID", "", "Status", "Amount", false, false, true,
     true},
    {DocumentKind::bank_transaction, "BankTransactions", "BankTransactionID", "Reference", "Status", "Total",
     true, true, true, false},
    {DocumentKind::bank_transfer, "BankTransfers", "BankTransferID", "Reference", "Status", "Amount", false,
     false, false, false},
}};

}  // namespace

const KindWords* words_of(DocumentKind kind) {
  for (const KindWords& words : table)
    if (words.kind == kind) return &words;
  return nullptr;
}

}  // namespace crosswalk::xero
