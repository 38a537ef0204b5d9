// Program: the answers of one rule set in the form that they are evaluated in: no names left, every column a
// field of the schema, every row with its file:line. Tables are walked in C++; only functions enter Lua.
// Immutable after `compile`; belongs to one state, because functions do.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/answers.h"
#include "model/schema.h"
#include "rules/language/drafts.h"
#include "rules/language/named_code.h"
#include "rules/language/place.h"
#include "rules/language/question.h"
#include "rules/language/table.h"

namespace crosswalk::rules {

// A condition on one field.
struct Test {
  using Kind = ConditionDraft::Kind;
  const Field* field = nullptr;
  Kind kind = Kind::any;
  bool negated = false;
  std::vector<std::string> texts;     // of text fields
  std::vector<std::int64_t> numbers;  // of the others, in the field's own units
};

struct Node;
class RowIndex;

struct Use {
  enum class Kind { text, texts, nothing, verdict, function, node, tracking };
  Kind kind = Kind::nothing;
  Origin origin;
  std::string text;      // of text; of verdict the sentence, with {fields}
  std::string currency;  // of an amount that was written as money
  std::vector<std::string> texts;
  Verdict verdict = Verdict::hold;
  std::uint32_t function = 0;
  std::uint32_t place = 0;  // of a function that is the whole answer
  std::shared_ptr<const Node> node;
  std::vector<TrackingAnswer> tracking;
};

struct Row {
  Origin origin;
  std::uint32_t place = 0;
  std::vector<Test> tests;
  std::uint32_t when = 0;  // a function's number; 0: none
  Use use;
};

struct Node {
  Origin origin;
  std::vector<Row> rows;                      // of decide
  std::shared_ptr<const RowIndex> row_index;  // of a long decide
  const TableIndex* index = nullptr;          // of lookup
  std::size_t value_column = 0;
  const Field* by = nullptr;
  std::uint32_t place = 0;  // of a lookup
  std::optional<Use> otherwise;
  std::uint32_t otherwise_place = 0;
};

struct Program {
  std::vector<Place> places;
  std::array<std::optional<Use>, all_questions.size()> answers;
  const std::optional<Use>& answer(Question question) const {
    return answers[static_cast<std::size_t>(question)];
  }
};

// A file's answer in the schema's terms; its places are appended to `places`. A mistyped field is an error at
// its row's file:line.
Result<Use> compile(const UseDraft& draft, const Drafts& drafts, Question question, const Origin& origin,
                    std::vector<Place>& places);

// Which ledger codes `program` names as literals.
std::vector<NamedCode> named_codes(const Program& program);

}  // namespace crosswalk::rules
