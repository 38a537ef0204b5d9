// Set actions: what Landmark takes as a GET and does to a whole run group later (cloudsuite.md §4, §5.2).
// Sent once, never repeated by whoever carries them.
#pragma once

#include <string>

#include "cloudsuite/connection.h"

namespace crosswalk::cloudsuite {

// Validates the staged rows of the run group and posts them, all or none. That it was taken says nothing of
// what came of it.
Answer interface_run_group(const Settings& settings, const std::string& run_group, Connection& connection,
                           const Stop& stop);
// Takes the staged rows of the run group away.
Answer clear_run_group(const std::string& run_group, Connection& connection, const Stop& stop);

// What an answer other than a plain acceptance says; empty: it was accepted.
std::string objection_in(const Answer& answer);

}  // namespace crosswalk::cloudsuite
