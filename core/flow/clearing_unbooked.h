// Clearing, unbooked: the rows of a settlement that was received and of which nothing is booked, by posted
// date: the market owes their money all the same. One a report; not thread-safe.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>

#include "link/source.h"
#include "store/store.h"

namespace crosswalk::flow {

class UnbookedRows final : public LineSink {
 public:
  // Of `currency`, and posted on or before `until`; others are left out.
  UnbookedRows(Currency currency, Date until) : currency_(currency), until_(until) {}

  Result<void> facts(const RecordFacts& facts) override;
  Result<void> line(const Line& line) override;

  // In millionths.
  std::int64_t count = 0;
  std::int64_t units = 0;
  std::map<Date, std::int64_t> days;
  std::unordered_map<std::string, std::int64_t> orders;  // what is sold and given back

 private:
  Currency currency_;
  Date until_;
};

// A sentence: why nothing of it is booked.
std::string why_unbooked(const store::RecordRow& row);

}  // namespace crosswalk::flow
