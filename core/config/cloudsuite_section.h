// The part of a pair that names its place in Infor CloudSuite's general ledger.
#pragma once

#include <filesystem>

#include "config/section.h"
#include "config/workspace.h"

namespace crosswalk::config {

CloudSuiteSection read_cloudsuite(const Section& pair, const std::filesystem::path& directory);

}  // namespace crosswalk::config
