// Undelivered: what went out and is not known to have taken effect, from its attempts.
#include <algorithm>
#include <map>

#include "store/rows.h"
#include "store/sqlite_store.h"

namespace crosswalk::store {

// One look at each partial index of what is under way. An attempt that ended in waiting for others begins the
// count anew.
Result<std::vector<Undelivered>> SqliteStore::undelivered(std::string_view pair, Instant until) {
  constexpr std::string_view out =
      "WITH out (id) AS ("
      " SELECT id FROM documents WHERE pair = ?1 AND state IN ('drafted', 'retry') AND attempt_id IS NOT NULL"
      " UNION SELECT id FROM documents WHERE pair = ?1 AND state IN ('pending', 'unknown')"
      "   AND state = 'unknown'"
      " UNION SELECT m.id FROM attempts a JOIN documents m ON m.attempt_id = a.id"
      "   WHERE a.lease_until IS NOT NULL AND m.pair = ?1 AND m.state IN ('sending', 'pending', 'unknown')"
      "   AND m.state = 'sending'),"
      " begun (id, since) AS (SELECT out.id, (SELECT min(a.created) FROM attempt_members m"
      "   JOIN attempts a ON a.id = m.attempt_id WHERE m.document_id = out.id"
      "   AND m.attempt_id > coalesce((SELECT max(w.attempt_id) FROM attempt_members w"
      "     WHERE w.document_id = out.id AND w.outcome = 'waits'), 0)) FROM out),"
      " late (id, since) AS (SELECT id, since FROM begun WHERE since <= ?2 ORDER BY since, id LIMIT 10000) ";
  static const std::string times = joined({out, "SELECT id, since FROM late ORDER BY since, id"});
  static const std::string rows =
      joined({out, document_select, " WHERE d.id IN (SELECT id FROM late) ORDER BY d.id"});
  return read([&](Connection& db) -> Result<std::vector<Undelivered>> {
    std::map<std::int64_t, Instant> since;
    for (auto row = db.query(times, pair, until); row.next();) since[row.integer(0)] = row.instant(1);
    std::vector<Undelivered> found;
    if (since.empty()) return found;
    for (auto& row : read_document_rows(db, db.query(rows, pair, until))) {
      const Instant begun = since[row.document.id];
      found.push_back({std::move(row.document), begun});
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Undelivered& a, const Undelivered& b) { return a.since < b.since; });
    return found;
  });
}

}  // namespace crosswalk::store
