// Settings: what one pair says about its Xero organisation. Plain data; the secret never leaves it but for
// sign-in.
#pragma once

#include <set>
#include <string>

#include "base/secret.h"

namespace crosswalk::xero {

// How the app signs in: as a custom connection (client_credentials), or by a person's consent, with PKCE
// alone or with the app's secret.
enum class Way { custom, pkce, code };

// Of an item. Its code it always says; quantity, cost and inventory accounts never.
enum class ItemField { name, description, sales_account, sales_tax, sales_price };

struct Settings {
  std::string pair;
  std::string tenant_id;  // may be empty for a custom connection (xero.md §1.4)
  std::string client_id;
  Secret client_secret;  // may be empty for Way::pkce
  Way way = Way::custom;
  // Separated by blanks. Items, accounts, tax rates, tracking and the organisation are all under `settings`;
  // what more is needed with a clearing account, `scopes_for` adds (scopes.h).
  std::string scopes = "accounting.contacts accounting.invoices accounting.settings.read";
  std::string api_url = "https://api.xero.com";
  std::string identity_url = "https://identity.xero.com";
  std::string login_url = "https://login.xero.com";

  std::string number_prefix = "WM-";  // of every invoice number
  std::string number_tag;  // after the prefix where pairs share an organisation: "us-" → "WM-us-1088…"
  std::string settlement_prefix = "WMS-";  // of every document of a settlement
  std::string accrual_prefix = "WMA-";     // of a month's accrual
  std::string clearing_account;       // the code of what Walmart owes (books.clearing_account); may be empty
  bool batch_payments = false;        // payments of one date and account go out as one (batch_payments.h)
  bool notes = false;                 // what booked a document is written into its history (history.h)
  std::set<ItemField> create_items;   // what a new item says; empty: none is made (catalogue.h)
  std::set<ItemField> update_items;   // what of an item follows the rules; empty: nothing
  bool create_tracking = false;       // options of tracking categories are made
  bool attach_settlements = false;    // a settlement's file is attached to its document (attachment.h)
  std::string contact_prefix = "wm";  // of every contact number

  int calls_per_minute = 60;  // xero.md §2
  int calls_per_day = 5'000;  // 1,000 on the Starter tier
  int calls_at_once = 5;

  // Whose calls are counted together, and whose idempotency keys must differ: Xero's keys are an app's, not a
  // tenant's (xero.md §4). Without a tenant it is a custom connection, whose app is one organisation's
  // (§1.5): pairs that sign in with it share its limits.
  const std::string& account() const { return tenant_id.empty() ? client_id : tenant_id; }
};

}  // namespace crosswalk::xero
