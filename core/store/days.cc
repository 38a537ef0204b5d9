// Days: what stands in a general ledger that posts later than it takes, by the day it is dated, to be looked
// at again.
#include "store/rows.h"
#include "store/sqlite_store.h"

namespace crosswalk::store {
namespace {

constexpr std::string_view stands =
    " d.pair = ?1 AND d.kind IN ('gl_run_group', 'receivable') AND d.state IN ('posted', 'disputed')";

std::string accepted(Connection& db, std::int64_t document) {
  auto row = db.query("SELECT seen FROM outside_changes WHERE document_id = ?1 AND accepted = 1", document);
  return row.next() ? row.text(0) : std::string();
}

}  // namespace

Result<std::vector<Date>> SqliteStore::days_standing(std::string_view pair, std::optional<Date> since) {
  static const std::string before =
      joined({"SELECT DISTINCT d.date FROM receipts q JOIN documents d ON d.id = q.document_id WHERE ",
              "q.status IN ", before_posting, " AND", stands, " ORDER BY d.date"});
  static const std::string all =
      joined({"SELECT DISTINCT d.date FROM documents d WHERE", stands, " AND d.date >= ?2 UNION ",
              "SELECT d.date FROM receipts q JOIN documents d ON d.id = q.document_id WHERE q.status IN ",
              before_posting, " AND", stands, " ORDER BY date"});
  return read([&](Connection& db) -> Result<std::vector<Date>> {
    std::vector<Date> days;
    auto row = since ? db.query(all, pair, since->text()) : db.query(before, pair);
    while (row.next()) days.push_back(db.expect(Date::parse(row.view(0))));
    return days;
  });
}

Result<std::vector<OutsideDocument>> SqliteStore::standing_on(std::string_view pair, Date day, bool posted) {
  static const std::string sql =
      joined({document_select, " WHERE", stands, " AND d.date = ?2 AND (?3 OR q.status IN ", before_posting,
              ") AND q.document_id IS NOT NULL ORDER BY d.id"});
  return read([&](Connection& db) -> Result<std::vector<OutsideDocument>> {
    std::vector<OutsideDocument> out;
    for (DocumentRow& row :
         read_document_rows(db, db.query(sql, pair, day.text(), static_cast<std::int64_t>(posted ? 1 : 0)))) {
      OutsideDocument& document = out.emplace_back();
      add_content(db, row.document);
      document.contents.push_back(std::move(row.document.content));
      document.accepted = accepted(db, row.document.id);
      document.touched = row.receipt ? row.receipt->at : Instant();
      document.row = std::move(row);
    }
    return out;
  });
}

}  // namespace crosswalk::store
