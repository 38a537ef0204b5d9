// Pair: one seller account joined to one ledger, as the flow sees it: four faces, the store and the settings.
// It owns nothing; app builds it and keeps what it points to alive.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/clock.h"
#include "flow/item_handler.h"
#include "link/alerts.h"
#include "link/rates.h"
#include "link/source.h"
#include "link/target.h"
#include "model/cadence.h"
#include "model/feedback.h"
#include "rules/rule_set.h"
#include "store/store.h"

namespace crosswalk::flow {

// Accounts of the ledger that no rule is asked about. Empty: the setting is absent.
struct BookAccounts {
  std::string bank;             // where the market pays to; a deposit is booked there
  std::string carried_forward;  // between the months of a settlement
  std::string opening;   // what settled of before the books start; absent: the clearing account holds it
  std::string accrued;   // what shipped by a month's end and is not settled
  std::string rounding;  // differences of cents between what settled and what was booked
  Decimal rounding_tolerance;   // the most that one of them may be, either way
  std::string no_tax = "NONE";  // the ledger's word for no tax, on lines that go there
  // What the market owed when the books started: booked on clearing against `opening`, so that what settles
  // of it books nothing more. Nothing: none is booked.
  std::optional<Decimal> opening_balance;
};

struct PairSettings {
  std::string name;
  std::string worker = "worker";  // who holds the leases: host and process
  std::string market = "us";      // as items tell their rules
  std::string channel;            // "Walmart Marketplace US"
  Currency currency;              // of the market
  BookMode book = BookMode::shipped;
  Schedule schedule = usual_schedule();  // when what is read
  Millis linger{0};           // how long a running engine lets a batch wait for company when calls are short
  Date books_start;           // what happened before it is in the opening balance
  bool pays = false;          // there is a clearing account: it pays what shipped and takes what settles
  bool pays_settled = false;  // an invoice is paid by its settlement, not on its day
  Posting posting = Posting::order;   // who books what shipped
  std::optional<Date> posting_since;  // what shipped before is booked the other way; nothing: always this one
  bool accrues = false;               // at each month's end what its settlements have not booked yet
  BookAccounts accounts;
  Feedback feedback;      // what goes back to the market
  Millis erase_after{0};  // how long settled records keep buyers' data; 0: for ever
  rules::RuleBudget rule_budget;
};

struct Pair {
  PairSettings settings;
  Source& source;
  Ledger& ledger;
  Channel& channel;
  store::Store& store;
  Clock& clock;
  std::shared_ptr<const rules::RuleSet> rules;  // what the engine begins with
  Alerts* alerts = nullptr;                     // told what outside systems refuse; null: nobody is
  ItemHandlers handlers = {};                   // of what is pushed to us and names no record
  Rates* rates = nullptr;                       // of what is not in the base currency; null: the ledger's own
};

}  // namespace crosswalk::flow
