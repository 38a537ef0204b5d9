// An attack on the sandbox: a rule's text that is run for one record, which must end within its budget, be
// held with file:line and leave the next record alone.
#pragma once

#include <doctest/doctest.h>

#include <chrono>
#include <string>

#include "rules_desk.h"

namespace crosswalk::rules {

inline constexpr std::chrono::seconds patience{5};

// SKU-1 is attacked, any other SKU is answered "good".
inline std::string attack_rule(const std::string& before, const std::string& attack) {
  return before + "return { api = 1, account = function(line, record)\n" +
         "if line.sku ~= 'SKU-1' then return 'good' end\ndo\n" + attack + "\nend\nreturn 'survived' end }\n";
}

struct Outcome {
  std::string reason;  // of the hold; "" when the record was mapped
  std::string value;
  std::chrono::milliseconds took{0};
};

inline Outcome attack(const std::string& body, const std::string& before = {}) {
  const Alarm alarm(patience);
  RulesDesk bench({{"account.lua", attack_rule(before, body)}});
  const auto mapper = bench.mapper();
  Fixture fixture;
  Outcome outcome;
  for (int round = 0; round < 2; ++round) {  // twice: the state made anew must stand as firm
    one_line(fixture);
    const auto start = std::chrono::steady_clock::now();
    const Mapping& mapping = mapper->map(fixture.facts(), fixture.lines());
    outcome.took =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start);
    outcome.reason = mapping.reason;
    if (mapping.verdict == Verdict::hold) {
      CHECK_MESSAGE(mapping.origin.file == "rules/account.lua", body);
      CHECK_MESSAGE(mapping.origin.line > 0, body);
    } else {
      outcome.value = mapping.lines.at(0).account.value;
    }
    fixture.clear();
    fixture.add_line();
    REQUIRE(fixture.set_line("sku", text("SKU-2")).empty());
    fixture.finish();
    const Mapping& next = mapper->map(fixture.facts(), fixture.lines());
    CHECK_MESSAGE(next.verdict == Verdict::book, body << ": " << next.reason);
    CHECK(next.lines.at(0).account.value == "good");
  }
  return outcome;
}

inline void check_stopped(const std::string& body, const std::string& wanted) {
  const Outcome outcome = attack(body);
  CHECK_MESSAGE(outcome.reason.find(wanted) != std::string::npos,
                body << " gave " << outcome.reason << outcome.value);
  // Generous, because the machine may be busy; the alarm ends what hangs.
  CHECK_MESSAGE(outcome.took.count() < 2'000, body << " took " << outcome.took.count() << " ms");
}

}  // namespace crosswalk::rules
