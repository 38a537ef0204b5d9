// One world booked in every shape: the same trial balance in Xero's stand-in, cent by cent, with the deposits
// in, and the same sum of what Walmart owes without them.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include "flow/clearing_proof.h"
#include "flow/rig.h"
#include "flow/settled_world.h"

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
  return simulator::make_world(settled_settings(until, seed, 25));
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

// Every row of the reports that have been read, as Walmart's side tells it.
Decimal told_by_reports(Rig& rig) {
  Decimal sum;
  for (const auto& settlement : rig.walmart().settlements()) {
    const auto read = rig.store().records({.pair = "us", .states = {}, .id = settlement.report_date.text()});
    REQUIRE(read.ok());
    const bool known = std::any_of(read->begin(), read->end(), [](const store::RecordRow& record) {
      return record.key.kind == RecordKind::settlement;
    });
    if (!known) continue;
    for (const auto& row : settlement.rows) sum = add(sum, row.amount).value();
  }
  return sum;
}

Decimal sum_of(const std::vector<flow::ProofItem>& items) {
  Decimal sum;
  for (const auto& item : items)
    sum = add(sum, subtract(item.books.amount, item.rows.amount).value()).value();
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

TEST_CASE(
    "a shape that is switched in a running pair moves nothing that day, and nothing is lost or doubled") {
  RigSettings settings;
  settings.clearing_account = "090";
  settings.start = Instant::parse("2026-01-05T12:00:00Z").value();
  simulator::WorldSettings world;
  world.seed = 8;
  world.orders = 25;
  world.quirks = simulator::QuirkShares::none();
  world.from = settings.start - 20 * a_day;
  world.over = 40 * a_day;
  world.after_sale = simulator::AfterSale();
  world.after_sale->quirks = simulator::SettlementQuirks::none();
  const auto shaped = [](Posting posting, const char* since) {
    return [posting, since](flow::PairSettings& pair) {
      pair.accounts.carried_forward = "125";
      pair.accounts.bank = "091";
      pair.posting = posting;
      if (since != nullptr) pair.posting_since = Date::parse(since).value();
    };
  };
  const auto weeks = [](Rig& rig, int count) {
    for (int week = 0; week < count; ++week) {
      for (int pass = 0; pass < 2; ++pass) {
        rig.pass();
        rig.advance(Millis(3'600'000));
      }
      rig.advance(7 * a_day);
    }
  };
  settings.adjust = shaped(Posting::order, nullptr);
  Rig never(simulator::make_world(world), settings);
  weeks(never, 16);
  for (const auto& [before, after] :
       {std::pair(Posting::order, Posting::settlement), std::pair(Posting::settlement, Posting::order)}) {
    settings.adjust = shaped(before, nullptr);
    Rig rig(simulator::make_world(world), settings);
    weeks(rig, 3);
    rig.pass();
    const Balance standing = stands(rig);
    CHECK(standing.size() > 3);
    rig.settings().adjust = shaped(after, "2026-01-26");
    rig.restart();
    rig.pass(false);
    CHECK(stands(rig) == standing);
    weeks(rig, 13);
    CHECK(stands(rig) == stands(never));
    CHECK(rig.store().troubled("us").value().empty());
  }
}

TEST_CASE("before the deposits, what Walmart owes is the same sum in every shape") {
  const std::string expected = owed(books(7, each_order, false).balance);
  CHECK(expected != "0.00");
  CHECK(owed(books(7, paid_by_settlement, false).balance) == expected);
  CHECK(owed(books(7, each_settlement, false).balance) == expected);
}

TEST_CASE("at every midnight the shapes differ by what Walmart has not told yet, which is listed") {
  RigSettings settings;
  settings.clearing_account = "090";
  const TimeZone new_york = TimeZone::named("America/New_York").value();
  settings.start = Instant::parse("2026-02-11T05:00:00Z").value();  // midnight there
  simulator::WorldSettings world = settled_settings(settings.start, 7, 25);
  world.from = settings.start - 40 * a_day;
  Rig by_order(simulator::make_world(world), settings);
  settings.adjust = [](flow::PairSettings& pair) {
    pair.posting = Posting::settlement;
    pair.accounts.carried_forward = "125";
  };
  Rig by_settlement(simulator::make_world(world), settings);
  int untold = 0;
  int listed = 0;
  for (int night = 0; night < 35; ++night) {
    const Date today = new_york.date_of(by_order.clock().now());
    CAPTURE(today.text());
    for (Rig* rig : {&by_order, &by_settlement}) rig->pass();
    const Decimal open = not_settled(by_settlement.store());
    if (!open.is_zero()) ++untold;
    const std::string booked = owed(stands(by_order));
    CHECK(booked == add(Decimal::parse(owed(stands(by_settlement))).value(), open).value().text(2));
    // What the books say is Walmart's balance by posted date, and the items that are listed.
    for (Rig* rig : {&by_order, &by_settlement}) {
      const auto proof =
          flow::prove_clearing(rig->store(), rig->source(), "us", Currency::parse("USD").value(), today);
      REQUIRE(proof.ok());
      CHECK(proof->unexplained.amount.is_zero());
      CHECK(proof->rows.amount.text(2) == told_by_reports(*rig).text(2));
      const Decimal more = sum_of(proof->items);
      CHECK(owed(stands(*rig)) == add(proof->rows.amount, more).value().text(2));
      if (rig == &by_order) {
        CHECK(more.text(2) == open.text(2));
        listed += static_cast<int>(proof->items.size());
      }
    }
    for (Rig* rig : {&by_order, &by_settlement}) rig->advance(a_day);
  }
  CHECK(untold > 10);
  CHECK(listed > untold);
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
