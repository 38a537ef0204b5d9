// The sentence of hold and skip: {sku} in it stands for the field's value. Personal data is never filled in.
// Pure.
#pragma once

#include <string>
#include <string_view>

#include "model/schema.h"

namespace crosswalk::rules {

// What is wrong with the marks in `text`, or "". About a record, fields of a line cannot be named.
std::string flaw_of_marks(std::string_view text, bool about_record);
// `line` may be null. What names no field is left as it is.
std::string filled(std::string_view text, const RecordScope& record, const Line* line);

}  // namespace crosswalk::rules
