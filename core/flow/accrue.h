// Accrue: one visit of a month's accrual (`accrue: month_end`): what orders that only inform have shipped or
// refunded by the month's end, and no settlement has booked, as entries of its last day; what has been
// booked, cancelled or told otherwise since is taken back. Estimates nothing: amounts are as reported. It
// looks at every order of the pair. Settlements take back themselves what they book (settle_visit.h). One a
// worker; not thread-safe.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "flow/pair.h"
#include "flow/unsettled.h"

namespace crosswalk::flow {

struct Accrual {
  Entries fresh;  // what this visit books
  std::vector<store::AccruedPart> parts;
  std::string text;  // "3 orders, 129.97 USD"
};

// "2026-01", the month that the day lies in, as accruals are named; and its first day.
std::string month_name(Date day);
Result<Date> month_named(std::string_view name);

class Accruer {
 public:
  explicit Accruer(const Pair& pair) : pair_(pair) {}
  // `month`: the accrual's name. An error is the store's; ErrorKind::config: a setting is missing.
  Result<Accrual> visit(const RecordKey& accrual, int revision, std::optional<Date> locked_until);

 private:
  Result<std::vector<std::string>> orders_of(const AccrualTerms& terms) const;
  Result<Date> first_day(Date month) const;

  const Pair& pair_;
};

// The months in which the entries of an order or a return say that something shipped or was refunded, where
// they only inform, and the two revisions differ.
std::vector<std::string> months_told_anew(const Entries* before, const Entries& now);

}  // namespace crosswalk::flow
