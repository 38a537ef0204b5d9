// Set actions: what Landmark takes as a GET and does to a whole run group later (cloudsuite.md §4, §5.2).
// Sent once, never repeated by whoever carries them; that one was taken says nothing of what came of it.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cloudsuite/connection.h"

namespace crosswalk::cloudsuite {

// The address of `operation`, which is told the parameters and that all questions are answered with yes.
std::string set_action_path(std::string_view business_class, std::string_view operation,
                            const std::vector<std::pair<std::string, std::string>>& parameters);

// What an answer other than a plain acceptance says; empty: it was accepted.
std::string objection_in(const auth::CallAnswer& answer);

}  // namespace crosswalk::cloudsuite
