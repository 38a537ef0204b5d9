#include "simulator/world_export.h"

#include "simulator/walmart_order_json.h"

namespace crosswalk::simulator {

std::string to_ndjson(const World& world, Instant now, const StandingRules& rules) {
  OrderJsonOptions options;
  options.replacement_info = true;
  std::string out;
  for (const MarketOrder& order : world.orders()) {
    if (order.ordered > now) continue;
    JsonOut json(out);
    write_order(json, order, standing_of(order, {}, now, rules), options);
    out += '\n';
  }
  return out;
}

}  // namespace crosswalk::simulator
