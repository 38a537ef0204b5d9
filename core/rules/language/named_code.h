// NamedCode: a ledger code that rules name as a literal, and where; `check` and a reload hold it against the
// ledger. Plain data.
#pragma once

#include <string>

namespace crosswalk::rules {

struct NamedCode {
  enum class Kind { account, tax, item, tracking, contact };
  Kind kind = Kind::account;
  std::string value;         // for tracking "Category/Option"
  std::string where;         // "rules/account.lua:12"
  bool may_be_made = false;  // a rule lets be made in the ledger what it lacks (catalogue.lua)
};

}  // namespace crosswalk::rules
