#include "rules/evaluator.h"

#include <algorithm>

#include "rules/frozen.h"
#include "rules/verdict_text.h"

namespace crosswalk::rules {
namespace {

constexpr std::size_t most_tracking = 10;

FieldValue value_of(const Field& field, const Line* line, const RecordScope& record) {
  return field.scope == FieldScope::line ? field.of_line(*line) : field.of_record(record);
}

bool begins_with(const Field& field, std::string_view text, std::string_view prefix) {
  text = text.substr(0, prefix.size());
  return field.folds_case ? same_folded(text, prefix) : text == prefix;
}

bool one_of(const Test& test, const FieldValue& value) {
  if (value.type != FieldType::text)
    return std::find(test.numbers.begin(), test.numbers.end(), value.number) != test.numbers.end();
  for (const auto& text : test.texts)
    if (test.field->folds_case ? same_folded(text, value.text) : text == value.text) return true;
  return false;
}

bool positive(const Test& test, const FieldValue& value) {
  if (test.kind == Test::Kind::any) return true;
  if (test.kind == Test::Kind::absent) return !value.present;
  if (!value.present) return false;
  switch (test.kind) {
    case Test::Kind::prefix:
      return begins_with(*test.field, value.text, test.texts[0]);
    case Test::Kind::between:
      return value.number >= test.numbers[0] && value.number <= test.numbers[1];
    case Test::Kind::over:
      return value.number > test.numbers[0];
    case Test::Kind::under:
      return value.number < test.numbers[0];
    default:
      return one_of(test, value);
  }
}

}  // namespace

bool meets(const Test& test, const FieldValue& value) {
  return positive(test, value) != test.negated;
}

Evaluator::Reply Evaluator::ask(Question question, const Use& top, const Line* line, Answer* answer,
                                std::vector<TrackingAnswer>* tracking) {
  if (top.kind == Use::Kind::function) hit(top.place);
  return use({question, line, answer, tracking}, top);
}

Evaluator::Reply Evaluator::use(const Asked& asked, const Use& use) {
  switch (use.kind) {
    case Use::Kind::text:
      asked.answer->value = use.text;
      asked.answer->origin = use.origin;
      return Reply::value;
    case Use::Kind::nothing:
      if (asked.answer != nullptr) {
        asked.answer->value.clear();
        asked.answer->origin = use.origin;
      }
      return Reply::nothing;
    case Use::Kind::tracking:
      *asked.tracking = use.tracking;
      return Reply::value;
    case Use::Kind::verdict:
      return stop(use.verdict, filled(use.text, *record_, asked.line), use.origin);
    case Use::Kind::function:
      return function(asked, use);
    case Use::Kind::node:
      return use.node->index != nullptr ? look_up(asked, *use.node) : decide(asked, *use.node);
  }
  return Reply::unanswered;
}

Evaluator::Hit Evaluator::hits(const Asked& asked, const Row& row) {
  for (const Test& test : row.tests) {
    const FieldValue value = value_of(*test.field, asked.line, *record_);
    if (value.fault != nullptr) {
      fault(value.fault, row.origin);
      return Hit::fault;
    }
    if (!meets(test, value)) return Hit::no;
  }
  if (row.when == 0) return Hit::yes;
  if (!machine_->call(row.when, asked.line)) {
    broken(row.origin);
    return Hit::fault;
  }
  lua_State* L = machine_->state();
  const bool is_flag = lua_type(L, -1) == LUA_TBOOLEAN;
  const bool holds = is_flag && lua_toboolean(L, -1) != 0;
  machine_->drop();
  if (!is_flag) {
    fault("when must answer true or false", row.origin);
    return Hit::fault;
  }
  return holds ? Hit::yes : Hit::no;
}

Evaluator::Reply Evaluator::decide(const Asked& asked, const Node& node) {
  for (const Row& row : node.rows) {
    const Hit met = hits(asked, row);
    if (met == Hit::fault) return Reply::stopped;
    if (met == Hit::no) continue;
    hit(row.place);
    return use(asked, row.use);
  }
  return Reply::unanswered;
}

Evaluator::Reply Evaluator::look_up(const Asked& asked, const Node& node) {
  const FieldValue key = value_of(*node.by, asked.line, *record_);
  const auto row = key.present ? node.index->find(key.text) : std::nullopt;
  if (!row) {
    if (!node.otherwise) return Reply::unanswered;
    hit(node.otherwise_place);
    return use(asked, *node.otherwise);
  }
  hit(node.place);
  const Table& table = node.index->table();
  const std::string& cell = table.cell(*row, node.value_column);
  const int line = table.line(*row);
  if (cell.empty())
    return fault("the row has nothing in column " + table.columns()[node.value_column], {table.file(), line});
  if (std::string flaw = flaw_of(asked.question, cell); !flaw.empty())
    return fault(std::move(flaw), {table.file(), line});
  asked.answer->value = cell;
  asked.answer->origin.file = table.file();
  asked.answer->origin.line = line;
  return Reply::value;
}

Evaluator::Reply Evaluator::function(const Asked& asked, const Use& use) {
  if (!machine_->call(use.function, asked.line)) return broken(use.origin);
  const Reply reply = result(asked, use);
  machine_->drop();
  return reply;
}

// The function's answer is on top of the stack; nothing here raises.
Evaluator::Reply Evaluator::result(const Asked& asked, const Use& use) {
  lua_State* L = machine_->state();
  if (lua_isnil(L, -1)) return Reply::unanswered;
  if (is_text(L, -1)) return result_text(asked, use, text_at(L, -1));
  if (lua_istable(L, -1)) return result_table(asked, use);
  const Box* box = box_at(L, -1);
  if (box != nullptr && box->tag == Tag::verdict) {
    const auto* verdict = static_cast<const VerdictBox*>(box);
    lua_getiuservalue(L, -1, 1);
    std::string text(text_at(L, -1));
    if (verdict->made_at_load) text = filled(text, *record_, asked.line);
    return stop(verdict->verdict, std::move(text), {std::string(file_of(verdict->source)), verdict->line});
  }
  const std::string name(name_of(asked.question));
  if (box != nullptr && box->tag == Tag::none) {
    if (asked.question == Question::tax || asked.question == Question::account ||
        asked.question == Question::contact)
      return fault("none is no answer to " + name + "; name one, or hold the record", use.origin);
    if (asked.answer != nullptr) *asked.answer = {std::string(), use.origin};
    return Reply::nothing;
  }
  if (lua_type(L, -1) == LUA_TNUMBER)
    return fault("the " + name +
                     " is a number, but a code is text, because \"090\" and 90 are not the same; use a text",
                 use.origin);
  return fault("the function answered with a " + std::string(lua_typename(L, lua_type(L, -1))) +
                   ", which is no answer to " + name,
               use.origin);
}

Evaluator::Reply Evaluator::result_text(const Asked& asked, const Use& use, std::string_view text) {
  if (asked.answer == nullptr)
    return fault(
        "the function answered with a text, which is no answer to " + std::string(name_of(asked.question)),
        use.origin);
  if (std::string flaw = flaw_of(asked.question, text); !flaw.empty())
    return fault(std::move(flaw), use.origin);
  asked.answer->value = text;
  asked.answer->origin = use.origin;
  return Reply::value;
}

Evaluator::Reply Evaluator::result_table(const Asked& asked, const Use& use) {
  if (asked.tracking == nullptr)
    return fault(
        "the function answered with a table, which is no answer to " + std::string(name_of(asked.question)),
        use.origin);
  lua_State* L = machine_->state();
  std::vector<TrackingAnswer>& tracking = *asked.tracking;
  tracking.clear();
  push_contents(L, -1);
  lua_pushnil(L);
  while (lua_next(L, -2) != 0) {
    if (!is_text(L, -2) || !is_text(L, -1))
      return fault("tracking is a table of texts, like { Channel = \"Walmart US\" }", use.origin);
    if (tracking.size() == most_tracking) return fault("tracking has more than 10 categories", use.origin);
    for (const std::string_view text : {text_at(L, -2), text_at(L, -1)})
      if (std::string flaw = flaw_of(asked.question, text); !flaw.empty())
        return fault(std::move(flaw), use.origin);
    tracking.push_back({std::string(text_at(L, -2)), std::string(text_at(L, -1)), use.origin});
    lua_pop(L, 1);
  }
  std::sort(tracking.begin(), tracking.end(),
            [](const auto& a, const auto& b) { return a.category < b.category; });
  return Reply::value;
}

Evaluator::Reply Evaluator::stop(Verdict verdict, std::string reason, Origin origin) {
  verdict_ = verdict;
  reason_ = std::move(reason);
  origin_ = std::move(origin);
  return Reply::stopped;
}

// The rule itself broke: its fault says where, else the row does.
Evaluator::Reply Evaluator::broken(const Origin& origin) {
  const Fault& fault_seen = machine_->host().fault;
  return stop(Verdict::hold, "the rule failed: " + fault_seen.message,
              fault_seen.origin.file.empty() ? origin : fault_seen.origin);
}

}  // namespace crosswalk::rules
