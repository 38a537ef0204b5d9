// LineList: the lines of one record, collected from a source. The lines' text lives in the source until it
// reads the next record on this thread.
#pragma once

#include <vector>

#include "link/source.h"

namespace crosswalk::flow {

class LineList final : public LineSink {
 public:
  Result<void> facts(const RecordFacts& facts) override {
    facts_ = facts;
    return {};
  }
  Result<void> line(const Line& line) override {
    lines_.push_back(line);
    return {};
  }
  void clear() {
    facts_ = {};
    lines_.clear();
  }
  const RecordFacts& facts() const { return facts_; }
  const std::vector<Line>& lines() const { return lines_; }

 private:
  RecordFacts facts_;
  std::vector<Line> lines_;
};

}  // namespace crosswalk::flow
