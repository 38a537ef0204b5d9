// Workbench: what the rules' own tests need of the house and this room cannot reach: the records inside a
// file's text, the lines of a record, and the documents that an order comes to. flow implements it. One a run
// of tests; not thread-safe.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/line.h"
#include "model/record.h"
#include "rules/mapper.h"

namespace crosswalk::rules {

// A record as the rules are asked about it. The views live until the workbench's next call.
struct OrderView {
  const RecordFacts& facts;
  std::span<const Line> lines;
};

class Workbench {
 public:
  virtual ~Workbench() = default;

  // Takes apart the text of a file; `name` is what errors show, with the line.
  virtual Result<std::vector<Record>> unpack(std::string_view text, std::string_view name) = 0;
  // The lines that the rules are asked about once all of them are due: cancelled ones are left out.
  virtual Result<OrderView> lines(const Record& record) = 0;
  // What the engine would send for the record, as one JSON object: `verdict`, `reason` and `where` when it is
  // not booked, and `documents`. For an order written in a test the lines are what the test says.
  virtual Result<std::string> documents(const Record& record, Mapper& mapper) = 0;
  virtual Result<std::string> documents(const OrderView& order, Mapper& mapper) = 0;
};

}  // namespace crosswalk::rules
