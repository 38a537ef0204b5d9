// RateTable: what currencies were worth day by day, from whatever told it, and what follows from that: the
// other way round, and across the euro. One division, rounded half away from zero to six places, is all the
// arithmetic. Its text is CSV with the columns date, pair and rate:
//
//   date,pair,rate
//   2026-01-30,CAD/USD,0.7400        one CAD was worth 0.7400 USD
//
// Immutable but for `add` and `read`; not thread-safe.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "base/date.h"
#include "base/money.h"
#include "base/result.h"

namespace crosswalk::rates {

// A rate holds on its day and for so many days after it, as long as no newer one is known: the longest gap of
// the European Central Bank's is five days, over Easter.
inline constexpr int rate_holds_days = 7;

class RateTable {
 public:
  // One `one` was worth `rate` of `in`. An error: the rate is not above zero, or another was given for that
  // day.
  Result<void> add(Currency one, Currency in, Date day, Decimal rate);
  // Adds every row. An error names `file` and line.
  Result<void> read(std::string_view text, std::string_view file);
  // What `other` has and this one has not.
  void merge(const RateTable& other);

  // How much of `currency` one `base` was worth. ErrorKind::not_found with a sentence for a person; `source`
  // says where there is no rate: "rates.csv".
  Result<Decimal> find(Currency base, Currency currency, Date day, std::string_view source) const;

  bool empty() const { return quotes_.empty(); }
  // As CSV, by date and pair.
  std::string text() const;

 private:
  using Days = std::map<Date, Decimal>;

  const Days* days_of(Currency one, Currency in) const;

  std::map<std::pair<std::string, std::string>, Days> quotes_;
};

}  // namespace crosswalk::rates
