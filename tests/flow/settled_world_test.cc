// A world with returns and settlements, read from the simulated Walmart and booked in the simulated Xero:
// what stands on each account is what Walmart's reports say, to the cent, and a second pass changes nothing.
#include <doctest/doctest.h>

#include <map>

#include "flow/rig.h"
#include "simulator/world_books.h"
#include "simulator/world_generator.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

constexpr Millis a_day{86'400'000};

simulator::World settled_world(Instant until) {
  simulator::WorldSettings settings;
  settings.seed = 7;
  settings.orders = 60;
  settings.quirks = simulator::QuirkShares::none();
  settings.from = until - 100 * a_day;
  settings.over = 30 * a_day;
  settings.after_sale = simulator::AfterSale();
  settings.after_sale->quirks = simulator::SettlementQuirks::none();
  return simulator::make_world(settings);
}

std::string text_of(const std::map<std::string, Decimal>& balance, const std::string& account) {
  const auto found = balance.find(account);
  return found == balance.end() ? "0.00" : found->second.text(2);
}

std::string against(const Money& income) {
  return income.amount.negated().text(2);
}

}  // namespace

TEST_CASE("a settled world stands in the ledger as Walmart reports it") {
  RigSettings settings;
  settings.clearing_account = "090";
  Rig rig(settled_world(settings.start), settings);
  for (int pass = 0; pass < 4; ++pass) {
    const auto report = rig.pass();
    for (const auto& sentence : report.trouble) MESSAGE(sentence);
    CHECK(report.trouble.empty());
    rig.advance(Millis(3'600'000));
  }
  const auto rows = rig.store().records({.pair = "us", .states = {}, .id = {}});
  REQUIRE(rows.ok());
  std::map<std::string, int> kinds;
  for (const auto& row : *rows) {
    ++kinds[std::string(name_of(row.key.kind))];
    CAPTURE(std::string(name_of(row.key.kind)));
    CAPTURE(row.key.id);
    CAPTURE(row.reason);
    CHECK(row.state != RecordState::dead);
    CHECK(row.state != RecordState::held);
    if (row.key.kind == RecordKind::settlement) CHECK(row.state == RecordState::booked);
  }
  CHECK(kinds["return"] > 0);
  CHECK(kinds["settlement"] > 2);
  CHECK(rig.store().troubled("us").value().empty());

  const auto truth = simulator::books_of(rig.walmart().settlements());
  const auto balance = rig.xero().trial_balance();
  CHECK(text_of(balance, "090") == truth.payable.amount.text(2));
  Money refunds = truth.refunds;
  refunds.amount = add(refunds.amount, truth.shipping_refunds.amount).value();
  CHECK(text_of(balance, "230") == against(refunds));
  CHECK(text_of(balance, "405") == against(truth.commission));
  CHECK(text_of(balance, "235") == against(truth.restocking));
  CHECK(text_of(balance, "120") == against(truth.reserve));
  CHECK(text_of(balance, "610") == "0.00");
  CHECK(text_of(balance, "820") == "0.00");

  const int writes = rig.writes();
  rig.pass();
  CHECK(rig.writes() == writes);
}

TEST_CASE("with every surprise each row stands somewhere, and what is held or waits is all that is missing") {
  RigSettings settings;
  settings.clearing_account = "090";
  simulator::WorldSettings world;
  world.seed = 11;
  world.orders = 150;
  world.from = settings.start - 110 * a_day;
  world.over = 30 * a_day;
  world.after_sale = simulator::AfterSale();
  world.after_sale->terms.gaps = {1};
  Rig rig(simulator::make_world(world), settings);
  for (int pass = 0; pass < 4; ++pass) {
    rig.pass();
    rig.advance(Millis(3'600'000));
  }
  CHECK(rig.store().troubled("us").value().empty());
  const auto all = rig.walmart().settlements();
  std::map<std::string, std::size_t> expected;
  for (const auto& settlement : all) expected[settlement.report_date.text()] = settlement.rows.size();
  const auto rows = rig.store().records({.pair = "us", .states = {}, .id = {}, .limit = 10'000});
  REQUIRE(rows.ok());
  Decimal missing;
  std::size_t seen = 0;
  for (const auto& row : *rows) {
    CAPTURE(row.key.id);
    CAPTURE(row.reason);
    if (row.key.kind != RecordKind::settlement) continue;
    ++seen;
    CHECK(row.state != RecordState::dead);
    CHECK(row.state != RecordState::received);
    std::int64_t count = 0;
    for (const auto& group : rig.store().settlement_counts(row.id, false).value()) {
      if (!group.difference) count += group.count;
      const bool open = group.state == store::RowState::held || group.state == store::RowState::waiting;
      if (!open) continue;
      missing = add(missing, group.amount.amount).value();
    }
    CHECK(count == static_cast<std::int64_t>(expected[row.key.id]));
  }
  CHECK(seen == all.size());
  const auto truth = simulator::books_of(all);
  const auto balance = rig.xero().trial_balance();
  const auto clearing = add(balance.at("090"), missing).value();
  CHECK(clearing.text(2) == truth.payable.amount.text(2));
  CHECK(text_of(balance, "820") == "0.00");
}
