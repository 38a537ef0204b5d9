// Booking rows: what a finished record leaves in the tables of bookings, and whom that sends round again.
// Inside a transaction of the store.
#pragma once

#include <string_view>

#include "store/sqlite.h"
#include "store/store.h"

namespace crosswalk::store {

// How often and how much records other than `without` have refunded of an order.
RefundMark read_refund_mark(Connection& db, std::string_view pair, std::string_view purchase_order,
                            std::int64_t without);

// False: what the mapping was decided by has changed since, or a worker is at a settlement that may be
// looking at the same refunds.
bool still_holds(Connection& db, std::string_view pair, const MappedRecord& mapped, std::string_view worker,
                 Instant now);

// A record that waits or is held is mapped again, because `note` has come.
void send_round(Connection& db, std::int64_t record, std::string_view note, std::string_view worker,
                Instant now);

// Stores what the record books and awaits, finishes a settlement's visit, and sends round again what waited
// for it, or the record itself when what it awaits has come meanwhile. REQUIRES: its new state is stored.
void store_bookings(Connection& db, std::string_view pair, const RecordKey& key, const MappedRecord& mapped,
                    bool replayed, Instant now);

}  // namespace crosswalk::store
