// ItemFixture: a ledger item written in a rule test, as the facts that the ledger would have given. What the
// test does not say has a sensible value. Not thread-safe.
#pragma once

#include <deque>
#include <string>
#include <string_view>

#include "model/item.h"
#include "rules/language/drafts.h"

namespace crosswalk::rules {

class ItemFixture {
 public:
  ItemFixture() { clear(); }
  ItemFixture(const ItemFixture&) = delete;
  ItemFixture& operator=(const ItemFixture&) = delete;

  // Back to the sensible item, of which nothing is known but its code.
  void clear();
  // Sets a field by its name in the schema, "on_hand". The answer is why not, or "".
  std::string set(std::string_view name, const Literal& value);

  const ItemFacts& facts() const { return facts_; }

 private:
  std::string_view keep(std::string_view text) { return texts_.emplace_back(text); }

  std::deque<std::string> texts_;
  ItemFacts facts_;
};

}  // namespace crosswalk::rules
