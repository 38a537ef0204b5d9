// Summary: a pair's state in numbers and money on both sides, for `status`, `once`, and `demo`.
#pragma once

#include <string>
#include <vector>

#include "app/session.h"
#include "store/store.h"

namespace crosswalk::app {

struct Summary {
  std::string pair;
  store::PairCounts counts;
  std::vector<Money> mapped;  // what the entries of booked records add up to, receivable, a currency each
  std::vector<store::PublishedRules> rules;  // the live rule set, if any was published
};

Result<Summary> summarise(store::Store& store, const std::string& pair);
// Something is held, dead, refused by the ledger or disputed: `review` lists it.
bool waits_for_person(const Summary& summary);
Json summary_json(const Summary& summary);
void print_summary(Session& session, const Summary& summary);

}  // namespace crosswalk::app
