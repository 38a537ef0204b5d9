// Drafts: what rule files have built with `row`, `decide`, `lookup` and the condition words, as written,
// before the schema is asked. They live in the host, so a Lua error leaves nothing behind on the stack. Plain
// data.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "model/answers.h"

namespace crosswalk::rules {

class TableIndex;

struct Literal {
  enum class Kind { text, number, flag };
  Kind kind = Kind::text;
  std::string text;  // a number's plain notation; "true" or "false"
};

struct ConditionDraft {
  enum class Kind { one_of, prefix, between, over, under, absent, any };
  Kind kind = Kind::any;
  bool negated = false;
  std::vector<Literal> literals;  // of between: low, high
};

struct UseDraft {
  enum class Kind { missing, text, number, texts, nothing, verdict, function, node, tracking };
  Kind kind = Kind::missing;
  std::string text;      // of text, number and verdict
  std::string currency;  // of a number that is money
  std::vector<std::string> texts;
  Verdict verdict = Verdict::hold;
  Origin origin;            // of verdict: where hold or skip was written
  std::uint32_t index = 0;  // of function: its number; of node: in Drafts::nodes
  std::vector<std::pair<std::string, std::string>> tracking;
};

struct RowDraft {
  Origin origin;
  std::vector<std::pair<std::string, ConditionDraft>> columns;
  std::uint32_t when = 0;  // a function's number; 0: none
  UseDraft use;
};

struct NodeDraft {
  Origin origin;
  std::vector<std::uint32_t> rows;    // of decide
  const TableIndex* index = nullptr;  // of lookup
  std::size_t value_column = 0;
  std::string by;  // the field whose value is looked up
  UseDraft otherwise;
};

struct Drafts {
  std::vector<ConditionDraft> conditions;
  std::vector<RowDraft> rows;
  std::vector<NodeDraft> nodes;
  std::uint32_t functions = 0;  // how many are kept in the state's table of functions
};

}  // namespace crosswalk::rules
