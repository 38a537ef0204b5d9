// `rates: ledger | {file: rates.csv} | {ecb: https://…}`: what documents that are not in the ledger's own
// currency are booked at.
#pragma once

#include <filesystem>

#include "config/section.h"
#include "config/workspace.h"

namespace crosswalk::config {

RatesSection read_rates(const Section& pair, const std::string& name, const std::filesystem::path& directory);

}  // namespace crosswalk::config
