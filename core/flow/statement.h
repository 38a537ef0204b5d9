// Statement: what the market says of its balance. It books nothing; its own sums are looked at, and one that
// does not hold is for a person (walmart.md §4.5). Pure.
#pragma once

#include <span>
#include <string>

#include "flow/settlement_notes.h"
#include "link/source.h"

namespace crosswalk::flow {

struct StatementView {
  bool doubtful = false;
  std::string text;   // a sentence
  std::string where;  // of one that cannot be read
};

// `settlements`: the newest ones, newest first. The one that closed last is what the statement opens with, or
// what it says was paid; a statement that knows a later one, or opens with nothing, is not compared.
StatementView view_statement(const Source& source, const Record& record,
                             std::span<const SettlementNote> settlements);

}  // namespace crosswalk::flow
