// The part of a pair's CloudSuite that says how the tenant's receivables spell things.
#pragma once

#include <span>
#include <string_view>

#include "config/section.h"
#include "config/workspace.h"

namespace crosswalk::config {

// `receivables:` of `cloudsuite`; what it does not say stays as it is by itself.
ReceivablesSection read_receivables(const Section& cloudsuite);
// What `names:` in it may name.
std::span<const std::string_view> receivable_names();

}  // namespace crosswalk::config
