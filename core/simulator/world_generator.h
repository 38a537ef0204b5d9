// Makes worlds: the same settings give the same world, byte for byte. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/date.h"
#include "simulator/catalogue.h"
#include "simulator/world.h"
#include "simulator/world_after_sale.h"
#include "simulator/world_dice.h"
#include "simulator/world_quirks.h"

namespace crosswalk::simulator {

struct WorldSettings {
  std::uint64_t seed = 1;
  int orders = 100;
  Instant from;                               // the first order is placed about then …
  Millis over{std::int64_t{7} * 86'400'000};  // … and the last one so much later
  QuirkShares quirks = QuirkShares::usual();
  std::vector<CatalogueItem> goods;  // empty: catalogue()
  ChargeMeans charge_means = ChargeMeans::line;
  int most_lines = 4;
  bool acknowledges = false;  // the schedule acknowledges the seller's orders within hours, without a call
  std::optional<AfterSale> after_sale;  // returns, refunds and settlements; without it there are none
};

World make_world(const WorldSettings& settings);

// Gives `order` the changes of its life after its quirks: shipments (whole or split), deliveries,
// cancellations.
void schedule_life(MarketOrder& order, bool acknowledges, WorldDice& dice);

}  // namespace crosswalk::simulator
