#include "store/drafts.h"

#include "store/rows.h"
#include "store/transitions.h"

namespace crosswalk::store {
namespace {

void withdraw(Connection& db, std::int64_t id, DocumentState from, const Drafter& by) {
  const Cause cause = by.replayed ? Cause::replay : Cause::revision;
  if (!change_document(
          db, from, DocumentState::withdrawn,
          {.id = id, .cause = cause, .at = by.now, .worker = by.worker, .version = by.version, .note = {}}))
    return;
  db.run("UPDATE documents SET state = 'withdrawn', changed = ?2 WHERE id = ?1", id, by.now);
}

void make_room_for_replay(Connection& db, const Document& document, const Drafter& by) {
  std::int64_t id = 0;
  {
    auto row = db.query(
        "SELECT id FROM documents WHERE pair = ?1 AND kind = ?2 AND key = ?3 AND step = ?4 AND state <> "
        "'withdrawn'"
        " AND state = 'rejected' AND (record_id IS NULL OR kind = ?5)",
        by.pair, name_of(document.kind), document.key, document.step, name_of(DocumentKind::acknowledgement));
    if (row.next()) id = row.integer(0);
  }
  if (id != 0) withdraw(db, id, DocumentState::rejected, by);
}

Result<void> sound(const Document& document, const Drafter& by) {
  const std::string what = "document " + std::string(name_of(document.kind)) + " " + document.key;
  if (document.key.empty()) return fail(ErrorKind::internal, what + " has no key");
  if (!document.pair.empty() && document.pair != by.pair)
    return fail(ErrorKind::internal,
                what + " belongs to pair " + document.pair + ", its record to " + by.pair);
  if (document.state != DocumentState::drafted)
    return fail(ErrorKind::internal,
                what + " is new and must be drafted, not " + std::string(name_of(document.state)));
  return {};
}

}  // namespace

void draft_document(Connection& db, const Document& document, const Drafter& by) {
  if (auto checked = sound(document, by); !checked) return db.refuse(checked.error());
  // What belongs to no record, and what is the same for every revision of one.
  if (by.replayed && (!document.record || document.kind == DocumentKind::acknowledgement))
    make_room_for_replay(db, document, by);
  std::optional<std::int64_t> record;
  if (document.record) record = by.record;
  std::optional<std::int64_t> total;
  std::optional<std::string_view> currency;
  if (document.total) {
    total = document.total->amount.units();
    currency = document.total->currency.code();
  }
  const int stored = db.run(
      "INSERT INTO documents (pair, kind, key, step, operation, side, record_id, state, due, total, "
      "currency, date,"
      " changed, lane) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'drafted', ?8, ?9, ?10, ?11, ?12,"
      // A shared document goes first whoever asked for it: fresh ones may need it as well.
      // A document that may wait does, whatever its record.
      " max(?13, coalesce((SELECT lane FROM records WHERE id = ?7), 0))) ON CONFLICT DO NOTHING",
      by.pair, name_of(document.kind), document.key, document.step, name_of(document.operation),
      name_of(side_of(document.kind)), record, document.due, total, currency, document.date, by.now,
      static_cast<std::int64_t>(document.lane));
  if (stored == 0) return;
  const auto id = db.last_id();
  db.run("INSERT INTO document_bodies (document_id, content) VALUES (?1, ?2)", id, document.content);
  int position = 0;
  for (const auto& dependency : document.depends_on)
    db.run("INSERT INTO document_dependencies (document_id, position, kind, key) VALUES (?1, ?2, ?3, ?4)", id,
           ++position, name_of(dependency.kind), dependency.key);
  enter_document(db, {.id = id,
                      .cause = Cause::mapped,
                      .at = by.now,
                      .worker = by.worker,
                      .version = by.version,
                      .note = {}});
}

void withdraw_document(Connection& db, std::int64_t id, const Drafter& by) {
  DocumentState from = DocumentState::drafted;
  {
    auto row = db.query(
        "SELECT state FROM documents WHERE id = ?1 AND pair = ?2 AND (record_id IS NULL OR record_id = ?3)",
        id, by.pair, by.record);
    if (!row.next())
      return db.refuse(fail(ErrorKind::internal, "document " + std::to_string(id) + " is not one of record " +
                                                     std::to_string(by.record) +
                                                     " and cannot be withdrawn by it"));
    from = db.expect(document_state_named(row.view(0)));
  }
  withdraw(db, id, from, by);
}

}  // namespace crosswalk::store
