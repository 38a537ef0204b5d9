// The text form of Entries: one line of JSON that the store keeps and `map --to entries` prints. Pure
// functions.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "model/entry.h"

namespace crosswalk {

// Appends to `out`.
void write_entries(const Entries& entries, std::string& out);
// An error says which field is wrong.
Result<Entries> read_entries(std::string_view text);

}  // namespace crosswalk
