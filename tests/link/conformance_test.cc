// Each connector passes the conformance suite of its face, against its simulator.
#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <map>

#include "base/virtual_clock.h"
#include "link/source_suite.h"
#include "link/target_suite.h"
#include "simulator/walmart_service.h"
#include "simulator/world_generator.h"
#include "simulator/xero_service.h"
#include "walmart/channel.h"
#include "walmart/connection.h"
#include "walmart/source.h"
#include "xero/ledger.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

// No limits: they are tested with the connectors.
class OpenBudget final : public Budget {
 public:
  Result<Instant> take(const BucketLimit& /*limit*/, Instant now) override { return now; }
  Result<void> pause(std::string_view /*bucket*/, Instant /*until*/) override { return {}; }
  Result<void> observe(const BucketLimit& /*limit*/, double /*left*/, Instant /*now*/) override { return {}; }
};

const Instant start = Instant::parse("2026-02-10T12:00:00Z").value();

simulator::World world() {
  simulator::WorldSettings settings;
  settings.orders = 60;
  settings.over = Millis(5LL * 86'400'000);
  settings.from = start - settings.over;
  return simulator::make_world(settings);
}

// Walmart's stand-in with a connection to it.
struct Market {
  VirtualClock clock{start};
  simulator::WalmartService service{clock, world()};
  simulator::InProcess network;
  OpenBudget budget;
  walmart::Connection connection{settings(), mounted(), budget, clock, [] { return 0.5; }};
  walmart::WalmartSource source{connection};
  walmart::WalmartChannel channel{connection};

  simulator::InProcess& mounted() {
    network.mount("walmart.test", service);
    return network;
  }
  static walmart::Settings settings() {
    walmart::Settings settings;
    settings.pair = "us";
    settings.client_id = simulator::WalmartAccount{}.client_id;
    settings.client_secret = Secret(simulator::WalmartAccount{}.client_secret);
    settings.base_url = "https://walmart.test";
    settings.charge_amount = walmart::ChargeAmount::line;
    return settings;
  }
  // Orders of the seller that nobody has acknowledged.
  std::vector<std::string> fresh_orders() const {
    std::vector<std::string> orders;
    for (const auto& po : service.purchase_orders()) {
      const auto standing = service.standing(po);
      bool created = service.truth(po).node == simulator::NodeType::seller;
      for (const auto& line : standing.lines) created = created && line.created > 0;
      if (created) orders.push_back(po);
    }
    return orders;
  }
};

// Xero's stand-in with a ledger to it.
struct Books {
  VirtualClock clock{start};
  simulator::XeroService service{clock, {{"MUG-BLU", "Mug"}}};
  simulator::InProcess network;
  OpenBudget budget;
  xero::XeroLedger ledger{settings(), mounted(), budget, clock, [] { return 0.5; }};

  simulator::InProcess& mounted() {
    network.mount("xero.test", service);
    // Whoever looks up waits before; here time stands still.
    auto switches = service.switches();
    switches.list_lag = Millis(0);
    service.set_switches(switches);
    return network;
  }
  static xero::Settings settings() {
    xero::Settings settings;
    settings.pair = "us";
    settings.client_id = simulator::XeroService::client_id;
    settings.client_secret = Secret(std::string(simulator::XeroService::client_secret));
    settings.api_url = "https://xero.test";
    settings.identity_url = "https://xero.test";
    settings.clearing_account = "090";
    return settings;
  }
  static std::string order_id(int n) { return std::to_string(108'800'000'000'000 + n); }
  // An entry of `amount` dollars, debit positive, on account `account`; empty: a counter-entry.
  static Entry entry(EntryRole role, int amount, const std::string& account = {}) {
    Entry entry;
    entry.role = role;
    entry.state = UnitState::shipped;
    entry.date = Date::parse("2026-02-09").value();
    entry.amount = {Decimal::whole(amount), Currency::parse("USD").value()};
    entry.quantity = Decimal::whole(1);
    if (account.empty()) return entry;
    entry.order_line = "1";
    entry.line_key = "1/0-1/PRODUCT:ItemPrice/amount";
    entry.line_class = LineClass::product;
    entry.description = "Mug";
    entry.answers.account = {account, {"rules/account.lua", 1}};
    entry.answers.tax = {"NONE", {"rules/tax.lua", 1}};
    return entry;
  }
  static Entries entries(RecordKind kind, std::string id, std::vector<Entry> list) {
    Entries entries;
    entries.record = {"us", kind, std::move(id)};
    entries.currency = Currency::parse("USD").value();
    entries.contact = "Walmart Marketplace US";
    entries.entries = std::move(list);
    return entries;
  }
  // What the ledger drafts for them, in the order that they may be sent.
  std::vector<Document> drafts(const Entries& entries) const {
    auto drafting = ledger.draft(entries, {});
    REQUIRE(drafting.ok());
    REQUIRE_MESSAGE(drafting->hold.empty(), drafting->hold);
    for (auto& document : drafting->documents) document.pair = "us";
    return drafting->documents;
  }
  static Document only(const std::vector<Document>& documents, DocumentKind kind) {
    for (const auto& document : documents)
      if (document.kind == kind) return document;
    FAIL("no " << name_of(kind) << " was drafted");
    return {};
  }
  // An order over `n` dollars, paid at once or not.
  std::vector<Document> order(int n, bool paid = false) const {
    std::vector<Entry> list = {entry(EntryRole::placed, -n, "200"), entry(EntryRole::receivable, n)};
    if (paid) {
      list.push_back(entry(EntryRole::receivable, -n));
      list.push_back(entry(EntryRole::clearing, n));
    }
    return drafts(entries(RecordKind::order, order_id(n), std::move(list)));
  }
  // One dollar of it comes back: out of clearing, or onto the invoice.
  std::vector<Document> refund(int n, bool from_clearing) const {
    std::vector<Entry> list = {entry(EntryRole::placed, 1, "230"), entry(EntryRole::receivable, -1)};
    if (from_clearing) {
      list.push_back(entry(EntryRole::receivable, 1));
      list.push_back(entry(EntryRole::clearing, -1));
    }
    for (auto& each : list) {
      each.refund = "RMA" + std::to_string(n) + "-1";
      each.purchase_order = order_id(n);
    }
    return drafts(entries(RecordKind::return_order, "RMA" + std::to_string(n), std::move(list)));
  }
  std::vector<Document> settlement(int n) const {
    Entry fee = entry(EntryRole::placed, n, "405");
    Entry payout = entry(EntryRole::placed, 10 * n, "091");
    payout.line_class = LineClass::deposit;
    return drafts(entries(RecordKind::settlement, "2026-02-06." + std::to_string(n),
                          {fee, payout, entry(EntryRole::clearing, -11 * n)}));
  }
  // Sends those of `kinds`, one after the other, and keeps their receipts.
  void post(const std::vector<Document>& documents, std::initializer_list<DocumentKind> kinds) {
    for (const auto& document : documents) {
      if (std::find(kinds.begin(), kinds.end(), document.kind) == kinds.end()) continue;
      if (receipts.find(document.kind, document.key) != nullptr) continue;
      Attempt attempt;
      attempt.id = "attempt of " + document.key;
      attempt.members = {document};
      attempt.request = ledger.freeze(attempt.id, attempt.members, receipts).value();
      const auto outcomes = ledger.send(attempt, {});
      REQUIRE_MESSAGE(outcomes.at(0).kind == Outcome::Kind::posted, outcomes.at(0).reason);
      receipts.add(document.kind, document.key, outcomes[0].receipt);
    }
  }
  Receipts receipts;
};

// Every number that the suite asks a document for.
constexpr int numbers[] = {1, 2, 10, 11, 12, 20, 21, 22, 30, 40};

using Prepare = std::function<void(Books&, int)>;
using Draft = std::function<Document(const Books&, int)>;

// `key` is what the stand-in counts it under.
void conforms(
    const std::string& call, const std::string& resource, const Prepare& prepare, const Draft& draft,
    const std::function<std::string(const Document&)>& key = [](const Document& d) { return d.key; }) {
  run_target_suite([&](const auto& test) {
    Books books;
    for (const int n : numbers) prepare(books, n);
    TargetSubject subject{
        books.ledger,
        [&](int n) { return draft(books, n); },
        books.receipts,
        [&](const Document& document) { return books.service.created(resource)[key(document)]; },
        books.service.faults(),
        call};
    test(subject);
  });
}

}  // namespace

TEST_CASE("Walmart's orders conform to Source") {
  run_source_suite([](const auto& test) {
    Market market;
    SourceSubject subject{market.source, market.service.purchase_orders(), [&] {
                            simulator::Fault fault;
                            fault.when = simulator::Fault::When::after_commit;
                            fault.reply = {502, {{"Content-Type", "text/html"}}, "<html></html>"};
                            fault.times = limits::read_tries;
                            market.service.faults().add("GET /v3/orders?", fault);
                          }};
    test(subject);
  });
}

TEST_CASE("Walmart's acknowledgements conform to Target") {
  run_target_suite([](const auto& test) {
    Market market;
    const auto orders = market.fresh_orders();
    std::map<int, std::string> given;
    TargetSubject subject{
        market.channel,
        [&](int n) {
          const auto known = given.try_emplace(n, orders.at(given.size())).first;
          return market.channel.acknowledgement({"us", RecordKind::order, known->second});
        },
        {},
        [&](const Document& document) { return market.service.acknowledgements(document.key).effects; },
        market.service.faults(),
        "POST /v3/orders/"};
    test(subject);
  });
}

TEST_CASE("Xero's invoices conform to Target") {
  conforms(
      "PUT /api.xro/2.0/Invoices", "Invoices",
      [](Books& books, int n) { books.post(books.order(n), {DocumentKind::contact}); },
      [](const Books& books, int n) { return Books::only(books.order(n), DocumentKind::invoice); });
}

TEST_CASE("Xero's payments conform to Target") {
  conforms(
      "PUT /api.xro/2.0/Payments", "Payments",
      [](Books& books, int n) {
        books.post(books.order(n, true), {DocumentKind::contact, DocumentKind::invoice});
      },
      [](const Books& books, int n) { return Books::only(books.order(n, true), DocumentKind::payment); });
}

TEST_CASE("Xero's credit notes conform to Target") {
  conforms(
      "PUT /api.xro/2.0/CreditNotes", "CreditNotes",
      [](Books& books, int n) { books.post(books.refund(n, true), {DocumentKind::contact}); },
      [](const Books& books, int n) {
        return Books::only(books.refund(n, true), DocumentKind::credit_note);
      });
}

TEST_CASE("the refunds of Xero's credit notes conform to Target") {
  conforms(
      "PUT /api.xro/2.0/Payments", "Payments",
      [](Books& books, int n) {
        books.post(books.refund(n, true), {DocumentKind::contact, DocumentKind::credit_note});
      },
      [](const Books& books, int n) { return Books::only(books.refund(n, true), DocumentKind::refund); });
}

TEST_CASE("Xero's allocations conform to Target") {
  conforms(
      "PUT /api.xro/2.0/CreditNotes/", "Allocations",
      [](Books& books, int n) {
        books.post(books.order(n), {DocumentKind::contact, DocumentKind::invoice});
        books.post(books.refund(n, false), {DocumentKind::credit_note});
      },
      [](const Books& books, int n) { return Books::only(books.refund(n, false), DocumentKind::allocation); },
      [](const Document& document) {
        return document.key + " > " + document.key.substr(0, document.key.find("-RRMA"));
      });
}

TEST_CASE("Xero's bank transactions conform to Target") {
  conforms(
      "PUT /api.xro/2.0/BankTransactions", "BankTransactions",
      [](Books& books, int n) { books.post(books.settlement(n), {DocumentKind::contact}); },
      [](const Books& books, int n) {
        return Books::only(books.settlement(n), DocumentKind::bank_transaction);
      });
}

TEST_CASE("Xero's bank transfers conform to Target") {
  conforms(
      "PUT /api.xro/2.0/BankTransfers", "BankTransfers", [](Books& /*books*/, int /*n*/) {},
      [](const Books& books, int n) {
        return Books::only(books.settlement(n), DocumentKind::bank_transfer);
      });
}
