// Difference: what two bookings of the same record would change in money, by account, tax type and tracking.
// Pure.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/money.h"
#include "model/entry.h"

namespace crosswalk::flow {

// Adds up entries by where they stand. Receivables are left out: they follow from the rest.
class MoneyByPlace {
 public:
  void add(const Entries& entries, bool negative);
  // Places whose sum is not zero: "account 200, tax NONE, Channel=Walmart US" and the amount, credit
  // positive, because that is how a seller reads income. An error when a sum overflows.
  Result<std::vector<std::pair<std::string, Money>>> rows() const;

 private:
  std::map<std::string, MoneySum> sums_;
};

}  // namespace crosswalk::flow
