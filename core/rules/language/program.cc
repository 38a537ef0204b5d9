#include "rules/language/program.h"

#include <algorithm>
#include <set>

#include "rules/language/folding.h"
#include "rules/language/row_index.h"
#include "rules/language/suggestion.h"
#include "rules/language/verdict_text.h"

namespace crosswalk::rules {
namespace {

constexpr std::size_t most_texts = 20;

Error at(const Origin& origin, std::string message) {
  return fail(ErrorKind::config, std::move(message), origin.text());
}

bool can_see(About subject, FieldScope scope) {
  switch (subject) {
    case About::line:
      return scope != FieldScope::item;
    case About::record:
      return scope == FieldScope::record;
    case About::item:
      break;
  }
  return scope == FieldScope::item;
}

std::string asked_once(About subject) {
  switch (subject) {
    case About::line:
      return "of every line of a record";
    case About::record:
      return "once a record";
    case About::item:
      break;
  }
  return "of items";
}

class Compiler {
 public:
  Compiler(const Drafts& drafts, Question question, std::vector<Place>& places)
      : drafts_(drafts), question_(question), places_(places) {}

  Result<Use> use(const UseDraft& draft, const Origin& origin) const;
  std::uint32_t place(Place::Kind kind, const Origin& origin) const {
    places_.push_back({kind, question_, origin});
    return static_cast<std::uint32_t>(places_.size() - 1);
  }

 private:
  Result<const Field*> field(std::string_view name, const Origin& origin) const;
  Result<Test> test(const std::string& name, const ConditionDraft& draft, const Origin& origin) const;
  Result<Row> row(const RowDraft& draft) const;
  Result<Node> node(const NodeDraft& draft) const;
  Result<Use> literal(const UseDraft& draft, const Origin& origin) const;
  std::string wrong_kind(const UseDraft& draft) const;

  const Drafts& drafts_;
  Question question_;
  std::vector<Place>& places_;
};

Result<std::int64_t> number_of(const Field& field, const Literal& literal) {
  const auto wrong = [&](std::string_view wanted) {
    return fail(ErrorKind::config, std::string(field.path) + " is compared with " + std::string(wanted) +
                                       ", not with \"" + literal.text + "\"");
  };
  switch (field.type) {
    case FieldType::number:
    case FieldType::money: {
      const auto value = Decimal::parse(literal.text);
      if (!value || literal.kind == Literal::Kind::flag) return wrong("a number, like 24 or \"24.99\"");
      return value->units();
    }
    case FieldType::date: {
      const auto value = Date::parse(literal.text);
      if (!value) return wrong("a date, like \"2026-01-31\"");
      return std::int64_t{value->days()};
    }
    case FieldType::instant: {
      const auto value = Instant::parse(literal.text);
      if (!value) return wrong("a point in time, like \"2026-01-31T10:30:00Z\"");
      return value->millis();
    }
    case FieldType::flag:
      if (literal.kind != Literal::Kind::flag) return wrong("true or false");
      return literal.text == "true" ? 1 : 0;
    case FieldType::text:
      break;
  }
  return wrong("a text");
}

Result<const Field*> Compiler::field(std::string_view name, const Origin& origin) const {
  const About subject = about(question_);
  std::string path(name);
  if (!name.starts_with("line.") && !name.starts_with("record.") && !name.starts_with("item."))
    path.insert(0, prefix_of(subject));
  const Field* found = find_field(path);
  if (found == nullptr) {
    std::vector<std::string_view> known;
    for (const Field& candidate : schema())
      if (can_see(subject, candidate.scope)) known.push_back(candidate.path);
    // A record's field named without its scope is the likeliest slip.
    const std::string of_record = "record." + std::string(name);
    const bool slipped = subject == About::line && find_field(of_record) != nullptr;
    return at(origin, "there is no field " + path +
                          (slipped ? "; did you mean " + of_record + "?" : suggestion(path, known)));
  }
  if (can_see(subject, found->scope)) return found;
  return at(origin, "the " + std::string(name_of(question_)) + " is asked " + asked_once(subject) + ", so " +
                        path + " cannot be used");
}

Result<Test> Compiler::test(const std::string& name, const ConditionDraft& draft,
                            const Origin& origin) const {
  auto known = field(name, origin);
  if (!known) return known.error();
  Test test;
  test.field = *known;
  test.kind = draft.kind;
  test.negated = draft.negated;
  const bool is_text = test.field->type == FieldType::text;
  if (test.kind == Test::Kind::prefix && !is_text)
    return at(origin, std::string(test.field->path) + " is no text, so prefix cannot be used");
  const bool is_range =
      test.kind == Test::Kind::between || test.kind == Test::Kind::over || test.kind == Test::Kind::under;
  if (is_range && (is_text || test.field->type == FieldType::flag))
    return at(origin, std::string(test.field->path) + " is a " + std::string(name_of(test.field->type)) +
                          ", so between, over and under cannot be used");
  for (const Literal& literal : draft.literals) {
    if (is_text) {
      if (literal.kind != Literal::Kind::text)
        return at(origin,
                  std::string(test.field->path) + " is text; write \"" + literal.text + "\" in quotes");
      test.texts.push_back(test.field->folds_case ? folded(literal.text) : literal.text);
      continue;
    }
    auto number = number_of(*test.field, literal);
    if (!number) return at(origin, number.error().message);
    test.numbers.push_back(*number);
  }
  if (test.kind == Test::Kind::between && test.numbers.at(0) > test.numbers.at(1))
    return at(origin, "between needs the lower limit first, so this row could never hold");
  return test;
}

Result<Row> Compiler::row(const RowDraft& draft) const {
  Row row;
  row.origin = draft.origin;
  row.place = place(Place::Kind::row, draft.origin);
  row.when = draft.when;
  for (const auto& [name, condition] : draft.columns) {
    auto made = test(name, condition, draft.origin);
    if (!made) return made.error();
    if (made->kind != Test::Kind::any || made->negated) row.tests.push_back(std::move(*made));
  }
  auto made = use(draft.use, draft.origin);
  if (!made) return made.error();
  row.use = std::move(*made);
  return row;
}

Result<Node> Compiler::node(const NodeDraft& draft) const {
  Node node;
  node.origin = draft.origin;
  for (const std::uint32_t index : draft.rows) {
    auto made = row(drafts_.rows.at(index));
    if (!made) return made.error();
    node.rows.push_back(std::move(*made));
  }
  node.row_index = RowIndex::build(node.rows);
  if (draft.index == nullptr) return node;
  node.index = draft.index;
  node.value_column = draft.value_column;
  auto by = field(draft.by, draft.origin);
  if (!by) return by.error();
  if ((*by)->type != FieldType::text)
    return at(draft.origin, std::string((*by)->path) + " is no text, so rows cannot be looked up by it");
  if (kind_of(question_) == AnswerKind::tracking || kind_of(question_) == AnswerKind::gate)
    return at(draft.origin,
              "lookup answers with one text, which is no answer to " + std::string(name_of(question_)));
  node.by = *by;
  node.place = place(Place::Kind::lookup, draft.origin);
  if (draft.otherwise.kind == UseDraft::Kind::missing) return node;
  auto made = use(draft.otherwise, draft.origin);
  if (!made) return made.error();
  node.otherwise = std::move(*made);
  node.otherwise_place = place(Place::Kind::otherwise, draft.origin);
  return node;
}

Result<Use> Compiler::use(const UseDraft& draft, const Origin& origin) const {
  Use use;
  use.origin = origin;
  switch (draft.kind) {
    case UseDraft::Kind::missing:
      break;
    case UseDraft::Kind::function:
      use.kind = Use::Kind::function;
      use.function = draft.index;
      return use;
    case UseDraft::Kind::node: {
      auto made = node(drafts_.nodes.at(draft.index));
      if (!made) return made.error();
      use.kind = Use::Kind::node;
      use.node = std::make_shared<const Node>(std::move(*made));
      return use;
    }
    case UseDraft::Kind::verdict: {
      if (std::string flaw = flaw_of_marks(draft.text, about(question_)); !flaw.empty())
        return at(draft.origin, std::move(flaw));
      use.kind = Use::Kind::verdict;
      use.origin = draft.origin;
      use.verdict = draft.verdict;
      use.text = draft.text;
      return use;
    }
    case UseDraft::Kind::nothing:
      if (traits_of(question_).takes_none) return use;
      return at(origin,
                "none is no answer to " + std::string(name_of(question_)) + "; name one, or hold the record");
    default:
      return literal(draft, origin);
  }
  return at(origin, "there is no answer");
}

// What is wrong with the sort of answer that was written, or "".
std::string Compiler::wrong_kind(const UseDraft& draft) const {
  const std::string name(name_of(question_));
  const AnswerKind kind = kind_of(question_);
  switch (kind) {
    case AnswerKind::gate:
      return "hold is answered with hold \"why\", skip \"why\" or none, and with nothing else";
    case AnswerKind::tracking:
      if (draft.kind == UseDraft::Kind::tracking) return {};
      return "tracking is answered with a table, like { Channel = \"Walmart US\" }";
    case AnswerKind::amount:
    case AnswerKind::count:
      if (draft.kind == UseDraft::Kind::number) return {};
      break;
    default:
      if (draft.kind == UseDraft::Kind::number)
        return "the " + name + " is a text, because \"090\" and 90 are not the same; write it in quotes";
  }
  if (draft.kind == UseDraft::Kind::tracking)
    return "only tracking is answered with a table; " + name + " needs " +
           (kind == AnswerKind::amount || kind == AnswerKind::count ? "a number" : "a text");
  if (draft.kind == UseDraft::Kind::texts && kind != AnswerKind::codes)
    return "a list is no answer to " + name + "; name one";
  return {};
}

Result<Use> Compiler::literal(const UseDraft& draft, const Origin& origin) const {
  Use use;
  use.origin = origin;
  if (std::string wrong = wrong_kind(draft); !wrong.empty()) return at(origin, std::move(wrong));
  if (draft.kind == UseDraft::Kind::tracking) {
    use.kind = Use::Kind::tracking;
    for (const auto& [category, option] : draft.tracking) {
      for (const auto& text : {category, option})
        if (std::string flaw = flaw_of(question_, text); !flaw.empty()) return at(origin, std::move(flaw));
      use.tracking.push_back({category, option, origin});
    }
    return use;
  }
  use.texts = draft.texts;
  if (draft.kind != UseDraft::Kind::texts && kind_of(question_) == AnswerKind::codes)
    use.texts = {draft.text};
  if (use.texts.size() > most_texts) return at(origin, "the list has more than 20 entries");
  for (const auto& text : use.texts)
    if (std::string flaw = flaw_of(question_, text); !flaw.empty()) return at(origin, std::move(flaw));
  use.kind = Use::Kind::texts;
  if (!use.texts.empty()) return use;
  if (std::string flaw = flaw_of(question_, draft.text); !flaw.empty()) return at(origin, std::move(flaw));
  use.kind = Use::Kind::text;
  use.text = draft.text;
  use.currency = draft.currency;
  return use;
}

void collect(const Use& use, NamedCode::Kind kind, std::vector<NamedCode>& codes) {
  if (use.kind == Use::Kind::text) codes.push_back({kind, use.text, use.origin.text()});
  for (const auto& tracking : use.tracking)
    codes.push_back({kind, tracking.category + "/" + tracking.option, use.origin.text()});
  if (use.node == nullptr) return;
  for (const Row& row : use.node->rows) collect(row.use, kind, codes);
  if (use.node->index != nullptr) {
    const Table& table = use.node->index->table();
    std::set<std::string_view> seen;
    for (std::size_t row = 0; row < table.rows(); ++row)
      if (const auto cell = table.cell(row, use.node->value_column);
          !cell.empty() && seen.insert(cell).second)
        codes.push_back({kind, std::string(cell), table.file() + ":" + std::to_string(table.line(row))});
  }
  if (use.node->otherwise) collect(*use.node->otherwise, kind, codes);
}

}  // namespace

Result<Use> compile(const UseDraft& draft, const Drafts& drafts, Question question, const Origin& origin,
                    std::vector<Place>& places) {
  const Compiler compiler(drafts, question, places);
  auto made = compiler.use(draft, origin);
  if (made && made->kind == Use::Kind::function) made->place = compiler.place(Place::Kind::function, origin);
  return made;
}

std::vector<NamedCode> named_codes(const Program& program) {
  std::vector<NamedCode> codes;
  constexpr std::array kinds = {std::pair{Question::account, NamedCode::Kind::account},
                                std::pair{Question::tax, NamedCode::Kind::tax},
                                std::pair{Question::item, NamedCode::Kind::item},
                                std::pair{Question::tracking, NamedCode::Kind::tracking},
                                std::pair{Question::contact, NamedCode::Kind::contact}};
  for (const auto& [question, kind] : kinds)
    if (const auto& answer = program.answer(question)) collect(*answer, kind, codes);
  if (program.answer(Question::catalogue))
    for (NamedCode& code : codes)
      code.may_be_made = code.kind == NamedCode::Kind::item || code.kind == NamedCode::Kind::tracking;
  return codes;
}

}  // namespace crosswalk::rules
