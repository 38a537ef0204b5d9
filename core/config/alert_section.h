// Reading the list `alerts` of crosswalk.yaml: who is told what stands, and how.
#pragma once

#include <filesystem>
#include <vector>

#include "config/alert_target.h"
#include "config/section.h"

namespace crosswalk::config {

// Problems go to the section's Reading.
std::vector<AlertTarget> read_alerts(const Section& top, const std::filesystem::path& directory);

}  // namespace crosswalk::config
