// Erasure: buyers' data leaves the bodies of records that are settled. What was decided and posted stays.
#include "store/rows.h"
#include "store/sqlite_store.h"

namespace crosswalk::store {
namespace {

constexpr std::string_view erasable =
    "erased = 0 AND state IN ('booked', 'skipped') AND changed < ?2"
    " AND NOT EXISTS (SELECT 1 FROM documents d WHERE d.record_id = records.id"
    "   AND d.state IN ('drafted', 'retry', 'sending', 'pending', 'unknown', 'rejected', 'disputed'))";

// What makes a contact holds its name and address; it has no further use once the contact is there.
void empty_contacts(Connection& db, std::int64_t record) {
  db.run(
      "UPDATE document_bodies SET content = '{}' WHERE document_id IN ("
      "SELECT c.id FROM documents d JOIN document_dependencies x ON x.document_id = d.id"
      " JOIN documents c ON c.pair = d.pair AND c.kind = x.kind AND c.key = x.key"
      " WHERE d.record_id = ?1 AND x.kind = 'contact' AND c.state = 'posted')",
      record);
  db.run(
      "UPDATE attempt_bodies SET body = '' WHERE attempt_id IN ("
      "SELECT m.attempt_id FROM documents d JOIN document_dependencies x ON x.document_id = d.id"
      " JOIN documents c ON c.pair = d.pair AND c.kind = x.kind AND c.key = x.key"
      " JOIN attempt_members m ON m.document_id = c.id JOIN attempts a ON a.id = m.attempt_id"
      " WHERE d.record_id = ?1 AND x.kind = 'contact' AND a.closed IS NOT NULL)",
      record);
}

}  // namespace

Result<std::vector<KeptBody>> SqliteStore::to_erase(std::string_view pair, Instant before,
                                                    std::size_t limit) {
  static const std::string ids =
      joined({"SELECT id FROM records WHERE pair = ?1 AND ", erasable, " ORDER BY changed LIMIT ?3"});
  static const std::string bodies = joined({body_select, " WHERE b.record_id = ?1 ORDER BY b.revision"});
  return read([&](Connection& db) -> Result<std::vector<KeptBody>> {
    std::vector<std::int64_t> found;
    {
      auto row = db.query(ids, pair, before, static_cast<std::int64_t>(limit));
      while (row.next()) found.push_back(row.integer(0));
    }
    std::vector<KeptBody> kept;
    for (const auto id : found) {
      auto row = db.query(bodies, id);
      while (row.next()) kept.push_back({id, read_record(db, row)});
    }
    return kept;
  });
}

Result<void> SqliteStore::erase(std::span<const KeptBody> scrubbed, Instant before) {
  static const std::string mark = joined({"UPDATE records SET erased = 1 WHERE id = ?1 AND ", erasable});
  return write("erase", [&](Connection& db) -> Result<void> {
    std::int64_t marked = 0;
    bool ours = false;
    for (const KeptBody& kept : scrubbed) {
      if (kept.id != marked) {
        marked = kept.id;
        ours = db.run(mark, kept.id, before) == 1;
        if (ours) empty_contacts(db, kept.id);
      }
      if (ours)
        db.run("UPDATE record_bodies SET body = ?3 WHERE record_id = ?1 AND revision = ?2", kept.id,
               kept.record.revision, kept.record.body);
    }
    return {};
  });
}

}  // namespace crosswalk::store
