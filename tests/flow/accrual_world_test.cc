// Months of a generated world in two shapes side by side: what accruals leave in a month is what an invoice
// for each order leaves there, in Xero's stand-in as in the entries, and in the end nothing is accrued.
#include <doctest/doctest.h>

#include "flow/accrued_money.h"
#include "flow/accrued_world.h"
#include "flow/clearing_proof.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

constexpr Millis a_day{86'400'000};

std::string stands(Rig& rig, const std::string& account) {
  const auto balance = tests::stands(rig);
  const auto found = balance.find(account);
  return found == balance.end() ? "0.00" : found->second;
}

}  // namespace

TEST_CASE("at each month's end the accrued books show what an invoice for each order shows") {
  const EditedRules rules;
  answer_all_fees(rules);
  RigSettings settings = accrued_settings(rules);
  const simulator::WorldSettings world = accrued_world(settings, 7, 40);
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

// Accruals begin only in March, and until then a person does not say where commissions go.
TEST_CASE("where accruals begin late and settlements come later still, each month ends as with invoices") {
  constexpr const char* said = R"(class = "commission", use = "405")";
  constexpr const char* asked = R"(class = "commission", use = hold "ask the accountant")";
  const EditedRules rules;
  const EditedRules undecided;
  for (const EditedRules* each : {&rules, &undecided}) answer_all_fees(*each);
  undecided.replace("account.lua", said, asked);
  RigSettings settings = accrued_settings(rules);
  const simulator::WorldSettings world = accrued_world(settings, 7, 40);
  Rig by_order(simulator::make_world(world), settings);
  const auto shape = [](bool accrues) {
    return [accrues](flow::PairSettings& pair) {
      pair.posting = Posting::settlement;
      pair.accounts.carried_forward = "125";
      pair.accounts.accrued = "127";
      pair.accrues = accrues;
      pair.schedule.zone = TimeZone::named("America/New_York").value();
    };
  };
  settings.rules = undecided.directory();
  settings.adjust = shape(false);
  Rig by_settlement(simulator::make_world(world), settings);
  const auto settlements = [&] {
    auto rows =
        by_settlement.store().records({.pair = "us", .states = {RecordState::held}, .id = {}}).value();
    std::erase_if(rows, [](const auto& row) { return row.key.kind != RecordKind::settlement; });
    return rows;
  };
  for (int week = 0; week < 16; ++week) {
    if (week == 9) {
      by_settlement.settings().adjust = shape(true);
      by_settlement.restart();
    }
    for (Rig* rig : {&by_order, &by_settlement}) {
      rig->pass();
      rig->advance(Millis(3'600'000));
      rig->pass();
    }
    if (week == 9) {
      CHECK(stands(by_settlement, "127") != "0.00");
      REQUIRE(settlements().size() > 2);
      undecided.replace("account.lua", asked, said);
      by_settlement.restart();
      for (const auto& row : settlements())
        REQUIRE(by_settlement.store().replay(row.id, "ann", by_settlement.clock().now()).ok());
      by_settlement.pass();
    }
    for (Rig* rig : {&by_order, &by_settlement}) rig->advance(7 * a_day - Millis(3'600'000));
  }
  CHECK(settlements().empty());
  for (const std::string_view end : {"2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"}) {
    CAPTURE(end);
    CHECK(earned(by_settlement, Date::parse(end).value()) == earned(by_order, Date::parse(end).value()));
  }
  CHECK(stands(by_settlement, "127") == "0.00");
  CHECK(flow::accrued_money(by_settlement.store(), "us").value().empty());
}
