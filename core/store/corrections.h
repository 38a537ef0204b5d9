// Corrections as the store keeps them, in notes: the permission of a record, until it is mapped, and what was
// booked of it before a run. One connection, within the caller's transaction.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "model/correction.h"
#include "store/sqlite.h"
#include "store/store.h"

namespace crosswalk::store {

std::optional<CorrectionRequest> read_correction(Connection& db, std::int64_t record);
// The mapping is done, and its entries are about to replace what is stored, which the run keeps.
void end_correction(Connection& db, std::string_view pair, const MappedRecord& mapped);

}  // namespace crosswalk::store
