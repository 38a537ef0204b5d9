// The tenant's own lists (cloudsuite.md §5.6): accounts, dimensions, currencies, the open period. Read page
// by page; what a list says of one of its rows may be missing, and then counts for the row.
#pragma once

#include "base/clock.h"
#include "cloudsuite/connection.h"
#include "cloudsuite/landmark.h"
#include "model/reference.h"

namespace crosswalk::cloudsuite {

// The only tax type: a general ledger keeps none, and rules answer it for every line.
inline constexpr std::string_view no_tax = "NONE";

// What `name` says of a row; without such a field it counts.
bool is_active(const Fields& row, const std::string& name = "Active");

Result<Reference> read_reference(const Settings& settings, Connection& connection, Clock& clock,
                                 const Stop& stop);
// Which entity's lists these are, and as what its dimensions are told.
std::string reference_source(const Settings& settings);
// The day before the entity's current period begins. Nothing: it names no period, and its rows say so when
// they are interfaced.
Result<std::optional<Date>> read_locked_until(const Settings& settings, Connection& connection,
                                              const Stop& stop);

// The codes of one finance dimension that may be used.
Result<std::vector<std::string>> read_dimension(const Settings& settings, int number, Connection& connection,
                                                const Stop& stop);
// Whether it has the code, and it is active.
Result<bool> has_code(const Settings& settings, int number, const std::string& code, Connection& connection,
                      const Stop& stop);

}  // namespace crosswalk::cloudsuite
