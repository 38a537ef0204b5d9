// How many tests the example rules have, so that whoever adds one breaks nothing else.
#pragma once

#include <string>

#include "rules/testing/test_runner.h"

namespace crosswalk::tests {

inline std::string example_tests() {
  const std::string source = CROSSWALK_SOURCE;
  static const auto report = rules::run_tests(source + "/rules", "rules/", source + "/scripts", "");
  return std::to_string(report.value().results.size());
}

}  // namespace crosswalk::tests
