// Customer notes: the ledger's customers as last read, kept in the store, so that every process, and commands
// which make no calls, show rules the same snapshot. Safe from any thread.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "link/target.h"
#include "model/customers.h"
#include "rules/mapper.h"
#include "store/store.h"

namespace crosswalk::flow {

struct CustomerReading {
  std::string source;  // Ledger::customer_source; a list of another source is none
  std::shared_ptr<const Customers> list;
  std::vector<std::string> gone;  // codes that were listed once and are not in it, in order
  Instant read;
};

// What a new list makes of the one before it.
CustomerReading next_reading(const std::optional<CustomerReading>& before, Customers list, std::string source,
                             Instant now);

Result<void> keep_customers(store::Store& store, std::string_view pair, const CustomerReading& reading);
// Nothing when that source was never read.
Result<std::optional<CustomerReading>> kept_customers(store::Store& store, std::string_view pair,
                                                      std::string_view source);
// Gives `mapper` what is kept for `ledger`, and answers with it.
Result<std::optional<CustomerReading>> show_customers(store::Store& store, std::string_view pair,
                                                      const Ledger& ledger, rules::Mapper& mapper);
// What is kept, without the list.
struct CustomerHead {
  std::int64_t count = 0;
  std::int64_t gone = 0;
  std::string hash;
  Instant read;
};
// Nothing: they were never read.
Result<std::optional<CustomerHead>> customer_head(store::Store& store, std::string_view pair);

}  // namespace crosswalk::flow
