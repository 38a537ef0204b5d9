// A world of months whose settlements come late, for pairs that accrue; and what two pairs of it must agree
// in.
#pragma once

#include <doctest/doctest.h>

#include <map>
#include <string>

#include "flow/booked_entries.h"
#include "flow/edited_rules.h"
#include "flow/rig.h"
#include "simulator/world_generator.h"

namespace crosswalk::tests {

// The example's rules ask a person about some fees of the world; these do not.
inline void answer_all_fees(const EditedRules& rules) {
  rules.replace("account.lua", "\"Misc Invoices\", ",
                "\"Misc Invoices\", \"WMSC Logistics Services\", \"Review Accelerator\", ");
}

// From a day in January on, orders have shipped for three weeks and ship for four more.
inline RigSettings accrued_settings(const EditedRules& rules) {
  RigSettings settings;
  settings.rules = rules.directory();
  settings.clearing_account = "090";
  settings.start = Instant::parse("2026-01-05T12:00:00Z").value();
  return settings;
}

inline simulator::WorldSettings accrued_world(const RigSettings& settings, std::uint64_t seed, int orders) {
  constexpr Millis a_day{86'400'000};
  simulator::WorldSettings world;
  world.seed = seed;
  world.orders = orders;
  world.quirks = simulator::QuirkShares::none();
  world.from = settings.start - 20 * a_day;
  world.over = 50 * a_day;
  world.after_sale = simulator::AfterSale();
  world.after_sale->quirks = simulator::SettlementQuirks::none();
  return world;
}

// What stands on each account on a day, what the market owes left aside: it lies elsewhere in each shape.
inline std::map<std::string, std::string> earned(Rig& rig, Date until) {
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

// What stands in the ledger, without the accounts at zero.
inline std::map<std::string, std::string> stands(Rig& rig) {
  std::map<std::string, std::string> balance;
  for (const auto& [account, amount] : rig.xero().trial_balance())
    if (!amount.is_zero()) balance[account] = amount.text(2);
  return balance;
}

}  // namespace crosswalk::tests
