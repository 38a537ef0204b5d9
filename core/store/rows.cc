#include "store/rows.h"

namespace crosswalk::store {

std::string_view name_of(Side side) {
  return side == Side::ledger ? "ledger" : "channel";
}

RecordRow read_record_row(Connection& db, const Statement& row) {
  RecordRow out;
  out.id = row.integer(0);
  out.key = {row.text(1), db.expect(record_kind_named(row.view(2))), row.text(3)};
  out.revision = row.small(4);
  out.state = db.expect(record_state_named(row.view(5)));
  out.reason = row.text(6);
  out.origin = row.text(7);
  out.version = row.text(8);
  out.stuck = row.money(9);
  out.received = row.instant(11);
  out.changed = row.instant(12);
  return out;
}

Record read_record(Connection& db, const Statement& row) {
  return {{row.text(0), db.expect(record_kind_named(row.view(1))), row.text(2)},
          row.small(3),
          row.text(4),
          row.instant(5),
          row.text(6)};
}

Booking read_booking(Connection& db, const Statement& row) {
  Booking out;
  out.purchase_order = row.text(0);
  out.sku = row.text(1);
  out.side = db.expect(booking_side_named(row.view(2)));
  out.charge = row.text(3);
  const auto tax_class = row.view(4);
  for (const auto known : {TaxClass::none, TaxClass::facilitator, TaxClass::seller})
    if (crosswalk::name_of(known) == tax_class) out.tax_class = known;
  out.amount = {Decimal::from_units(row.integer(5)), db.expect(Currency::parse(row.view(6)))};
  out.quantity = Decimal::from_units(row.integer(7));
  return out;
}

DocumentRow read_document_row(Connection& db, const Statement& row) {
  DocumentRow out;
  Document& document = out.document;
  document.id = row.integer(0);
  document.pair = row.text(1);
  document.kind = db.expect(document_kind_named(row.view(2)));
  document.key = row.text(3);
  document.step = row.small(4);
  document.operation = db.expect(operation_named(row.view(5)));
  document.state = db.expect(document_state_named(row.view(6)));
  document.reason = row.text(7);
  document.tries = row.small(8);
  document.absences = row.small(9);
  document.due = row.instant(10);
  document.total = row.money(11);
  document.date = row.date(13);
  document.company = row.small(22);
  document.variant = row.small(24);
  document.lane = row.small(23) == 0 ? Lane::fresh : Lane::history;
  out.changed = row.instant(14);
  if (!row.null(15))
    document.record = {document.pair, db.expect(record_kind_named(row.view(15))), row.text(16)};
  if (!row.null(17)) out.receipt = Receipt{row.text(17), row.text(18), row.money(19), row.instant(21)};
  return out;
}

std::vector<DocumentRow> read_document_rows(Connection& db, Statement rows) {
  std::vector<DocumentRow> out;
  while (rows.next()) out.push_back(read_document_row(db, rows));
  for (auto& row : out) add_dependencies(db, row.document);
  return out;
}

void add_dependencies(Connection& db, Document& document) {
  auto row = db.query("SELECT kind, key FROM document_dependencies WHERE document_id = ?1 ORDER BY position",
                      document.id);
  while (row.next())
    document.depends_on.push_back({db.expect(document_kind_named(row.view(0))), row.text(1)});
}

void add_content(Connection& db, Document& document) {
  auto row = db.query("SELECT content FROM document_bodies WHERE document_id = ?1", document.id);
  if (row.next()) document.content = row.text(0);
}

std::string read_entries(Connection& db, std::int64_t record) {
  auto row = db.query("SELECT body FROM record_entries WHERE record_id = ?1", record);
  return row.next() ? row.text(0) : std::string();
}

Posted read_posted(Connection& db, std::int64_t record) {
  static const std::string sql = joined(
      {document_select, " WHERE d.record_id = ?1 AND d.state <> 'withdrawn' ORDER BY d.kind, d.key, d.step"});
  Posted posted;
  for (auto& row : read_document_rows(db, db.query(sql, record))) {
    add_content(db, row.document);
    posted.push_back({std::move(row.document), std::move(row.receipt)});
  }
  auto removed = db.query(
      "SELECT d.id FROM documents d JOIN outside_changes o ON o.document_id = d.id"
      " WHERE d.record_id = ?1 AND d.state = 'voided' AND o.accepted = 1",
      record);
  while (removed.next())
    for (Standing& standing : posted)
      if (standing.document.id == removed.integer(0)) standing.removed = true;
  return posted;
}

}  // namespace crosswalk::store
