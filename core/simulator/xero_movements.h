// What an organisation of Xero's stand-in holds beside documents with lines: batch payments, transfers
// between bank accounts, manual journals, notes and attachments, and the changes that webhooks tell of. Plain
// data.
#pragma once

#include <string>
#include <vector>

#include "simulator/xero_documents.h"

namespace crosswalk::simulator::xero_sim {

// Several payments that reach the bank as one line: /BatchPayments.
struct SimBatch {
  std::string id = {};
  std::string type = "RECBATCH";  // or PAYBATCH
  std::string status = "AUTHORISED";
  Date date;
  std::string account = {};
  std::string reference = {};
  std::string narrative = {};
  std::vector<std::string> payments;  // ids
  Decimal total;
  bool reconciled = false;
  Instant created;
  Instant updated;
};

// /BankTransfers.
struct SimTransfer {
  std::string id = {};
  std::string status = "AUTHORISED";  // or DELETED
  std::string from = {};              // codes of bank accounts
  std::string to = {};
  Decimal amount;                    // of the account that it leaves
  Decimal rate = Decimal::whole(1);  // of that account's currency on the day
  Date date;
  std::string reference = {};
  bool from_reconciled = false;
  bool to_reconciled = false;
  std::string currency = {};
  Instant created;
  Instant updated;
};

struct SimJournalLine {
  std::string account = {};
  std::string description = {};
  std::string tax_type = {};
  Decimal amount;  // debit positive
  Decimal tax;
  std::vector<SimTrackingPair> tracking;
};

// /ManualJournals; always in the organisation's own currency.
struct SimJournal {
  std::string id = {};
  std::string narration = {};
  std::string status = "DRAFT";  // POSTED, VOIDED, DELETED
  Date date;
  LineAmountTypes types = LineAmountTypes::no_tax;
  std::vector<SimJournalLine> lines;
  std::string url = {};
  Instant created;
  Instant updated;
};

// A history note of one document; nothing removes it.
struct SimNote {
  std::string resource = {};  // "Invoices"
  std::string target_id = {};
  std::string details = {};
  Instant made;
};

struct SimAttachment {
  std::string id = {};
  std::string resource = {};
  std::string target_id = {};
  std::string file = {};
  std::string type = {};  // Content-Type
  std::string bytes = {};
  bool online = false;
};

// A change that a webhook tells of.
struct SimEvent {
  std::string category = {};  // INVOICE, CONTACT, CREDITNOTE
  std::string id = {};
  bool created = false;
  std::string type = {};    // of a credit note
  std::string status = {};  // likewise
  Instant at;
  bool by_payment = false;  // only money was put on or taken off
};

}  // namespace crosswalk::simulator::xero_sim
