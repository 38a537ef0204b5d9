#include "rules/language/condition.h"

#include <algorithm>

#include "rules/language/folding.h"

namespace crosswalk::rules {
namespace {

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

}  // namespace crosswalk::rules
