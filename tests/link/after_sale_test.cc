// What is read of returns and settlements comes to what the invented marketplace really gave back and paid,
// whichever of its ways of writing it chooses.
#include <doctest/doctest.h>

#include <map>

#include "base/virtual_clock.h"
#include "simulator/service.h"
#include "simulator/walmart_service.h"
#include "simulator/world_generator.h"
#include "walmart/connection.h"
#include "walmart/source.h"

using namespace crosswalk;

namespace {

const Instant now = Instant::parse("2026-03-20T12:00:00Z").value();

class OpenBudget final : public Budget {
 public:
  Result<Instant> take(const BucketLimit& /*limit*/, Instant at) override { return at; }
  Result<void> pause(std::string_view /*bucket*/, Instant /*until*/) override { return {}; }
  Result<void> observe(const BucketLimit& /*limit*/, double /*left*/, Instant /*at*/) override { return {}; }
};

struct Shop {
  VirtualClock clock{now};
  simulator::WalmartService service{clock, world()};
  simulator::InProcess network;
  OpenBudget budget;
  walmart::Connection connection{settings(), mounted(), budget, clock, [] { return 0.5; }};
  walmart::WalmartSource source{connection};

  static simulator::World world() {
    simulator::WorldSettings settings;
    settings.orders = 200;
    settings.over = Millis(60LL * 86'400'000);
    settings.from = now - settings.over;
    settings.after_sale.emplace();
    return simulator::make_world(settings);
  }
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
  // Every record of the stream, the newest by its id.
  std::map<std::string, std::string> read(const std::string& stream) {
    std::map<std::string, std::string> bodies;
    for (Cursor at{stream, ""};;) {
      auto page = source.read(at, {});
      REQUIRE_MESSAGE(page.ok(), (page ? "" : page.error().text()));
      for (auto& record : page->records) bodies[record.id] = std::move(record.body);
      at = page->next;
      if (page->caught_up) return bodies;
    }
  }
};

struct Found final : public LineSink {
  Result<void> facts(const RecordFacts& facts) override {
    sums = facts.sums;
    cancelled = facts.cancelled;
    return {};
  }
  Result<void> line(const Line& line) override {
    by_class[line.line_class] = add(by_class[line.line_class], line.amount.amount).value();
    if (line.goods_back && line.line_class == LineClass::refund && line.charge_type == "PRODUCT") ++restocked;
    amounts.push_back(line.amount.amount);
    if (line.line_class == LineClass::other) ++others;
    return {};
  }
  Decimal of(LineClass line_class) { return by_class[line_class]; }

  Sums sums;
  bool cancelled = false;
  std::map<LineClass, Decimal> by_class;
  std::vector<Decimal> amounts;
  int restocked = 0;
  int others = 0;
};

Found read_lines(const Source& source, RecordKind kind, const std::string& id, const std::string& body) {
  Record record;
  record.key = {"us", kind, id};
  record.body = body;
  Found sums;
  const auto done = source.lines(record, sums);
  REQUIRE_MESSAGE(done.ok(), (done ? "" : done.error().text()));
  return sums;
}

void check_returns(Shop& shop) {
  auto bodies = shop.read("returns/seller");
  bodies.merge(shop.read("returns/wfs"));
  REQUIRE(bodies.size() == shop.service.return_orders().size());
  int refunded = 0;
  for (const auto& found : bodies) {
    const std::string& id = found.first;
    CAPTURE(id);
    Found sums = read_lines(shop.source, RecordKind::return_order, id, found.second);
    const simulator::ReturnTruth truth = shop.service.return_truth(id);
    CHECK(sums.of(LineClass::refund).negated() == truth.charges.amount);
    CHECK(sums.of(LineClass::tax).negated() == truth.taxes.amount);
    CHECK(sums.of(LineClass::fee) == truth.restocking.amount);
    refunded += truth.charges.amount.is_zero() ? 0 : 1;
    if (sums.cancelled) CHECK(truth.charges.amount.is_zero());
  }
  CHECK(refunded >= 5);
}

void check_settlements(Shop& shop) {
  const auto bodies = shop.read("settlements");
  const auto settlements = shop.service.settlements();
  REQUIRE(settlements.size() >= 2);
  CHECK(bodies.size() == settlements.size());
  for (const auto& settlement : settlements) {
    const std::string id = settlement.report_date.text();
    CAPTURE(id);
    REQUIRE(bodies.count(id) == 1);
    Found sums = read_lines(shop.source, RecordKind::settlement, id, bodies.at(id));
    CHECK(sums.sums.payable.amount == settlement.payable);
    CHECK(sums.sums.difference.amount == settlement.outside);
    CHECK(sums.sums.from == settlement.start);
    CHECK(sums.sums.to == settlement.end);
    REQUIRE(sums.amounts.size() == settlement.rows.size());
    Decimal commission;
    Decimal reserve;
    int unknown = 0;
    for (std::size_t i = 0; i < settlement.rows.size(); ++i) {
      const auto& row = settlement.rows[i];
      CHECK(sums.amounts[i] == row.amount);
      if (row.kind == simulator::RowKind::commission) commission = add(commission, row.amount).value();
      if (row.kind == simulator::RowKind::reserve) reserve = add(reserve, row.amount).value();
      if (row.kind == simulator::RowKind::unknown) ++unknown;
    }
    CHECK(sums.of(LineClass::commission) == commission);
    CHECK(sums.of(LineClass::reserve) == reserve);
    CHECK(sums.others == unknown);
  }
}

}  // namespace

TEST_CASE("returns come to what was given back, in every spelling") {
  for (const bool other_spellings : {false, true})
    for (const bool single_quantity : {false, true}) {
      CAPTURE(other_spellings);
      CAPTURE(single_quantity);
      Shop shop;
      auto switches = shop.service.switches();
      switches.returns.json.other_spellings = other_spellings;
      switches.returns.json.single_quantity_form = single_quantity;
      shop.service.set_switches(switches);
      check_returns(shop);
    }
}

TEST_CASE("settlements come to what was paid, in every form of the report") {
  using Style = simulator::ReconSwitches;
  const std::vector<std::pair<const char*, std::function<void(Style&)>>> styles = {
      {"as it is", [](Style&) {}},
      {"37 columns", [](Style& recon) { recon.style.columns = 37; }},
      {"blanks and quotes",
       [](Style& recon) { recon.style.trailing_blanks = recon.style.literal_period_quotes = true; }},
      {"two digits", [](Style& recon) { recon.style.two_digit_dates = true; }},
      {"an error for a ZIP", [](Style& recon) { recon.error_body_200 = true; }},
      {"a spoiled ZIP", [](Style& recon) { recon.corrupt_zip = true; }}};
  for (const auto& style : styles) {
    CAPTURE(style.first);
    Shop shop;
    auto switches = shop.service.switches();
    style.second(switches.recon);
    shop.service.set_switches(switches);
    check_settlements(shop);
  }
}

TEST_CASE("digits that a spreadsheet has lost are refused, and a changed report comes again") {
  Shop shop;
  auto switches = shop.service.switches();
  switches.recon.style.scientific_numbers = true;
  shop.service.set_switches(switches);
  const auto bodies = shop.read("settlements");
  REQUIRE_FALSE(bodies.empty());
  Record record;
  record.key = {"us", RecordKind::settlement, bodies.begin()->first};
  record.body = bodies.begin()->second;
  Found sums;
  const auto done = shop.source.lines(record, sums);
  REQUIRE_FALSE(done);
  CHECK(done.error().message.find("scientific notation") != std::string::npos);
  switches.recon.style.scientific_numbers = false;
  shop.service.set_switches(switches);

  Cursor at{"settlements", ""};
  for (bool caught_up = false; !caught_up;) {
    const auto page = shop.source.read(at, {});
    REQUIRE(page);
    at = page->next;
    caught_up = page->caught_up;
  }
  const Date newest = shop.service.settlements().back().report_date;
  REQUIRE(shop.service.revise_settlement(newest, Decimal::whole(-3)));
  shop.clock.advance(Millis(86'400'000));
  const auto changed = shop.source.read(at, {});
  REQUIRE(changed);
  REQUIRE(changed->records.size() == 1);
  CHECK(changed->records[0].id == newest.text());
}

TEST_CASE("the statement's sums hold, whichever signs it writes") {
  for (const bool signs_of_rows : {false, true}) {
    Shop shop;
    auto switches = shop.service.switches();
    switches.recon.statement.signs_of_rows = signs_of_rows;
    shop.service.set_switches(switches);
    const auto bodies = shop.read("statement");
    REQUIRE(bodies.size() == 1);
    const Found found =
        read_lines(shop.source, RecordKind::statement, bodies.begin()->first, bodies.begin()->second);
    CHECK(found.sums.doubt == "");
    CHECK(found.sums.difference.amount.is_zero());
    CHECK_FALSE(found.sums.paid.amount.is_negative());
  }
}
