// A world as files, for samples and for `crosswalk import`: orders and returns one a line, as Walmart's lists
// hold them, and every settlement report in its ZIP. Pure.
#pragma once

#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "simulator/walmart_recon_columns.h"
#include "simulator/world.h"

namespace crosswalk::simulator {

// The orders placed by `now`, each as it stands then by its own schedule, as GET /v3/orders/{id} would answer
// it
// (`{"order":{…}}` without the envelope) with replacement information.
std::string to_ndjson(const World& world, Instant now, const StandingRules& rules = {});
// The returns that exist by `now`, WFS returns among them.
std::string returns_to_ndjson(const World& world, Instant now, const StandingRules& rules = {});

struct ExportedFile {
  std::string name;  // "settlement-2026-02-10.zip": the day that Walmart lists the report under
  std::string bytes;
};
// The reports that Walmart lists by `now`, oldest first.
Result<std::vector<ExportedFile>> settlement_files(const World& world, Instant now,
                                                   const StandingRules& rules = {},
                                                   const ReconStyle& style = {});

}  // namespace crosswalk::simulator
