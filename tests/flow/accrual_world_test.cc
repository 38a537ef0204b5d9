// Months of a generated world in two shapes side by side: what accruals leave in a month is what an invoice
// for each order leaves there, in Xero's stand-in as in the entries, and in the end nothing is accrued.
#include <doctest/doctest.h>

#include <map>

#include "flow/accrued_money.h"
#include "flow/booked_entries.h"
#include "flow/clearing_proof.h"
#include "flow/edited_rules.h"
#include "flow/rig.h"
#include "simulator/world_generator.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

constexpr Millis a_day{86'400'000};

// What stands on each account on a day, what the market owes left aside: it lies elsewhere in each shape.
std::map<std::string, std::string> earned(Rig& rig, Date until) {
  std::map<std::string, Decimal> sums;
  const auto walked = flow::each_booked(
      rig.store(), "us", {Date(), until},
      [&](const store::RecordRow& /*row*/, const Entries& entries) -> Result<void> {
        for (const Entry& entry : entries.entries) {
          if (entry.counter() || entry.role == EntryRole::moved || entry.line_key == accrued_side) continue;
          Decimal& sum = sums[entry.answers.account.value];
          sum = add(sum, entry.amount.amount).value();
        }
        return {};
      });
  REQUIRE(walked.ok());
  std::map<std::string, std::string> out;
  for (const auto& [account, sum] : sums)
    if (!sum.is_zero()) out[account] = sum.text(2);
  return out;
}

std::string stands(Rig& rig, const std::string& account) {
  const auto balance = rig.xero().trial_balance();
  const auto found = balance.find(account);
  return found == balance.end() ? "0.00" : found->second.text(2);
}

}  // namespace

TEST_CASE("at each month's end the accrued books show what an invoice for each order shows") {
  // The example's rules ask a person about these fees.
  const EditedRules rules;
  rules.replace("account.lua", "\"Misc Invoices\", ",
                "\"Misc Invoices\", \"WMSC Logistics Services\", \"Review Accelerator\", ");
  RigSettings settings;
  settings.rules = rules.directory();
  settings.clearing_account = "090";
  settings.start = Instant::parse("2026-01-05T12:00:00Z").value();
  simulator::WorldSettings world;
  world.seed = 7;
  world.orders = 40;
  world.quirks = simulator::QuirkShares::none();
  world.from = settings.start - 20 * a_day;
  world.over = 50 * a_day;
  world.after_sale = simulator::AfterSale();
  world.after_sale->quirks = simulator::SettlementQuirks::none();
  Rig by_order(simulator::make_world(world), settings);
  settings.adjust = [](flow::PairSettings& pair) {
    pair.posting = Posting::settlement;
    pair.accounts.carried_forward = "125";
    pair.accounts.accrued = "127";
    pair.accrues = true;
    pair.schedule.zone = TimeZone::named("America/New_York").value();
  };
  Rig by_settlement(simulator::make_world(world), settings);
  int accrued = 0;
  std::vector<Date> ends;
  for (int week = 0; week < 16; ++week) {
    for (Rig* rig : {&by_order, &by_settlement})
      for (int pass = 0; pass < 2; ++pass) {
        rig->pass();
        rig->advance(Millis(3'600'000));
      }
    const auto open = flow::accrued_money(by_settlement.store(), "us").value();
    const std::string owed = open.empty() ? "0.00" : open.front().amount.amount.text(2);
    CHECK(stands(by_settlement, "127") == owed);
    if (owed != "0.00") ++accrued;
    const Date today = TimeZone::utc().date_of(by_settlement.clock().now());
    const Date end = today.plus_days(-static_cast<std::int32_t>(today.day()));
    if (ends.empty() || ends.back() != end) ends.push_back(end);
    for (const Date each : ends) {
      CAPTURE(today.text());
      CAPTURE(each.text());
      CHECK(earned(by_settlement, each) == earned(by_order, each));
    }
    const auto proof = flow::prove_clearing(by_settlement.store(), by_settlement.source(), "us",
                                            Currency::parse("USD").value(), today);
    REQUIRE(proof.ok());
    CHECK(proof->unexplained.amount.text(2) == "0.00");
    for (Rig* rig : {&by_order, &by_settlement}) rig->advance(7 * a_day - Millis(7'200'000));
  }
  CHECK(accrued > 2);
  CHECK(ends.size() > 3);
  CHECK(by_settlement.store().troubled("us").value().empty());
  const auto rows = by_settlement.store().records({.pair = "us", .states = {}, .id = {}});
  REQUIRE(rows.ok());
  int accruals = 0;
  for (const auto& row : *rows) {
    CAPTURE(row.key.id);
    CAPTURE(row.reason);
    CHECK(row.state != RecordState::held);
    if (row.key.kind == RecordKind::accrual) ++accruals;
  }
  CHECK(accruals == 4);
}
