// Each connector passes the conformance suite of its face, against its simulator.
#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <map>

#include "base/json_tree.h"
#include "base/virtual_clock.h"
#include "link/source_suite.h"
#include "link/target_suite.h"
#include "link/xero_books.h"
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

simulator::World world() {
  simulator::WorldSettings settings;
  settings.orders = 60;
  settings.over = Millis(5LL * 86'400'000);
  settings.from = start - settings.over;
  return simulator::make_world(settings);
}

// Forty days with returns and closed settlement periods.
simulator::World long_world() {
  simulator::WorldSettings settings;
  settings.orders = 150;
  settings.over = Millis(40LL * 86'400'000);
  settings.from = start - settings.over;
  settings.after_sale.emplace();
  return simulator::make_world(settings);
}

// Walmart's stand-in with a connection to it.
struct Market {
  explicit Market(simulator::World its_world = world()) : service(clock, std::move(its_world)) {}

  VirtualClock clock{start};
  simulator::WalmartService service;
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
  // Every record that can be read, those of a kind together.
  std::vector<RecordKey> records() const {
    std::vector<RecordKey> keys;
    for (const auto& po : service.purchase_orders()) keys.push_back({"us", RecordKind::order, po});
    for (const auto& id : service.return_orders()) keys.push_back({"us", RecordKind::return_order, id});
    for (const auto& settlement : service.settlements())
      keys.push_back({"us", RecordKind::settlement, settlement.report_date.text()});
    return keys;
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

TEST_CASE("Walmart's records conform to Source") {
  run_source_suite([](const auto& test) {
    Market market(long_world());
    SourceSubject subject{market.source, market.records(), {"@relay"}, [&] {
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

TEST_CASE("Xero's contacts conform to Target, with an address of their own and without") {
  for (const bool reachable : {false, true})
    run_target_suite([reachable](const auto& test) {
      Books books;
      TargetSubject subject{books.ledger,
                            [&](int n) { return Books::buyer(n, reachable); },
                            {},
                            [&](const Document& document) {
                              const Json content = parse_json(document.content, "a contact").value();
                              return books.service.contacts_created()[text_in(content, "ContactNumber")];
                            },
                            books.service.faults(),
                            "PUT /api.xro/2.0/Contacts",
                            3};
      test(subject);
    });
}

TEST_CASE("Xero's payments conform to Target") {
  conforms(
      "PUT /api.xro/2.0/Payments", "Payments",
      [](Books& books, int n) {
        books.post(books.order(n, true), {DocumentKind::contact, DocumentKind::invoice});
      },
      [](const Books& books, int n) { return Books::only(books.order(n, true), DocumentKind::payment); });
}

TEST_CASE("Xero's batch payments conform to Target, whether or not their children keep a reference") {
  for (const bool lost : {true, false})
    run_target_suite([lost](const auto& test) {
      xero::Settings settings = Books::settings();
      settings.batch_payments = true;
      Books books(settings);
      auto switches = books.service.switches();
      switches.batch_children_lose_reference = lost;
      books.service.set_switches(switches);
      constexpr int together = 3;
      for (const int n : numbers)
        for (int i = 0; i < together; ++i)
          books.post(books.order(n * together + i, true), {DocumentKind::contact, DocumentKind::invoice});
      TargetSubject subject{
          books.ledger,
          [&](int n) { return Books::only(books.order(n, true), DocumentKind::payment); },
          books.receipts,
          [&](const Document& document) {
            int count = 0;
            const auto invoice = books.service.invoice(document.key);
            for (const auto& payment : books.service.payments())
              if (invoice && payment.target_id == invoice->id && payment.status == "AUTHORISED") ++count;
            return count;
          },
          books.service.faults(),
          "PUT /api.xro/2.0/BatchPayments",
          together};
      test(subject);
    });
}

TEST_CASE("a batch that Xero refuses for one payment goes out in halves, and the guilty one alone") {
  xero::Settings settings = Books::settings();
  settings.batch_payments = true;
  for (const bool silent : {false, true}) {
    Books books(settings);
    auto switches = books.service.switches();
    switches.batch_payments_fail_silently = silent;
    books.service.set_switches(switches);
    std::vector<Document> payments;
    for (int n = 1; n <= 2; ++n) {
      books.post(books.order(n, true), {DocumentKind::contact, DocumentKind::invoice});
      payments.push_back(Books::only(books.order(n, true), DocumentKind::payment));
    }
    const auto send = [&](const std::vector<Document>& members) {
      Attempt attempt;
      attempt.id = members.front().key + std::to_string(members.size());
      attempt.members = members;
      attempt.request = books.ledger.freeze(attempt.id, members, books.receipts).value();
      return books.ledger.send(attempt, {});
    };
    auto account = payments[1].content.find("090");
    payments[1].content.replace(account, 3, "405");  // takes no payments
    payments[0].content.replace(account, 3, "405");
    const Outcomes refused = send(payments);
    for (const Outcome& outcome : refused) {
      CHECK(outcome.kind == (silent ? Outcome::Kind::unknown : Outcome::Kind::retry));
      CHECK(outcome.halve);
    }
    CHECK(books.service.payments().empty());
    const Outcome alone = send({payments[1]}).at(0);
    CHECK(alone.kind == Outcome::Kind::rejected);
    CHECK(alone.reason.find("payments to it are not enabled") != std::string::npos);
  }
}

TEST_CASE("a payment of a batch cannot be deleted by itself, and the reason says what to do") {
  xero::Settings settings = Books::settings();
  settings.batch_payments = true;
  Books books(settings);
  Attempt attempt;
  attempt.id = "a1";
  for (int n = 1; n <= 2; ++n) {
    books.post(books.order(n, true), {DocumentKind::contact, DocumentKind::invoice});
    attempt.members.push_back(Books::only(books.order(n, true), DocumentKind::payment));
  }
  attempt.request = books.ledger.freeze(attempt.id, attempt.members, books.receipts).value();
  const Outcomes paid = books.ledger.send(attempt, {});
  REQUIRE(paid.at(0).kind == Outcome::Kind::posted);
  CHECK(paid[0].receipt.outside_id != paid.at(1).receipt.outside_id);
  CHECK(books.service.created("BatchPayments").size() == 1);
  Document end = attempt.members[0];
  end.step = 2;
  end.operation = Operation::remove;
  end.content = R"({"Status":"DELETED"})";
  end.total.reset();
  books.receipts.add(DocumentKind::payment, end.key, paid[0].receipt);
  Attempt removal;
  removal.id = "a2";
  removal.members = {end};
  removal.request = books.ledger.freeze(removal.id, removal.members, books.receipts).value();
  const Outcome refused = books.ledger.send(removal, {}).at(0);
  CHECK(refused.kind == Outcome::Kind::rejected);
  CHECK(refused.reason.find("Delete the batch payment in Xero") != std::string::npos);
}

TEST_CASE("the history notes on Xero's documents conform to Target") {
  run_target_suite([](const auto& test) {
    xero::Settings settings = Books::settings();
    settings.notes = true;
    Books books(settings);
    for (const int n : numbers) books.post(books.order(n), {DocumentKind::contact, DocumentKind::invoice});
    TargetSubject subject{
        books.ledger,           [&](int n) { return Books::only(books.order(n), DocumentKind::note); },
        books.receipts,         [&](const Document& document) { return books.notes_on(document.key); },
        books.service.faults(), "PUT /api.xro/2.0/Invoices/"};
    test(subject);
  });
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
      [](const Books& books, int n) {
        return Books::only(books.refund(n, false), DocumentKind::allocation);
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

TEST_CASE("Xero's bills conform to Target") {
  conforms(
      "PUT /api.xro/2.0/Invoices", "Invoices",
      [](Books& books, int n) { books.post(books.order(n), {DocumentKind::contact}); },
      [](const Books& /*books*/, int n) { return Books::only(Books::bill(n), DocumentKind::bill); });
}

TEST_CASE("the payments of Xero's bills conform to Target") {
  conforms(
      "PUT /api.xro/2.0/Payments", "Payments",
      [](Books& books, int n) {
        books.post(books.order(n), {DocumentKind::contact});
        books.post(Books::bill(n), {DocumentKind::bill});
      },
      [](const Books& /*books*/, int n) { return Books::only(Books::bill(n, true), DocumentKind::payment); });
}

TEST_CASE("Xero's journals conform to Target") {
  conforms(
      "PUT /api.xro/2.0/ManualJournals", "ManualJournals", [](Books& /*books*/, int /*n*/) {},
      [](const Books& /*books*/, int n) { return Books::journal(n); },
      [](const Document& document) { return document.key + ": carried forward"; });
}

TEST_CASE("the settlements' files attached in Xero conform to Target") {
  const auto settled = [](const Books& books, int n) {
    Entries entries =
        Books::entries(RecordKind::settlement, "2026-02-06." + std::to_string(n),
                       {Books::entry(EntryRole::placed, n, "405"), Books::entry(EntryRole::clearing, -n)});
    entries.enclosure = {"settlement-" + std::to_string(n) + ".csv", "text/csv", "a,b\n1,2\n"};
    return books.drafts(entries);
  };
  conforms(
      "PUT /api.xro/2.0/BankTransactions/", "Attachments",
      [&](Books& books, int n) {
        books.post(settled(books, n), {DocumentKind::contact, DocumentKind::bank_transaction});
      },
      [&](const Books& books, int n) { return Books::only(settled(books, n), DocumentKind::attachment); });
}
