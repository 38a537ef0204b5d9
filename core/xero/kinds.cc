#include "xero/kinds.h"

#include <algorithm>
#include <array>

namespace crosswalk::xero {
namespace {

// A payment is refused twice as well: the second one exceeds what is outstanding. An allocation likewise.
// Of bills no number is unique, and what a person calls a bill's reference is its number (xero.md §5.2). A
// journal says its key in its narration (journal_body.h).
constexpr std::array<KindWords, 14> table = {{
    {DocumentKind::contact, "Contacts", "ContactID", "Name", "ContactStatus", "", false, true, true, true},
    {DocumentKind::invoice, "Invoices", "InvoiceID", "InvoiceNumber", "Status", "Total", true, true, true,
     true},
    {DocumentKind::bill, "Invoices", "InvoiceID", "InvoiceNumber", "Status", "Total", true, true, true,
     false},
    {DocumentKind::journal, "ManualJournals", "ManualJournalID", "Narration", "Status", "", false, true, true,
     false},
    {DocumentKind::credit_note, "CreditNotes", "CreditNoteID", "CreditNoteNumber", "Status", "Total", true,
     true, true, false},
    {DocumentKind::payment, "Payments", "PaymentID", "Reference", "Status", "Amount", false, true, true,
     true},
    {DocumentKind::refund, "Payments", "PaymentID", "Reference", "Status", "Amount", false, true, true, true},
    {DocumentKind::allocation, "Allocations", "AllocationID", "", "Status", "Amount", false, false, true,
     true},
    {DocumentKind::bank_transaction, "BankTransactions", "BankTransactionID", "Reference", "Status", "Total",
     true, true, true, false},
    {DocumentKind::note, "HistoryRecords", "", "", "", "", false, false, false, false},
    {DocumentKind::bank_transfer, "BankTransfers", "BankTransferID", "Reference", "Status", "Amount", false,
     false, false, false},
    {DocumentKind::item, "Items", "ItemID", "Code", "", "", true, true, true, true},
    // What Xero says of a second option of one name is not known: it is looked for first.
    {DocumentKind::tracking_option, "Options", "TrackingOptionID", "Name", "Status", "", false, false, false,
     false},
    // Under the same name Xero overwrites it.
    {DocumentKind::attachment, "Attachments", "AttachmentID", "", "", "", false, false, false, true},
}};

}  // namespace

const KindWords* words_of(DocumentKind kind) {
  for (const KindWords& words : table)
    if (words.kind == kind) return &words;
  return nullptr;
}

const KindWords* words_of_list(std::string_view list) {
  for (const KindWords& words : table)
    if (words.list == list) return &words;
  return nullptr;
}

std::string_view without_void_mark(std::string_view number) {
  const auto mark = number.rfind(void_mark);
  if (mark == std::string_view::npos) return number;
  const std::string_view count = number.substr(mark + void_mark.size());
  return !count.empty() && count.find_first_not_of("0123456789") == std::string_view::npos
             ? number.substr(0, mark)
             : number;
}

std::string word_of(DocumentKind kind) {
  std::string word(name_of(kind));
  std::replace(word.begin(), word.end(), '_', ' ');
  return word;
}

std::string a_word_of(DocumentKind kind) {
  const std::string word = word_of(kind);
  const bool vowel = word.find_first_of("aeiou") == 0;
  return (vowel ? "an " : "a ") + word;
}

}  // namespace crosswalk::xero
