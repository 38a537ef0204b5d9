// `check`: everything that can be wrong before anything is posted: configuration, secrets, rules, sign-in,
// scopes, tenant, every code that the rules name, and what in the rules is probably a mistake.
#include <algorithm>
#include <filesystem>

#include "app/alerting.h"
#include "app/check_history.h"
#include "app/commands.h"
#include "app/offline.h"
#include "app/opening.h"
#include "app/said_at.h"
#include "app/since.h"
#include "app/wiring.h"
#include "app/xero_tokens.h"
#include "base/json_tree.h"
#include "flow/customer_notes.h"
#include "flow/preview_report.h"
#include "flow/unknown_codes.h"
#include "flow/vet_customer.h"
#include "wire/curl_transport.h"

namespace crosswalk::app {
namespace {

using Severity = rules::Finding::Severity;

// What was found of one pair.
struct Report {
  std::vector<rules::Finding> findings;
  int code = exit_ok;
  bool payments_off = false;  // no clearing account
  bool deposits_off = false;  // no bank account: the bank feed's own rule books them
  std::string history;        // a sentence about what was looked at
  std::int64_t orders = 0;

  void error(const Error& error, int exit_code) {
    findings.push_back({Severity::error, error.where, error.message});
    worsen(exit_code);
  }
  void add(std::vector<rules::Finding> more, bool strict) {
    for (auto& finding : more) {
      if (strict || finding.severity == Severity::error) worsen(exit_not_so);
      findings.push_back(std::move(finding));
    }
  }
  // Configuration weighs more than rules, and what only an outside system's failure kept us from asking is
  // not the user's mistake.
  void worsen(int exit_code) {
    const auto weight = [](int each) {
      return each == exit_usage ? 3 : each == exit_not_so ? 2 : each == exit_outside ? 1 : 0;
    };
    if (weight(exit_code) > weight(code)) code = exit_code;
  }
};

class PairCheck {
 public:
  PairCheck(Session& session, const CheckOptions& options, const config::PairConfig& pair,
            store::Store* store)
      : session_(session), options_(options), pair_(pair), store_(store) {}

  Report run(const Outside& outside) {
    const auto rules = rules_of(pair_);
    if (!rules) report_.error(rules.error(), exit_usage);
    if (rules) rules_ = rules->get();
    if (const auto reference = reference_of(outside)) {
      if (rules) check_codes(**rules, *reference);
      check_clearing(*reference);
      check_rates(*reference);
      check_lines(*reference, pair_.books.carried_forward_account);
      check_lines(*reference, pair_.books.opening_account);
      check_lines(*reference, pair_.books.accrued_income_account);
      check_lines(*reference, pair_.books.rounding_account);
      check_currency(*reference);
      for (const auto& remark : reference->remarks)
        report_.add({{Severity::note, ledger_said_at().text(), remark}}, options_.strict);
    }
    report_.payments_off = pair_.books.clearing_account.value.empty();
    report_.deposits_off = !report_.payments_off && pair_.books.bank_account.value.empty();
    check_sign_in();
    if (rules) check_rules(*rules);
    return std::move(report_);
  }

 private:
  std::optional<Reference> reference_of(const Outside& outside);
  void refuse(const Error& error);
  const Origin& ledger_said_at() const {
    return pair_.cloudsuite ? pair_.cloudsuite->accounting_entity.where : pair_.xero.client_id.where;
  }
  void keep_customers(Ledger& ledger);
  void check_contacts(const Ledger& ledger, const flow::CustomerReading& customers);
  void check_contact_codes(const Ledger& ledger, const Reference& reference);
  void check_sign_in();
  void check_codes(const rules::RuleSet& rules, const Reference& reference);
  void check_clearing(const Reference& reference);
  void check_currency(const Reference& reference);
  void check_rates(const Reference& reference);
  void check_lines(const Reference& reference, const config::Located<std::string>& setting);
  void check_rules(const std::shared_ptr<const rules::RuleSet>& rules);

  Session& session_;
  const CheckOptions& options_;
  const config::PairConfig& pair_;
  store::Store* store_;
  const rules::RuleSet* rules_ = nullptr;  // while `run` has them; null: they cannot be loaded
  Report report_;
};

// What an outside system answered, or did not.
void PairCheck::refuse(const Error& error) {
  const bool theirs = error.kind == ErrorKind::outside || error.kind == ErrorKind::limit;
  report_.error(said_at(pair_, error), theirs ? exit_outside : exit_usage);
}

// The ledger's lists, read now, or offline as they were last read.
std::optional<Reference> PairCheck::reference_of(const Outside& outside) {
  const auto systems = Systems::make(pair_, outside, !options_.offline);
  if (!systems) {
    report_.error(systems.error(), exit_usage);
    return std::nullopt;
  }
  if (options_.offline) {
    if (store_ == nullptr) return std::nullopt;
    auto kept = flow::kept_reference(*store_, pair_.name.value, &(*systems)->ledger());
    if (kept) return std::move(*kept);
    report_.error(kept.error(), exit_not_so);
    return std::nullopt;
  }
  const auto refusals = (*systems)->try_sign_in(session_.stop);
  for (const auto& refusal : refusals) refuse(refusal);
  if (!refusals.empty()) return std::nullopt;
  auto reference = (*systems)->ledger().reference(session_.stop);
  if (!reference) {
    refuse(reference.error());
    return std::nullopt;
  }
  // So that a preview knows the lock date too.
  if (store_ != nullptr)
    if (auto kept = flow::keep_reference(*store_, pair_.name.value, (*systems)->ledger(), *reference); !kept)
      report_.error(kept.error(), exit_not_so);
  keep_customers((*systems)->ledger());
  check_contact_codes((*systems)->ledger(), *reference);
  return std::move(*reference);
}

// So that commands which make no calls show rules the customers that there are now.
void PairCheck::keep_customers(Ledger& ledger) {
  const std::string source = ledger.customer_source();
  if (source.empty() || store_ == nullptr) return;
  const std::string& name = pair_.name.value;
  auto read = ledger.customers(session_.stop);
  if (!read) return refuse(read.error());
  auto list = Customers::of(std::move(*read));
  if (!list) return refuse(list.error());
  const auto before = flow::kept_customers(*store_, name, source);
  if (!before) return refuse(before.error());
  const auto now = flow::next_reading(*before, std::move(*list), source, session_.clock.now());
  if (const auto kept = flow::keep_customers(*store_, name, now); !kept) return refuse(kept.error());
  if (rules_ != nullptr) check_contacts(ledger, now);
}

// Whom the rules name for every record of a kind. What they look up is known only when a record comes.
void PairCheck::check_contacts(const Ledger& ledger, const flow::CustomerReading& customers) {
  const bool made = pair_.cloudsuite && pair_.cloudsuite->customers && pair_.cloudsuite->customers->create;
  for (const auto& named : rules_->named_codes()) {
    if (named.kind != rules::NamedCode::Kind::contact || named.value == per_buyer) continue;
    Entries entries;
    entries.contact = named.value;
    if (const auto objection = flow::vet_customer(ledger.customer_of(entries), {}, made, customers))
      report_.error(fail(ErrorKind::config, objection->reason, named.where), exit_not_so);
  }
}

// Where missing customers are made, their codes may be as well.
void PairCheck::check_contact_codes(const Ledger& ledger, const Reference& reference) {
  const bool made = pair_.cloudsuite && pair_.cloudsuite->customers && pair_.cloudsuite->customers->create;
  if (rules_ == nullptr || made) return;
  for (const auto& named : rules_->named_codes()) {
    if (named.kind != rules::NamedCode::Kind::contact || named.value == per_buyer) continue;
    Entries entries;
    entries.contact = named.value;
    if (const auto objection = flow::vet_contact_code(ledger.contact_code(entries), {}, reference))
      report_.error(fail(ErrorKind::config, objection->reason, named.where), exit_not_so);
  }
}

// What may be wrong soon. What is wrong already, signing in has said, or says when not offline.
void PairCheck::check_sign_in() {
  const auto state = xero_sign_in_state(pair_, store_, session_.clock.now());
  if (!state) return report_.error(state.error(), exit_usage);
  if (*state && !(*state)->warning.empty() && ((*state)->connected || options_.offline))
    report_.add({{Severity::note, pair_.xero.client_id.where.text(), (*state)->warning}}, options_.strict);
}

void PairCheck::check_codes(const rules::RuleSet& rules, const Reference& reference) {
  const auto unknown = flow::unknown_codes(rules.named_codes(), reference);
  std::size_t told = 0;
  for (const auto& error : unknown) {
    if (++told > rules::most_notes) {
      report_.error(fail(error.kind,
                         "and " + std::to_string(unknown.size() - rules::most_notes) +
                             " more codes that the ledger does not have",
                         error.where),
                    exit_not_so);
      return;
    }
    report_.error(error, exit_not_so);
  }
}

// Null: the ledger has none that is active.
const LedgerAccount* active_account(const Reference& reference, const std::string& code) {
  const auto found = std::find_if(reference.accounts.begin(), reference.accounts.end(),
                                  [&](const LedgerAccount& account) { return account.code == code; });
  return found == reference.accounts.end() || !found->active ? nullptr : &*found;
}

void PairCheck::check_clearing(const Reference& reference) {
  for (const auto* setting : {&pair_.books.clearing_account, &pair_.books.bank_account}) {
    if (setting->value.empty()) continue;
    const LedgerAccount* account = active_account(reference, setting->value);
    std::string why;
    if (account == nullptr)
      why = "the ledger has no active account " + setting->value;
    else if (!account->takes_payments)
      why = "account " + setting->value + " (" + account->name +
            ") takes no payments: make it a bank account, which settlements need as well, or another one";
    if (!why.empty()) report_.error(fail(ErrorKind::config, why, setting->where.text()), exit_usage);
  }
}

// Orders of the market's own currency must find it in the ledger.
void PairCheck::check_currency(const Reference& reference) {
  const Currency currency = settings_of(pair_).currency;
  if (std::find(reference.currencies.begin(), reference.currencies.end(), currency) !=
      reference.currencies.end())
    return;
  report_.error(fail(ErrorKind::config,
                     "the ledger does not keep " + std::string(currency.code()) +
                         ", in which Walmart pays in the market \"" + pair_.walmart.market +
                         "\"; add the currency there first",
                     ledger_said_at().text()),
                exit_not_so);
}

// A settlement has one rate for all its documents, which a ledger that chooses by the day does not give.
void PairCheck::check_rates(const Reference& reference) {
  const Currency market = settings_of(pair_).currency;
  const bool settles = !pair_.books.clearing_account.value.empty();
  const bool foreign = !reference.base_currency.empty() && reference.base_currency != market;
  if (!settles || pair_.rates.from != config::RatesFrom::ledger || !foreign) return;
  report_.error(
      fail(ErrorKind::config,
           "the market pays in " + std::string(market.code()) + ", and the ledger's own currency is " +
               std::string(reference.base_currency.code()) +
               ": settlements need one rate for all their documents, and would be held; let `rates` "
               "name a file or a feed",
           pair_.books.clearing_account.where.text()),
      exit_not_so);
}

void PairCheck::check_lines(const Reference& reference, const config::Located<std::string>& setting) {
  if (setting.value.empty()) return;
  const LedgerAccount* account = active_account(reference, setting.value);
  std::string why;
  if (account == nullptr)
    why = "the ledger has no active account " + setting.value;
  else if (!account->takes_lines)
    why = "account " + setting.value + " (" + account->name + ") is of type " + account->type +
          " and cannot stand on a line of a document; name one of the type CURRENT";
  if (!why.empty()) report_.error(fail(ErrorKind::config, why, setting.where.text()), exit_usage);
}

void PairCheck::check_rules(const std::shared_ptr<const rules::RuleSet>& rules) {
  auto found = rules::lint(*rules);
  if (!found) return report_.error(found.error(), exit_not_so);
  report_.add(std::move(*found), options_.strict);
  const TimeZone zone = pair_.books.timezone.value;
  const auto from = since(options_.since, session_.clock, zone);
  if (!from) return report_.error(from.error(), exit_usage);
  const std::string span = "since " + zone.date_of(*from).text();
  if (store_ != nullptr) {
    auto history = check_history(session_, pair_, rules, *store_, *from);
    if (!history) return report_.error(history.error(), exit_not_so);
    report_.orders = history->orders;
    if (history->records() > 0)
      report_.history = flow::counted_records(history->orders, history->returns, history->settlements) +
                        " received " + span + " mapped, to find rows that are never met";
    report_.add(std::move(history->never_met), options_.strict);
  }
  if (report_.history.empty())
    report_.history = "the history is empty: no order was received " + span +
                      ", so nothing is said of rows that are never met";
}

void show(Session& session, const std::string& pair, const Report& report) {
  std::size_t notes = 0;
  for (const auto& finding : report.findings) {
    const bool error = finding.severity == Severity::error;
    notes += error ? 0 : 1;
    session.err << pair << ": " << (finding.where.empty() ? "" : finding.where + ": ")
                << (error ? "error: " : "note: ") << finding.message << "\n";
  }
  if (notes == report.findings.size())
    session.out << pair << ": all is well"
                << (notes > 0 ? ", with " + flow::counted(static_cast<std::int64_t>(notes), "note") : "")
                << "\n";
  if (!report.history.empty()) session.out << pair << ": " << report.history << "\n";
  if (report.payments_off)
    session.out << pair
                << ": books.clearing_account is not set, so that invoices and credit notes are not paid and "
                << "settlements are not booked\n";
  if (report.deposits_off)
    session.out << pair
                << ": books.bank_account is not set, so that deposits are left to the bank feed's own rule\n";
}

}  // namespace

int check(Session& session, const CheckOptions& options) {
  const auto workspace = open_workspace(session);
  if (!workspace) return failed(session, workspace.error());
  const auto store = store_if_there(*workspace);
  if (!store) return failed(session, store.error());
  NoNetwork network;
  NoBudget budget;
  wire::CurlTransport transport;
  wire::Transport& used = options.offline ? static_cast<wire::Transport&>(network) : transport;
  // What other commands and a running engine spend of the limits, counts, and what is spent here.
  Budget& spent = *store ? static_cast<Budget&>(**store) : budget;
  Json all = Json::array();
  Json orders = Json::object();
  Report total;
  for (const auto& pair : workspace->pairs) {
    progress(session, "checking pair " + pair.name.value);
    const Report report = PairCheck(session, options, pair, store->get())
                              .run({used, spent, session.clock, wire::random_jitter(), store->get()});
    end_progress(session);
    total.worsen(report.code);
    orders[pair.name.value] = report.orders;
    for (const auto& finding : report.findings)
      all.push_back({{"pair", pair.name.value},
                     {"severity", finding.severity == Severity::error ? "error" : "note"},
                     {"where", finding.where},
                     {"message", finding.message}});
    if (!session.json) show(session, pair.name.value, report);
  }
  // Nobody is told anything here: only that every target has its secrets.
  if (const auto targets = alert_destinations(*workspace, used, session.clock); !targets) {
    const Error& error = targets.error();
    total.worsen(exit_usage);
    all.push_back({{"pair", ""}, {"severity", "error"}, {"where", error.where}, {"message", error.message}});
    if (!session.json) session.err << "alerts: " << error.text() << "\n";
  }
  if (session.json) print(session, {{"findings", all}, {"orders", orders}});
  return total.code;
}

}  // namespace crosswalk::app
