// Reading one pair of crosswalk.yaml: the list of its keys, their defaults and their ranges.
#pragma once

#include <filesystem>
#include <string>

#include "config/section.h"
#include "config/workspace.h"

namespace crosswalk::config {

// The pair under `name` of the section `pairs`. Problems go to the section's Reading.
PairConfig read_pair(const Section& pairs, const std::string& name, const std::filesystem::path& directory);

}  // namespace crosswalk::config
