// Mapper: one worker's Lua state for one rule set. Not thread-safe; one a worker. After any budget or memory
// fault it throws its Lua state away and makes a new one, so the next record starts clean.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "model/answers.h"
#include "model/customers.h"
#include "model/item.h"
#include "model/line.h"
#include "rules/language/place.h"
#include "rules/lua/map_watch.h"
#include "rules/rule_set.h"

namespace crosswalk::rules {

class Mapper {
 public:
  virtual ~Mapper() = default;
  // Asks the questions about one record and those of its lines that are to be decided. A rule's fault is not
  // an error here: it is a Mapping that holds, with file:line. The answer lives until the next call.
  virtual const Mapping& map(const RecordFacts& facts, std::span<const Line> lines) = 0;
  // Asks which SKUs an item is sold as, and what the market is to be told of each: nothing unless the rule
  // set has stock.lua or price.lua. The answer lives until the next call.
  virtual const Offering& offer(const ItemFacts& item) = 0;
  // The ledger's customers, which rules about a record may look into from the next record on; null: they are
  // not known, and a rule that asks for them holds its record.
  virtual void use_customers(const std::shared_ptr<const Customers>& /*customers*/) {}
  virtual const RuleSet& rule_set() const = 0;
  // Where the rule set can answer; the same list for every mapper of a version.
  virtual const std::vector<Place>& places() const = 0;
  // From now on counts what answers into `hits`, which is made as long as `places`; null: no more.
  virtual void count_into(Hits* hits) = 0;
  // From now on tells what decides each line, at the cost of noting every line of Lua; null: no more.
  virtual void watch(MapWatch* watch) = 0;
};

Result<std::unique_ptr<Mapper>> make_mapper(std::shared_ptr<const RuleSet> rules, const RuleBudget& budget);

}  // namespace crosswalk::rules
