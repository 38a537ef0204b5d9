// Comparisons: what the ledger shows of documents of ours, held against what stands, and what a person says
// to a difference. An accepted one is remembered, so that the next look finds nothing new in it.
#include "model/stages.h"
#include "store/booking_rows.h"
#include "store/rows.h"
#include "store/sqlite_store.h"
#include "store/transitions.h"

namespace crosswalk::store {
namespace {

struct Named {
  std::string kind;
  std::string key;
};

std::vector<Named> documents_named(Connection& db, std::string_view pair, std::string_view outside_id) {
  std::vector<Named> named;
  auto row = db.query(
      "SELECT DISTINCT d.kind, d.key FROM receipts q JOIN documents d ON d.id = q.document_id"
      " WHERE q.outside_id = ?2 AND d.pair = ?1 AND d.kind <> 'contact' AND d.state <> 'withdrawn'",
      pair, outside_id);
  while (row.next()) named.push_back({row.text(0), row.text(1)});
  return named;
}

bool under_way(Connection& db, std::string_view pair, const Named& named) {
  return db
      .query(
          "SELECT 1 FROM documents WHERE pair = ?1 AND kind = ?2 AND key = ?3 AND state <> 'withdrawn'"
          " AND state IN ('sending', 'pending', 'unknown') LIMIT 1",
          pair, named.kind, named.key)
      .next();
}

Instant touched(Connection& db, std::string_view pair, const Named& named) {
  auto row = db.query(
      "SELECT max(at) FROM (SELECT q.at AS at FROM documents d JOIN receipts q ON q.document_id = d.id"
      "   WHERE d.pair = ?1 AND d.kind = ?2 AND d.key = ?3 AND d.state <> 'withdrawn'"
      " UNION ALL SELECT q.at FROM document_dependencies x JOIN documents d ON d.id = x.document_id"
      "   JOIN receipts q ON q.document_id = d.id WHERE d.pair = ?1 AND x.kind = ?2 AND x.key = ?3)",
      pair, named.kind, named.key);
  return row.next() && !row.null(0) ? row.instant(0) : Instant();
}

// The outside id of the first document of that kind that it depends on; "" without one.
std::string depended_on(Connection& db, const Document& document, DocumentKind kind) {
  for (const auto& dependency : document.depends_on) {
    if (dependency.kind != kind) continue;
    auto row = db.query(
        "SELECT q.outside_id FROM documents d JOIN receipts q ON q.document_id = d.id WHERE d.pair = ?1"
        " AND d.kind = ?2 AND d.key = ?3 AND d.state <> 'withdrawn' ORDER BY d.step DESC LIMIT 1",
        document.pair, crosswalk::name_of(kind), dependency.key);
    if (row.next()) return row.text(0);
  }
  return {};
}

std::vector<std::string> contents_of(Connection& db, std::string_view pair, const Named& named) {
  std::vector<std::string> contents;
  auto row = db.query(
      "SELECT b.content FROM documents d JOIN document_bodies b ON b.document_id = d.id"
      " WHERE d.pair = ?1 AND d.kind = ?2 AND d.key = ?3 AND d.operation IN ('create', 'update')"
      " AND d.state IN ('posted', 'disputed') ORDER BY d.step DESC",
      pair, named.kind, named.key);
  while (row.next()) contents.push_back(row.text(0));
  return contents;
}

std::string accepted(Connection& db, std::int64_t document) {
  auto row = db.query("SELECT seen FROM outside_changes WHERE document_id = ?1 AND accepted = 1", document);
  return row.next() ? row.text(0) : std::string();
}

// Its newest step that took effect.
std::optional<DocumentRow> effective(Connection& db, std::string_view pair, const Named& named) {
  static const std::string sql =
      joined({document_select,
              " WHERE d.pair = ?1 AND d.kind = ?2 AND d.key = ?3 AND d.state <> 'withdrawn'"
              " AND d.state IN ('posted', 'disputed', 'voided') ORDER BY d.step DESC LIMIT 1"});
  auto rows = read_document_rows(db, db.query(sql, pair, named.kind, named.key));
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

struct Disputed {
  std::int64_t id = 0;
  std::int64_t record = 0;  // 0: it belongs to none
  DocumentState state = DocumentState::posted;
  std::string reason;
};

std::optional<Disputed> read_disputed(Connection& db, std::int64_t document) {
  auto row = db.query("SELECT coalesce(record_id, 0), state, reason FROM documents WHERE id = ?1", document);
  if (!row.next()) return std::nullopt;
  return Disputed{document, row.integer(0), db.expect(document_state_named(row.view(1))), row.text(2)};
}

void set_state(Connection& db, std::int64_t document, DocumentState state, std::string_view reason,
               Instant now) {
  db.run("UPDATE documents SET state = ?2, reason = ?3, changed = ?4 WHERE id = ?1", document,
         crosswalk::name_of(state), reason, now);
}

void keep_receipt(Connection& db, std::int64_t document, std::string_view status,
                  const std::optional<Money>& total, std::string_view outside_id = {}) {
  if (!outside_id.empty())
    db.run("UPDATE receipts SET outside_id = ?2 WHERE document_id = ?1", document, outside_id);
  if (!status.empty()) db.run("UPDATE receipts SET status = ?2 WHERE document_id = ?1", document, status);
  if (total)
    db.run("UPDATE receipts SET total = ?2, currency = ?3 WHERE document_id = ?1", document,
           total->amount.units(), total->currency.code());
}

void keep_seen(Connection& db, const Comparison& found) {
  std::optional<std::int64_t> total;
  std::optional<std::string_view> currency;
  if (found.total) {
    total = found.total->amount.units();
    currency = found.total->currency.code();
  }
  db.run(
      "INSERT OR REPLACE INTO outside_changes (document_id, seen, gone, accepted, status, total, currency)"
      " VALUES (?1, ?2, ?3, 0, ?4, ?5, ?6)",
      found.document, found.seen, found.gone ? 1 : 0, found.status, total, currency);
}

// How far a general ledger has come with a document is part of its story.
void remark_stage(Connection& db, const Disputed& document, const Comparison& found, std::string_view worker,
                  Instant now) {
  std::string before;
  {
    auto row = db.query("SELECT status FROM receipts WHERE document_id = ?1", document.id);
    if (row.next()) before = row.text(0);
  }
  if (!is_before_posting(before) || before == found.status) return;
  remark_document(db, document.state,
                  {.id = document.id,
                   .cause = Cause::compared,
                   .at = now,
                   .worker = worker,
                   .version = {},
                   .note = before + " → " + found.status});
}

// True: something changed.
bool compare_one(Connection& db, const Comparison& found, std::string_view worker, Instant now) {
  const auto document = read_disputed(db, found.document);
  if (!document || document->state != found.state) return false;
  if (found.only_receipt) {
    remark_stage(db, *document, found, worker, now);
    keep_receipt(db, document->id, found.status, found.total, found.outside_id);
    return true;
  }
  const Change change{
      .id = document->id,
      .cause = Cause::compared,
      .at = now,
      .worker = worker,
      .version = {},
      .note = found.difference.empty() ? "it is as it was sent" : std::string_view(found.difference)};
  if (!found.difference.empty()) {
    keep_seen(db, found);
    if (document->state == DocumentState::disputed && document->reason == found.difference) return false;
    if (!change_document(db, document->state, DocumentState::disputed, change)) return false;
    set_state(db, document->id, DocumentState::disputed, found.difference, now);
    return true;
  }
  db.run("DELETE FROM outside_changes WHERE document_id = ?1", document->id);
  keep_receipt(db, document->id, found.status, found.total, found.outside_id);
  if (document->state != DocumentState::disputed) return false;
  if (!change_document(db, document->state, DocumentState::posted, change)) return false;
  set_state(db, document->id, DocumentState::posted, {}, now);
  if (document->record != 0)
    send_round(db, document->record, "what the ledger shows is as it was sent again", worker, now);
  return true;
}

// What was seen of a document that is gone counts for its earlier steps as well; in a general ledger each
// step is rows of its own.
void void_steps(Connection& db, const Document& document, const Change& change) {
  std::vector<std::pair<std::int64_t, DocumentState>> steps;
  {
    auto row = db.query(
        "SELECT id, state FROM documents WHERE pair = ?1 AND kind = ?2 AND key = ?3 AND step <= ?4"
        " AND (step = ?4 OR kind NOT IN ('gl_run_group', 'receivable'))"
        " AND state <> 'withdrawn' AND state IN ('posted', 'disputed') ORDER BY step",
        document.pair, crosswalk::name_of(document.kind), document.key, document.step);
    while (row.next()) steps.emplace_back(row.integer(0), db.expect(document_state_named(row.view(1))));
  }
  for (const auto& [id, state] : steps) {
    Change one = change;
    one.id = id;
    if (!change_document(db, state, DocumentState::voided, one)) return;
    set_state(db, id, DocumentState::voided, {}, change.at);
  }
}

void accept_one(Connection& db, const Document& document, std::string_view who, Instant now) {
  const Change change{.id = document.id,
                      .cause = Cause::accepted,
                      .at = now,
                      .worker = who,
                      .version = {},
                      .note = document.reason};
  bool gone = false;
  {
    auto row = db.query("SELECT gone, status, total, currency FROM outside_changes WHERE document_id = ?1",
                        document.id);
    if (row.next()) {
      gone = row.small(0) != 0;
      keep_receipt(db, document.id, row.text(1), row.money(2));
    }
  }
  db.run("UPDATE outside_changes SET accepted = 1 WHERE document_id = ?1", document.id);
  if (gone) {
    void_steps(db, document, change);
  } else if (change_document(db, DocumentState::disputed, DocumentState::posted, change)) {
    set_state(db, document.id, DocumentState::posted, {}, now);
  }
}

// Nothing where nothing of it took effect.
std::optional<OutsideDocument> read_outside(Connection& db, std::string_view pair, const Named& named) {
  auto row = effective(db, pair, named);
  if (!row || !row->receipt) return std::nullopt;
  OutsideDocument document;
  document.row = std::move(*row);
  document.under_way = under_way(db, pair, named);
  document.contact = depended_on(db, document.row.document, DocumentKind::contact);
  if (document.row.document.kind == DocumentKind::allocation)
    document.onto = depended_on(db, document.row.document, DocumentKind::invoice);
  document.accepted = accepted(db, document.row.document.id);
  document.touched = touched(db, pair, named);
  document.contents = contents_of(db, pair, named);
  return document;
}

}  // namespace

Result<std::vector<OutsideDocument>> SqliteStore::outside_documents(
    std::string_view pair, std::span<const std::string> outside_ids) {
  return read([&](Connection& db) -> Result<std::vector<OutsideDocument>> {
    std::vector<OutsideDocument> out;
    for (const auto& id : outside_ids)
      for (const Named& named : documents_named(db, pair, id)) {
        // An allocation carries the id of what it is on where the ledger names none of its own.
        if (named.kind == crosswalk::name_of(DocumentKind::allocation)) continue;
        if (auto document = read_outside(db, pair, named)) out.push_back(std::move(*document));
      }
    return out;
  });
}

Result<std::vector<OutsideDocument>> SqliteStore::allocations_of(std::string_view pair,
                                                                 std::string_view key) {
  return read([&](Connection& db) -> Result<std::vector<OutsideDocument>> {
    std::vector<Named> all;
    {
      auto row = db.query(
          "SELECT DISTINCT d.key FROM document_dependencies x JOIN documents d ON d.id = x.document_id"
          " WHERE x.kind = 'credit_note' AND x.key = ?2 AND d.pair = ?1 AND d.kind = 'allocation'"
          " AND d.state <> 'withdrawn' ORDER BY d.key",
          pair, key);
      while (row.next())
        all.push_back({std::string(crosswalk::name_of(DocumentKind::allocation)), row.text(0)});
    }
    std::vector<OutsideDocument> out;
    for (const Named& named : all)
      if (auto document = read_outside(db, pair, named)) out.push_back(std::move(*document));
    return out;
  });
}

Result<std::vector<DocumentKind>> SqliteStore::document_kinds(std::string_view pair) {
  return read([&](Connection& db) -> Result<std::vector<DocumentKind>> {
    auto row = db.query(
        "WITH RECURSIVE k (kind) AS (SELECT min(kind) FROM documents WHERE pair = ?1 AND state <> 'withdrawn'"
        " UNION ALL SELECT (SELECT min(d.kind) FROM documents d WHERE d.pair = ?1 AND d.state <> 'withdrawn'"
        "   AND d.kind > k.kind) FROM k WHERE k.kind IS NOT NULL)"
        " SELECT kind FROM k WHERE kind IS NOT NULL",
        pair);
    std::vector<DocumentKind> kinds;
    while (row.next()) kinds.push_back(db.expect(document_kind_named(row.view(0))));
    return kinds;
  });
}

Result<int> SqliteStore::finish_comparison(std::span<const Comparison> found, std::string_view worker,
                                           Instant now) {
  return write("finish_comparison", [&](Connection& db) -> Result<int> {
    int changed = 0;
    for (const Comparison& one : found) {
      if (db.failed()) break;
      if (compare_one(db, one, worker, now)) ++changed;
    }
    return changed;
  });
}

Result<std::vector<DocumentRow>> SqliteStore::accept_differences(std::string_view pair, std::string_view key,
                                                                 std::string_view who, Instant now) {
  static const std::string sql =
      joined({document_select,
              " WHERE d.pair = ?1 AND d.key = ?2 AND d.state IN ('rejected', 'disputed')"
              " AND d.state = 'disputed' ORDER BY d.id"});
  return write("accept_differences", [&](Connection& db) -> Result<std::vector<DocumentRow>> {
    auto rows = read_document_rows(db, db.query(sql, pair, key));
    for (const auto& row : rows) {
      accept_one(db, row.document, who, now);
      const auto document = read_disputed(db, row.document.id);
      if (document && document->record != 0)
        send_round(db, document->record, "what the ledger shows was accepted", who, now);
    }
    return rows;
  });
}

}  // namespace crosswalk::store
