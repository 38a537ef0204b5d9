// How many tests the example rules have, so that whoever adds one breaks nothing else.
#pragma once

#include <string>

#include "checkout.h"
#include "rules/testing/test_runner.h"

namespace crosswalk::tests {

inline std::string example_tests() {
  const std::string source = checkout();
  static const auto report = rules::run_tests(source + "/rules", "rules/", source + "/scripts", "");
  return std::to_string(report.value().results.size());
}

}  // namespace crosswalk::tests
