// A newer revision of a record that is stored. Inside a transaction of the store.
#pragma once

#include <string_view>

#include "model/record.h"
#include "model/states.h"
#include "store/sqlite.h"

namespace crosswalk::store {

// A worker that maps the older revision loses its lease, and with it the right to store what it finds.
void revise_record(Connection& db, std::int64_t id, int revision, RecordState state, const RawRecord& raw,
                   std::string_view hash, Instant now);

}  // namespace crosswalk::store
