// Records that a person sends round again: by a replay, or with the permission to correct what stands.
#include "store/corrections.h"

#include <limits>
#include <map>
#include <string>

#include "store/rows.h"
#include "store/sqlite_store.h"
#include "store/transitions.h"

namespace crosswalk::store {
namespace {

constexpr std::string_view correction_note = "correction ";  // and the run, and what it rolls back

std::string permission_key(std::int64_t record) {
  return "correcting:" + std::to_string(record);
}

// With leading zeros, so that keys sort as records do.
std::string kept_key(std::string_view pair, std::string_view run, std::int64_t record) {
  std::string number = std::to_string(record);
  number.insert(0, number.size() < 19 ? 19 - number.size() : 0, '0');
  return "corrected:" + std::string(pair) + ":" + std::string(run) + ":" + number;
}

void send_round(Connection& db, std::int64_t record, RecordState state, std::string_view who,
                std::string_view note, Instant now) {
  if (!change_record(
          db, state, RecordState::received,
          {.id = record, .cause = Cause::replay, .at = now, .worker = who, .version = {}, .note = note}))
    return;
  db.run(
      "UPDATE records SET state = 'received', replayed = 1, worker = NULL, lease_until = NULL, reason = '',"
      " origin = '', stuck = NULL, stuck_currency = NULL, changed = ?2 WHERE id = ?1",
      record, now);
}

Result<RecordState> state_of(Connection& db, std::int64_t record) {
  auto row = db.query("SELECT state FROM records WHERE id = ?1", record);
  if (!row.next()) return fail(ErrorKind::not_found, "there is no record " + std::to_string(record));
  const RecordState state = db.expect(record_state_named(row.view(0)));
  if (state == RecordState::received)
    return fail(ErrorKind::invalid, "record " + std::to_string(record) +
                                        " is on its way already; look at it again when it is mapped");
  return state;
}

// Behind those that the visit has; the answer is the number of the first.
int add_words(Connection& db, std::int64_t record, int visit, const std::vector<RowWords>& words) {
  int number = 1;
  {
    auto row =
        db.query("SELECT coalesce(max(number), 0) FROM settlement_words WHERE record_id = ?1 AND visit = ?2",
                 record, visit);
    if (row.next()) number = row.small(0) + 1;
  }
  const int first = number;
  for (const RowWords& said : words) insert_words(db, record, visit, number++, said);
  return first;
}

void keep_words(Connection& db, std::int64_t record, std::string_view run, std::int64_t row) {
  db.run(
      "INSERT OR IGNORE INTO corrected_rows (record_id, run, row, words)"
      " SELECT record_id, ?2, row, words FROM settlement_rows WHERE record_id = ?1 AND row = ?3"
      " AND state = 'booked'",
      record, run, row);
}

// Words are kept by visit, and a row keeps the visit that has booked it.
void place_rows(Connection& db, std::int64_t record, std::string_view run, const RowsPlaced& placed) {
  std::map<int, int> first;  // number of the first new word, by visit
  for (const auto& [number, words] : placed.rows) {
    int visit = 0;
    {
      auto row =
          db.query("SELECT visit FROM settlement_rows WHERE record_id = ?1 AND row = ?2 AND state = 'booked'",
                   record, static_cast<std::int64_t>(number));
      if (!row.next()) continue;
      visit = row.small(0);
    }
    const auto [known, fresh] = first.try_emplace(visit, 0);
    if (fresh) known->second = add_words(db, record, visit, placed.words);
    if (!run.empty()) keep_words(db, record, run, number);
    db.run(
        "UPDATE settlement_rows SET words = ?4 WHERE record_id = ?1 AND row = ?2 AND visit = ?3"
        " AND state = 'booked'",
        record, static_cast<std::int64_t>(number), visit, known->second + words - 1);
  }
}

void restore_rows(Connection& db, std::int64_t record, const CorrectionRequest& request) {
  std::vector<std::pair<std::int64_t, std::int64_t>> kept;
  {
    auto row = db.query("SELECT row, words FROM corrected_rows WHERE record_id = ?1 AND run = ?2", record,
                        request.back);
    while (row.next()) kept.emplace_back(row.integer(0), row.integer(1));
  }
  for (const auto& [number, words] : kept) {
    keep_words(db, record, request.run, number);
    db.run("UPDATE settlement_rows SET words = ?3 WHERE record_id = ?1 AND row = ?2 AND state = 'booked'",
           record, number, words);
  }
}

}  // namespace

std::optional<CorrectionRequest> read_correction(Connection& db, std::int64_t record) {
  auto row = db.query("SELECT value FROM notes WHERE key = ?1", permission_key(record));
  if (!row.next()) return std::nullopt;
  const std::string value = row.text(0);
  const auto blank = value.find(' ');
  if (blank == std::string::npos) return CorrectionRequest{value, {}};
  return CorrectionRequest{value.substr(0, blank), value.substr(blank + 1)};
}

void end_correction(Connection& db, std::string_view pair, const MappedRecord& mapped) {
  const auto request = read_correction(db, mapped.id);
  if (!request) {
    if (!mapped.entries.empty() && mapped.placed) place_rows(db, mapped.id, {}, *mapped.placed);
    return;
  }
  if (!mapped.entries.empty()) {
    if (const std::string before = read_entries(db, mapped.id); !before.empty())
      db.run("INSERT INTO notes (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO NOTHING",
             kept_key(pair, request->run, mapped.id), before);
    if (!request->back.empty()) restore_rows(db, mapped.id, *request);
    if (mapped.placed) place_rows(db, mapped.id, request->run, *mapped.placed);
  }
  db.run("DELETE FROM notes WHERE key = ?1", permission_key(mapped.id));
}

Result<void> SqliteStore::replay(std::int64_t record, std::string_view who, Instant now) {
  return write("replay", [&](Connection& db) -> Result<void> {
    const auto state = state_of(db, record);
    if (!state) return state.error();
    send_round(db, record, *state, who, {}, now);
    return {};
  });
}

Result<void> SqliteStore::correct(std::int64_t record, const CorrectionRequest& request, std::string_view who,
                                  Instant now) {
  return write("correct", [&](Connection& db) -> Result<void> {
    const auto state = state_of(db, record);
    if (!state) return state.error();
    std::string note = std::string(correction_note) + request.run;
    if (!request.back.empty()) note += ", rolling back " + request.back;
    send_round(db, record, *state, who, note, now);
    db.run(
        "INSERT INTO notes (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = "
        "excluded.value",
        permission_key(record), request.back.empty() ? request.run : request.run + " " + request.back);
    return {};
  });
}

Result<std::vector<std::int64_t>> SqliteStore::corrected_records(std::string_view pair,
                                                                 std::string_view run) {
  return read([&](Connection& db) -> Result<std::vector<std::int64_t>> {
    std::vector<std::int64_t> records;
    const std::string first = kept_key(pair, run, 0);
    const std::string last = kept_key(pair, run, std::numeric_limits<std::int64_t>::max());
    auto row = db.query("SELECT key FROM notes WHERE key >= ?1 AND key <= ?2 ORDER BY key", first, last);
    while (row.next()) {
      const std::string key = row.text(0);
      records.push_back(std::stoll(key.substr(key.rfind(':') + 1)));
    }
    return records;
  });
}

Result<std::string> SqliteStore::entries_before(std::int64_t record, std::string_view run) {
  return read([&](Connection& db) -> Result<std::string> {
    std::string pair;
    {
      auto row = db.query("SELECT pair FROM records WHERE id = ?1", record);
      if (row.next()) pair = row.text(0);
    }
    auto row = db.query("SELECT value FROM notes WHERE key = ?1", kept_key(pair, run, record));
    return row.next() ? row.text(0) : std::string();
  });
}

Result<std::vector<std::string>> SqliteStore::runs_after(std::int64_t record, std::string_view run,
                                                         std::string_view but) {
  const auto trail = audit_of("record", record);
  if (!trail) return trail.error();
  std::vector<std::string> sent;
  for (const AuditRow& row : *trail) {
    if (!row.note.starts_with(correction_note)) continue;
    std::string name = row.note.substr(correction_note.size(), row.note.find(',') - correction_note.size());
    if (name == run)
      sent.clear();
    else if (name != but)
      sent.push_back(std::move(name));
  }
  std::vector<std::string> booked;
  for (std::string& name : sent) {
    const auto before = entries_before(record, name);
    if (!before) return before.error();
    if (!before->empty()) booked.push_back(std::move(name));
  }
  return booked;
}

Result<Posted> SqliteStore::posted_of(std::int64_t record) {
  return read([&](Connection& db) -> Result<Posted> { return read_posted(db, record); });
}

Result<std::vector<Dependency>> SqliteStore::bound_documents(std::int64_t record) {
  return read([&](Connection& db) -> Result<std::vector<Dependency>> {
    std::vector<Dependency> bound;
    auto row = db.query(
        "SELECT DISTINCT d.kind, d.key FROM documents d JOIN document_dependencies x ON x.kind = d.kind"
        " AND x.key = d.key JOIN documents w ON w.id = x.document_id WHERE d.record_id = ?1"
        " AND w.pair = d.pair AND w.record_id <> ?1 AND w.operation = 'create'"
        " AND w.kind IN ('payment', 'allocation', 'refund') AND w.state NOT IN ('withdrawn', 'voided')",
        record);
    while (row.next()) bound.push_back({db.expect(document_kind_named(row.view(0))), row.text(1)});
    return bound;
  });
}

}  // namespace crosswalk::store
