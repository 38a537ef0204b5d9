// WalmartRecon: settlement reports and payment summaries (walmart.md §4): GET /v3/report/reconreport/
// availableReconFiles | reconFile | reconFileJson, GET /v3/report/payment/statement | performance. Not
// thread-safe; the service locks.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "simulator/walmart_book.h"
#include "simulator/walmart_query.h"
#include "simulator/walmart_recon_file.h"
#include "simulator/walmart_statement.h"
#include "simulator/world_books.h"
#include "wire/message.h"

namespace crosswalk::simulator {

struct ReconSwitches {
  ReconStyle style;
  StatementSwitches statement;
  bool error_body_200 = false;        // a report answers 200 with an error instead of a ZIP
  bool corrupt_zip = false;           // … or with a ZIP whose middle is spoiled
  bool only_first_json_page = false;  // every offset but 0 is refused, even the one that was given out
  std::set<Date> missing;             // report dates that are neither listed nor found
};

class WalmartRecon {
 public:
  explicit WalmartRecon(WalmartBook& book) : book_(book) {}

  ReconSwitches switches;

  // Nothing: the path is not one of these.
  std::optional<wire::HttpReply> answer(const wire::HttpRequest& request, std::string_view path,
                                        std::string_view query, Instant now);

  // A report of that many rows under that date, from now on; see large_report.
  void add_large_report(Date report_date, std::uint64_t seed, std::int64_t rows);

 private:
  std::vector<Date> available(Instant now) const;
  // Calls `use` with the report of that date; false when there is none.
  bool with_report(Date date, Instant now, const std::function<void(const ReconReport&)>& use) const;
  wire::HttpReply list(const wire::HttpRequest& request, const QueryParameters& parameters, Instant now);
  wire::HttpReply file(const wire::HttpRequest& request, const QueryParameters& parameters, Instant now);
  wire::HttpReply json_page(const wire::HttpRequest& request, const QueryParameters& parameters, Instant now);

  // The closed settlements; reckoned again only when one more has closed or something was posted, so that a
  // report may be read page by page.
  const std::vector<Settlement>& closed(Instant now) const;

  WalmartBook& book_;
  std::map<Date, ReconReport> large_;
  struct Reckoned {
    std::uint64_t revision = 0;
    int closed = -1;
    std::vector<Settlement> settlements;
  };
  mutable Reckoned reckoned_;
};

}  // namespace crosswalk::simulator
