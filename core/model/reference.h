// Reference: the ledger's own lists, against which decisions are checked before anything is posted. Plain
// data.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/money.h"

namespace crosswalk {

struct LedgerAccount {
  std::string id;    // the ledger's own; may be needed where a code is missing
  std::string code;  // what rules name
  std::string name;
  std::string type;  // the ledger's word: "REVENUE", "BANK"
  bool active = true;
  bool takes_lines = true;     // may stand on a line of a sales document
  std::string group = {};      // what the ledger counts it to: "REVENUE", "LIABILITY"; empty: it does not say
  bool takes_payments = true;  // invoices may be paid from it
  bool takes_journals = true;  // may stand in a journal
  Currency currency = {};      // that it is kept in; empty: the ledger does not say
};

struct LedgerTaxType {
  std::string code;  // "NONE", "TAX001"
  std::string name;
  bool active = true;
  bool for_revenue = true;
  Decimal rate;                          // per cent
  std::vector<std::string> groups = {};  // of the accounts it may stand with; empty: the ledger does not say
};

struct LedgerTrackingOption {
  std::string category;
  std::string option;
  bool active = true;
};

struct LedgerTrackingCategory {
  std::string id;  // the ledger's own
  std::string name;
  bool active = true;
};

struct LedgerItem {
  std::string code;
  std::string name;
  std::optional<Decimal> on_hand = {};  // units; nothing: the ledger does not count this item
  std::optional<Decimal> price = {};    // what it sells for, in the ledger's base currency
  std::optional<Decimal> cost = {};     // what one unit cost on average, in the base currency
  std::string id = {};                  // the ledger's own
  std::string description = {};         // of what is sold
  std::string sales_account = {};       // empty: none
  std::string sales_tax = {};           // empty: none
  std::string changed = {};             // the ledger's own mark of its last change; empty: it tells none
};

struct Reference {
  std::string organisation;
  std::string country;
  Currency base_currency;
  std::vector<LedgerAccount> accounts;
  std::vector<LedgerTaxType> tax_types;
  std::vector<LedgerTrackingOption> tracking;
  std::vector<LedgerTrackingCategory> categories;  // with or without options
  std::vector<LedgerItem> items;
  std::vector<Currency> currencies;
  // What contacts must be among, as Ledger::contact_code says them; nothing: the ledger takes any.
  std::optional<std::vector<std::string>> contact_codes;
  bool makes_codes = true;  // items and tracking options may be made in it (catalogue.lua); false: never
  std::optional<Date> locked_until;       // the later of the lock dates; nothing may be dated on or before it
  std::vector<std::string> remarks = {};  // sentences: what the lists do not say that they could
  Instant read;
};

}  // namespace crosswalk
