// Statement: what the market says of its balance. It books nothing; its own sums are looked at, and one that
// does not hold is for a person (walmart.md §4.5). Pure.
#pragma once

#include <string>

#include "link/source.h"

namespace crosswalk::flow {

struct StatementView {
  bool doubtful = false;
  std::string text;   // a sentence
  std::string where;  // of one that cannot be read
};

StatementView view_statement(const Source& source, const Record& record);

}  // namespace crosswalk::flow
