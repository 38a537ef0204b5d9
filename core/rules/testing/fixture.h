// Fixture: an order written in a rule test, as the facts and lines that a market would have given. What the
// test does not say has a sensible value. Not thread-safe.
#pragma once

#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/line.h"
#include "rules/language/drafts.h"

namespace crosswalk::rules {

class Fixture {
 public:
  Fixture() { clear(); }
  Fixture(const Fixture&) = delete;
  Fixture& operator=(const Fixture&) = delete;

  // Back to the sensible order: sold in the US, shipped by the seller to California, no lines.
  void clear();
  // Sets a field by its name in the schema, "ship_to.state". The answer is why not, or "".
  std::string set_record(std::string_view name, const Literal& value);
  // Begins another line: one unit of a product.
  void add_line();
  std::string set_line(std::string_view name, const Literal& value);
  // Fills in what follows from what was set.
  void finish();

  const RecordFacts& facts() const { return facts_; }
  std::span<const Line> lines() const { return lines_; }

 private:
  // What a test has said of a line, so that the rest follows from its class.
  struct Said {
    bool amount = false;
    bool tax_class = false;
    bool date = false;
  };

  static void follow_class(Line& line, const Said& said);
  std::string_view keep(std::string_view text) { return texts_.emplace_back(text); }

  std::deque<std::string> texts_;
  RecordFacts facts_;
  std::vector<Line> lines_;
  std::vector<Said> said_;  // one for each line
};

}  // namespace crosswalk::rules
