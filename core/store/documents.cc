// Dispatch, before the attempt: which documents may go, what is known outside of what they name, and when to
// come back.
#include <algorithm>

#include "store/readiness.h"
#include "store/rows.h"
#include "store/sqlite_store.h"

namespace crosswalk::store {
namespace {

// The receipt of the newest step that has one.
std::optional<Receipt> newest_receipt(Connection& db, std::string_view pair, DocumentKind kind,
                                      std::string_view key) {
  auto row = db.query(
      "SELECT q.outside_id, q.status, q.total, q.currency, q.at FROM documents d"
      " JOIN receipts q ON q.document_id = d.id"
      " WHERE d.pair = ?1 AND d.kind = ?2 AND d.key = ?3 AND d.state <> 'withdrawn' ORDER BY d.step DESC "
      "LIMIT 1",
      pair, crosswalk::name_of(kind), key);
  if (!row.next()) return std::nullopt;
  return Receipt{row.text(0), row.text(1), row.money(2), row.instant(4)};
}

std::optional<Instant> first(Connection& db, std::string_view sql, std::string_view pair) {
  auto row = db.query(sql, pair);
  if (!row.next() || row.null(0)) return std::nullopt;
  return row.instant(0);
}

}  // namespace

Result<std::vector<Document>> SqliteStore::sendable(std::string_view pair, Side side, std::size_t limit,
                                                    Instant now) {
  static const std::string sql =
      joined({document_select,
              " WHERE d.pair = ?1 AND d.side = ?2 AND d.state IN ('drafted', 'retry')"
              " AND (d.state = 'drafted' OR d.due <= ?3) AND",
              ready_condition, " ORDER BY d.lane, d.company, d.id LIMIT ?4"});
  return read([&](Connection& db) -> Result<std::vector<Document>> {
    std::vector<Document> out;
    for (auto& row :
         read_document_rows(db, db.query(sql, pair, name_of(side), now, static_cast<std::int64_t>(limit)))) {
      add_content(db, row.document);
      out.push_back(std::move(row.document));
    }
    return out;
  });
}

Result<Receipts> SqliteStore::receipts_of(std::span<const Document> documents) {
  return read([&](Connection& db) -> Result<Receipts> {
    Receipts receipts;
    std::vector<Dependency> seen;  // a batch of invoices names few contacts
    const auto add = [&](std::string_view pair, const Dependency& wanted) {
      if (std::find(seen.begin(), seen.end(), wanted) != seen.end()) return;
      seen.push_back(wanted);
      if (auto receipt = newest_receipt(db, pair, wanted.kind, wanted.key))
        receipts.add(wanted.kind, wanted.key, std::move(*receipt));
    };
    for (const auto& document : documents) {
      if (document.pair != documents.front().pair)
        return fail(ErrorKind::internal, "receipts were asked for documents of two pairs at once");
      add(document.pair, {document.kind, document.key});
      for (const auto& dependency : document.depends_on) add(document.pair, dependency);
    }
    return receipts;
  });
}

// A retry that waits for something else than time does not count, or its owner would ask again and again; nor
// does a drafted document, which waits for no time. A lease that may run out counts: then a document is to be
// looked up.
Result<std::optional<Instant>> SqliteStore::next_due(std::string_view pair) {
  static const std::string retries =
      joined({"SELECT d.due FROM documents d WHERE d.pair = ?1 AND d.state = 'retry' AND", ready_condition,
              " ORDER BY d.due LIMIT 1"});
  return read([&](Connection& db) -> Result<std::optional<Instant>> {
    std::optional<Instant> next;
    for (const auto& due :
         {first(db, retries, pair),
          first(db, "SELECT min(due) FROM documents WHERE pair = ?1 AND state IN ('pending', 'unknown')",
                pair),
          first(db, "SELECT min(lease_until) FROM attempts WHERE lease_until IS NOT NULL AND pair = ?1",
                pair),
          first(db, "SELECT min(lease_until) FROM records WHERE pair = ?1 AND state = 'received'", pair)})
      if (due && (!next || *due < *next)) next = due;
    return next;
  });
}

// When a document was drafted only its trail says: `changed` moves with each of its states.
Result<bool> SqliteStore::has_unsent(std::string_view pair, Side side, Instant before) {
  static const std::string waiting = joined(
      {"SELECT 1 FROM documents d WHERE d.pair = ?1 AND d.side = ?2 AND d.state IN ('drafted', 'retry')"
       " AND (SELECT min(t.at) FROM audit t WHERE t.subject = 'document' AND t.subject_id = d.id) < ?3"
       " AND",
       ready_condition, " LIMIT 1"});
  static const std::string out =
      "SELECT 1 FROM documents d WHERE d.pair = ?1 AND d.side = ?2"
      // In the words of the index documents_out, which holds few.
      " AND d.state IN ('sending', 'pending', 'unknown') AND d.state <> 'pending'"
      " AND (SELECT min(t.at) FROM audit t WHERE t.subject = 'document' AND t.subject_id = d.id) < ?3 LIMIT "
      "1";
  return read([&](Connection& db) -> Result<bool> {
    for (const std::string* sql : {&waiting, &out})
      if (db.query(*sql, pair, name_of(side), before).next()) return true;
    return false;
  });
}

}  // namespace crosswalk::store
