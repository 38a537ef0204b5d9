// What an organisation of Xero's stand-in holds, as plain data: accounts, tax rates, tracking, items,
// contacts, documents with lines and the money applied to them. Tests read it to see what really stands in
// the ledger. Amounts are of the document's currency. What has no lines of goods is in xero_movements.h.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/decimal.h"
#include "simulator/xero_arithmetic.h"

namespace crosswalk::simulator::xero_sim {

struct SimAccount {
  std::string code = {};
  std::string name = {};
  std::string type = {};           // BANK, REVENUE, CURRLIAB …
  std::string account_class = {};  // ASSET, REVENUE, LIABILITY, EXPENSE, EQUITY
  std::string tax_type = "NONE";
  std::string status = "ACTIVE";
  std::string system = {};      // DEBTORS, ROUNDING …; empty for an ordinary account
  bool takes_payments = false;  // EnablePaymentsToAccount
  std::string id = {};
  std::string currency = {};  // of a bank account; empty: the organisation's own
};

struct SimTaxRate {
  std::string type = {};
  std::string name = {};
  Decimal rate;                // percent
  std::string can_apply = {};  // account classes, separated by blanks
  std::string status = "ACTIVE";
};

struct SimOption {
  std::string id = {};
  std::string name = {};
  std::string status = "ACTIVE";
};

struct SimTracking {
  std::string id = {};
  std::string name = {};
  std::string status = "ACTIVE";
  std::vector<SimOption> options;
};

struct SimItem {
  std::string code = {};
  std::string name = {};
  std::string id = {};
  std::string sales_account = "200";
  std::optional<Decimal> sales_price = {};
  std::string sales_tax = {};
  std::string purchase_account = {};
  std::optional<Decimal> purchase_price = {};
  std::string purchase_tax = {};
  std::string description = {};
  std::string purchase_description = {};
  bool sold = true;
  bool purchased = false;
  std::string asset_account = {};  // both are set on an item that is tracked
  std::string cost_account = {};
  Decimal on_hand = {};  // QuantityOnHand, moved by approved documents only
  Decimal cost_pool = {};
  bool used = false;  // by a document, of any status
  std::optional<Instant> updated = {};

  bool tracked() const { return !asset_account.empty() && !cost_account.empty(); }
};

using SimFields = std::map<std::string, std::string>;

struct SimContact {
  std::string id = {};
  std::string number = {};  // ContactNumber; may be empty
  std::string status = "ACTIVE";
  std::string name = {};
  SimFields texts;  // FirstName, EmailAddress and so on, as far as given
  std::vector<SimFields> addresses;
  std::vector<SimFields> phones;
  std::vector<SimFields> persons;
  bool customer = false;  // set by the first sales document
  bool supplier = false;  // set by the first bill
  Instant created;
  Instant updated;
};

struct SimTrackingPair {
  std::string category = {};
  std::string option = {};
  friend bool operator==(const SimTrackingPair&, const SimTrackingPair&) = default;
};

struct SimLine {
  std::string id = {};
  std::string description = {};
  std::string account = {};  // code; empty on a line of text only, and on drafts
  std::string tax_type = {};
  std::string item = {};
  std::vector<SimTrackingPair> tracking;
  Decimal quantity;
  Decimal unit_amount;
  Decimal line_amount;
  Decimal tax_amount;
  std::optional<Decimal> discount_rate;
  std::optional<Decimal> discount_amount;
  bool tax_stated = false;  // the tax amount was sent, not computed
  bool text_only = false;
  Decimal cost;  // what it took out of a tracked item's cost pool, or put back
};

// Money on an invoice or a credit note: /Payments.
struct SimPayment {
  std::string id = {};
  std::string type = "ACCRECPAYMENT";
  std::string status = "AUTHORISED";  // or DELETED
  bool on_credit_note = false;
  std::string target_id = {};
  Date date;
  Decimal amount;
  Decimal currency_rate = Decimal::whole(1);
  std::string currency = {};
  std::string account = {};  // code
  std::string reference = {};
  std::string batch_id = {};  // of the batch payment that made it
  bool reconciled = false;
  Instant created;
  Instant updated;
};

// Credit on an invoice. It stands at both ends: `other_id` is the invoice there, the credit note here.
struct SimAllocation {
  std::string id = {};
  std::string other_id = {};
  std::string other_number = {};
  Date date;
  Decimal amount;
};

// Whatever has line items: an invoice, a bill, a credit note (ACCRECCREDIT, ACCPAYCREDIT) or a bank
// transaction (SPEND, RECEIVE).
struct SimInvoice {
  std::string id = {};
  std::string type = "ACCREC";
  std::string number = {};  // never of a bank transaction
  std::string reference = {};
  std::string status = "DRAFT";
  Date date;
  std::optional<Date> due_date;
  std::string contact_id = {};
  std::string contact = {};  // its name when it was last read
  std::string currency = {};
  Decimal currency_rate = Decimal::whole(1);
  LineAmountTypes types = LineAmountTypes::exclusive;
  std::vector<SimLine> lines;
  Decimal sub_total;
  Decimal total_tax;
  Decimal rounding;
  Decimal total;
  std::vector<SimPayment> payments;        // those that stand
  std::vector<SimAllocation> allocations;  // those that stand
  std::vector<SimAllocation> taken_off;    // those that were taken off, of a credit note
  std::string bank_account = {};           // code, of a bank transaction
  bool reconciled = false;
  std::string url = {};
  bool sent = false;
  int revision = 1;  // 2 and more: it has been edited
  Instant created;
  Instant updated;

  Decimal paid() const;      // the sum of its payments
  Decimal credited() const;  // the sum of its allocations
  Decimal due() const;       // what is neither paid nor credited; nothing on a voided or deleted one
  bool approved() const { return status == "AUTHORISED" || status == "PAID"; }
  bool ended() const { return status == "VOIDED" || status == "DELETED"; }
  bool money_applied() const { return !payments.empty() || !allocations.empty() || reconciled; }
};

}  // namespace crosswalk::simulator::xero_sim
