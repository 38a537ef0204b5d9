// Intake: reads the source's streams, page by page, and stores each page with its cursor in one transaction.
// Several processes may read one stream: a page that another one has overtaken is dropped. Not thread-safe.
#pragma once

#include <string>
#include <vector>

#include "flow/pair.h"

namespace crosswalk::flow {

struct IntakeReport {
  store::Received received;
  int pages = 0;
  struct Failed {
    std::string stream;
    Error error;
  };
  std::vector<Failed> failed;  // the streams that could not be read to their end; the others were
};

class Intake {
 public:
  explicit Intake(const Pair& pair) : pair_(pair) {}

  // Reads these streams until they have caught up. A failing stream keeps its cursor and does not stop the
  // others. With `reach_back` each is then read once more, so much further back than it had come.
  IntakeReport sweep(const std::vector<std::string>& streams, Millis reach_back, const Stop& stop);

 private:
  Result<void> read(const std::string& stream, Millis reach_back, IntakeReport& report, const Stop& stop);

  const Pair& pair_;
};

}  // namespace crosswalk::flow
