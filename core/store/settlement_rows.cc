// Settlement rows: what became of each row of a settlement, visit by visit. A visit's rows come in pieces and
// count when the record is finished; until then another worker may open the visit anew.
#include <algorithm>
#include <map>
#include <tuple>

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
      "charge, amount, currency, tied, quantity, posted, words, day)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
      record, static_cast<std::int64_t>(row.row), visit, name_of(row.state), row.difference ? 1 : 0,
      row.purchase_order, row.sku, row.side ? name_of(*row.side) : std::string_view(), row.charge,
      row.amount.amount.units(), row.amount.currency.code(), row.tied.units(), row.quantity.units(),
      row.posted, row.words, row.day == Date() ? std::string() : row.day.text());
}

// Fills in what settled less what was booked; false: nothing differs.
bool add_up(Connection& db, std::string_view pair, SettlementDifference& difference) {
  std::int64_t goods = 0;
  std::int64_t shipping = 0;
  std::int64_t tax = 0;
  std::int64_t units = 0;  // settled less booked
  Currency currency;
  const auto put = [&](std::string_view charge, std::int64_t amount, std::int64_t quantity) {
    if (charge == "product" || charge == "discount" || charge == "goods") goods += amount;
    if (charge == "shipping") shipping += amount;
    if (charge == "tax" || charge == "withheld") tax += amount;
    if (charge == "product") units += quantity;
  };
  {
    auto row = db.query(
        "SELECT s.charge, s.tied, s.currency, s.quantity, s.posted FROM settlement_rows s"
        " JOIN records r ON r.id = s.record_id WHERE s.purchase_order = ?1 AND s.side <> '' AND s.sku = ?2"
        " AND s.side = ?3 AND s.state IN ('tied', 'booked') AND r.pair = ?4",
        difference.purchase_order, difference.sku, name_of(difference.side), pair);
    while (row.next()) {
      put(row.view(0), row.integer(1), row.integer(3));
      currency = db.expect(Currency::parse(row.view(2)));
      difference.posted = std::max(difference.posted, row.date(4));
    }
  }
  auto row = db.query(
      "SELECT b.charge, b.amount, b.quantity, b.side FROM bookings b JOIN records r ON r.id = b.record_id"
      " WHERE b.purchase_order = ?1 AND b.sku = ?2 AND b.side IN ('sale', 'opening', 'refund')"
      " AND (b.side = 'refund') = ?3 AND r.pair = ?4",
      difference.purchase_order, difference.sku, difference.side == BookingSide::refund ? 1 : 0, pair);
  bool opening = false;
  bool booked = false;
  while (row.next()) {
    put(row.view(0), -row.integer(1), -row.integer(2));
    (row.view(3) == name_of(BookingSide::opening) ? opening : booked) = true;
  }
  difference.opening = opening && !booked;
  difference.goods = {Decimal::from_units(goods), currency};
  difference.shipping = {Decimal::from_units(shipping), currency};
  difference.tax = {Decimal::from_units(tax), currency};
  difference.complete = units >= 0;
  return goods != 0 || shipping != 0 || tax != 0;
}

void add_left_out(Connection& db, std::int64_t record, std::int64_t done, SettlementDifference& difference) {
  auto row = db.query(
      "SELECT charge, amount, currency, row FROM settlement_rows WHERE record_id = ?1 AND visit <= ?2"
      " AND difference = 1 AND state = 'skipped' AND purchase_order = ?3 AND sku = ?4 AND side = ?5",
      record, done, difference.purchase_order, difference.sku, name_of(difference.side));
  while (row.next())
    difference.left_out.push_back(
        {row.text(0),
         {Decimal::from_units(row.integer(1)), db.expect(Currency::parse(row.view(2)))},
         static_cast<std::uint32_t>(row.integer(3))});
}

struct WordsKey {
  int visit = 0;
  int number = 0;
  RowState state = RowState::booked;
  bool difference = false;
  friend auto operator<=>(const WordsKey&, const WordsKey&) = default;
};

// In one walk without sorting, which would hold the whole report.
std::map<WordsKey, SettlementCount> count_rows(Connection& db, std::int64_t record, bool open) {
  std::map<WordsKey, SettlementCount> counts;
  const auto done = done_visits(db, record);
  auto row = db.query(
      "SELECT state, difference, currency, visit, words, amount, purchase_order FROM settlement_rows"
      " WHERE record_id = ?1 AND (visit <= ?2 OR (?3 AND visit = ?2 + 1))"
      " AND (NOT ?3 OR visit > ?2 OR state NOT IN ('held', 'waiting'))"
      // What rules had left out is asked about again by a replay, or when it has become another amount.
      " AND (NOT ?3 OR visit > ?2 OR state <> 'skipped' OR NOT EXISTS (SELECT 1 FROM settlement_rows again"
      " WHERE again.record_id = ?1 AND again.row = settlement_rows.row AND again.visit = ?2 + 1))",
      record, done, open ? 1 : 0);
  while (row.next()) {
    const RowState state = db.expect(row_state_named(row.view(0)));
    SettlementCount& count = counts[{row.small(3), row.small(4), state, row.integer(1) != 0}];
    if (count.count == 0) {
      count.state = state;
      count.difference = row.integer(1) != 0;
      count.amount.currency = db.expect(Currency::parse(row.view(2)));
      count.example = row.text(6);
    }
    ++count.count;
    count.amount.amount = Decimal::from_units(count.amount.amount.units() + row.integer(5));
  }
  return counts;
}

RowWords read_words(Connection& db, std::int64_t record, int visit, int number) {
  RowWords words;
  auto row = db.query(
      "SELECT transaction_type, amount_type, description, reason, origin FROM settlement_words"
      " WHERE record_id = ?1 AND visit = ?2 AND number = ?3",
      record, visit, number);
  if (!row.next()) return words;
  words.transaction_type = row.text(0);
  words.amount_type = row.text(1);
  words.description = row.text(2);
  words.reason = row.text(3);
  words.origin = row.text(4);
  return words;
}

}  // namespace

void insert_words(Connection& db, std::int64_t record, std::int64_t visit, int number, const RowWords& said) {
  db.run(
      "INSERT INTO settlement_words (record_id, visit, number, transaction_type, amount_type, description,"
      " reason, origin, account, account_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
      record, visit, number, said.transaction_type, said.amount_type, said.description, said.reason,
      said.origin, said.account, said.account_at);
}

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
    for (const RowWords& said : words) insert_words(db, record, visit, number++, said);
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

Result<std::vector<BookedRow>> SqliteStore::booked_rows(std::int64_t record, std::uint32_t from,
                                                        std::uint32_t to) {
  return read([&](Connection& db) -> Result<std::vector<BookedRow>> {
    std::vector<BookedRow> out;
    auto row = db.query(
        "SELECT s.row, s.difference, s.purchase_order, s.sku, s.side, s.charge, s.amount, s.currency, s.tied,"
        " s.quantity, s.posted, s.day, w.account, w.account_at FROM settlement_rows s LEFT JOIN "
        "settlement_words w"
        " ON w.record_id = s.record_id AND w.visit = s.visit AND w.number = s.words"
        " WHERE s.record_id = ?1 AND s.row >= ?2 AND s.row < ?3 AND s.visit <= ?4 AND s.state = 'booked'"
        " ORDER BY s.row",
        record, static_cast<std::int64_t>(from), static_cast<std::int64_t>(to), done_visits(db, record));
    while (row.next()) {
      BookedRow& booked = out.emplace_back();
      SettlementRow& one = booked.row;
      one.row = static_cast<std::uint32_t>(row.integer(0));
      one.difference = row.integer(1) != 0;
      one.purchase_order = row.text(2);
      one.sku = row.text(3);
      if (!row.view(4).empty()) one.side = db.expect(booking_side_named(row.view(4)));
      one.charge = row.text(5);
      one.amount = {Decimal::from_units(row.integer(6)), db.expect(Currency::parse(row.view(7)))};
      one.tied = Decimal::from_units(row.integer(8));
      one.quantity = Decimal::from_units(row.integer(9));
      one.posted = row.date(10);
      if (!row.view(11).empty()) one.day = row.date(11);
      booked.account = row.text(12);
      booked.account_at = row.text(13);
    }
    return out;
  });
}

// What was settled of an order line by all settlements, less what all records have booked of it. Tax and what
// was withheld of it count as one, products and discounts too: the market spells them apart in other ways.
// Line by line, so that a large report needs no more memory than its order lines.
Result<std::vector<SettlementDifference>> SqliteStore::settlement_differences(std::int64_t record,
                                                                              std::string_view pair) {
  return read([&](Connection& db) -> Result<std::vector<SettlementDifference>> {
    std::vector<SettlementDifference> out;
    const auto done = done_visits(db, record);
    auto touched = db.query(
        "SELECT DISTINCT purchase_order, sku, side FROM settlement_rows WHERE record_id = ?1 AND side <> ''"
        " AND ((visit = ?2 AND state = 'tied') OR (visit < ?2 AND difference = 1))",
        record, done + 1);
    while (touched.next()) {
      SettlementDifference difference;
      difference.purchase_order = touched.text(0);
      difference.sku = touched.text(1);
      difference.side = db.expect(booking_side_named(touched.view(2)));
      if (!add_up(db, pair, difference)) continue;
      add_left_out(db, record, done, difference);
      out.push_back(std::move(difference));
    }
    return out;
  });
}

Result<std::vector<SettlementCount>> SqliteStore::settlement_counts(std::int64_t record, bool open) {
  return read([&](Connection& db) -> Result<std::vector<SettlementCount>> {
    auto counted = count_rows(db, record, open);
    std::map<std::tuple<RowState, bool, std::string>, SettlementCount> groups;
    for (auto& [words, count] : counted) {
      const bool tells = count.state == RowState::held || count.state == RowState::waiting;
      if (tells) count.words = read_words(db, record, words.visit, words.number);
      std::string text;
      for (const std::string* part : {&count.words.transaction_type, &count.words.amount_type,
                                      &count.words.description, &count.words.reason, &count.words.origin})
        text.append(*part).append(1, '\0');
      const auto [known, added] = groups.try_emplace({count.state, count.difference, std::move(text)}, count);
      if (added) continue;
      known->second.count += count.count;
      known->second.amount.amount =
          Decimal::from_units(known->second.amount.amount.units() + count.amount.amount.units());
    }
    std::vector<SettlementCount> out;
    for (auto& [key, group] : groups) out.push_back(std::move(group));
    std::stable_sort(out.begin(), out.end(), [](const SettlementCount& a, const SettlementCount& b) {
      return a.amount.amount.magnitude() > b.amount.amount.magnitude();
    });
    return out;
  });
}

}  // namespace crosswalk::store
