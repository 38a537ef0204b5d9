// One world booked in every shape: the same trial balance in Xero's stand-in, cent by cent, with the deposits
// in, and the same sum of what Walmart owes without them.
#include <doctest/doctest.h>

#include <map>

#include "flow/rig.h"
#include "simulator/world_generator.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

constexpr Millis a_day{86'400'000};
using Balance = std::map<std::string, std::string>;

struct Books {
  Balance balance;    // in the end, without the accounts at zero
  int booked = 0;     // orders by an invoice each
  int informing = 0;  // orders by their settlements
};

simulator::WorldSettings surprising(Instant until, unsigned seed) {
  simulator::WorldSettings settings;
  settings.seed = seed;
  settings.orders = 80;
  settings.from = until - 100 * a_day;
  settings.over = 30 * a_day;
  settings.after_sale = simulator::AfterSale();
  return settings;
}

simulator::World settled_world(Instant until, unsigned seed) {
  simulator::WorldSettings settings = surprising(until, seed);
  settings.orders = 25;
  settings.quirks = simulator::QuirkShares::none();
  settings.after_sale->quirks = simulator::SettlementQuirks::none();
  return simulator::make_world(settings);
}

Balance stands(Rig& rig) {
  Balance balance;
  for (const auto& [account, amount] : rig.xero().trial_balance())
    if (!amount.is_zero()) balance[account] = amount.text(2);
  return balance;
}

// What orders and returns inform of, less the rows that have come.
Decimal not_settled(store::Store& store) {
  Decimal sum;
  const auto rows = store.records({.pair = "us", .states = {}, .id = {}});
  REQUIRE(rows.ok());
  for (const auto& row : *rows) {
    if (row.key.kind != RecordKind::order) continue;
    const auto read = store.order_standings("us", {&row.key.id, 1}, RecordKey{});
    REQUIRE(read.ok());
    for (const auto& booking : read->front().bookings)
      if (booking.side == store::BookingSide::informed_sale ||
          booking.side == store::BookingSide::informed_refund)
        sum = add(sum, booking.amount.amount).value();
    for (const auto& settled : read->front().settled) sum = subtract(sum, settled.amount.amount).value();
  }
  return sum;
}

// Nothing may be held, refused or done twice.
Books books(unsigned seed, const std::function<void(flow::PairSettings&)>& shape, bool deposits) {
  RigSettings settings;
  settings.clearing_account = "090";
  settings.adjust = [&](flow::PairSettings& pair) {
    pair.accounts.carried_forward = "125";
    if (deposits) pair.accounts.bank = "091";
    shape(pair);
  };
  Rig rig(settled_world(settings.start, seed), settings);
  for (int pass = 0; pass < 4; ++pass) {
    const auto report = rig.pass();
    for (const auto& sentence : report.trouble) MESSAGE(sentence);
    CHECK(report.trouble.empty());
    rig.advance(Millis(3'600'000));
  }
  const auto rows = rig.store().records({.pair = "us", .states = {}, .id = {}});
  REQUIRE(rows.ok());
  for (const auto& row : *rows) {
    CAPTURE(row.key.id);
    CAPTURE(row.reason);
    CHECK(row.state != RecordState::held);
    if (row.key.kind == RecordKind::settlement) CHECK(row.state == RecordState::booked);
  }
  for (const auto& row : rig.store().troubled("us").value())
    FAIL_CHECK(row.document.key << " is " << name_of(row.document.state) << ": " << row.document.reason);
  const int writes = rig.writes();
  rig.pass();
  CHECK(rig.writes() == writes);
  Books shown;
  shown.balance = stands(rig);
  for (const auto& row : *rows) {
    const std::string text = rig.store().entries_of(row.id).value();
    if (row.key.kind == RecordKind::order && !text.empty())
      ++(read_entries(text).value().informs() ? shown.informing : shown.booked);
  }
  return shown;
}

void each_order(flow::PairSettings& /*pair*/) {}

void paid_by_settlement(flow::PairSettings& pair) {
  pair.pays_settled = true;
}

void each_settlement(flow::PairSettings& pair) {
  pair.posting = Posting::settlement;
}

// Where orders ship on both sides of the day and settlements close on both.
void switched_to_settlements(flow::PairSettings& pair) {
  pair.posting = Posting::settlement;
  pair.posting_since = Date::parse("2025-11-20").value();
}

void switched_to_orders(flow::PairSettings& pair) {
  pair.posting_since = Date::parse("2025-11-20").value();
}

// Receivable, payable, clearing and carried forward, as one.
std::string owed(const Balance& balance) {
  Decimal sum;
  for (const char* account : {"610", "800", "090", "125"}) {
    const auto found = balance.find(account);
    if (found != balance.end()) sum = add(sum, Decimal::parse(found->second).value()).value();
  }
  return sum.text(2);
}

}  // namespace

TEST_CASE("with the deposits in, every shape leaves the same trial balance") {
  const Balance expected = books(7, each_order, true).balance;
  CHECK(expected.size() > 8);
  CHECK(books(7, paid_by_settlement, true).balance == expected);
  CHECK(books(7, each_settlement, true).balance == expected);
}

TEST_CASE("a switch between the shapes loses nothing and doubles nothing") {
  const Balance expected = books(8, each_order, true).balance;
  for (const auto& shape : {switched_to_settlements, switched_to_orders}) {
    const Books switched = books(8, shape, true);
    CHECK(switched.balance == expected);
    CHECK(switched.booked > 0);
    CHECK(switched.informing > 0);
  }
}

TEST_CASE("before the deposits, what Walmart owes is the same sum in every shape") {
  const std::string expected = owed(books(7, each_order, false).balance);
  CHECK(expected != "0.00");
  CHECK(owed(books(7, paid_by_settlement, false).balance) == expected);
  CHECK(owed(books(7, each_settlement, false).balance) == expected);
}

TEST_CASE(
    "at any time the shapes differ by what has shipped or was refunded and no settlement has told yet") {
  RigSettings settings;
  settings.clearing_account = "090";
  simulator::WorldSettings world = surprising(settings.start, 7);
  world.orders = 25;
  world.from = settings.start - 40 * a_day;
  world.quirks = simulator::QuirkShares::none();
  world.after_sale->quirks = simulator::SettlementQuirks::none();
  Rig by_order(simulator::make_world(world), settings);
  settings.adjust = [](flow::PairSettings& pair) {
    pair.posting = Posting::settlement;
    pair.accounts.carried_forward = "125";
  };
  Rig by_settlement(simulator::make_world(world), settings);
  int untold = 0;
  for (int week = 0; week < 5; ++week) {
    for (Rig* rig : {&by_order, &by_settlement}) {
      for (int pass = 0; pass < 3; ++pass) {
        rig->pass();
        rig->advance(Millis(3'600'000));
      }
      rig->advance(7 * a_day);
    }
    CAPTURE(week);
    const Decimal open = not_settled(by_settlement.store());
    if (!open.is_zero()) ++untold;
    const auto more = add(Decimal::parse(owed(stands(by_settlement))).value(), open).value();
    CHECK(owed(stands(by_order)) == more.text(2));
  }
  CHECK(untold > 1);
}

TEST_CASE("with every surprise a settlement is booked whole or not at all, and Xero holds what is booked") {
  RigSettings settings;
  settings.clearing_account = "090";
  settings.adjust = [](flow::PairSettings& pair) {
    pair.posting = Posting::settlement;
    pair.accounts.carried_forward = "125";
  };
  Rig rig(simulator::make_world(surprising(settings.start, 11)), settings);
  for (int pass = 0; pass < 4; ++pass) {
    rig.pass();
    rig.advance(Millis(3'600'000));
  }
  CHECK(rig.store().troubled("us").value().empty());
  const auto rows = rig.store().records({.pair = "us", .states = {}, .id = {}, .limit = 10'000});
  REQUIRE(rows.ok());
  Decimal expected;
  int whole = 0;
  for (const auto& row : *rows) {
    if (row.key.kind != RecordKind::settlement) continue;
    CAPTURE(row.key.id);
    CAPTURE(row.reason);
    const auto counts = rig.store().settlement_counts(row.id, false).value();
    if (row.state != RecordState::booked) {
      CHECK(counts.empty());
      CHECK(rig.store().documents_of(row.id).value().empty());
      continue;
    }
    ++whole;
    for (const auto& count : counts) {
      CHECK(count.state != store::RowState::held);
      CHECK(count.state != store::RowState::waiting);
      if (count.state == store::RowState::booked) expected = add(expected, count.amount.amount).value();
    }
  }
  CHECK(whole > 0);
  const auto balance = rig.xero().trial_balance();
  const auto of = [&](const char* account) {
    const auto found = balance.find(account);
    return found == balance.end() ? std::string("0.00") : found->second.text(2);
  };
  CHECK(of("090") == expected.text(2));
  CHECK(of("125") == "0.00");
  CHECK(of("610") == "0.00");
  CHECK(of("800") == "0.00");
}
