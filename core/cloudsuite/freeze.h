// Freezing: documents as the exact rows of one run group (cloudsuite.md §4, §5.1). A run group belongs to one
// attempt and is used once. Pure.
#pragma once

#include <span>
#include <string>

#include "cloudsuite/settings.h"
#include "model/attempt.h"

namespace crosswalk::cloudsuite {

// Rows that one batch may hold: 645 took 4 s, and a call must stay well below the gateway's 60 s.
inline constexpr std::size_t batch_rows = 500;

std::size_t fits(std::span<const Document> documents);
Result<FrozenRequest> freeze(const Settings& settings, std::string_view attempt_id,
                             std::span<const Document> documents);

// "WM_1F0C…": the system's code and 24 digits of the attempt's name, in capitals; at most 30 characters.
std::string run_group_of(const Settings& settings, std::string_view attempt_id);

}  // namespace crosswalk::cloudsuite
