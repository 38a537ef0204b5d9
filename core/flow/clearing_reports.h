// Clearing, reports: what the market's own papers say in sum, read again: each settlement's total against its
// rows, and the newest statement against the rows of its period. What cannot be read is a fault of its own.
// One a proof; not thread-safe.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "flow/clearing_proof.h"
#include "flow/clearing_unbooked.h"
#include "link/source.h"
#include "store/store.h"

namespace crosswalk::flow {

class ClearingReports {
 public:
  struct Asked {
    Currency currency;
    Date at;
    Date books_start;
  };
  ClearingReports(store::Store& store, const Source& source, const std::string& pair, Asked asked)
      : store_(store), source_(source), pair_(pair), asked_(asked) {}

  // A settlement or a statement; others are left out.
  void add(const store::RecordRow& row);
  // Settlements of which nothing is booked and a row was posted until the day. After the last was added, and
  // before all that follows.
  struct Unbooked {
    std::string name;
    std::string reason;
    UnbookedRows rows;
  };
  Result<std::vector<Unbooked>> unbooked();
  // Every other settlement with a row posted until the day, against its rows of all days.
  Result<void> tie_settlements(const std::vector<store::RowSum>& until_then);
  // What settlements that have closed until the day pay, by report date.
  struct Payable {
    std::string name;
    std::int64_t record = 0;
    Date closed;
    Money amount;
  };
  std::vector<Payable> payables() const;
  // The newest one of that day or before.
  Result<std::optional<StatementTie>> statement();

  std::vector<ProofFault> faults;

 private:
  struct Report {
    std::int64_t record = 0;
    std::optional<Sums> sums;  // nothing: it cannot be read
  };
  struct Found {
    std::int64_t record = 0;
    std::string reason;  // why nothing of it is booked, where that is so
  };
  void read(const std::string& name, std::string_view kind, std::int64_t record, Report& report);
  void unreadable(const std::string& name, std::string_view kind, const Error& error);
  // The first day that no report covers which had closed before the statement.
  Date opened_on(Date statement) const;
  bool is_brought_forward(Date closes, std::int64_t units) const;
  Money money(std::int64_t units) const { return {Decimal::from_units(units), asked_.currency}; }

  store::Store& store_;
  const Source& source_;
  const std::string& pair_;
  Asked asked_;
  std::map<std::string, Found> found_settlements_;  // by report date
  std::map<std::string, std::int64_t> found_statements_;
  std::map<std::string, Report> settlements_;
  std::map<Date, std::int64_t> unbooked_;  // rows of reports that are not booked, by posted date
};

}  // namespace crosswalk::flow
