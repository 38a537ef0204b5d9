// Reading: what people, commands and reconciliation ask the store. Nothing here changes anything.
#include "store/rows.h"
#include "store/sqlite_store.h"

namespace crosswalk::store {
namespace {

Error no_record(std::int64_t id) {
  return fail(ErrorKind::not_found, "there is no record " + std::to_string(id));
}

// Names of states are our own words, so they may stand in the text.
std::string record_query(const RecordFilter& filter) {
  std::string sql(record_select);
  std::string joint = " WHERE ";
  const auto condition = [&](std::string_view text) {
    sql.append(joint).append(text);
    joint = " AND ";
  };
  if (!filter.pair.empty()) condition("r.pair = ?1");
  if (!filter.id.empty()) condition("r.key = ?2");
  const auto listed = [](const auto& states) {
    std::string list;
    for (const auto state : states)
      list.append(list.empty() ? "'" : ", '").append(crosswalk::name_of(state)).append("'");
    return "(" + list + ")";
  };
  if (!filter.states.empty()) condition("r.state IN " + listed(filter.states));
  if (!filter.documents.empty())
    condition("EXISTS (SELECT 1 FROM documents d WHERE d.record_id = r.id AND d.state IN " +
              listed(filter.documents) + ")");
  condition("r.id > ?4");
  return sql + " ORDER BY r.id LIMIT ?3";
}

}  // namespace

Result<std::vector<RecordRow>> SqliteStore::records(const RecordFilter& filter) {
  const std::string sql = record_query(filter);
  return read([&](Connection& db) -> Result<std::vector<RecordRow>> {
    std::vector<RecordRow> out;
    auto row = db.query(sql, filter.pair, filter.id, filter.limit, filter.after);
    while (row.next()) out.push_back(read_record_row(db, row));
    return out;
  });
}

Result<Record> SqliteStore::record(std::int64_t id) {
  static const std::string sql =
      joined({body_select, " WHERE b.record_id = ?1 ORDER BY b.revision DESC LIMIT 1"});
  return read([&](Connection& db) -> Result<Record> {
    auto row = db.query(sql, id);
    if (!row.next()) return no_record(id);
    return read_record(db, row);
  });
}

Result<std::vector<Record>> SqliteStore::revisions(std::int64_t id) {
  static const std::string sql = joined({body_select, " WHERE b.record_id = ?1 ORDER BY b.revision"});
  return read([&](Connection& db) -> Result<std::vector<Record>> {
    std::vector<Record> out;
    auto row = db.query(sql, id);
    while (row.next()) out.push_back(read_record(db, row));
    if (out.empty()) return no_record(id);
    return out;
  });
}

Result<std::string> SqliteStore::entries_of(std::int64_t id) {
  return read([&](Connection& db) -> Result<std::string> { return read_entries(db, id); });
}

Result<std::vector<DocumentRow>> SqliteStore::documents_of(std::int64_t record) {
  static const std::string sql = joined({document_select, " WHERE d.record_id = ?1 ORDER BY d.id"});
  return read([&](Connection& db) -> Result<std::vector<DocumentRow>> {
    return read_document_rows(db, db.query(sql, record));
  });
}

// What waits for a document in trouble is in trouble too: by dependency, and by being a later step of it.
Result<std::vector<DocumentRow>> SqliteStore::troubled(std::string_view pair) {
  static const std::string sql = joined(
      {"WITH RECURSIVE trouble (id, kind, key, step) AS ("
       " SELECT id, kind, key, step FROM documents WHERE pair = ?1 AND state IN ('rejected', 'disputed')"
       " UNION SELECT w.id, w.kind, w.key, w.step FROM trouble t"
       "   JOIN document_dependencies x ON x.kind = t.kind AND x.key = t.key JOIN documents w ON w.id = "
       "x.document_id"
       "   WHERE w.pair = ?1 AND w.state IN ('drafted', 'retry')"
       " UNION SELECT w.id, w.kind, w.key, w.step FROM trouble t"
       "   JOIN documents w ON w.pair = ?1 AND w.kind = t.kind AND w.key = t.key AND w.step > t.step"
       "   WHERE w.state <> 'withdrawn' AND w.state IN ('drafted', 'retry')) ",
       document_select, " WHERE d.id IN (SELECT id FROM trouble) ORDER BY d.id"});
  return read([&](Connection& db) -> Result<std::vector<DocumentRow>> {
    return read_document_rows(db, db.query(sql, pair));
  });
}

Result<Document> SqliteStore::document(std::int64_t id) {
  static const std::string sql = joined({document_select, " WHERE d.id = ?1"});
  return read([&](Connection& db) -> Result<Document> {
    auto rows = read_document_rows(db, db.query(sql, id));
    if (rows.empty()) return fail(ErrorKind::not_found, "there is no document " + std::to_string(id));
    add_content(db, rows.front().document);
    return std::move(rows.front().document);
  });
}

Result<std::vector<DocumentRow>> SqliteStore::documents(std::string_view pair, DocumentKind kind) {
  static const std::string sql =
      joined({document_select, " WHERE d.pair = ?1 AND d.kind = ?2 ORDER BY d.key, d.step, d.id"});
  return read([&](Connection& db) -> Result<std::vector<DocumentRow>> {
    return read_document_rows(db, db.query(sql, pair, crosswalk::name_of(kind)));
  });
}

Result<std::vector<AttemptRow>> SqliteStore::attempts_of(std::int64_t document) {
  return read([&](Connection& db) -> Result<std::vector<AttemptRow>> {
    auto row = db.query(
        "SELECT a.name, a.method, a.path, a.created, m.outcome, m.reason FROM attempt_members m"
        " JOIN attempts a ON a.id = m.attempt_id WHERE m.document_id = ?1 ORDER BY a.id",
        document);
    std::vector<AttemptRow> out;
    while (row.next()) {
      std::string outcome = row.text(4);
      if (!row.view(5).empty()) outcome.append(": ").append(row.view(5));
      out.push_back({row.text(0), row.text(1) + " " + row.text(2), row.instant(3), std::move(outcome)});
    }
    return out;
  });
}

Result<std::vector<AuditRow>> SqliteStore::audit_of(std::string_view subject, std::int64_t id) {
  return read([&](Connection& db) -> Result<std::vector<AuditRow>> {
    auto row = db.query(
        "SELECT at, subject, subject_id, from_state, to_state, cause, version, worker, note FROM audit"
        " WHERE subject = ?1 AND subject_id = ?2 ORDER BY id",
        subject, id);
    std::vector<AuditRow> out;
    while (row.next())
      out.push_back({row.instant(0), row.text(1), row.integer(2), row.text(3), row.text(4), row.text(5),
                     row.text(6), row.text(7), row.text(8)});
    return out;
  });
}

// In pages by the primary key (the plus keeps SQLite from sorting the whole pair for each of them), and
// without the lock while the caller works: it may ask the store about the row it was given.
// What arrives meanwhile comes at the end.
Result<void> SqliteStore::each_record(
    std::string_view pair,
    const std::function<Result<void>(const RecordRow&, const std::string& entries)>& row) {
  static const std::string sql =
      joined({record_select, " WHERE +r.pair = ?1 AND r.id > ?2 ORDER BY r.id LIMIT 100"});
  using Page = std::vector<std::pair<RecordRow, std::string>>;
  std::int64_t last = 0;
  for (;;) {
    auto page = read([&](Connection& db) -> Result<Page> {
      Page out;
      auto next = db.query(sql, pair, last);
      while (next.next()) out.emplace_back(read_record_row(db, next), "");
      for (auto& [found, entries] : out) entries = read_entries(db, found.id);
      return out;
    });
    if (!page) return page.error();
    if (page->empty()) return {};
    for (const auto& [found, entries] : *page)
      if (auto done = row(found, entries); !done) return done;
    last = page->back().first.id;
  }
}

// A settlement report is as large as thousands of orders.
constexpr std::size_t page_bytes = std::size_t{16} << 20;

Result<void> SqliteStore::each_received(
    std::string_view pair, Instant since,
    const std::function<Result<void>(const RecordRow&, const Record&, const std::string& entries)>& row) {
  static const std::string sql =
      "SELECT r.id, r.pair, r.kind, r.key, r.revision, r.state, r.reason, r.origin, r.version, r.stuck,"
      " r.stuck_currency, r.received, r.changed, b.hash, b.received, b.body, e.body FROM records r"
      " JOIN record_bodies b ON b.record_id = r.id AND b.revision = r.revision"
      " LEFT JOIN record_entries e ON e.record_id = r.id"
      " WHERE +r.pair = ?1 AND r.id > ?2 AND r.received >= ?3"
      " AND r.kind NOT IN ('opening', 'accrual') ORDER BY r.id LIMIT 100";
  struct Stored {
    RecordRow row;
    Record record;
    std::string entries;
  };
  std::int64_t last = 0;
  for (;;) {
    auto page = read([&](Connection& db) -> Result<std::vector<Stored>> {
      std::vector<Stored> out;
      std::size_t bytes = 0;
      auto next = db.query(sql, pair, last, since);
      while (bytes < page_bytes && next.next()) {
        Stored& stored = out.emplace_back();
        stored.row = read_record_row(db, next);
        stored.record = {stored.row.key, stored.row.revision, next.text(13), next.instant(14), next.text(15)};
        if (!next.null(16)) stored.entries = next.text(16);
        bytes += stored.record.body.size() + stored.entries.size();
      }
      return out;
    });
    if (!page) return page.error();
    if (page->empty()) return {};
    for (const auto& stored : *page)
      if (auto done = row(stored.row, stored.record, stored.entries); !done) return done;
    last = page->back().row.id;
  }
}

Result<std::int64_t> SqliteStore::count_received(std::string_view pair, Instant since) {
  return read([&](Connection& db) -> Result<std::int64_t> {
    auto row = db.query(
        "SELECT count(*) FROM records WHERE pair = ?1 AND received >= ?2 AND kind NOT IN ('opening', "
        "'accrual')",
        pair, since);
    return row.next() ? row.integer(0) : std::int64_t{0};
  });
}

}  // namespace crosswalk::store
