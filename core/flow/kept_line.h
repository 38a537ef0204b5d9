// KeptLine: a line with its texts, for whoever needs it longer than its source keeps them.
#pragma once

#include <string>

#include "model/line.h"

namespace crosswalk::flow {

class KeptLine {
 public:
  explicit KeptLine(const Line& line) { keep(line); }
  // Also where others would move: short texts lie in the string itself.
  KeptLine(const KeptLine& other) { keep(other.line_); }
  KeptLine& operator=(const KeptLine&) = delete;
  ~KeptLine() = default;

  // Replaces what was kept, and keeps its memory. REQUIRES: the line's texts lie elsewhere.
  void keep(const Line& line);
  const Line& line() const { return line_; }
  Line& line() { return line_; }

 private:
  Line line_;
  std::string texts_;
};

}  // namespace crosswalk::flow
