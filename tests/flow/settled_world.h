// A world whose sales are all settled long before `until`, without surprises unless they are set afterwards.
#pragma once

#include "simulator/world_generator.h"

namespace crosswalk::tests {

inline simulator::WorldSettings settled_settings(Instant until, std::uint64_t seed, int orders) {
  constexpr Millis a_day{86'400'000};
  simulator::WorldSettings settings;
  settings.seed = seed;
  settings.orders = orders;
  settings.quirks = simulator::QuirkShares::none();
  settings.from = until - 100 * a_day;
  settings.over = 30 * a_day;
  settings.after_sale = simulator::AfterSale();
  settings.after_sale->quirks = simulator::SettlementQuirks::none();
  return settings;
}

}  // namespace crosswalk::tests
