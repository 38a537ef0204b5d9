#include "rules/language/question.h"

#include <algorithm>

#include "base/date.h"
#include "base/decimal.h"

namespace crosswalk::rules {
namespace {

constexpr std::size_t longest_code = 200;
constexpr std::size_t longest_text = 1'000;
constexpr std::size_t longest_reference = 255;  // xero.md §5.2
constexpr std::int64_t most_units = 1'000'000'000;

// In the order of the enumeration.
constexpr std::array<QuestionTraits, all_questions.size()> traits = {{
    {"contact", About::record, AnswerKind::code, false, false},
    {"reference", About::record, AnswerKind::text, false, false},
    {"hold", About::record, AnswerKind::gate, false, true},
    {"item", About::line, AnswerKind::code, false, true},
    {"tax", About::line, AnswerKind::code, true, false},
    {"tracking", About::line, AnswerKind::tracking, false, true},
    {"account", About::line, AnswerKind::code, true, false},
    {"description", About::line, AnswerKind::text, false, false},
    {"date", About::line, AnswerKind::date, false, false},
    {"cost", About::line, AnswerKind::amount, false, true},
    {"catalogue", About::line, AnswerKind::upkeep, false, true},
    {"sku", About::item, AnswerKind::codes, false, true},
    {"stock", About::item, AnswerKind::count, false, true},
    {"price", About::item, AnswerKind::amount, false, true},
}};

std::string flaw_of_text(const std::string& name, std::string_view value, std::size_t longest) {
  if (value.empty()) return "the " + name + " is an empty text; write none if nothing is meant";
  if (value.size() > longest) return "the " + name + " is longer than " + std::to_string(longest) + " bytes";
  if (value.front() == ' ' || value.back() == ' ')
    return "the " + name + " \"" + std::string(value) + "\" has blanks around it";
  if (std::any_of(value.begin(), value.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }))
    return "the " + name + " has a line break or another control character in it";
  return {};
}

std::string flaw_of_amount(const std::string& name, std::string_view value) {
  const auto amount = Decimal::parse(value);
  if (!amount || amount->is_negative())
    return "the " + name + " is an amount, like \"24.99\", not \"" +
           std::string(value.substr(0, longest_code)) + "\"";
  return {};
}

std::string flaw_of_count(const std::string& name, std::string_view value) {
  const auto count = Decimal::parse(value);
  if (!count || count->is_negative() || count->units() % Decimal::one != 0 ||
      count->units() / Decimal::one > most_units)
    return "the " + name + " is a whole number of units, like 12, not \"" +
           std::string(value.substr(0, longest_code)) + "\"";
  return {};
}

}  // namespace

const QuestionTraits& traits_of(Question question) {
  return traits.at(static_cast<std::size_t>(question));
}

std::string_view prefix_of(About about) {
  switch (about) {
    case About::record:
      return "record.";
    case About::line:
      return "line.";
    case About::item:
      break;
  }
  return "item.";
}

std::string flaw_of(Question question, std::string_view value) {
  const std::string name(name_of(question));
  switch (kind_of(question)) {
    case AnswerKind::date:
      if (!Date::parse(value))
        return "the " + name + " is a day, like \"2026-01-31\", not \"" +
               std::string(value.substr(0, longest_code)) + "\"";
      return {};
    case AnswerKind::amount:
      return flaw_of_amount(name, value);
    case AnswerKind::count:
      return flaw_of_count(name, value);
    case AnswerKind::upkeep:
      if (value == "create" || value == "update") return {};
      return R"(the catalogue's answer is "create", "update" or none, not ")" +
             std::string(value.substr(0, longest_code)) + "\"";
    case AnswerKind::text:
      return flaw_of_text(name, value, question == Question::reference ? longest_reference : longest_text);
    case AnswerKind::code:
    case AnswerKind::codes:
    case AnswerKind::tracking:
    case AnswerKind::gate:
      break;
  }
  return flaw_of_text(name, value, longest_code);
}

}  // namespace crosswalk::rules
