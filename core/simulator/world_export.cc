#include "simulator/world_export.h"

#include "simulator/walmart_order_json.h"
#include "simulator/walmart_recon_file.h"
#include "simulator/walmart_return_json.h"
#include "simulator/world_calendar.h"
#include "simulator/world_settling.h"

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

std::string returns_to_ndjson(const World& world, Instant now, const StandingRules& rules) {
  MarketView view(world);
  view.rules = rules;
  std::string out;
  for (const MarketReturn& made : world.returns()) {
    const auto lines = view.lines_of(made, now);
    if (!lines) continue;
    JsonOut json(out);
    write_return(json, made, view.standing(made, now), *lines, view, {});
    out += '\n';
  }
  return out;
}

Result<std::vector<ExportedFile>> settlement_files(const World& world, Instant now,
                                                   const StandingRules& rules, const ReconStyle& style) {
  MarketView view(world);
  view.rules = rules;
  std::vector<ExportedFile> files;
  for (const Settlement& settlement : settlements(view, now)) {
    if (settlement.report_date > walmart_day(now)) continue;
    auto zip = recon_zip(report_of(settlement), style);
    if (!zip) return zip.error();
    files.push_back({"settlement-" + settlement.report_date.text() + ".zip", std::move(*zip)});
  }
  return files;
}

}  // namespace crosswalk::simulator
