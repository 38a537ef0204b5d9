// Scopes: what a sign-in may do, as Xero writes it: words separated by blanks. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "xero/settings.h"

namespace crosswalk::xero {

// What a pair's work needs: `settings.scopes`; with a clearing account those of payments, of bank
// transactions and of the journals that correct a locked period; and those of what else its settings let be
// made.
std::string scopes_for(const Settings& settings);
std::vector<std::string> scope_words(std::string_view text);
// Which of `wanted` are not in `granted`, "a, b"; empty when none is missing. A scope that writes includes
// the one that only reads.
std::string missing_scopes(std::string_view wanted, std::string_view granted);

}  // namespace crosswalk::xero
