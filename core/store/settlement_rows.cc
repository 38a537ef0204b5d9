// Settlement rows: what became of each row of a settlement, visit by visit. A visit's rows come in pieces and
// count when the record is finished; until then another worker may open the visit anew.
#include "store/rows.h"
#include "store/sqlite_store.h"

namespace crosswalk::store {
namespace {

std::int64_t done_visits(Connection& db, std::int64_t record) {
  auto row = db.query("SELECT done FROM settlement_visits WHERE record_id = ?1", record);
  return row.next() ? row.integer(0) : 0;
}

// False: the record is another worker's by now, or has a newer revision, or was finished.
bool holds(Connection& db, std::int64_t record, std::string_view worker) {
  auto row =
      db.query("SELECT 1 FROM records WHERE id = ?1 AND state = 'received' AND worker = ?2", record, worker);
  return row.next();
}

Error lost(std::int64_t record) {
  return fail(ErrorKind::limit,
              "record " + std::to_string(record) +
                  " is no longer this worker's: its lease ran out, or it was changed; it is "
                  "looked at again");
}

void add_row(Connection& db, std::int64_t record, std::int64_t visit, const SettlementRow& row) {
  db.run(
      "INSERT INTO settlement_rows (record_id, row, visit, state, difference, purchase_order, sku, side, "
      "charge, amount, currency, tied, quantity, posted, words)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
      record, static_cast<std::int64_t>(row.row), visit, name_of(row.state), row.difference ? 1 : 0,
      row.purchase_order, row.sku, row.side ? name_of(*row.side) : std::string_view(), row.charge,
      row.amount.amount.units(), row.amount.currency.code(), row.tied.units(), row.quantity.units(),
      row.posted, row.words);
}

Money money_of(Connection& db, const Statement& row, int amount, int currency) {
  return {Decimal::from_units(row.integer(amount)), db.expect(Currency::parse(row.view(currency)))};
}

}  // namespace

Result<SettlementVisit> SqliteStore::settlement_visit(std::int64_t record) {
  return read([&](Connection& db) -> Result<SettlementVisit> {
    auto row = db.query("SELECT done, revision, seen FROM settlement_visits WHERE record_id = ?1", record);
    if (!row.next()) return SettlementVisit{};
    return SettlementVisit{row.small(0), row.small(1), row.small(2)};
  });
}

Result<void> SqliteStore::open_visit(std::int64_t record, std::string_view worker) {
  return write("open_visit", [&](Connection& db) -> Result<void> {
    if (!holds(db, record, worker)) return lost(record);
    const auto done = done_visits(db, record);
    db.run("DELETE FROM settlement_rows WHERE record_id = ?1 AND visit > ?2", record, done);
    db.run("DELETE FROM settlement_words WHERE record_id = ?1 AND visit > ?2", record, done);
    return {};
  });
}

Result<void> SqliteStore::add_rows(std::int64_t record, std::string_view worker,
                                   std::span<const SettlementRow> rows, std::span<const RowWords> words,
                                   int first_word, Millis lease, Instant now) {
  return write("add_rows", [&](Connection& db) -> Result<void> {
    if (!holds(db, record, worker)) return lost(record);
    const auto visit = done_visits(db, record) + 1;
    db.run("UPDATE records SET lease_until = ?2 WHERE id = ?1", record, now + lease);
    int number = first_word;
    for (const RowWords& said : words)
      db.run(
          "INSERT INTO settlement_words (record_id, visit, number, transaction_type, amount_type, "
          "description,"
          " reason, origin, account, account_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
          record, visit, number++, said.transaction_type, said.amount_type, said.description, said.reason,
          said.origin, said.account, said.account_at);
    for (const SettlementRow& row : rows) {
      add_row(db, record, visit, row);
      if (db.failed()) break;
    }
    return {};
  });
}

Result<std::vector<std::uint32_t>> SqliteStore::rows_in(std::int64_t record, std::span<const RowState> states,
                                                        std::uint32_t from, std::uint32_t to) {
  std::string list;
  for (const auto state : states) list.append(list.empty() ? "'" : ", '").append(name_of(state)).append("'");
  return read([&](Connection& db) -> Result<std::vector<std::uint32_t>> {
    std::vector<std::uint32_t> out;
    auto row = db.query(
        "SELECT row FROM settlement_rows WHERE record_id = ?1 AND row >= ?2 AND row < ?3"
        " AND visit <= ?4 AND state IN (" +
            list + ") ORDER BY row",
        record, static_cast<std::int64_t>(from), static_cast<std::int64_t>(to), done_visits(db, record));
    while (row.next()) out.push_back(static_cast<std::uint32_t>(row.integer(0)));
    return out;
  });
}

// What was settled of an order line by all settlements, less what all records have booked of it. Tax and what
// was withheld of it count as one, products and discounts too: the market spells them apart in other ways.
Result<std::vector<SettlementDifference>> SqliteStore::settlement_differences(std::int64_t record,
                                                                              std::string_view pair) {
  constexpr std::string_view sql =
      "WITH touched AS (SELECT DISTINCT purchase_order, sku, side FROM settlement_rows WHERE record_id = ?1"
      "   AND side <> '' AND ((visit = ?3 AND state = 'tied') OR (visit < ?3 AND difference = 1))),"
      " moved AS ("
      "  SELECT t.purchase_order, t.sku, t.side, s.charge, s.tied AS amount, s.currency, 0 AS booked,"
      "    CASE WHEN s.charge = 'product' THEN s.quantity ELSE 0 END AS settled, s.posted"
      "   FROM touched t JOIN settlement_rows s ON s.purchase_order = t.purchase_order AND s.sku = t.sku"
      "    AND s.side = t.side AND s.side <> '' AND s.state IN ('tied', 'booked')"
      "   JOIN records r ON r.id = s.record_id AND r.pair = ?2"
      "  UNION ALL SELECT t.purchase_order, t.sku, t.side, b.charge, -b.amount, b.currency,"
      "    CASE WHEN b.charge = 'product' THEN b.quantity ELSE 0 END, 0, ''"
      "   FROM touched t JOIN bookings b ON b.purchase_order = t.purchase_order AND b.sku = t.sku"
      "    AND b.side IN ('sale', 'opening', 'refund') AND (b.side = 'refund') = (t.side = 'refund')"
      "   JOIN records r ON r.id = b.record_id AND r.pair = ?2)"
      " SELECT purchase_order, sku, side, currency,"
      "  sum(CASE WHEN charge IN ('product', 'discount', 'goods') THEN amount ELSE 0 END) AS goods,"
      "  sum(CASE WHEN charge = 'shipping' THEN amount ELSE 0 END) AS shipping,"
      "  sum(CASE WHEN charge IN ('tax', 'withheld') THEN amount ELSE 0 END) AS tax,"
      "  sum(settled) >= sum(booked), max(posted)"
      " FROM moved GROUP BY purchase_order, sku, side, currency HAVING goods <> 0 OR shipping <> 0 OR tax <> "
      "0"
      " ORDER BY purchase_order, sku, side";
  return read([&](Connection& db) -> Result<std::vector<SettlementDifference>> {
    std::vector<SettlementDifference> out;
    auto row = db.query(sql, record, pair, done_visits(db, record) + 1);
    while (row.next()) {
      SettlementDifference& difference = out.emplace_back();
      difference.purchase_order = row.text(0);
      difference.sku = row.text(1);
      difference.side = db.expect(booking_side_named(row.view(2)));
      difference.goods = money_of(db, row, 4, 3);
      difference.shipping = money_of(db, row, 5, 3);
      difference.tax = money_of(db, row, 6, 3);
      difference.complete = row.integer(7) != 0;
      difference.posted = row.date(8);
    }
    return out;
  });
}

Result<std::vector<SettlementCount>> SqliteStore::settlement_counts(std::int64_t record, bool open) {
  constexpr std::string_view sql =
      "SELECT s.state, s.difference, s.currency,"
      " CASE WHEN s.state IN ('held', 'waiting') THEN w.transaction_type ELSE '' END AS c0,"
      " CASE WHEN s.state IN ('held', 'waiting') THEN w.amount_type ELSE '' END AS c1,"
      " CASE WHEN s.state IN ('held', 'waiting') THEN w.description ELSE '' END AS c2,"
      " CASE WHEN s.state IN ('held', 'waiting') THEN w.reason ELSE '' END AS c3,"
      " CASE WHEN s.state IN ('held', 'waiting') THEN w.origin ELSE '' END AS c4,"
      " count(*), sum(s.amount), max(s.purchase_order) FROM settlement_rows s"
      " JOIN settlement_words w ON w.record_id = s.record_id AND w.visit = s.visit AND w.number = s.words"
      " WHERE s.record_id = ?1 AND (s.visit <= ?2 OR (?3 AND s.visit = ?2 + 1))"
      " AND (NOT ?3 OR s.visit > ?2 OR s.state NOT IN ('held', 'waiting'))"
      " GROUP BY s.state, s.difference, s.currency, c0, c1, c2, c3, c4"
      " ORDER BY abs(sum(s.amount)) DESC, c3, c0, c1, c2";
  return read([&](Connection& db) -> Result<std::vector<SettlementCount>> {
    std::vector<SettlementCount> out;
    auto row = db.query(sql, record, done_visits(db, record), open ? 1 : 0);
    while (row.next()) {
      SettlementCount& count = out.emplace_back();
      count.state = db.expect(row_state_named(row.view(0)));
      count.difference = row.integer(1) != 0;
      count.words.transaction_type = row.text(3);
      count.words.amount_type = row.text(4);
      count.words.description = row.text(5);
      count.words.reason = row.text(6);
      count.words.origin = row.text(7);
      count.count = row.integer(8);
      count.amount = money_of(db, row, 9, 2);
      count.example = row.text(10);
    }
    return out;
  });
}

}  // namespace crosswalk::store
