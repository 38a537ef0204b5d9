// Settings: what one pair says about its place in Infor CloudSuite's general ledger. Plain data, no secret in
// it: those are in the .ionapi file (ionapi.h).
#pragma once

#include <map>
#include <string>

#include "base/date.h"
#include "cloudsuite/customer_settings.h"
#include "cloudsuite/receivable_names.h"

namespace crosswalk::cloudsuite {

// How the application's own id and secret go to the sign-in: in the form, or as HTTP Basic; both are seen in
// use (cloudsuite.md §2).
enum class ClientAuth { form, basic };

struct Settings {
  std::string pair;
  std::string api_url;      // instead of the file's own (`iu`); empty: the file's
  std::string sign_in_url;  // instead of the file's own (`pu`); empty: the file's
  ClientAuth client_auth = ClientAuth::form;

  // Where rows go; all the tenant's own codes (cloudsuite.md §5.1).
  std::string enterprise_group;    // FinanceEnterpriseGroup, at most 4
  std::string accounting_entity;   // at most 12
  std::string organization_code;   // at most 40; empty: not sent
  std::string accounting_unit;     // at most 25; empty: not sent
  std::string event;               // GeneralLedgerEvent, at most 15; empty: not sent
  std::string journal_code;        // at most 6; empty: not sent
  std::string system = "WM";       // exactly 2: what tells our rows from others'
  std::string clearing_account;    // what Walmart owes (books.clearing_account); may be empty
  std::string receivable_account;  // what shipped and is not paid; needed only without a clearing account
  std::map<std::string, int> dimensions;              // tracking category → finance dimension, 1 to 10
  int customer_dimension = 0;                         // which one says the customer; 0: none
  std::map<std::string, std::string> customer_codes;  // what the contact rule answers → the customer's code
  CustomerSettings customers;
  // Orders and returns become invoices and credit memos of receivables; settlements stay in the general
  // ledger. The receivable account is then the one that receivables book what customers owe on.
  bool books_receivables = false;
  Receivables receivables;
  std::string number_tag;  // in our references where pairs share a ledger: "us-" → "WM-us-1088…"
  // The tenant's own code of a journal's state → "unreleased", "released" or "posted"; these words are known.
  std::map<std::string, std::string> journal_states;
  std::string create_action = "CreateUnreleased";  // of the batch that stages rows

  int calls_per_minute = 600;          // of a tenant's 3,000 (cloudsuite.md §2)
  int calls_per_day = 100'000;         // of a tenant's 250,000
  int tokens_per_minute = 20;          // cloudsuite.md §2
  int tokens_per_day = 100;            // the same
  Millis posting_patience{1'800'000};  // how long posted detail is waited for once a run is complete
};

}  // namespace crosswalk::cloudsuite
