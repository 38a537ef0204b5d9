// Counts: how much of what stands where, in pieces and in money.
#include "store/rows.h"
#include "store/sqlite_store.h"

namespace crosswalk::store {
namespace {

std::vector<StateCount> read_counts(Statement row) {
  std::vector<StateCount> out;
  while (row.next()) out.push_back({row.text(0), row.integer(1)});
  return out;
}

std::vector<Money> read_sums(Statement row) {
  std::vector<Money> out;
  while (row.next())
    if (auto money = row.money(0)) out.push_back(*money);
  return out;
}

}  // namespace

Result<PairCounts> SqliteStore::counts(std::string_view pair) {
  static const std::string by_side =
      joined({"SELECT coalesce(CASE d.state WHEN 'posted' THEN q.status END, d.state) AS stage, count(*)"
              " FROM documents d LEFT JOIN receipts q ON q.document_id = d.id AND q.status IN ",
              before_posting, " WHERE d.pair = ?1 AND d.side = ?2 GROUP BY stage ORDER BY stage"});
  // What rows of a general ledger and its receivables come to: every step of an order or return adds to the
  // others. Of what is not posted yet.
  static const std::string staged =
      joined({"SELECT sum(d.total), d.currency FROM documents d JOIN records r ON r.id = d.record_id"
              " JOIN receipts q ON q.document_id = d.id AND q.status IN ",
              before_posting,
              " WHERE d.pair = ?1 AND d.kind IN ('gl_run_group', 'receivable') AND d.state = 'posted'"
              " AND d.total IS NOT NULL AND r.kind IN ('order', 'return')"
              " GROUP BY d.currency ORDER BY d.currency"});
  // Of each invoice and credit note the newest step that reached the ledger; nothing if that deleted it, or
  // if what it made there is disputed. Of a general ledger what is posted.
  static const std::string posted =
      joined({"SELECT sum(worth), currency FROM ("
              "SELECT CASE d.kind WHEN 'credit_note' THEN -d.total ELSE d.total END AS worth, d.currency"
              " FROM documents d WHERE d.pair = ?1 AND d.kind IN ('invoice', 'credit_note')"
              " AND d.state = 'posted' AND d.operation IN ('create', 'update') AND d.total IS NOT NULL"
              " AND NOT EXISTS (SELECT 1 FROM documents n WHERE n.pair = d.pair AND n.kind = d.kind"
              "   AND n.key = d.key AND n.step > d.step AND n.state <> 'withdrawn'"
              "   AND n.state IN ('posted', 'disputed', 'voided'))"
              " UNION ALL SELECT d.total, d.currency FROM documents d JOIN records r ON r.id = d.record_id"
              " LEFT JOIN receipts q ON q.document_id = d.id AND q.status IN ",
              before_posting,
              " WHERE d.pair = ?1 AND d.kind IN ('gl_run_group', 'receivable') AND d.state = 'posted'"
              " AND d.total IS NOT NULL AND r.kind IN ('order', 'return') AND q.document_id IS NULL)"
              " GROUP BY currency ORDER BY currency"});
  return read([&](Connection& db) -> Result<PairCounts> {
    PairCounts out;
    out.records = read_counts(
        db.query("SELECT state, count(*) FROM records WHERE pair = ?1 GROUP BY state ORDER BY state", pair));
    out.documents = read_counts(db.query(by_side, pair, name_of(Side::ledger)));
    out.feedback = read_counts(db.query(by_side, pair, name_of(Side::channel)));
    out.posted = read_sums(db.query(posted, pair));
    out.staged = read_sums(db.query(staged, pair));
    out.stuck = read_sums(db.query(
        "SELECT sum(stuck), stuck_currency FROM records WHERE pair = ?1 AND state IN ('held', 'dead')"
        " AND stuck IS NOT NULL GROUP BY stuck_currency ORDER BY stuck_currency",
        pair));
    return out;
  });
}

Result<Backlog> SqliteStore::backlog(std::string_view pair, Side side) {
  return read([&](Connection& db) -> Result<Backlog> {
    Backlog out;
    auto row = db.query(
        "SELECT d.kind, d.operation, d.company, count(*) FROM documents d WHERE d.pair = ?1 AND d.side = ?2"
        " AND d.state IN ('drafted', 'retry')"
        " AND NOT EXISTS (SELECT 1 FROM documents e WHERE e.pair = d.pair AND e.kind = d.kind AND e.key = "
        "d.key"
        "   AND e.step < d.step AND e.state <> 'withdrawn' AND e.state IN ('rejected', 'disputed'))"
        " AND NOT EXISTS (SELECT 1 FROM document_dependencies x JOIN documents s ON s.pair = d.pair"
        "   AND s.kind = x.kind AND s.key = x.key AND s.state <> 'withdrawn'"
        "   WHERE x.document_id = d.id AND s.state IN ('rejected', 'disputed'))"
        " GROUP BY d.kind, d.operation, d.company ORDER BY d.kind, d.operation, d.company",
        pair, name_of(side));
    while (row.next())
      out.groups.push_back({db.expect(document_kind_named(row.view(0))),
                            db.expect(operation_named(row.view(1))), row.small(2), row.integer(3)});
    auto open = db.query(
        "SELECT count(DISTINCT attempt_id) FROM documents WHERE pair = ?1 AND side = ?2"
        " AND state IN ('pending', 'unknown')",
        pair, name_of(side));
    if (open.next()) out.look_ups = open.integer(0);
    return out;
  });
}

}  // namespace crosswalk::store
