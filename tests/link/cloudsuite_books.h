// CloudSuite's stand-in with a ledger to it, and short ways to book something. One thread.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/virtual_clock.h"
#include "cloudsuite/ledger.h"
#include "simulator/cloudsuite_service.h"
#include "store/store.h"

namespace crosswalk::tests {

struct CloudBooks {
  static constexpr const char* create =
      "POST /ACME_TST/FSM/fsm/soap/classes/GLTransactionInterface/actions/CreateUnreleased/batch";
  static constexpr const char* clear =
      "GET /ACME_TST/FSM/fsm/soap/ldrest/GLTransactionInterface/DeleteAllTransactionsForRunGroup";
  static constexpr const char* interface =
      "GET /ACME_TST/FSM/fsm/soap/ldrest/GLTransactionInterface/InterfaceTransactions";

  VirtualClock clock{Instant::parse("2026-02-10T12:00:00Z").value()};
  simulator::CloudSuiteService service{clock};
  simulator::InProcess network;
  // The real one: the right to interface is kept in it, and the token budget.
  std::unique_ptr<store::Store> store = store::open_store("sqlite::memory:").value();
  auth::TokenVault vault{*store, "cloudsuite/us",
                         SealKey::from(Secret("0123456789abcdef0123456789abcdef")).value()};
  cloudsuite::CloudSuiteLedger ledger;

  explicit CloudBooks(cloudsuite::Settings said = settings())
      : ledger(
            std::move(said), credentials(), mounted(), *store, clock, [] { return 0.5; }, &vault) {}

  simulator::InProcess& mounted() {
    network.mount("cloudsuite.test", service);
    REQUIRE(vault.put({}).ok());
    return network;
  }
  static cloudsuite::Ionapi credentials() {
    return cloudsuite::read_ionapi(simulator::CloudSuiteService::ionapi("https://cloudsuite.test"),
                                   "test.ionapi")
        .value();
  }
  static cloudsuite::Settings settings() {
    cloudsuite::Settings settings;
    settings.pair = "us";
    settings.enterprise_group = "1";
    settings.accounting_entity = "100";
    settings.event = "JE";
    settings.clearing_account = "090";
    settings.receivable_account = "610";
    settings.dimensions = {{"Channel", 1}};
    settings.customer_dimension = 3;
    settings.customer_codes = {{"Walmart Marketplace US", "WALMART"}};
    return settings;
  }
  // Orders and returns go into receivables.
  static cloudsuite::Settings with_receivables() {
    cloudsuite::Settings made = settings();
    made.books_receivables = true;
    made.receivables.company = "1000";
    return made;
  }
  // An entry of `amount` dollars, debit positive, on account `account`; empty: a counter-entry.
  static Entry entry(EntryRole role, const std::string& amount, const std::string& account = {},
                     const std::string& date = "2026-02-09") {
    Entry entry;
    entry.role = role;
    entry.state = UnitState::shipped;
    entry.date = Date::parse(date).value();
    entry.amount = {Decimal::parse(amount).value(), Currency::parse("USD").value()};
    entry.quantity = Decimal::whole(1);
    if (account.empty()) return entry;
    entry.order_line = "1";
    entry.line_key = "1/0-1/PRODUCT:ItemPrice/amount";
    entry.line_class = LineClass::product;
    entry.description = "Mug";
    entry.answers.account = {account, {"rules/account.lua", 1}};
    entry.answers.tax = {"NONE", {"rules/tax.lua", 1}};
    entry.answers.tracking = {{"Channel", "WALMART-US", {"rules/tracking.lua", 1}}};
    return entry;
  }
  static Entries entries(RecordKind kind, std::string id, std::vector<Entry> list) {
    Entries entries;
    entries.record = {"us", kind, std::move(id)};
    entries.currency = Currency::parse("USD").value();
    entries.order_date = Date::parse("2026-02-07").value();
    entries.contact = "Walmart Marketplace US";
    entries.entries = std::move(list);
    return entries;
  }
  // An order over `n` dollars, paid from clearing.
  static Entries order(int n, const std::string& account = "200", const std::string& date = "2026-02-09") {
    const std::string amount = std::to_string(n);
    return entries(
        RecordKind::order, std::to_string(108'800'000'000'000 + n),
        {entry(EntryRole::placed, "-" + amount, account, date),
         entry(EntryRole::receivable, amount, "", date), entry(EntryRole::receivable, "-" + amount, "", date),
         entry(EntryRole::clearing, amount, "", date)});
  }
  std::vector<Document> drafts(const Entries& entries, const Posted& posted = {}) const {
    auto drafting = ledger.draft(entries, posted);
    REQUIRE(drafting.ok());
    REQUIRE_MESSAGE(drafting->hold.empty(), drafting->hold);
    return drafting->documents;
  }
  Attempt attempt_of(std::vector<Document> documents, const std::string& id) const {
    Attempt attempt;
    attempt.id = id;
    attempt.pair = "us";
    attempt.created = clock.now();
    attempt.request = ledger.freeze(id, documents, {}).value();
    attempt.members = std::move(documents);
    return attempt;
  }
  // Looks until nothing is open any more.
  Outcomes followed(const Attempt& attempt) {
    Outcomes outcomes = ledger.check(attempt, {});
    const auto open = [](const Outcome& one) {
      return one.kind == Outcome::Kind::pending || one.kind == Outcome::Kind::unknown;
    };
    for (int i = 0; i < 40 && std::any_of(outcomes.begin(), outcomes.end(), open); ++i) {
      clock.advance(Millis(60'000));
      outcomes = ledger.check(attempt, {});
    }
    return outcomes;
  }
  Outcomes sent(const Attempt& attempt) {
    Outcomes outcomes = ledger.send(attempt, {});
    const bool pending = std::all_of(outcomes.begin(), outcomes.end(), [](const Outcome& one) {
      return one.kind == Outcome::Kind::pending || one.kind == Outcome::Kind::unknown;
    });
    return pending ? followed(attempt) : outcomes;
  }
  // How often something was asked to be interfaced.
  int interface_requests() const {
    int asked = 0;
    for (const auto& [call, times] : service.requests())
      if (call.find("InterfaceTransactions") != std::string::npos) asked += times;
    return asked;
  }
  // Sends four at a time and looks until each is booked, and holds then that each is there once.
  void book_through_faults(const std::vector<Document>& all) {
    std::vector<Document> open = all;
    for (int round = 0; round < 200 && !open.empty(); ++round) {
      std::vector<Document> batch(open.begin(), open.begin() + std::min<std::ptrdiff_t>(4, std::ssize(open)));
      const Attempt attempt = attempt_of(batch, "round " + std::to_string(round));
      Outcomes outcomes = ledger.send(attempt, {});
      for (int look = 0; look < 60; ++look) {
        const auto is_open = [](const Outcome& one) {
          return one.kind == Outcome::Kind::pending || one.kind == Outcome::Kind::unknown;
        };
        if (std::none_of(outcomes.begin(), outcomes.end(), is_open)) break;
        clock.advance(Millis(60'000));
        outcomes = ledger.check(attempt, {});
      }
      // A refused one goes again as well, as a person would have it.
      for (std::size_t i = 0; i < outcomes.size(); ++i)
        if (outcomes[i].kind == Outcome::Kind::posted)
          std::erase_if(open, [&](const Document& each) { return each.key == batch[i].key; });
      clock.advance(Millis(60'000));
    }
    CHECK(open.empty());
    for (const Document& document : all) CHECK(count(document) == 1);
  }
  // How often the posted ledger holds the document; -1: in part.
  int count(const Document& document) const {
    const std::string mark =
        document.step == 1 ? document.key : document.key + ":" + std::to_string(document.step);
    std::map<std::string, int> rows;
    for (const auto& row : service.ledger()) {
      const std::string reference = row.at("Reference");
      if (reference.substr(0, reference.find('/')) == mark) ++rows[reference + row.at("AccountCode")];
    }
    if (rows.empty()) return 0;
    const int first = rows.begin()->second;
    for (const auto& [reference, times] : rows)
      if (times != first) return -1;
    return first;
  }
};

}  // namespace crosswalk::tests
