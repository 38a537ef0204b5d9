// Offers and notices: documents that no mapping asks for. Of an offer only the newest value counts, so its
// values are the steps of one key; a notice is asked for once.
#include "store/drafts.h"
#include "store/rows.h"
#include "store/sqlite_store.h"

namespace crosswalk::store {
namespace {

struct Step {
  std::int64_t id = 0;
  int number = 0;
  DocumentState state = DocumentState::drafted;
};

bool went_out(DocumentState state) {
  return state != DocumentState::drafted && state != DocumentState::retry && state != DocumentState::rejected;
}

std::vector<Step> steps_of(Connection& db, std::string_view pair, const Document& document) {
  std::vector<Step> steps;
  auto row = db.query(
      "SELECT id, step, state FROM documents WHERE pair = ?1 AND kind = ?2 AND key = ?3"
      " AND state <> 'withdrawn' ORDER BY step",
      pair, crosswalk::name_of(document.kind), document.key);
  while (row.next())
    steps.push_back({row.integer(0), row.small(1), db.expect(document_state_named(row.view(2)))});
  return steps;
}

bool says(Connection& db, std::int64_t id, std::string_view content) {
  auto row = db.query("SELECT content FROM document_bodies WHERE document_id = ?1", id);
  return row.next() && row.view(0) == content;
}

// True: a new step was drafted.
bool offer(Connection& db, const Document& offered, bool again, const Drafter& by) {
  const auto steps = steps_of(db, by.pair, offered);
  if (!again && !steps.empty() && says(db, steps.back().id, offered.content)) return false;
  int last = 0;
  for (const Step& step : steps) {
    last = step.number;
    if (!went_out(step.state)) withdraw_document(db, step.id, by);
  }
  Document document = offered;
  document.step = last + 1;
  draft_document(db, document, by);
  return true;
}

std::int64_t record_of(Connection& db, const RecordKey& key) {
  auto row = db.query("SELECT id FROM records WHERE pair = ?1 AND kind = ?2 AND key = ?3", key.pair,
                      crosswalk::name_of(key.kind), key.id);
  return row.next() ? row.integer(0) : 0;
}

// True: it was drafted.
bool add(Connection& db, const Document& document, Drafter by) {
  by.record = document.record ? record_of(db, *document.record) : 0;
  if (by.record == 0) {
    db.refuse(fail(ErrorKind::internal, "document " + document.key + " belongs to no record that is stored"));
    return false;
  }
  const auto steps = steps_of(db, by.pair, document);
  if (!steps.empty() && steps.back().state != DocumentState::rejected) return false;
  for (const Step& step : steps) withdraw_document(db, step.id, by);
  draft_document(db, document, by);
  return true;
}

}  // namespace

Result<int> SqliteStore::add_documents(std::string_view pair, std::span<const Document> documents,
                                       std::string_view worker, Instant now) {
  return write("add_documents", [&](Connection& db) -> Result<int> {
    const Drafter by{.pair = std::string(pair), .worker = worker, .version = {}, .now = now};
    int drafted = 0;
    for (const Document& document : documents) {
      if (db.failed()) break;
      if (add(db, document, by)) ++drafted;
    }
    return drafted;
  });
}

Result<int> SqliteStore::offer_documents(std::string_view pair, std::span<const Document> documents,
                                         bool again, std::string_view worker, Instant now) {
  return write("offer_documents", [&](Connection& db) -> Result<int> {
    const Drafter by{.pair = std::string(pair), .worker = worker, .version = {}, .now = now};
    int fresh = 0;
    for (const Document& document : documents) {
      if (document.record)
        db.refuse(
            fail(ErrorKind::internal, "document " + document.key + " belongs to a record and is no offer"));
      if (db.failed()) break;
      if (offer(db, document, again, by)) ++fresh;
    }
    return fresh;
  });
}

Result<std::optional<DocumentRow>> SqliteStore::newest_document(std::string_view pair, DocumentKind kind,
                                                                std::string_view key) {
  static const std::string sql =
      joined({document_select,
              " WHERE d.pair = ?1 AND d.kind = ?2 AND d.key = ?3 AND d.state <> 'withdrawn'"
              " ORDER BY d.step DESC LIMIT 1"});
  return read([&](Connection& db) -> Result<std::optional<DocumentRow>> {
    auto rows = read_document_rows(db, db.query(sql, pair, crosswalk::name_of(kind), key));
    if (rows.empty()) return std::optional<DocumentRow>();
    add_content(db, rows.front().document);
    return std::optional(std::move(rows.front()));
  });
}

Result<std::vector<DocumentRow>> SqliteStore::open_documents(std::string_view pair, DocumentKind kind) {
  // Each state has a partial index of its own that holds only what waits.
  static const std::string sql =
      joined({document_select,
              " WHERE d.id IN ("
              "SELECT id FROM documents WHERE pair = ?1 AND state IN ('drafted', 'retry')"
              " UNION ALL SELECT id FROM documents WHERE pair = ?1 AND state IN ('rejected', 'disputed')"
              " UNION ALL SELECT id FROM documents WHERE pair = ?1 AND attempt_id IS NOT NULL"
              "   AND state IN ('sending', 'pending', 'unknown'))"
              " AND d.kind = ?2 AND d.record_id IS NOT NULL ORDER BY d.id"});
  return read([&](Connection& db) -> Result<std::vector<DocumentRow>> {
    return read_document_rows(db, db.query(sql, pair, crosswalk::name_of(kind)));
  });
}

}  // namespace crosswalk::store
