// A plan of corrections for people: as one page of HTML that needs nothing else. Pure.
#pragma once

#include <string>

#include "flow/correct.h"

namespace crosswalk::app {

// What the plan itself does not know.
struct CorrectHead {
  std::string pair;
  std::string locked_until;  // "2026-01-31"; empty: no day is locked
  Instant now;
};

std::string correct_page(const flow::CorrectionPlan& plan, const CorrectHead& head);

}  // namespace crosswalk::app
