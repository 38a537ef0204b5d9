// MoneyCoverage: how much of the money that a pair has received was placed by rows and lines of rules that
// their tests have used. Every stored record is mapped anew, nothing is written. No thread rule of its own.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/money.h"
#include "base/stop.h"
#include "rules/testing/coverage.h"
#include "rules/testing/workbench.h"
#include "store/store.h"

namespace crosswalk::flow {

struct CoveredMoney {
  Currency currency;
  // Of amounts without their sign, so that a discount does not take away from a sale. In millionths.
  std::int64_t covered = 0;
  std::int64_t all = 0;
};

// What no test has used, and what it has placed: amounts without their sign, of one currency.
struct UncoveredPlace {
  std::string where;  // "rules/account.lua:12"
  Money money;
  std::int64_t lines = 0;
};

struct MoneyCoverage {
  std::int64_t records = 0;
  std::int64_t left_out = 0;  // records that the rules hold or skip, or that cannot be read
  std::int64_t lines = 0;
  std::vector<CoveredMoney> money;     // a currency each
  std::vector<UncoveredPlace> places;  // the most money first

  // The least covered currency's.
  rules::Share share() const;
};

struct History {
  std::string pair;
  Instant since;
};

// Adds the pair's history to `sum`. `mapper` is of the rule set that `coverage` is of, and is listened to
// meanwhile.
Result<void> weigh(store::Store& store, const History& history, rules::Workbench& workbench,
                   rules::Mapper& mapper, rules::Coverage& coverage,
                   const std::function<void(std::int64_t done)>& progress, const Stop& stop,
                   MoneyCoverage& sum);

}  // namespace crosswalk::flow
