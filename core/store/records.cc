// Mapping: records are claimed by lease, and what their mapping came to is stored with everything it asks
// for.
#include <algorithm>

#include "base/limits.h"
#include "store/accruals.h"
#include "store/booking_rows.h"
#include "store/corrections.h"
#include "store/drafts.h"
#include "store/rows.h"
#include "store/sqlite_store.h"
#include "store/transitions.h"

namespace crosswalk::store {
namespace {

ClaimedRecord read_claimed(Connection& db, std::int64_t id) {
  static const std::string sql = joined({body_select, " WHERE b.record_id = ?1 AND b.revision = r.revision"});
  ClaimedRecord claimed;
  claimed.id = id;
  {
    auto row = db.query(sql, id);
    if (row.next()) claimed.record = read_record(db, row);
  }
  {
    auto row = db.query("SELECT replayed FROM records WHERE id = ?1", id);
    if (row.next()) claimed.replayed = row.integer(0) != 0;
  }
  claimed.correction = read_correction(db, id);
  claimed.entries = read_entries(db, id);
  claimed.posted = read_posted(db, id);
  return claimed;
}

// What a mapping meets when it comes back.
struct Current {
  RecordKey key;
  int revision = 0;
  RecordState state = RecordState::received;
  bool replayed = false;
  std::string worker;
};

std::optional<Current> read_current(Connection& db, std::int64_t id) {
  auto row =
      db.query("SELECT pair, revision, state, replayed, worker, kind, key FROM records WHERE id = ?1", id);
  if (!row.next()) return std::nullopt;
  return Current{{row.text(0), db.expect(record_kind_named(row.view(5))), row.text(6)},
                 row.small(1),
                 db.expect(record_state_named(row.view(2))),
                 row.integer(3) != 0,
                 row.text(4)};
}

void store_mapping(Connection& db, const MappedRecord& mapped, const Current& current,
                   std::string_view worker, Instant now) {
  const std::string note = mapped.origin.empty() ? mapped.reason : mapped.reason + " (" + mapped.origin + ")";
  if (!change_record(db, RecordState::received, mapped.state,
                     {.id = mapped.id,
                      .cause = Cause::mapped,
                      .at = now,
                      .worker = worker,
                      .version = mapped.version,
                      .note = note}))
    return;
  std::optional<std::int64_t> stuck;
  std::optional<std::string_view> currency;
  if (mapped.stuck) {
    stuck = mapped.stuck->amount.units();
    currency = mapped.stuck->currency.code();
  }
  db.run(
      "UPDATE records SET state = ?2, reason = ?3, origin = ?4, version = ?5, stuck = ?6, stuck_currency = "
      "?7,"
      " replayed = 0, worker = NULL, lease_until = NULL, changed = ?8 WHERE id = ?1",
      mapped.id, name_of(mapped.state), mapped.reason, mapped.origin, mapped.version, stuck, currency, now);
  end_correction(db, current.key.pair, mapped);
  if (!mapped.entries.empty())
    db.run(
        "INSERT INTO record_entries (record_id, revision, version, body) VALUES (?1, ?2, ?3, ?4)"
        " ON CONFLICT (record_id) DO UPDATE SET revision = excluded.revision, version = excluded.version,"
        " body = excluded.body",
        mapped.id, mapped.revision, mapped.version, mapped.entries);
  for (const auto& remark : mapped.remarks)
    remark_record(db, mapped.state,
                  {.id = mapped.id,
                   .cause = Cause::rule,
                   .at = now,
                   .worker = worker,
                   .version = mapped.version,
                   .note = remark});
  const Drafter by{mapped.id, current.key.pair, current.replayed, worker, mapped.version, now};
  // First what goes, so that a new draft may take the place of a withdrawn one.
  for (const auto id : mapped.withdraw) withdraw_document(db, id, by);
  for (const auto& document : mapped.documents) draft_document(db, document, by);
  // What a person had removed is booked anew: from here on the record is one like any other.
  if (current.replayed && mapped.state == RecordState::booked)
    db.run(
        "DELETE FROM outside_changes WHERE document_id IN"
        " (SELECT id FROM documents WHERE record_id = ?1 AND state = 'voided')",
        mapped.id);
  store_bookings(db, current.key.pair, current.key, mapped, current.replayed, now);
  add_accruals(db, mapped);
  reopen_accruals(db, current.key.pair, mapped, now);
}

// What it was decided by has changed meanwhile: it keeps its place and is mapped again, after a moment in
// which whoever changes it may get done.
void put_back(Connection& db, std::int64_t id, Instant now) {
  db.run("UPDATE records SET lease_until = ?2 WHERE id = ?1", id, now + limits::put_back_rest);
}

void finish_one(Connection& db, const MappedRecord& mapped, std::string_view worker, Instant now) {
  const auto current = read_current(db, mapped.id);
  if (!current) {
    if (!db.failed())
      db.refuse(
          fail(ErrorKind::internal, "record " + std::to_string(mapped.id) + " was mapped but is not stored"));
    return;
  }
  if (mapped.revision > current->revision)
    return db.refuse(fail(ErrorKind::internal, "revision " + std::to_string(mapped.revision) + " of record " +
                                                   std::to_string(mapped.id) +
                                                   " was mapped but is not stored"));
  // The lease ran out and somebody else has it or is done, or a newer revision came: this result counts for
  // nothing.
  const bool ours = current->state == RecordState::received && current->worker == worker;
  if (!ours || mapped.revision != current->revision) return;
  if (still_holds(db, current->key.pair, mapped, worker, now))
    store_mapping(db, mapped, *current, worker, now);
  else
    put_back(db, mapped.id, now);
}

}  // namespace

Result<std::vector<ClaimedRecord>> SqliteStore::claim_records(std::string_view pair, std::string_view worker,
                                                              std::size_t limit, Millis lease, Instant now) {
  return write("claim_records", [&](Connection& db) -> Result<std::vector<ClaimedRecord>> {
    bool settling = false;
    {
      auto row = db.query(
          "SELECT 1 FROM records WHERE pair = ?1 AND kind IN ('settlement', 'accrual') AND worker IS NOT NULL"
          " AND worker <> ?2 AND lease_until > ?3 LIMIT 1",
          pair, worker, now);
      settling = row.next();
    }
    // What settles goes last, so that it meets what orders and returns have booked.
    constexpr std::string_view oldest =
        "SELECT r.id FROM records r WHERE r.pair = ?1 AND r.state = 'received'"
        " AND (r.lease_until IS NULL OR r.lease_until <= ?2)"
        " AND NOT EXISTS (SELECT 1 FROM documents d WHERE d.record_id = r.id"
        "   AND d.state IN ('sending', 'pending', 'unknown'))"
        " AND (r.kind IN ('settlement', 'accrual')) = ?4 ORDER BY r.id LIMIT ?3";
    std::vector<std::int64_t> ids;
    for (const int settlements : {0, 1}) {
      if (settlements == 1 && settling) break;
      auto row = db.query(oldest, pair, now, static_cast<std::int64_t>(limit - ids.size()), settlements);
      while (row.next()) ids.push_back(row.integer(0));
    }
    std::vector<ClaimedRecord> claimed;
    for (const auto id : ids) {
      db.run("UPDATE records SET worker = ?2, lease_until = ?3 WHERE id = ?1", id, worker, now + lease);
      claimed.push_back(read_claimed(db, id));
      if (db.failed()) break;
    }
    return claimed;
  });
}

Result<void> SqliteStore::finish_records(std::span<const MappedRecord> records, std::string_view worker,
                                         Instant now) {
  return write("finish_records", [&](Connection& db) -> Result<void> {
    for (const auto& mapped : records) {
      finish_one(db, mapped, worker, now);
      if (db.failed()) break;
    }
    return {};
  });
}

}  // namespace crosswalk::store
