#include "rules/lua/evaluator.h"

#include <algorithm>

#include "rules/language/condition.h"
#include "rules/language/row_index.h"
#include "rules/language/verdict_text.h"
#include "rules/lua/customer_box.h"
#include "rules/lua/frozen.h"

namespace crosswalk::rules {
namespace {

constexpr std::size_t most_tracking = 10;
constexpr lua_Integer most_texts = 20;

Currency currency_of(const Subject& subject) {
  return subject.item != nullptr ? subject.item->currency : subject.record->facts.currency;
}

}  // namespace

Evaluator::Reply Evaluator::ask(Question question, const Use& top, const Line* line, const Into& into) {
  subject_.line = line;
  if (top.kind == Use::Kind::function) hit(top.place);
  return use({question, into}, top);
}

Evaluator::Reply Evaluator::use(const Asked& asked, const Use& use) {
  switch (use.kind) {
    case Use::Kind::text:
      if (!use.currency.empty() && use.currency != currency_of(subject_).code())
        return wrong_currency(asked.question, use.currency, use.origin);
      asked.into.answer->value = use.text;
      asked.into.answer->origin = use.origin;
      return Reply::value;
    case Use::Kind::texts:
      asked.into.several->clear();
      for (const auto& text : use.texts) asked.into.several->push_back({text, use.origin});
      return Reply::value;
    case Use::Kind::nothing:
      if (asked.into.answer != nullptr) *asked.into.answer = {std::string(), use.origin};
      return Reply::nothing;
    case Use::Kind::tracking:
      *asked.into.tracking = use.tracking;
      return Reply::value;
    case Use::Kind::verdict:
      return stop(use.verdict, filled(use.text, subject_), use.origin);
    case Use::Kind::function:
      return function(asked, use);
    case Use::Kind::node:
      return use.node->index != nullptr ? look_up(asked, *use.node) : decide(asked, *use.node);
  }
  return Reply::unanswered;
}

Evaluator::Hit Evaluator::hits(const Row& row) {
  for (const Test& test : row.tests) {
    const FieldValue value = value_of(*test.field, subject_);
    if (value.fault != nullptr) {
      fault(value.fault, row.origin);
      return Hit::fault;
    }
    if (!meets(test, value)) return Hit::no;
  }
  if (row.when == 0) return Hit::yes;
  if (!machine_->call(row.when, subject_)) {
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
  RowWalk walk(node, subject_);
  while (const Row* row = walk.next()) {
    const Hit met = hits(*row);
    if (met == Hit::fault) return Reply::stopped;
    if (met == Hit::no) continue;
    hit(row->place);
    return use(asked, row->use);
  }
  return Reply::unanswered;
}

Evaluator::Reply Evaluator::look_up(const Asked& asked, const Node& node) {
  const FieldValue key = value_of(*node.by, subject_);
  const auto row = key.present ? node.index->find(key.text) : std::nullopt;
  if (!row) {
    if (!node.otherwise) return Reply::unanswered;
    hit(node.otherwise_place);
    return use(asked, *node.otherwise);
  }
  hit(node.place);
  const Table& table = node.index->table();
  const std::string_view cell = table.cell(*row, node.value_column);
  const int line = table.line(*row);
  if (cell.empty())
    return fault("the row has nothing in column " + table.columns()[node.value_column], {table.file(), line});
  if (asked.into.several != nullptr) return text(asked, cell, {table.file(), line});
  // Filled in place: a lookup is the most frequent answer, and its texts keep their memory.
  if (std::string flaw = flaw_of(asked.question, cell); !flaw.empty())
    return fault(std::move(flaw), {table.file(), line});
  asked.into.answer->value = cell;
  asked.into.answer->origin.file = table.file();
  asked.into.answer->origin.line = line;
  return Reply::value;
}

Evaluator::Reply Evaluator::function(const Asked& asked, const Use& use) {
  if (!machine_->call(use.function, subject_)) return broken(use.origin);
  const Reply reply = result(asked, use);
  machine_->drop();
  return reply;
}

// The function's answer is on top of the stack; nothing here raises.
Evaluator::Reply Evaluator::result(const Asked& asked, const Use& use) {
  lua_State* L = machine_->state();
  if (lua_isnil(L, -1)) return Reply::unanswered;
  if (is_text(L, -1)) {
    if (asked.into.answer == nullptr && asked.into.several == nullptr) return wrong(asked, use, "a text");
    return text(asked, text_at(L, -1), use.origin);
  }
  if (lua_istable(L, -1)) return result_table(asked, use);
  if (const Box* box = box_at(L, -1); box != nullptr) return result_box(asked, use, *box);
  if (lua_isinteger(L, -1) != 0)
    return result_number(asked, use, std::to_string(lua_tointeger(L, -1)), currency_of(subject_));
  return wrong(asked, use, "a " + std::string(lua_typename(L, lua_type(L, -1))));
}

Evaluator::Reply Evaluator::result_box(const Asked& asked, const Use& use, const Box& box) {
  lua_State* L = machine_->state();
  if (box.tag == Tag::decimal || box.tag == Tag::money) {
    const auto& number = static_cast<const NumberBox&>(box);
    return result_number(asked, use, Decimal::from_units(number.units).text(),
                         box.tag == Tag::money ? number.currency : currency_of(subject_));
  }
  if (box.tag == Tag::verdict) {
    const auto& verdict = static_cast<const VerdictBox&>(box);
    lua_getiuservalue(L, -1, 1);
    const std::string_view written = text_at(L, -1);
    std::string text = verdict.made_at_load         ? filled(written, subject_)
                       : subject_.record != nullptr ? without_personal_data(written, *subject_.record)
                                                    : std::string(written);
    return stop(verdict.verdict, std::move(text), {std::string(file_of(verdict.source)), verdict.line});
  }
  if (box.tag == Tag::customer && asked.question == Question::contact)
    return this->text(asked, code_of(machine_->host(), static_cast<const CustomerBox&>(box)), use.origin);
  if (box.tag != Tag::none) return wrong(asked, use, "a value of the rule language");
  if (!traits_of(asked.question).takes_none)
    return fault(
        "none is no answer to " + std::string(name_of(asked.question)) + "; name one, or hold the record",
        use.origin);
  if (asked.into.answer != nullptr) *asked.into.answer = {std::string(), use.origin};
  return Reply::nothing;
}

Evaluator::Reply Evaluator::result_number(const Asked& asked, const Use& use, const std::string& text,
                                          Currency currency) {
  const AnswerKind kind = kind_of(asked.question);
  if (kind != AnswerKind::amount && kind != AnswerKind::count) {
    if (asked.into.answer == nullptr && asked.into.several == nullptr) return wrong(asked, use, "a number");
    return fault("the " + std::string(name_of(asked.question)) +
                     " is a number, but it is a text, because \"090\" and 90 are not the same; use a text",
                 use.origin);
  }
  if (currency != currency_of(subject_)) return wrong_currency(asked.question, currency.code(), use.origin);
  return this->text(asked, text, use.origin);
}

Evaluator::Reply Evaluator::text(const Asked& asked, std::string_view value, const Origin& origin) {
  if (std::string flaw = flaw_of(asked.question, value); !flaw.empty()) return fault(std::move(flaw), origin);
  if (asked.into.several != nullptr) {
    asked.into.several->assign(1, {std::string(value), origin});
    return Reply::value;
  }
  asked.into.answer->value = value;
  asked.into.answer->origin = origin;
  return Reply::value;
}

Evaluator::Reply Evaluator::result_table(const Asked& asked, const Use& use) {
  lua_State* L = machine_->state();
  if (asked.into.tracking == nullptr && asked.into.several == nullptr) return wrong(asked, use, "a table");
  push_contents(L, -1);
  return asked.into.tracking != nullptr ? result_tracking(asked, use) : result_texts(asked, use);
}

Evaluator::Reply Evaluator::result_tracking(const Asked& asked, const Use& use) {
  lua_State* L = machine_->state();
  std::vector<TrackingAnswer>& tracking = *asked.into.tracking;
  tracking.clear();
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

Evaluator::Reply Evaluator::result_texts(const Asked& asked, const Use& use) {
  lua_State* L = machine_->state();
  asked.into.several->clear();
  const auto size = static_cast<lua_Integer>(lua_rawlen(L, -1));
  if (size == 0) return fault("the list of answers is empty; write none if nothing is meant", use.origin);
  if (size > most_texts) return fault("the list of answers has more than 20 entries", use.origin);
  for (lua_Integer i = 1; i <= size; ++i) {
    lua_rawgeti(L, -1, i);
    if (!is_text(L, -1)) return fault("a list of answers holds texts only", use.origin);
    if (std::string flaw = flaw_of(asked.question, text_at(L, -1)); !flaw.empty())
      return fault(std::move(flaw), use.origin);
    asked.into.several->push_back({std::string(text_at(L, -1)), use.origin});
    lua_pop(L, 1);
  }
  return Reply::value;
}

Evaluator::Reply Evaluator::wrong(const Asked& asked, const Use& use, std::string_view got) {
  return fault("the function answered with " + std::string(got) + ", which is no answer to " +
                   std::string(name_of(asked.question)),
               use.origin);
}

Evaluator::Reply Evaluator::wrong_currency(Question question, std::string_view currency,
                                           const Origin& origin) {
  return fault("the " + std::string(name_of(question)) + " is in " + std::string(currency) +
                   ", but what is asked about is in " + std::string(currency_of(subject_).code()),
               origin);
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
