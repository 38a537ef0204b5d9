// Tested: what `test` found out about one rule directory, and how it is told: as text, as JSON, as JUnit XML.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>

#include "app/session.h"
#include "flow/money_coverage.h"
#include "rules/testing/test_runner.h"

namespace crosswalk::app {

struct Tested {
  std::string shown;  // "rules/"
  rules::TestReport report;
  std::optional<flow::MoneyCoverage> money;
  std::string history;  // of money: since when, as it was asked for
  Millis took{0};
};

// Failures first, then what was kept, coverage and totals.
void print_tested(Session& session, Tested& tested);
Json tested_json(Tested& tested);
// "tests cover 93.0 % of lines and rows, 99.2 % of the money …": one sentence.
std::string coverage_sentence(Tested& tested);

// One test suite a test file.
Result<void> write_junit(const std::filesystem::path& file, std::span<const Tested> all);

}  // namespace crosswalk::app
