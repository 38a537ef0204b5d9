// Reconcile rows: orders with what is tied to them, merged from two walks in the order of the purchase
// orders, and rows that stand alike, summed in one walk without sorting.
#include <algorithm>
#include <map>
#include <tuple>

#include "store/rows.h"
#include "store/sqlite_store.h"

namespace crosswalk::store {
namespace {

// CROSS JOIN keeps the walk in the order of the first table's index, so that nothing is sorted.
constexpr std::string_view booked_select =
    "SELECT b.purchase_order, b.sku, b.side, b.charge, b.tax_class, b.amount, b.currency, b.quantity,"
    " b.record_id, r.kind FROM bookings b CROSS JOIN records r ON r.id = b.record_id"
    " WHERE r.pair = ?1 ORDER BY b.purchase_order";
constexpr std::string_view tied_select =
    "SELECT s.purchase_order, s.record_id, s.sku, s.side, s.charge, s.amount, s.currency, s.quantity, "
    "s.posted,"
    " s.difference, s.state FROM settlement_rows s INDEXED BY settlement_rows_tied"
    " CROSS JOIN settlement_visits v ON v.record_id = s.record_id CROSS JOIN records r ON r.id = s.record_id"
    " WHERE s.side <> '' AND s.visit <= v.done AND r.pair = ?1"
    " AND (s.difference = 1 OR s.state IN ('tied', 'booked'))"
    " ORDER BY s.purchase_order";

// Settlements that were looked at, with their last finished visit.
struct Visited {
  std::int64_t record = 0;
  std::string settlement;
  std::int64_t done = 0;
};

std::vector<Visited> visited(Connection& db, std::string_view pair) {
  std::vector<Visited> out;
  auto row = db.query(
      "SELECT v.record_id, r.key, v.done FROM settlement_visits v JOIN records r ON r.id = v.record_id"
      " WHERE r.pair = ?1 ORDER BY v.record_id",
      pair);
  while (row.next()) out.push_back({row.integer(0), row.text(1), row.integer(2)});
  return out;
}

BookedCharge read_booked(Connection& db, const Statement& row) {
  BookedCharge out;
  out.booking = read_booking(db, row);
  out.booking.purchase_order.clear();
  out.record = row.integer(8);
  out.kind = db.expect(record_kind_named(row.view(9)));
  return out;
}

TiedRow read_tied(Connection& db, const Statement& row) {
  TiedRow out;
  out.record = row.integer(1);
  out.sku = row.text(2);
  out.side = db.expect(booking_side_named(row.view(3)));
  out.charge = row.text(4);
  out.amount = {Decimal::from_units(row.integer(5)), db.expect(Currency::parse(row.view(6)))};
  out.quantity = Decimal::from_units(row.integer(7));
  out.posted = row.date(8);
  out.difference = row.integer(9) != 0;
  out.state = db.expect(row_state_named(row.view(10)));
  return out;
}

using SumKey = std::tuple<RowState, bool, bool>;

void sum_rows(Connection& db, const Visited& settlement, const std::string& until, std::vector<RowSum>& out) {
  std::map<SumKey, RowSum> sums;
  std::map<std::string, Currency, std::less<>> currencies;
  auto row = db.query(
      "SELECT state, side <> '', difference, amount, currency, posted FROM settlement_rows"
      " WHERE record_id = ?1 AND visit <= ?2 AND posted <= ?3",
      settlement.record, settlement.done, until);
  std::string day;
  Date posted;
  while (row.next()) {
    const RowState state = db.expect(row_state_named(row.view(0)));
    RowSum& sum = sums[{state, row.integer(1) != 0, row.integer(2) != 0}];
    if (row.view(5) != day) {
      day = row.text(5);
      posted = row.date(5);
    }
    if (sum.count == 0) {
      sum.state = state;
      sum.tied_to_order = row.integer(1) != 0;
      sum.difference = row.integer(2) != 0;
      sum.amount.currency = db.expect(Currency::parse(row.view(4)));
      sum.first = sum.last = posted;
    }
    ++sum.count;
    sum.amount.amount = Decimal::from_units(sum.amount.amount.units() + row.integer(3));
    sum.first = std::min(sum.first, posted);
    sum.last = std::max(sum.last, posted);
  }
  for (auto& [key, sum] : sums) {
    sum.record = settlement.record;
    sum.settlement = settlement.settlement;
    out.push_back(std::move(sum));
  }
}

using DayKey = std::tuple<std::int64_t, std::string, std::string, bool>;

void sum_days(Connection& db, const Visited& settlement, std::vector<BookedDay>& out) {
  std::map<DayKey, BookedDay> days;
  auto row = db.query(
      "SELECT visit, posted, day, charge = 'deposit', amount, currency FROM settlement_rows"
      " WHERE record_id = ?1 AND visit <= ?2 AND state = 'booked'",
      settlement.record, settlement.done);
  while (row.next()) {
    BookedDay& sum = days[{row.integer(0), row.text(1), row.text(2), row.integer(3) != 0}];
    if (sum.count == 0) {
      sum.record = settlement.record;
      sum.visit = row.integer(0);
      sum.posted = row.date(1);
      sum.day = row.view(2).empty() ? sum.posted : row.date(2);
      sum.deposit = row.integer(3) != 0;
      sum.amount.currency = db.expect(Currency::parse(row.view(5)));
    }
    ++sum.count;
    sum.amount.amount = Decimal::from_units(sum.amount.amount.units() + row.integer(4));
  }
  for (auto& [key, sum] : days) out.push_back(std::move(sum));
}

}  // namespace

Result<void> SqliteStore::each_tied_order(std::string_view pair,
                                          const std::function<Result<void>(const TiedOrder&)>& order) {
  return read([&](Connection& db) -> Result<void> {
    auto booked = db.query(booked_select, pair);
    auto tied = db.query(tied_select, pair);
    bool more_booked = booked.next();
    bool more_tied = tied.next();
    TiedOrder next;
    while (more_booked || more_tied) {
      const bool first_is_booked = more_booked && (!more_tied || booked.view(0) <= tied.view(0));
      next.purchase_order = first_is_booked ? booked.text(0) : tied.text(0);
      next.booked.clear();
      next.settled.clear();
      for (; more_booked && booked.view(0) == next.purchase_order; more_booked = booked.next())
        next.booked.push_back(read_booked(db, booked));
      for (; more_tied && tied.view(0) == next.purchase_order; more_tied = tied.next())
        next.settled.push_back(read_tied(db, tied));
      if (db.failed()) return {};
      if (auto taken = order(next); !taken) return taken;
    }
    return {};
  });
}

Result<std::vector<OpenRows>> SqliteStore::open_rows(std::string_view pair) {
  return read([&](Connection& db) -> Result<std::vector<OpenRows>> {
    std::vector<OpenRows> out;
    auto row = db.query(
        "SELECT s.record_id, r.key, s.purchase_order, s.sku, s.state, s.difference, count(*), sum(s.amount),"
        " s.currency, min(s.posted), w.transaction_type, w.amount_type, w.description, w.reason, w.origin"
        " FROM settlement_rows s JOIN settlement_visits v ON v.record_id = s.record_id"
        " JOIN records r ON r.id = s.record_id LEFT JOIN settlement_words w"
        " ON w.record_id = s.record_id AND w.visit = s.visit AND w.number = s.words"
        " WHERE s.state IN ('held', 'waiting') AND s.visit <= v.done AND r.pair = ?1"
        " GROUP BY s.record_id, s.purchase_order, s.sku, s.state, s.difference, s.currency, s.visit, s.words",
        pair);
    while (row.next()) {
      OpenRows& open = out.emplace_back();
      open.record = row.integer(0);
      open.settlement = row.text(1);
      open.purchase_order = row.text(2);
      open.sku = row.text(3);
      open.state = db.expect(row_state_named(row.view(4)));
      open.difference = row.integer(5) != 0;
      open.count = row.integer(6);
      open.amount = {Decimal::from_units(row.integer(7)), db.expect(Currency::parse(row.view(8)))};
      open.posted = row.date(9);
      open.words.transaction_type = row.text(10);
      open.words.amount_type = row.text(11);
      open.words.description = row.text(12);
      open.words.reason = row.text(13);
      open.words.origin = row.text(14);
    }
    std::stable_sort(out.begin(), out.end(), [](const OpenRows& a, const OpenRows& b) {
      return a.amount.amount.magnitude() > b.amount.amount.magnitude();
    });
    return out;
  });
}

Result<std::vector<RowSum>> SqliteStore::row_sums(std::string_view pair, Date until) {
  return read([&](Connection& db) -> Result<std::vector<RowSum>> {
    std::vector<RowSum> out;
    for (const Visited& settlement : visited(db, pair)) sum_rows(db, settlement, until.text(), out);
    return out;
  });
}

Result<std::vector<BookedDay>> SqliteStore::booked_days(std::string_view pair) {
  return read([&](Connection& db) -> Result<std::vector<BookedDay>> {
    std::vector<BookedDay> out;
    for (const Visited& settlement : visited(db, pair)) sum_days(db, settlement, out);
    return out;
  });
}

}  // namespace crosswalk::store
