// Intake: the records of a page and the cursor behind it, in one transaction.
#include "store/intake.h"

#include "base/crypto.h"
#include "store/sqlite_store.h"
#include "store/transitions.h"

namespace crosswalk::store {
namespace {

void insert_record(Connection& db, std::string_view pair, const RawRecord& raw, std::string_view hash,
                   Instant now) {
  db.run(
      "INSERT INTO records (pair, kind, key, revision, state, received, changed, lane)"
      " VALUES (?1, ?2, ?3, 1, 'received', ?4, ?4, ?5)",
      pair, name_of(raw.kind), raw.id, now, static_cast<std::int64_t>(raw.lane));
  const auto id = db.last_id();
  db.run("INSERT INTO record_bodies (record_id, revision, hash, received, body) VALUES (?1, 1, ?2, ?3, ?4)",
         id, hash, now, raw.body);
  enter_record(db, {.id = id, .cause = Cause::revision, .at = now, .worker = {}, .version = {}, .note = {}});
}

void receive_one(Connection& db, std::string_view pair, const RawRecord& raw, Instant now, Received& done) {
  const std::string hash = sha256(raw.body);
  std::int64_t id = 0;
  int revision = 0;
  RecordState state = RecordState::received;
  {
    auto row = db.query(
        "SELECT r.id, r.revision, r.state, b.hash FROM records r"
        " JOIN record_bodies b ON b.record_id = r.id AND b.revision = r.revision"
        " WHERE r.pair = ?1 AND r.kind = ?2 AND r.key = ?3",
        pair, name_of(raw.kind), raw.id);
    if (row.next()) {
      if (row.view(3) == hash) {
        ++done.known;
        return;
      }
      id = row.integer(0);
      revision = row.small(1);
      state = db.expect(record_state_named(row.view(2)));
    }
  }
  if (db.failed()) return;
  if (id == 0) {
    insert_record(db, pair, raw, hash, now);
    ++done.fresh;
  } else {
    revise_record(db, id, revision + 1, state, raw, hash, now);
    ++done.revised;
  }
}

}  // namespace

void revise_record(Connection& db, std::int64_t id, int revision, RecordState state, const RawRecord& raw,
                   std::string_view hash, Instant now) {
  const std::string note = "revision " + std::to_string(revision);
  if (!change_record(
          db, state, RecordState::received,
          {.id = id, .cause = Cause::revision, .at = now, .worker = {}, .version = {}, .note = note}))
    return;
  db.run(
      "UPDATE records SET revision = ?2, state = 'received', worker = NULL, lease_until = NULL, reason = '',"
      " origin = '', stuck = NULL, stuck_currency = NULL, erased = 0, changed = ?3, lane = min(lane, ?4) "
      "WHERE id = ?1",
      id, revision, now, static_cast<std::int64_t>(raw.lane));
  db.run("INSERT INTO record_bodies (record_id, revision, hash, received, body) VALUES (?1, ?2, ?3, ?4, ?5)",
         id, revision, hash, now, raw.body);
}

Result<std::string> SqliteStore::position(std::string_view pair, std::string_view stream) {
  return read([&](Connection& db) -> Result<std::string> {
    auto row = db.query("SELECT position FROM cursors WHERE pair = ?1 AND stream = ?2", pair, stream);
    return row.next() ? row.text(0) : std::string();
  });
}

Result<Received> SqliteStore::receive(std::string_view pair, std::span<const RawRecord> records,
                                      std::string_view stream, std::string_view position, Instant now) {
  return write("receive", [&](Connection& db) -> Result<Received> {
    Received done;
    for (const auto& raw : records) {
      if (raw.id.empty())
        return fail(ErrorKind::invalid,
                    "a record of the page has no number, so nothing of the page was stored");
      receive_one(db, pair, raw, now, done);
      if (db.failed()) break;
    }
    if (!stream.empty())
      db.run(
          "INSERT INTO cursors (pair, stream, position, changed) VALUES (?1, ?2, ?3, ?4)"
          " ON CONFLICT (pair, stream) DO UPDATE SET position = excluded.position, changed = excluded.changed"
          " WHERE cursors.position <> excluded.position",
          pair, stream, position, now);
    return done;
  });
}

}  // namespace crosswalk::store
