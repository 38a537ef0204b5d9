// What an organisation of Xero's stand-in holds, as plain data: accounts, tax rates, tracking, items,
// contacts, invoices. Tests read it to see what really stands in the ledger. Amounts are of the document's
// currency.
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
  bool customer = false;  // set by the first sales invoice
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
};

struct SimPayment {
  std::string id = {};
  Date date;
  Decimal amount;
  std::string account = {};
  std::string reference = {};
};

struct SimInvoice {
  std::string id = {};
  std::string type = "ACCREC";
  std::string number = {};
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
  std::vector<SimPayment> payments;
  std::string url = {};
  bool sent = false;
  int revision = 1;  // 2 and more: it has been edited
  Instant created;
  Instant updated;

  Decimal paid() const;  // the sum of its payments
  Decimal due() const;   // nothing on a voided or deleted one
  bool approved() const { return status == "AUTHORISED" || status == "PAID"; }
};

}  // namespace crosswalk::simulator::xero_sim
