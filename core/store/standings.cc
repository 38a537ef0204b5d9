// Standings: what the books say of orders, asked by whoever ties a refund or a settlement's rows to them.
#include <algorithm>
#include <array>

#include "store/accruals.h"
#include "store/booking_rows.h"
#include "store/rows.h"
#include "store/sqlite_store.h"

namespace crosswalk::store {
namespace {

constexpr std::array sides = {"sale",        "opening",       "refund",          "settled_refund",
                              "told_refund", "informed_sale", "informed_refund", "owed",
                              "paid"};
constexpr std::array row_states = {"tied", "booked", "held", "waiting", "skipped"};

template <class Enum, class Names>
Result<Enum> named(std::string_view name, const Names& names, std::string_view what) {
  for (std::size_t i = 0; i < names.size(); ++i)
    if (names[i] == name) return static_cast<Enum>(i);
  return fail(ErrorKind::invalid, "\"" + std::string(name) + "\" is not a " + std::string(what));
}

// The last step of each that was not withdrawn; "WM-1-2" comes before "WM-1-10".
std::vector<StandingInvoice> read_invoices(Connection& db, std::string_view pair, const std::string& order) {
  std::vector<StandingInvoice> out;
  auto row = db.query(
      "SELECT d.key, d.total, d.currency FROM documents d JOIN records r ON r.id = d.record_id"
      " WHERE r.pair = ?1 AND r.kind = 'order' AND r.key = ?2 AND d.kind = 'invoice' AND d.total IS NOT NULL"
      " AND d.state NOT IN ('withdrawn', 'voided') AND d.operation IN ('create', 'update')"
      " AND NOT EXISTS (SELECT 1 FROM documents n WHERE n.pair = d.pair AND n.kind = d.kind AND n.key = d.key"
      " AND n.step > d.step AND n.state <> 'withdrawn')"
      " ORDER BY length(d.key), d.key",
      pair, order);
  while (row.next())
    out.push_back(
        {row.text(0), {Decimal::from_units(row.integer(1)), db.expect(Currency::parse(row.view(2)))}});
  return out;
}

std::vector<std::string> read_informed(Connection& db, std::string_view pair, const std::string& order) {
  std::vector<std::int64_t> records;
  {
    auto row = db.query(
        "SELECT DISTINCT b.record_id FROM bookings b JOIN records r ON r.id = b.record_id"
        " WHERE b.purchase_order = ?2 AND r.pair = ?1 AND b.side IN ('informed_sale', 'informed_refund')"
        " ORDER BY b.record_id",
        pair, order);
    while (row.next()) records.push_back(row.integer(0));
  }
  std::vector<std::string> out;
  out.reserve(records.size());
  for (const auto record : records) out.push_back(read_entries(db, record));
  return out;
}

OrderStanding read_standing(Connection& db, std::string_view pair, const std::string& order,
                            std::int64_t without) {
  OrderStanding out;
  out.purchase_order = order;
  {
    auto row =
        db.query("SELECT state FROM records WHERE key = ?2 AND kind = 'order' AND pair = ?1", pair, order);
    if (row.next()) out.state = db.expect(record_state_named(row.view(0)));
  }
  {
    auto row = db.query(
        "SELECT b.purchase_order, b.sku, b.side, b.charge, b.tax_class, b.amount, b.currency, b.quantity"
        " FROM bookings b JOIN records r ON r.id = b.record_id"
        " WHERE b.purchase_order = ?2 AND r.pair = ?1 AND b.record_id <> ?3",
        pair, order, without);
    while (row.next()) out.bookings.push_back(read_booking(db, row));
  }
  {
    auto row = db.query(
        "SELECT s.purchase_order, s.sku, s.side, s.charge, 'none', sum(s.tied), s.currency, sum(s.quantity)"
        " FROM settlement_rows s JOIN records r ON r.id = s.record_id"
        " WHERE s.purchase_order = ?2 AND s.side <> '' AND r.pair = ?1 AND s.state IN ('tied', 'booked')"
        " GROUP BY s.sku, s.side, s.charge, s.currency",
        pair, order);
    while (row.next()) out.settled.push_back(read_booking(db, row));
  }
  out.mark = read_refund_mark(db, pair, order, without);
  const auto has = [&](BookingSide one, BookingSide other) {
    return std::any_of(out.bookings.begin(), out.bookings.end(),
                       [&](const Booking& booking) { return booking.side == one || booking.side == other; });
  };
  if (has(BookingSide::owed, BookingSide::owed)) out.invoices = read_invoices(db, pair, order);
  if (has(BookingSide::informed_sale, BookingSide::informed_refund))
    out.informed = read_informed(db, pair, order);
  out.accrued = read_accruals(db, pair, order);
  return out;
}

}  // namespace

std::string_view name_of(BookingSide side) {
  return sides.at(static_cast<std::size_t>(side));
}
std::string_view name_of(RowState state) {
  return row_states.at(static_cast<std::size_t>(state));
}
Result<BookingSide> booking_side_named(std::string_view name) {
  return named<BookingSide>(name, sides, "side of a booking");
}
Result<RowState> row_state_named(std::string_view name) {
  return named<RowState>(name, row_states, "state of a settlement's row");
}

Result<std::vector<OrderStanding>> SqliteStore::order_standings(std::string_view pair,
                                                                std::span<const std::string> orders,
                                                                const RecordKey& without) {
  return read([&](Connection& db) -> Result<std::vector<OrderStanding>> {
    std::int64_t own = 0;
    {
      auto row = db.query("SELECT id FROM records WHERE key = ?3 AND kind = ?2 AND pair = ?1", without.pair,
                          crosswalk::name_of(without.kind), without.id);
      if (row.next()) own = row.integer(0);
    }
    std::vector<OrderStanding> out;
    out.reserve(orders.size());
    for (const auto& order : orders) out.push_back(read_standing(db, pair, order, own));
    return out;
  });
}

}  // namespace crosswalk::store
