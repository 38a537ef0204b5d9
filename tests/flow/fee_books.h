// A settled world booked by the whole engine with a rule of commissions that may be mistaken.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "flow/rig.h"
#include "flow/rule_folder.h"
#include "simulator/world_generator.h"

namespace crosswalk::tests {

struct FeeBooks {
  static constexpr const char* right = R"(class = "commission", use = "405")";

  // `wrong`: what a mistaken rule says instead.
  FeeBooks(bool mistaken, Posting posting, const char* wrong)
      : rig(world(), with(mistaken, posting, wrong)) {}

  void pass(int times, Millis each) {
    for (int i = 0; i < times; ++i) {
      rig.pass();
      rig.advance(each);
    }
  }
  std::vector<store::RecordRow> settlements() {
    store::RecordFilter filter;
    filter.pair = "us";
    auto rows = rig.store().records(filter).value();
    std::erase_if(rows, [](const auto& row) { return row.key.kind != RecordKind::settlement; });
    return rows;
  }
  std::map<std::string, std::string> balance() {
    std::map<std::string, std::string> sums;
    for (const auto& [account, sum] : rig.xero().trial_balance())
      if (!sum.is_zero()) sums[account] = sum.text(2);
    return sums;
  }

  RuleFolder rules;
  Rig rig;

 private:
  RigSettings with(bool mistaken, Posting posting, const char* wrong) {
    RigSettings settings;
    settings.rules = rules.path();
    settings.clearing_account = "090";
    settings.adjust = [posting](flow::PairSettings& pair) {
      pair.posting = posting;
      pair.accounts.carried_forward = "125";
      pair.accounts.bank = "091";
    };
    if (mistaken) rules.edit("account.lua", right, wrong);
    return settings;
  }
  static simulator::World world() {
    constexpr Millis a_day{86'400'000};
    simulator::WorldSettings settings;
    settings.seed = 7;
    settings.orders = 20;
    settings.quirks = simulator::QuirkShares::none();
    settings.from = RigSettings{}.start - 60 * a_day;
    settings.over = 20 * a_day;
    settings.after_sale = simulator::AfterSale();
    settings.after_sale->quirks = simulator::SettlementQuirks::none();
    return simulator::make_world(settings);
  }
};

}  // namespace crosswalk::tests
