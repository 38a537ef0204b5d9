#include "store/booking_rows.h"

#include <algorithm>
#include <tuple>

#include "store/rows.h"
#include "store/transitions.h"

namespace crosswalk::store {
namespace {

bool before(const Booking& a, const Booking& b) {
  return std::tie(a.purchase_order, a.sku, a.side, a.charge, a.tax_class) <
         std::tie(b.purchase_order, b.sku, b.side, b.charge, b.tax_class);
}

std::vector<Booking> read_bookings(Connection& db, std::int64_t record) {
  std::vector<Booking> out;
  auto row = db.query(
      "SELECT purchase_order, sku, side, charge, tax_class, amount, currency, quantity FROM bookings"
      " WHERE record_id = ?1",
      record);
  while (row.next()) out.push_back(read_booking(db, row));
  return out;
}

void add_booking(Connection& db, std::int64_t record, const Booking& booking) {
  db.run(
      "INSERT INTO bookings (purchase_order, record_id, sku, side, charge, tax_class, amount, currency, "
      "quantity) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
      " ON CONFLICT DO UPDATE SET amount = amount + excluded.amount, quantity = quantity + excluded.quantity",
      booking.purchase_order, record, booking.sku, name_of(booking.side), booking.charge,
      crosswalk::name_of(booking.tax_class), booking.amount.amount.units(), booking.amount.currency.code(),
      booking.quantity.units());
}

// Nothing needs to wait for the order any more.
bool has_come(Connection& db, std::string_view pair, std::string_view purchase_order) {
  auto row = db.query(
      "SELECT 1 FROM records WHERE key = ?2 AND kind = 'order' AND pair = ?1 AND state IN ('booked', "
      "'skipped') UNION ALL SELECT 1 FROM bookings b JOIN records r ON r.id = b.record_id"
      " WHERE b.purchase_order = ?2 AND r.pair = ?1 AND b.side IN ('sale', 'opening') LIMIT 1",
      pair, purchase_order);
  return row.next();
}

std::vector<std::int64_t> ids(Statement row) {
  std::vector<std::int64_t> out;
  while (row.next()) out.push_back(row.integer(0));
  return out;
}

// `changed`: what is booked of the order is other than it was, so that what differed from it may fit now.
// CROSS JOIN: SQLite would else walk all records of the pair for each order that is booked.
void send_round_waiting(Connection& db, std::string_view pair, std::string_view purchase_order, bool changed,
                        std::int64_t but, Instant now) {
  for (const auto id :
       ids(db.query("SELECT DISTINCT s.record_id FROM settlement_rows s JOIN records r ON r.id = s.record_id"
                    " JOIN settlement_visits v ON v.record_id = s.record_id AND s.visit <= v.done"
                    " WHERE s.purchase_order = ?1 AND s.state IN ('held', 'waiting')"
                    " AND (s.state = 'waiting' OR (?3 AND s.side <> '')) AND r.pair = ?2 AND r.id <> ?4"
                    " UNION SELECT a.record_id FROM awaited a CROSS JOIN records r ON r.id = a.record_id"
                    " WHERE a.purchase_order = ?1 AND r.pair = ?2 AND r.id <> ?4",
                    purchase_order, pair, changed ? 1 : 0, but)))
    send_round(db, id, "order " + std::string(purchase_order), {}, now);
}

void finish_visit(Connection& db, const MappedRecord& mapped, bool replayed) {
  const SettlementVisit& visit = *mapped.visit;
  db.run(
      "INSERT INTO settlement_visits (record_id, done, revision, seen) VALUES (?1, ?2, ?3, ?4)"
      " ON CONFLICT (record_id) DO UPDATE SET done = excluded.done, seen = excluded.seen",
      mapped.id, visit.done, visit.revision, visit.seen);
  // Every row that was open has been decided anew.
  db.run(
      "DELETE FROM settlement_rows WHERE record_id = ?1 AND visit < ?2"
      " AND (state IN ('held', 'waiting') OR (state = 'skipped' AND (?3 OR EXISTS (SELECT 1 FROM"
      " settlement_rows again WHERE again.record_id = ?1 AND again.row = settlement_rows.row"
      " AND again.visit = ?2))))",
      mapped.id, visit.done, replayed ? 1 : 0);
}

// An order that came while the record was looked at has told nobody.
std::optional<std::string> come_meanwhile(Connection& db, std::string_view pair, const MappedRecord& mapped) {
  for (const auto& order : mapped.awaits)
    if (has_come(db, pair, order)) return order;
  if (!mapped.visit && !mapped.placed) return std::nullopt;
  auto row = db.query(
      "SELECT s.purchase_order FROM settlement_rows s WHERE s.record_id = ?1 AND s.state = 'waiting'"
      " AND EXISTS (SELECT 1 FROM records o WHERE o.key = s.purchase_order AND o.kind = 'order' AND"
      " o.pair = ?2 AND o.state IN ('booked', 'skipped')) LIMIT 1",
      mapped.id, pair);
  if (row.next()) return row.text(0);
  return std::nullopt;
}

}  // namespace

void send_round(Connection& db, std::int64_t record, std::string_view note, std::string_view worker,
                Instant now) {
  RecordState state = RecordState::received;
  {
    auto row = db.query("SELECT state FROM records WHERE id = ?1", record);
    if (!row.next()) return;
    state = db.expect(record_state_named(row.view(0)));
  }
  if (state != RecordState::waiting && state != RecordState::held) return;
  if (!change_record(
          db, state, RecordState::received,
          {.id = record, .cause = Cause::awaited, .at = now, .worker = worker, .version = {}, .note = note}))
    return;
  db.run(
      "UPDATE records SET state = 'received', worker = NULL, lease_until = NULL, reason = '', origin = '',"
      " stuck = NULL, stuck_currency = NULL, changed = ?2 WHERE id = ?1",
      record, now);
}

RefundMark read_refund_mark(Connection& db, std::string_view pair, std::string_view purchase_order,
                            std::int64_t without) {
  RefundMark mark{std::string(purchase_order), 0, 0};
  auto row = db.query(
      "SELECT count(*), coalesce(sum(b.amount), 0) FROM bookings b JOIN records r ON r.id = b.record_id"
      " WHERE b.purchase_order = ?1 AND r.pair = ?2 AND b.record_id <> ?3"
      " AND b.side IN ('refund', 'informed_refund', 'settled_refund', 'told_refund')",
      purchase_order, pair, without);
  if (row.next()) {
    mark.count = row.integer(0);
    mark.sum = row.integer(1);
  }
  return mark;
}

bool still_holds(Connection& db, std::string_view pair, const MappedRecord& mapped, std::string_view worker,
                 Instant now) {
  if (mapped.decided_by.empty()) return true;
  auto settling = db.query(
      "SELECT 1 FROM records WHERE pair = ?1 AND kind = 'settlement' AND worker IS NOT NULL AND worker <> ?2"
      " AND lease_until > ?3 LIMIT 1",
      pair, worker, now);
  if (settling.next()) return false;
  return std::all_of(mapped.decided_by.begin(), mapped.decided_by.end(), [&](const RefundMark& mark) {
    return read_refund_mark(db, pair, mark.purchase_order, mapped.id) == mark;
  });
}

void store_bookings(Connection& db, std::string_view pair, const RecordKey& key, const MappedRecord& mapped,
                    bool replayed, Instant now) {
  bool changed = false;
  if (mapped.bookings) {
    std::vector<Booking> wanted = *mapped.bookings;
    std::sort(wanted.begin(), wanted.end(), before);
    if (mapped.visit) {
      changed = !wanted.empty();
    } else {
      std::vector<Booking> known = read_bookings(db, mapped.id);
      std::sort(known.begin(), known.end(), before);
      changed = known != wanted;
      if (changed) db.run("DELETE FROM bookings WHERE record_id = ?1", mapped.id);
    }
    if (changed)
      for (const Booking& booking : wanted) add_booking(db, mapped.id, booking);
  }
  db.run("DELETE FROM awaited WHERE record_id = ?1", mapped.id);
  for (const auto& order : mapped.awaits)
    db.run("INSERT OR IGNORE INTO awaited (record_id, purchase_order) VALUES (?1, ?2)", mapped.id, order);
  if (mapped.visit) finish_visit(db, mapped, replayed);

  std::vector<std::string> orders;
  if (changed && !mapped.visit)
    for (const Booking& booking : *mapped.bookings) orders.push_back(booking.purchase_order);
  const bool order_came = key.kind == RecordKind::order &&
                          (mapped.state == RecordState::booked || mapped.state == RecordState::skipped);
  if (order_came) orders.push_back(key.id);
  std::sort(orders.begin(), orders.end());
  orders.erase(std::unique(orders.begin(), orders.end()), orders.end());
  for (const auto& order : orders) send_round_waiting(db, pair, order, changed, mapped.id, now);
  if (mapped.state != RecordState::waiting && mapped.state != RecordState::held) return;
  if (mapped.awaits.empty() && !mapped.visit && !mapped.placed) return;
  if (const auto order = come_meanwhile(db, pair, mapped))
    send_round(db, mapped.id, "order " + *order, {}, now);
}

}  // namespace crosswalk::store
