// The sentence of hold and skip: {sku} in it stands for the field's value. Personal data is never filled in.
// Pure.
#pragma once

#include <string>
#include <string_view>

#include "model/schema.h"
#include "rules/language/question.h"

namespace crosswalk::rules {

// What is wrong with the marks in `text`, or "". About a record, fields of a
// line cannot be named.
std::string flaw_of_marks(std::string_view text, About subject);
// What names no field of the subject is left as it is.
std::string filled(std::string_view text, const Subject& subject);
// A text that a rule has put together itself: where a buyer's personal data stands in it, the field's name
// takes its place, because messages are shown and kept.
std::string without_personal_data(std::string_view text, const RecordScope& record);

}  // namespace crosswalk::rules
