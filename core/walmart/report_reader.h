// Fetches settlement reports (walmart.md §4.1): the list of their dates, and each one's ZIP; where no sound
// ZIP can be had, the report's JSON pages by their byte offsets. Through the shared Connection; safe from any
// thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "walmart/connection.h"

namespace crosswalk::walmart {

struct ReportText {
  std::string body;    // the ZIP, or the JSON pages one after another, byte for byte
  std::string digest;  // of what it says (recon_survey.h)
};

class ReportReader {
 public:
  // REQUIRES: `connection` outlives the reader.
  explicit ReportReader(Connection& connection) : connection_(connection) {}

  // Oldest first. Walmart lists them as texts, the month first.
  Result<std::vector<Date>> dates(const Stop& stop);
  // None when Walmart has no report of that date. A report that cannot be read in either form is
  // ErrorKind::outside.
  Result<std::optional<ReportText>> report(Date date, const Stop& stop);

 private:
  Result<std::optional<ReportText>> zipped(Date date, const Stop& stop);
  Result<ReportText> paged(Date date, const Stop& stop);

  Connection& connection_;
};

}  // namespace crosswalk::walmart
