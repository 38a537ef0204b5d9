// The names that our documents carry in Xero, all made from stable facts, so that a lost answer can be looked
// up. Pure.
#pragma once

#include <string>
#include <string_view>

#include "xero/settings.h"

namespace crosswalk::xero {

// "WM-108812345678901", then "WM-108812345678901-2", … (`ordinal` from 1). Xero keeps them unique (xero.md
// §8.4).
std::string invoice_number(const Settings& settings, std::string_view order, int ordinal);
// The same pair and name give the same number; at most 50 characters (xero.md §5.1).
std::string contact_number(const Settings& settings, std::string_view name);
// At most 128 characters; begins with the tenant, because Xero keeps keys per app (xero.md §4).
std::string idempotency_key(const Settings& settings, std::string_view attempt_id);

}  // namespace crosswalk::xero
