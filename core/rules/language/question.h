// Question: what a rule set is asked, one file each, and what may answer it.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace crosswalk::rules {

enum class Question {
  contact,
  reference,
  hold,
  item,
  tax,
  tracking,
  account,
  description,
  date,
  cost,
  catalogue,
  sku,
  stock,
  price,
};
inline constexpr std::array all_questions = {
    Question::contact,   Question::reference, Question::hold,        Question::item, Question::tax,
    Question::tracking,  Question::account,   Question::description, Question::date, Question::cost,
    Question::catalogue, Question::sku,       Question::stock,       Question::price};

// What a question is about; its scope in the schema.
enum class About { record, line, item };

// What an answer is.
enum class AnswerKind {
  code,      // a text that names something in the ledger or the market
  codes,     // one or several of them
  text,      // words for people
  date,      // "2026-01-31"
  amount,    // a number that is not negative: money of the subject's currency
  upkeep,    // "create" or "update"
  count,     // a whole number that is not negative
  tracking,  // a table { Category = "Option" }
  gate,      // hold, skip or none only
};

struct QuestionTraits {
  std::string_view name;  // also the file's name, without ".lua"
  About about;
  AnswerKind kind;
  bool required;    // every rule set has the file
  bool takes_none;  // `none` is an answer
};

const QuestionTraits& traits_of(Question question);
inline std::string_view name_of(Question question) {
  return traits_of(question).name;
}
inline About about(Question question) {
  return traits_of(question).about;
}
inline AnswerKind kind_of(Question question) {
  return traits_of(question).kind;
}
// The scope that a field is looked for in when a row names none: "line.".
std::string_view prefix_of(About about);

// Why the text `value` cannot answer `question`, or "" when it can.
std::string flaw_of(Question question, std::string_view value);

}  // namespace crosswalk::rules
