// Outside systems that fail before and after they took effect, at random: nothing lost, nothing twice, every
// cent.
#include <doctest/doctest.h>

#include <algorithm>

#include "flow/rig.h"
#include "flow/settled_world.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

constexpr Millis hour{3'600'000};

void storm(BookMode mode, std::uint64_t seed) {
  RigSettings settings;
  settings.book = mode;
  simulator::WorldSettings world;
  world.seed = seed;
  world.orders = 150;
  world.over = Millis(5 * 24 * hour);
  world.from = settings.start - Millis(24 * hour);
  world.quirks = simulator::QuirkShares::usual().set(simulator::Quirk::replacement, 0);
  Rig rig(simulator::make_world(world), settings);
  rig.walmart().set_random_faults(seed, 0.15);
  rig.xero().set_random_faults(seed + 1, 0.15);
  for (int day = 0; day < 14; ++day) {
    rig.pass();
    rig.advance(12 * hour);
  }
  CHECK(rig.xero().random_faults() > 0);
  rig.walmart().set_random_faults(seed, 0);
  rig.xero().set_random_faults(seed, 0);
  for (int quiet = 0; quiet < 4; ++quiet) {
    const auto report = rig.pass();
    for (const auto& sentence : report.trouble) CAPTURE(sentence);
    rig.advance(2 * hour);
  }
  const auto invoices = rig.xero().invoices();
  int compared = 0;
  for (const auto& po : rig.walmart().purchase_orders()) {
    const auto row = rig.record(po);
    CAPTURE(po);
    CAPTURE(row.reason);
    CHECK(row.state != RecordState::received);
    CHECK(rig.walmart().acknowledgements(po).effects <= 1);
    if (row.state != RecordState::booked) continue;
    const auto truth = rig.walmart().truth(po);
    const Decimal due = mode == BookMode::shipped
                            ? truth.charges.shipped.amount
                            : add(truth.charges.shipped.amount, truth.charges.open.amount).value();
    CHECK(ledgered(invoices, po, true).charges.text(2) == due.text(2));
    ++compared;
  }
  CHECK(compared > 80);
  for (const auto& made : rig.xero().invoices_created())
    CHECK_MESSAGE(made.second == 1, made.first << " was made " << made.second);
  CHECK(rig.xero().contacts_created().size() == 1);
  const auto counts = rig.store().counts("us");
  REQUIRE(counts.ok());
  for (const auto& count : counts->documents)
    CHECK_MESSAGE((count.name == "posted" || count.name == "withdrawn" || count.name == "voided"),
                  count.count << " documents are " << count.name);
}

// What stands in Xero in the end, by account and by journal, after a month of half days; with faults, or in
// calm weather. January is accrued, and taken back as it settles.
std::map<std::string, std::string> settled_in(double faults, std::uint64_t seed) {
  RigSettings settings;
  settings.clearing_account = "090";
  settings.adjust = [](flow::PairSettings& pair) {
    pair.posting = Posting::settlement;
    pair.accounts.carried_forward = "125";
    pair.accounts.bank = "091";
    pair.accounts.accrued = "127";
    pair.accrues = true;
  };
  simulator::WorldSettings world = settled_settings(settings.start, seed, 30);
  world.from = settings.start - 40 * 24 * hour;
  Rig rig(simulator::make_world(world), settings);
  rig.walmart().set_random_faults(seed, faults);
  rig.xero().set_random_faults(seed + 1, faults);
  for (int half = 0; half < 60; ++half) {
    rig.pass();
    rig.advance(12 * hour);
  }
  if (faults > 0) CHECK(rig.xero().random_faults() > 3);
  rig.walmart().set_random_faults(seed, 0);
  rig.xero().set_random_faults(seed, 0);
  for (int quiet = 0; quiet < 4; ++quiet) {
    rig.pass();
    rig.advance(2 * hour);
  }
  for (const char* list : {"Invoices", "Payments", "BankTransactions", "BankTransfers", "ManualJournals"})
    for (const auto& made : rig.xero().created(list))
      CHECK_MESSAGE(made.second == 1, list << " " << made.first << " was made " << made.second);
  const auto rows = rig.store().records({.pair = "us", .states = {}, .id = {}});
  REQUIRE(rows.ok());
  for (const auto& row : *rows)
    if (row.key.kind == RecordKind::settlement)
      CHECK_MESSAGE(row.state == RecordState::booked, row.key.id << ": " << row.reason);
  const auto counts = rig.store().counts("us");
  REQUIRE(counts.ok());
  for (const auto& count : counts->documents) CHECK_MESSAGE(count.name == "posted", count.name);
  std::map<std::string, std::string> balance;
  for (const auto& [account, amount] : rig.xero().trial_balance()) balance[account] = amount.text(2);
  for (const auto& made : rig.xero().created("ManualJournals")) balance[made.first] = "once";
  return balance;
}

}  // namespace

TEST_CASE("a storm of faults, posting: settlement") {
  const auto calm = settled_in(0, 7);
  CHECK(calm.at("091") != "0.00");
  CHECK(calm.at("127") == "0.00");
  CHECK(std::any_of(calm.begin(), calm.end(), [](const auto& each) { return each.second == "once"; }));
  CHECK(settled_in(0.2, 7) == calm);
}

TEST_CASE("a storm of faults, book: shipped") {
  storm(BookMode::shipped, 7);
}

TEST_CASE("a storm of faults, book: created") {
  storm(BookMode::created, 11);
}

TEST_CASE("a failing stream keeps its cursor and the others go on") {
  Rig rig(simulator::World{});
  auto ours = plain_order("108800000000041", "MUG-BLU", 1, "24.99", "1.87", rig.clock().now() - hour);
  auto theirs = plain_order("108800000000042", "MUG-BLU", 1, "24.99", "1.87", rig.clock().now() - hour);
  theirs.node = simulator::NodeType::walmart;
  REQUIRE(rig.walmart().add_order(ours));
  REQUIRE(rig.walmart().add_order(theirs));
  simulator::Fault cut;
  cut.when = simulator::Fault::When::after_commit;
  cut.reply = {200,
               {{"Content-Type", "application/json"}},
               R"({"list":{"meta":{"totalCount":1},"elements":{"order":[{"purch)"};
  SUBCASE("a page cut short") {}
  SUBCASE("an HTML page") {
    cut.reply.body = "<html><body>Service unavailable</body></html>";
  }
  SUBCASE("nothing at all") {
    cut.reply.body.clear();
  }
  cut.times = 20;
  rig.walmart().faults().add("GET /v3/orders?", cut);
  const auto report = rig.pass();
  CHECK_FALSE(report.trouble.empty());
  rig.walmart().faults().clear();
  rig.advance(hour);
  CHECK(rig.pass().trouble.empty());
  CHECK(rig.state("108800000000041") == "waiting");
  CHECK(rig.state("108800000000042") == "waiting");
}

TEST_CASE("a backlog of 1,000 orders costs at most 0.05 Xero calls an order") {
  RigSettings settings;
  settings.book = BookMode::created;
  simulator::WorldSettings world;
  world.orders = 1000;
  world.over = Millis(24 * hour);
  world.from = settings.start - world.over;
  world.quirks = simulator::QuirkShares::none();
  Rig rig(simulator::make_world(world), settings);
  rig.pass();
  int calls = 0;
  for (const auto& request : rig.xero().requests()) {
    MESSAGE(request.first << ": " << request.second);
    calls += request.second;
  }
  CHECK(rig.xero().invoices().size() == 1000);
  CHECK(calls <= 50);
}
