#include "store/schema.h"

#include <array>
#include <string>

namespace crosswalk::store {
namespace {

// Narrow tables say where things stand, wide ones beside them keep the bodies: claiming and counting never
// read a body (performance.md: 1.3 to 1.6 times). Enumerations are their names and money is millionths with
// its currency, so that a person can read the file; times are milliseconds since 1970. Partial indexes hold
// only what is waiting, and so stay small however many years are kept. SQLite uses one only where the query
// repeats its condition word by word.
constexpr std::string_view version_1 = R"sql(
CREATE TABLE records (
  id INTEGER PRIMARY KEY,
  pair TEXT NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL,
  revision INTEGER NOT NULL,
  state TEXT NOT NULL,
  replayed INTEGER NOT NULL DEFAULT 0,
  worker TEXT, lease_until INTEGER,
  reason TEXT NOT NULL DEFAULT '', origin TEXT NOT NULL DEFAULT '', version TEXT NOT NULL DEFAULT '',
  stuck INTEGER, stuck_currency TEXT,
  received INTEGER NOT NULL, changed INTEGER NOT NULL,
  UNIQUE (key, kind, pair),
  CHECK ((stuck IS NULL) = (stuck_currency IS NULL)),
  CHECK ((worker IS NULL) = (lease_until IS NULL))
) STRICT;
CREATE INDEX records_by_state ON records (pair, state);

CREATE TABLE record_bodies (
  id INTEGER PRIMARY KEY,
  record_id INTEGER NOT NULL REFERENCES records (id), revision INTEGER NOT NULL,
  hash TEXT NOT NULL, received INTEGER NOT NULL, body TEXT NOT NULL,
  UNIQUE (record_id, revision)
) STRICT;
CREATE TABLE record_entries (
  record_id INTEGER PRIMARY KEY REFERENCES records (id),
  revision INTEGER NOT NULL, version TEXT NOT NULL, body TEXT NOT NULL
) STRICT;

CREATE TABLE attempts (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  pair TEXT NOT NULL, side TEXT NOT NULL,
  method TEXT NOT NULL, path TEXT NOT NULL,
  created INTEGER NOT NULL,
  worker TEXT NOT NULL, lease_until INTEGER,
  closed INTEGER
) STRICT;
CREATE INDEX attempts_out ON attempts (lease_until) WHERE lease_until IS NOT NULL;
CREATE TABLE attempt_bodies (
  attempt_id INTEGER PRIMARY KEY REFERENCES attempts (id),
  headers TEXT NOT NULL, body TEXT NOT NULL
) STRICT;

CREATE TABLE documents (
  id INTEGER PRIMARY KEY,
  pair TEXT NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL,
  step INTEGER NOT NULL CHECK (step >= 1),
  operation TEXT NOT NULL, side TEXT NOT NULL,
  record_id INTEGER REFERENCES records (id),
  state TEXT NOT NULL,
  reason TEXT NOT NULL DEFAULT '',
  tries INTEGER NOT NULL DEFAULT 0, absences INTEGER NOT NULL DEFAULT 0, looks INTEGER NOT NULL DEFAULT 0,
  due INTEGER NOT NULL,
  attempt_id INTEGER REFERENCES attempts (id),
  total INTEGER, currency TEXT,
  date TEXT NOT NULL,
  changed INTEGER NOT NULL,
  CHECK ((total IS NULL) = (currency IS NULL))
) STRICT;
CREATE UNIQUE INDEX documents_by_key ON documents (pair, kind, key, step) WHERE state <> 'withdrawn';
CREATE INDEX documents_to_send ON documents (pair, side, id) WHERE state IN ('drafted', 'retry');
CREATE INDEX documents_to_retry ON documents (pair, due) WHERE state = 'retry';
CREATE INDEX documents_to_look_up ON documents (pair, due) WHERE state IN ('pending', 'unknown');
CREATE INDEX documents_in_trouble ON documents (pair, id) WHERE state IN ('rejected', 'disputed');
CREATE INDEX documents_out ON documents (attempt_id) WHERE state IN ('sending', 'pending', 'unknown');
CREATE INDEX documents_of_record ON documents (record_id, state) WHERE record_id IS NOT NULL;
CREATE TABLE document_bodies (
  document_id INTEGER PRIMARY KEY REFERENCES documents (id),
  content TEXT NOT NULL
) STRICT;
CREATE TABLE document_dependencies (
  document_id INTEGER NOT NULL REFERENCES documents (id), position INTEGER NOT NULL,
  kind TEXT NOT NULL, key TEXT NOT NULL,
  PRIMARY KEY (document_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX document_dependents ON document_dependencies (kind, key);
CREATE TABLE receipts (
  document_id INTEGER PRIMARY KEY REFERENCES documents (id),
  outside_id TEXT NOT NULL, status TEXT NOT NULL, total INTEGER, currency TEXT, at INTEGER NOT NULL,
  CHECK ((total IS NULL) = (currency IS NULL))
) STRICT;
CREATE TABLE attempt_members (
  attempt_id INTEGER NOT NULL REFERENCES attempts (id), position INTEGER NOT NULL,
  document_id INTEGER NOT NULL REFERENCES documents (id),
  outcome TEXT NOT NULL DEFAULT '', reason TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (attempt_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX attempts_of_document ON attempt_members (document_id);

CREATE TABLE cursors (
  pair TEXT NOT NULL, stream TEXT NOT NULL, position TEXT NOT NULL, changed INTEGER NOT NULL,
  PRIMARY KEY (pair, stream)
) STRICT, WITHOUT ROWID;
CREATE TABLE audit (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  subject TEXT NOT NULL, subject_id INTEGER NOT NULL,
  from_state TEXT NOT NULL, to_state TEXT NOT NULL,
  cause TEXT NOT NULL, version TEXT NOT NULL, worker TEXT NOT NULL, note TEXT NOT NULL
) STRICT;
CREATE INDEX audit_of_subject ON audit (subject, subject_id);
CREATE TABLE budgets (
  bucket TEXT PRIMARY KEY,
  tokens REAL,
  at INTEGER NOT NULL, paused_until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE rule_sets (
  id INTEGER PRIMARY KEY,
  pair TEXT NOT NULL, version TEXT NOT NULL, published INTEGER NOT NULL, by TEXT NOT NULL, files TEXT NOT NULL
) STRICT;
CREATE INDEX rule_sets_of_pair ON rule_sets (pair, id);
CREATE TABLE notes (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
)sql";

// A version's texts are kept once, however often it is published; who runs what is known.
constexpr std::string_view version_2 = R"sql(
CREATE TABLE rule_set_files (
  pair TEXT NOT NULL, version TEXT NOT NULL, files TEXT NOT NULL,
  PRIMARY KEY (pair, version)
) STRICT;
INSERT OR IGNORE INTO rule_set_files (pair, version, files) SELECT pair, version, files FROM rule_sets;
ALTER TABLE rule_sets DROP COLUMN files;
ALTER TABLE rule_sets ADD COLUMN cause TEXT NOT NULL DEFAULT 'start';
ALTER TABLE rule_sets ADD COLUMN tests TEXT NOT NULL DEFAULT '';
ALTER TABLE rule_sets ADD COLUMN preview TEXT NOT NULL DEFAULT '';
CREATE TABLE workers (
  pair TEXT NOT NULL, worker TEXT NOT NULL,
  version TEXT NOT NULL, trouble TEXT NOT NULL, seen INTEGER NOT NULL,
  PRIMARY KEY (pair, worker)
) STRICT, WITHOUT ROWID;
)sql";

// What goes out first, and in what company: the lane of a record and of its documents (0 fresh, 1 history),
// and the largest request that a document may go out in since one failed as a whole (0: any). What is suspect
// goes behind the rest of its lane, the nearest to being alone first.
constexpr std::string_view version_3 = R"sql(
ALTER TABLE records ADD COLUMN lane INTEGER NOT NULL DEFAULT 0;
ALTER TABLE documents ADD COLUMN lane INTEGER NOT NULL DEFAULT 0;
ALTER TABLE documents ADD COLUMN company INTEGER NOT NULL DEFAULT 0;
DROP INDEX documents_to_send;
CREATE INDEX documents_to_send ON documents (pair, side, lane, company, id)
  WHERE state IN ('drafted', 'retry');
)sql";

// What others push to us, kept before they are told that we have it. The rank puts orders and returns first.
constexpr std::string_view version_4 = R"sql(
CREATE TABLE inbox (
  id INTEGER PRIMARY KEY,
  pair TEXT NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT NOT NULL DEFAULT '',
  rank INTEGER NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0,
  due INTEGER NOT NULL,
  worker TEXT, lease_until INTEGER,
  received INTEGER NOT NULL, changed INTEGER NOT NULL,
  UNIQUE (key, kind, pair),
  CHECK ((worker IS NULL) = (lease_until IS NULL))
) STRICT;
CREATE INDEX inbox_waiting ON inbox (pair, rank, id) WHERE state = 'waiting';
CREATE INDEX inbox_by_state ON inbox (state, changed);
CREATE TABLE inbox_bodies (item_id INTEGER PRIMARY KEY REFERENCES inbox (id), body TEXT NOT NULL) STRICT;
)sql";

// What the books say of the market's orders, charge by charge, and what became of each row of a settlement.
// A settlement is looked at in visits, because rows may wait for an order: a row with a visit past `done` was
// only prepared, and counts for nothing until the visit is finished. What rows have in common (their words,
// the rule that decided) is kept once a visit. Orders that were booked before go round once more, to note
// what they book; equal entries draft nothing.
constexpr std::string_view version_5 = R"sql(
CREATE TABLE bookings (
  purchase_order TEXT NOT NULL, record_id INTEGER NOT NULL REFERENCES records (id),
  sku TEXT NOT NULL, side TEXT NOT NULL, charge TEXT NOT NULL, tax_class TEXT NOT NULL,
  amount INTEGER NOT NULL, currency TEXT NOT NULL, quantity INTEGER NOT NULL,
  PRIMARY KEY (purchase_order, record_id, sku, side, charge, tax_class)
) STRICT, WITHOUT ROWID;
CREATE INDEX bookings_of_record ON bookings (record_id);
CREATE TABLE awaited (
  record_id INTEGER NOT NULL REFERENCES records (id), purchase_order TEXT NOT NULL,
  PRIMARY KEY (record_id, purchase_order)
) STRICT, WITHOUT ROWID;
CREATE INDEX awaited_orders ON awaited (purchase_order);
CREATE TABLE settlement_visits (
  record_id INTEGER PRIMARY KEY REFERENCES records (id),
  done INTEGER NOT NULL, revision INTEGER NOT NULL, seen INTEGER NOT NULL
) STRICT;
CREATE TABLE settlement_words (
  record_id INTEGER NOT NULL REFERENCES records (id), visit INTEGER NOT NULL, number INTEGER NOT NULL,
  transaction_type TEXT NOT NULL, amount_type TEXT NOT NULL, description TEXT NOT NULL,
  reason TEXT NOT NULL, origin TEXT NOT NULL, account TEXT NOT NULL, account_at TEXT NOT NULL,
  PRIMARY KEY (record_id, visit, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE settlement_rows (
  record_id INTEGER NOT NULL REFERENCES records (id), row INTEGER NOT NULL, visit INTEGER NOT NULL,
  state TEXT NOT NULL, difference INTEGER NOT NULL,
  purchase_order TEXT NOT NULL, sku TEXT NOT NULL, side TEXT NOT NULL, charge TEXT NOT NULL,
  amount INTEGER NOT NULL, currency TEXT NOT NULL, tied INTEGER NOT NULL, quantity INTEGER NOT NULL,
  posted TEXT NOT NULL, words INTEGER NOT NULL,
  PRIMARY KEY (record_id, row, visit)
) STRICT, WITHOUT ROWID;
CREATE INDEX settlement_rows_tied ON settlement_rows (purchase_order) WHERE side <> '';
CREATE INDEX settlement_rows_open ON settlement_rows (purchase_order) WHERE state IN ('held', 'waiting');
CREATE INDEX records_leased ON records (pair, kind) WHERE worker IS NOT NULL;
INSERT INTO audit (at, subject, subject_id, from_state, to_state, cause, version, worker, note)
  SELECT changed, 'record', id, state, 'received', 'revision', '', '', 'to note what it books' FROM records
  WHERE kind = 'order' AND state = 'booked';
UPDATE records SET state = 'received' WHERE kind = 'order' AND state = 'booked';
)sql";

// Which settled records still hold the bytes that they came with, buyers' data included.
constexpr std::string_view version_6 = R"sql(
ALTER TABLE records ADD COLUMN erased INTEGER NOT NULL DEFAULT 0;
CREATE INDEX records_to_erase ON records (pair, changed) WHERE erased = 0 AND state IN ('booked', 'skipped');
)sql";

// What bank statements show of the money that came; under which variant of a name a document goes out, since
// the plain one is somebody else's in the ledger; who has calls in flight, across processes; what a person
// changed in the ledger, as it was last seen there, and whether it may stand; what was accrued of orders and
// taken back; on which day a settlement's row is booked, where that is not its posted one, and which words it
// had before a run of corrections; which attempts nobody knows the sending of; what a general ledger has
// taken and not posted yet (model/stages.h).
constexpr std::string_view version_7 = R"sql(
CREATE TABLE deposits (
  pair TEXT NOT NULL, date TEXT NOT NULL, amount INTEGER NOT NULL, currency TEXT NOT NULL,
  reference TEXT NOT NULL, number INTEGER NOT NULL, received INTEGER NOT NULL,
  PRIMARY KEY (pair, date, amount, currency, reference, number)
) STRICT, WITHOUT ROWID;
ALTER TABLE documents ADD COLUMN variant INTEGER NOT NULL DEFAULT 0;
CREATE TABLE slots (
  bucket TEXT NOT NULL, holder TEXT NOT NULL,
  held INTEGER NOT NULL CHECK (held > 0), until INTEGER NOT NULL,
  PRIMARY KEY (bucket, holder)
) STRICT, WITHOUT ROWID;
CREATE INDEX receipts_by_outside_id ON receipts (outside_id);
CREATE INDEX receipts_before_posting ON receipts (document_id)
  WHERE status IN ('interfaced', 'journalised', 'released');
CREATE INDEX documents_of_day ON documents (pair, date) WHERE kind IN ('gl_run_group', 'receivable');
CREATE TABLE outside_changes (
  document_id INTEGER PRIMARY KEY REFERENCES documents (id),
  seen TEXT NOT NULL,
  gone INTEGER NOT NULL,
  accepted INTEGER NOT NULL,
  status TEXT NOT NULL, total INTEGER, currency TEXT,
  CHECK ((total IS NULL) = (currency IS NULL))
) STRICT;
CREATE TABLE accruals (
  id INTEGER PRIMARY KEY, record_id INTEGER NOT NULL REFERENCES records (id),
  purchase_order TEXT NOT NULL, body TEXT NOT NULL
) STRICT;
CREATE INDEX accruals_by_order ON accruals (purchase_order);
ALTER TABLE attempts ADD COLUMN lost INTEGER NOT NULL DEFAULT 0;
ALTER TABLE settlement_rows ADD COLUMN day TEXT NOT NULL DEFAULT '';
CREATE TABLE corrected_rows (
  record_id INTEGER NOT NULL REFERENCES records (id), run TEXT NOT NULL, row INTEGER NOT NULL,
  words INTEGER NOT NULL,
  PRIMARY KEY (record_id, run, row)
) STRICT, WITHOUT ROWID;
)sql";

constexpr std::array list = {version_1, version_2, version_3, version_4, version_5, version_6, version_7};

std::int64_t pragma(Connection& db, std::string_view name) {
  auto row = db.query("PRAGMA " + std::string(name));
  return row.next() ? row.integer(0) : 0;
}

Result<void> newer(const Connection& db, std::int64_t version, std::size_t known) {
  return fail(ErrorKind::io,
              "the database was written by a newer Crosswalk (version " + std::to_string(version) +
                  " of the tables; this one knows " + std::to_string(known) +
                  "); start that one, or name another file under `store:`",
              db.file());
}

}  // namespace

std::span<const std::string_view> migrations() {
  return list;
}

Result<void> check_ours(Connection& db, std::span<const std::string_view> steps) {
  // In one transaction: another process may be making the tables right now.
  db.begin(false);
  const auto owner = pragma(db, "application_id");
  const auto version = pragma(db, "user_version");
  bool empty = false;
  {
    auto tables = db.query("SELECT count(*) FROM sqlite_schema");
    empty = tables.next() && tables.integer(0) == 0;
  }
  const bool failed = db.failed();
  const Error why = failed ? db.error() : Error{};
  db.rollback();
  if (failed) return why;
  if (owner != application_id && !(empty && owner == 0))
    return fail(ErrorKind::io, "this is a database of another program; name another file under `store:`",
                db.file());
  if (version > static_cast<std::int64_t>(steps.size())) return newer(db, version, steps.size());
  return {};
}

Result<void> migrate(Connection& db, std::span<const std::string_view> steps,
                     const std::function<void(std::string_view)>& kill_point) {
  const auto known = static_cast<std::int64_t>(steps.size());
  // Whoever only reads must not wait for an engine that writes without a pause: usually nothing is to be
  // done.
  db.begin(false);
  const bool current = pragma(db, "user_version") == known && !db.failed();
  db.rollback();
  if (current) return {};
  for (;;) {
    db.begin(true);
    const auto version = pragma(db, "user_version");  // inside the transaction: another process may be faster
    if (!db.failed() && version >= known) {
      db.rollback();
      if (version > known) return newer(db, version, steps.size());
      return {};
    }
    if (!db.failed()) {
      db.script(std::string(steps[static_cast<std::size_t>(version)]));
      db.script("PRAGMA application_id = " + std::to_string(application_id) +
                "; PRAGMA user_version = " + std::to_string(version + 1));
    }
    if (db.failed()) {
      const Error error = db.error();
      db.rollback();
      return error;
    }
    if (kill_point) kill_point("before:migrate");
    if (auto done = db.commit(); !done) return done;
    if (kill_point) kill_point("after:migrate");
  }
}

}  // namespace crosswalk::store
