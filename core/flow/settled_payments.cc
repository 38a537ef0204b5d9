#include "flow/settled_payments.h"

#include <algorithm>

#include "base/limits.h"

namespace crosswalk::flow {
namespace {

using store::Booking;
using store::BookingSide;
using store::OrderStanding;

std::int64_t sum_of(const std::vector<Booking>& bookings, BookingSide side) {
  std::int64_t sum = 0;
  for (const Booking& booking : bookings)
    if (booking.side == side) sum += booking.amount.amount.units();
  return sum;
}

class Payer {
 public:
  Payer(const OrderStanding& order, Currency currency, SettledPayments& out)
      : order_(order), currency_(currency), out_(out), paid_(sum_of(order.bookings, BookingSide::paid)) {}

  void pay(const SettleRows& rows, const std::map<Date, Decimal>& posted) {
    const std::int64_t settled = sum_of(order_.settled, BookingSide::sale);
    const std::int64_t before = paid_;
    std::int64_t left = std::min(settled, sum_of(order_.bookings, BookingSide::owed)) - paid_;
    for (auto day = posted.begin(); day != posted.end() && left > 0; ++day) {
      const bool last = std::next(day) == posted.end();
      const std::int64_t part = last ? left : std::clamp(day->second.units(), std::int64_t{0}, left);
      if (part == 0) continue;
      spread(rows.open_day(day->first), part);
      left -= part;
    }
    if (paid_ == before) return;
    Booking booking;
    booking.purchase_order = order_.purchase_order;
    booking.side = BookingSide::paid;
    booking.charge = "invoice";
    booking.amount = {Decimal::from_units(paid_ - before), currency_};
    out_.bookings.push_back(std::move(booking));
  }

 private:
  // On the invoices that what was paid before has not filled. Where the ledger knows no invoices, on none.
  void spread(Date date, std::int64_t part) {
    std::int64_t filled = paid_;
    paid_ += part;
    for (std::size_t i = 0; i < order_.invoices.size() && part > 0; ++i) {
      const std::int64_t room = order_.invoices[i].total.amount.units();
      const bool last = i + 1 == order_.invoices.size();
      if (filled >= room && !last) {
        filled -= room;
        continue;
      }
      const std::int64_t here = last ? part : std::min(part, room - filled);
      write(date, here, order_.invoices[i].key);
      part -= here;
      filled = 0;
    }
    if (part > 0) write(date, part, {});
  }

  void write(Date date, std::int64_t part, const std::string& invoice) {
    Entry entry;
    entry.role = EntryRole::receivable;
    entry.state = UnitState::shipped;
    entry.date = date;
    entry.purchase_order = order_.purchase_order;
    entry.pays = invoice;
    entry.amount = {Decimal::from_units(-part), currency_};
    out_.entries.push_back(entry);
    entry.role = EntryRole::clearing;
    entry.amount = entry.amount.negated();
    out_.entries.push_back(std::move(entry));
  }

  const OrderStanding& order_;
  Currency currency_;
  SettledPayments& out_;
  std::int64_t paid_;  // millionths, so far
};

}  // namespace

Result<SettledPayments> settled_payments(RowBook& book, const SettleRows& rows, Currency currency) {
  SettledPayments out;
  std::vector<std::string> asked;
  const auto pay_asked = [&]() -> Result<void> {
    const auto orders = book.owed(asked);
    if (!orders) return orders.error();
    for (const OrderStanding& order : *orders)
      Payer(order, currency, out).pay(rows, rows.sales().at(order.purchase_order));
    asked.clear();
    return {};
  };
  for (const auto& [order, days] : rows.sales()) {
    asked.push_back(order);
    if (asked.size() < limits::settlement_chunk) continue;
    if (auto paid = pay_asked(); !paid) return paid.error();
  }
  if (auto paid = pay_asked(); !paid) return paid.error();
  return out;
}

}  // namespace crosswalk::flow
