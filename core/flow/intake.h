// Intake: reads the source's streams, page by page, and stores each page with its cursor in one transaction.
// One intake a pair at a time; not thread-safe.
#pragma once

#include <string>
#include <vector>

#include "flow/pair.h"

namespace crosswalk::flow {

struct IntakeReport {
  store::Received received;
  int pages = 0;
  std::vector<Error> errors;  // one a stream that could not be read to its end; the others were
};

class Intake {
 public:
  explicit Intake(const Pair& pair) : pair_(pair) {}

  // Reads every stream until it has caught up. A failing stream keeps its cursor and does not stop the
  // others.
  IntakeReport sweep(const Stop& stop);

 private:
  Result<void> read(const std::string& stream, IntakeReport& report, const Stop& stop);

  const Pair& pair_;
};

}  // namespace crosswalk::flow
