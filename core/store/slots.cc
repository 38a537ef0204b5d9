// Slots: calls in flight at once, of all processes. One row a holder, with the end of its lease; a row that
// has ended counts for nothing and goes when somebody asks.
#include <algorithm>

#include "store/sqlite_store.h"

namespace crosswalk::store {

Result<SlotLease> SqliteStore::hold(const SlotLimit& limit, std::string_view holder, int wanted,
                                    Instant until, Instant now) {
  if (limit.slots < 1 || wanted < 0)
    return fail(ErrorKind::invalid, "the slots of " + limit.bucket + " must be one or more");
  return write("hold", [&](Connection& db) -> Result<SlotLease> {
    db.run("DELETE FROM slots WHERE bucket = ?1 AND (until <= ?2 OR holder = ?3)", limit.bucket, now, holder);
    std::int64_t others = 0;
    {
      auto row = db.query("SELECT coalesce(sum(held), 0) FROM slots WHERE bucket = ?1", limit.bucket);
      if (row.next()) others = row.integer(0);
    }
    const auto left = static_cast<int>(std::max<std::int64_t>(0, limit.slots - others));
    const int held = std::min(wanted, left);
    if (held > 0)
      db.run("INSERT INTO slots (bucket, holder, held, until) VALUES (?1, ?2, ?3, ?4)", limit.bucket, holder,
             held, until);
    return SlotLease{held, left - held};
  });
}

}  // namespace crosswalk::store
