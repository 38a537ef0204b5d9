// Workspace: what crosswalk.yaml says, read and checked: every value has its type and range, every key is
// known, nothing stands twice. Whether the outside systems agree is for `check`, which finds the line in
// `where`. Plain data, immutable after loading; no secret is in it.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/decimal.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/result.h"
#include "config/alert_target.h"
#include "config/located.h"
#include "config/secret_ref.h"
#include "model/cadence.h"
#include "model/entry.h"
#include "model/feedback.h"
#include "model/reload_policy.h"

namespace crosswalk::config {

// What the charge of an order line with a quantity above one carries (accounting.md §1.15: UNCONFIRMED by
// Walmart, so there is no default and such an order is held until it is said).
enum class ChargeAmount { line, unit };

// How Walmart proves that it is the one who calls (walmart.md §6.3).
enum class HookAuth { hmac, basic, oauth };

struct WalmartHooks {
  HookAuth auth = HookAuth::hmac;
  std::string header;  // that carries the proof
  SecretRef secret;
};

struct WalmartSection {
  std::string market = "us";  // the only one this version knows
  Located<std::string> client_id;
  SecretRef client_secret;
  Located<std::string> base_url;                // without a trailing slash
  Located<std::string> channel_type;            // WM_CONSUMER.CHANNEL.TYPE; empty: not sent
  bool sandbox = false;                         // Walmart's sandbox instead of the real market
  std::optional<WalmartHooks> webhooks;         // none: Walmart does not call us
  std::map<std::string, std::string> carriers;  // a warehouse's spelling → the name on Walmart's list
  bool ship_despite_cancel_request = false;     // ships what the buyer asked to cancel
};

// How a pair signs in to Xero: as a custom connection, or as a person who allows the app, with PKCE (no
// secret needed) or with the app's secret.
enum class XeroSignIn { custom, pkce, code };

struct XeroSection {
  XeroSignIn sign_in = XeroSignIn::custom;
  Located<std::string> tenant_id;  // empty: the one organisation of a custom connection
  Located<std::string> client_id;
  SecretRef client_secret;
  bool has_client_secret = true;          // false: sign_in pkce without one
  SecretRef token_key;                    // what stored tokens are sealed with; of pkce and code only
  Located<std::string> api_url;           // without a trailing slash
  Located<std::string> identity_url;      // without a trailing slash
  Located<std::string> login_url;         // the same
  Located<int> day_limit;                 // calls a day to spend, at most Xero's own 5,000
  Located<std::string> tag;               // goes into document numbers; empty: none
  bool batch_payments = false;            // payments: batch
  bool notes = false;                     // history notes on documents
  std::vector<std::string> create_items;  // items.create: fields of a new item; empty: none is made
  std::vector<std::string> update_items;  // items.update
  bool create_tracking = false;           // tracking.create
  bool attach_settlements = false;        // the settlement's file on its document
  std::optional<SecretRef> webhook_key;   // none: Xero does not call us
};

// How an ION API application names itself to Infor's sign-in.
enum class IonClientAuth { form, basic };

// How a tenant of Infor CloudSuite spells its receivables.
struct ReceivablesSection {
  Origin where;
  std::string company;        // at most 6; empty: not said
  std::string system = "AR";  // what their postings are known by in the ledger
  int number_length = 22;     // characters of an invoice's number, 20 to 40
  bool credits_negative = false;
  std::map<std::string, std::string> parameters;  // of the request that interfaces
  std::map<std::string, std::string> names;       // of receivable_names() → the tenant's own
};

// Where CloudSuite keeps its customers, and how missing ones are made. Names of the tenant's classes, fields
// and actions; an empty one is not there.
struct CustomerSection {
  Origin where;
  std::string business_class;
  std::string company;
  std::string code_field;
  std::string name_field;
  std::string email_field;
  std::string external_id_field;
  std::string active_field;
  std::string company_field;
  std::string run_group_field;
  bool create = false;
  std::string import_class;
  std::string import_action;
  std::string interface_operation;
  std::map<std::string, std::string> import_values;  // what every new customer gets besides
};

// Infor CloudSuite's general ledger in place of Xero. Codes are the tenant's own; addresses and secrets come
// from the .ionapi file, which `crosswalk connect cloudsuite` takes in.
struct CloudSuiteSection {
  IonClientAuth client_auth = IonClientAuth::form;
  SecretRef token_key;               // what the file's secrets and the token are sealed with
  Located<std::string> api_url;      // without a trailing slash; empty: the file's own
  Located<std::string> sign_in_url;  // the same
  Located<std::string> enterprise_group;
  Located<std::string> accounting_entity;
  Located<std::string> system;    // 2 capitals or digits
  std::string organization_code;  // these may be empty: not sent
  std::string accounting_unit;
  std::string event;
  std::string journal_code;
  Located<std::string> receivable_account;  // empty: not said
  std::map<std::string, int> dimensions;    // tracking category → finance dimension, 1 to 10
  int customer_dimension = 0;               // 0: none
  // What the contact rule answers → the customer's code.
  std::map<std::string, Located<std::string>> customer_codes;
  std::optional<CustomerSection> customers;           // nothing: they are not read
  std::map<std::string, std::string> journal_states;  // the tenant's code → unreleased, released or posted
  bool books_receivables = false;                     // orders and returns, as invoices and credit memos
  ReceivablesSection receivables;
  Located<std::string> tag;   // goes into references; empty: none
  Located<int> minute_limit;  // calls a minute to spend
  Located<int> day_limit;     // calls a day to spend
};

struct BooksSection {
  Located<Date> start;  // the first accounting date that is booked
  Located<TimeZone> timezone{TimeZone::utc(), {}};
  // Codes of the ledger's accounts; empty: not said.
  Located<std::string> clearing_account;
  Located<std::string> bank_account;                // where deposits are booked
  Located<std::string> carried_forward_account;     // between the months of a settlement
  Located<std::string> opening_account;             // of what settles from before the start
  Located<std::string> accrued_income_account;      // of what shipped by a month's end and is not settled
  Located<std::optional<Decimal>> opening_balance;  // what Walmart owed at the start; needs opening_account
  Located<std::string> rounding_account;            // of differences within the tolerance
  // Per line, in the market's currency: 0.01 to 1.00, whole cents. The usual cent is accounting.md §1.10's.
  Located<Decimal> rounding_tolerance{Decimal::from_units(Decimal::one / 100), {}};
};

// Where the rates of other currencies than the ledger's own come from.
enum class RatesFrom { ledger, file, ecb };

struct RatesSection {
  RatesFrom from = RatesFrom::ledger;
  std::filesystem::path file;  // of `file`; of `ecb` where what was read is kept. Absolute
  std::string shown;           // the same as written, for messages
  Located<std::string> url;    // of `ecb`
};

// What `crosswalk reconcile` expects.
struct ReconcileSection {
  // The commission that was agreed upon, in per cent by contract category; "*" is every other one. Empty:
  // what each row of a settlement says itself.
  std::map<std::string, Decimal> contract_rates;
};

struct PairConfig {
  Located<std::string> name;
  WalmartSection walmart;
  XeroSection xero;                             // says nothing where there is `cloudsuite`
  std::optional<CloudSuiteSection> cloudsuite;  // a pair has exactly one ledger
  Located<std::filesystem::path> rules;  // absolute; whether it exists is asked when the rules are loaded
  std::string rules_shown;               // as written, with a trailing slash: the prefix of "rules/tax.lua:7"
  ReloadPolicy reload = ReloadPolicy::tested;
  BookMode book = BookMode::shipped;
  bool pays_settled = false;  // `pay: settled`
  Posting posting = Posting::order;
  std::optional<Date> posting_since;  // what shipped before it is booked the other way
  bool accrues = false;               // `accrue: month_end`
  Located<std::optional<ChargeAmount>> charge_amount;
  BooksSection books;
  RatesSection rates;
  ReconcileSection reconcile;
  Schedule schedule = usual_schedule();  // when what is asked for, in the books' time zone
  Millis linger{60'000};  // what is not a full batch waits so long for company when the day's calls run short
  Feedback feedback;
  Millis erase_after{0};  // how long settled records keep buyers' data; zero: for ever
  Millis rule_time = limits::rule_time;
  std::size_t rule_memory = limits::rule_memory;
};

// The public listener: webhooks and the events API. Without TLS, so it stands behind a proxy that has it.
struct ListenSection {
  Located<std::string> host;  // empty: nothing listens
  int port = 0;
  int rate = 1'000;  // requests a second of one sender
};

struct Workspace {
  std::filesystem::path directory;       // absolute
  Located<std::filesystem::path> store;  // the SQLite file, absolute
  log::Level log = log::Level::info;
  ListenSection listen;
  std::vector<AlertTarget> alerts;  // who is told what stands; empty: nobody
  std::vector<PairConfig> pairs;    // in the order of the file; at least one

  // Null when there is none of that name.
  const PairConfig* pair(std::string_view name) const;
};

inline constexpr std::string_view workspace_file = "crosswalk.yaml";

// Reads `directory`/crosswalk.yaml. The error is the first problem in it: ErrorKind::config with "file:line",
// or not_found when there is no such file.
Result<Workspace> load_workspace(const std::filesystem::path& directory);

}  // namespace crosswalk::config
