// Line changes: what two bookings of one record say differently, line by line, each with the rule that said
// it before and the one that says it now. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/entry.h"

namespace crosswalk::flow {

// What is said differently, with the places of the rules: the part that many lines have in common.
struct Change {
  std::string what;  // "account", "tax type", "tracking", "item", "description", "date", "contact", …
  std::string from;
  std::string to;
  std::string from_at;  // "rules/account.lua:12"; empty when no rule said it
  std::string to_at;
  friend bool operator==(const Change&, const Change&) = default;
};

struct LineChange {
  Change change;
  std::string line;                      // "1 MUG-BLU product"; empty: the whole record
  UnitState state = UnitState::shipped;  // with the date: which document the line stands on
  Date date;
  Date new_date;
  Money amount;  // income is positive
};

// In the order of the lines; what is said about the whole record comes first.
std::vector<LineChange> line_changes(const Entries& before, const Entries& after);

}  // namespace crosswalk::flow
