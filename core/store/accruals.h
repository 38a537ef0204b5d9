// Accruals: what visits have accrued of orders and taken back, and which accrual goes round again because an
// order of its month is told otherwise. Inside a transaction of the store.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "store/sqlite.h"
#include "store/store.h"

namespace crosswalk::store {

void add_accruals(Connection& db, const MappedRecord& mapped);
// The parts of an order, oldest first.
std::vector<std::string> read_accruals(Connection& db, std::string_view pair,
                                       std::string_view purchase_order);
// As a new revision with the same words, so that a worker that is at it does not store what it found.
void reopen_accruals(Connection& db, std::string_view pair, const MappedRecord& mapped, Instant now);

}  // namespace crosswalk::store
