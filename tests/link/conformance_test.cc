// Each connector passes the conformance suite of its face, against its simulator.
#include <doctest/doctest.h>

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
  walmart::OrderSource source{connection};
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
    return settings;
  }
  // What the ledger drafts for an order over `n` dollars: the contact first, then the invoice.
  std::vector<Document> drafts(int n) const {
    Entries entries;
    entries.record = {"us", RecordKind::order, std::to_string(108'800'000'000'000 + n)};
    entries.currency = Currency::parse("USD").value();
    entries.contact = "Walmart Marketplace US";
    Entry sale;
    sale.state = UnitState::shipped;
    sale.date = Date::parse("2026-02-09").value();
    sale.order_line = "1";
    sale.line_key = "1/0-1/PRODUCT:ItemPrice/amount";
    sale.line_class = LineClass::product;
    sale.amount = {Decimal::whole(-n), entries.currency};
    sale.quantity = Decimal::whole(1);
    sale.description = "Mug";
    sale.answers.account = {"200", {"rules/account.lua", 1}};
    sale.answers.tax = {"NONE", {"rules/tax.lua", 1}};
    Entry owed = sale;
    owed.role = EntryRole::receivable;
    owed.answers = {};
    owed.amount = sale.amount.negated();
    entries.entries = {sale, owed};
    auto drafting = ledger.draft(entries, {});
    REQUIRE(drafting.ok());
    REQUIRE_MESSAGE(drafting->documents.size() == 2, drafting->hold);
    for (auto& document : drafting->documents) document.pair = "us";
    return drafting->documents;
  }
  Receipts contact() {
    Attempt attempt;
    attempt.id = "contact-attempt";
    attempt.members = {drafts(1).front()};
    attempt.request = ledger.freeze(attempt.id, attempt.members, {}).value();
    const auto outcomes = ledger.send(attempt, {});
    REQUIRE_MESSAGE(outcomes.at(0).kind == Outcome::Kind::posted, outcomes.at(0).reason);
    Receipts receipts;
    receipts.add(DocumentKind::contact, attempt.members[0].key, outcomes[0].receipt);
    return receipts;
  }
};

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
  run_target_suite([](const auto& test) {
    Books books;
    TargetSubject subject{
        books.ledger,
        [&](int n) { return books.drafts(n).back(); },
        books.contact(),
        [&](const Document& document) { return books.service.invoices_created()[document.key]; },
        books.service.faults(),
        "PUT /api.xro/2.0/Invoices"};
    test(subject);
  });
}
