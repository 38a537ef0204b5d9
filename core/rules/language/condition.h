// Conditions: whether a field's value is what a row asks for. Pure.
#pragma once

#include "rules/language/program.h"

namespace crosswalk::rules {

// REQUIRES: value.fault is null.
bool meets(const Test& test, const FieldValue& value);

}  // namespace crosswalk::rules
