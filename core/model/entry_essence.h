// The essence of stored entries: their text without who decided (rule lines, rule set versions), rates and
// the revision's number. Two bookings with one essence say the same of money, so that a hundred thousand
// of them are compared without being read. Pure.
#pragma once

#include <string>
#include <string_view>

namespace crosswalk {

// Replaces what `out` held. `entries` is a text that write_entries made.
void essence_into(std::string_view entries, std::string& out);

}  // namespace crosswalk
