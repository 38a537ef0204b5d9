// RowFilter: which rows a list shows: `_filter` (name::value|name::value) and the part of `_lplFilter` that
// is known from the wire: name = "value" and name like "start*", joined by and (facts §4). Immutable after
// parsing; safe from any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "simulator/cloudsuite_class.h"
#include "simulator/cloudsuite_switches.h"

namespace crosswalk::simulator::cloudsuite_sim {

// The field as lists and filters know it. Null: there is none, or the tenant does not keep it in the ledger.
const FieldRule* readable_field(const ClassRule& rule, std::string_view spelled,
                                const CloudSuiteSwitches& switches);

class RowFilter {
 public:
  struct Condition {
    std::string field;
    std::string value;
    bool like = false;  // `value` may hold * for anything
  };

  // Adds to the conditions. The error is what the list answers.
  Result<void> add_plain(const ClassRule& rule, std::string_view text, const CloudSuiteSwitches& switches);
  Result<void> add_lpl(const ClassRule& rule, std::string_view text, const CloudSuiteSwitches& switches);
  void add(Condition condition) { conditions_.push_back(std::move(condition)); }

  bool matches(const Fields& row) const;
  // The values that the first key fields must have, so that not every row needs to be looked at.
  Fields leading_keys(const ClassRule& rule, std::size_t& parts) const;

 private:
  Result<void> add_checked(const ClassRule& rule, std::string_view spelled, std::string value, bool like,
                           const CloudSuiteSwitches& switches);
  std::vector<Condition> conditions_;
};

}  // namespace crosswalk::simulator::cloudsuite_sim
