// Question: what a rule set is asked, one file each.
#pragma once

#include <array>
#include <string_view>

namespace crosswalk::rules {

enum class Question { contact, hold, item, tax, tracking, account };
inline constexpr std::array all_questions = {Question::contact, Question::hold,     Question::item,
                                             Question::tax,     Question::tracking, Question::account};
std::string_view name_of(Question question);
// Contact and hold are asked once a record; the others of every line.
inline bool is_about_record(Question question) {
  return question == Question::contact || question == Question::hold;
}

}  // namespace crosswalk::rules
