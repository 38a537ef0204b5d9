#include "flow/refunds.h"

#include <algorithm>
#include <map>
#include <set>

#include "flow/bookings.h"

namespace crosswalk::flow {
namespace {

using store::Booking;
using store::BookingSide;
using store::OrderStanding;

std::string order_of(const Line& line, const RecordKey& record) {
  return line.purchase_order.empty() ? record.id : std::string(line.purchase_order);
}

bool has(const OrderStanding& order, BookingSide side) {
  return std::any_of(order.bookings.begin(), order.bookings.end(),
                     [side](const Booking& booking) { return booking.side == side; });
}

bool is_booked(const OrderStanding& order) {
  return has(order, BookingSide::sale) || has(order, BookingSide::opening) ||
         has(order, BookingSide::informed_sale);
}

// Of the same SKU, else of any line of the order.
TaxClass tax_class_of(const OrderStanding& order, const std::string& sku, TaxClass otherwise) {
  const Booking* found = nullptr;
  for (const Booking& booking : order.bookings)
    if (booking.charge == "tax" &&
        (booking.side == BookingSide::sale || booking.side == BookingSide::opening ||
         booking.side == BookingSide::informed_sale) &&
        (found == nullptr || booking.sku == sku))
      found = &booking;
  return found != nullptr ? found->tax_class : otherwise;
}

class Sorter {
 public:
  Sorter(const RecordKey& record, const Entries* booked, Books& books) : record_(record), books_(books) {
    if (booked == nullptr) return;
    for (const Entry& entry : booked->entries)
      if (entry.role == EntryRole::placed) booked_.insert(entry.line_key);
  }

  Result<SortedRefunds> sort(std::vector<Line>& due) {
    std::vector<Line> kept;
    kept.reserve(due.size());
    for (Line& line : due) {
      if (line.refund.empty() || line.state == UnitState::cancelled) {
        kept.push_back(line);
        continue;
      }
      auto standing = order(order_of(line, record_));
      if (!standing) return standing.error();
      if (!may_go_on(**standing)) continue;
      note_posting(**standing);
      if (line.line_class == LineClass::tax)
        line.tax_class = tax_class_of(**standing, folded_sku(line.sku), line.tax_class);
      if (booked_.count(key_of(line)) != 0 || !is_told(**standing, line)) kept.push_back(line);
    }
    // A record waits as a whole, but for what is booked of it.
    if (!sorted_.awaits.empty()) {
      std::erase_if(kept, [this](const Line& line) {
        return !line.refund.empty() && booked_.count(key_of(line)) == 0;
      });
      sorted_.told.clear();
    }
    due = std::move(kept);
    return std::move(sorted_);
  }

 private:
  Result<OrderStanding*> order(const std::string& id) {
    const auto known = orders_.find(id);
    if (known != orders_.end()) return &known->second;
    auto read = books_.order(id, record_);
    if (!read) return read.error();
    sorted_.decided_by.push_back(read->mark);
    return &orders_.emplace(id, std::move(*read)).first->second;
  }

  // An order's own refunds are of what it books itself.
  bool may_go_on(const OrderStanding& order) {
    if (record_.kind == RecordKind::order || is_booked(order) || order.state == RecordState::booked)
      return true;
    if (order.state == RecordState::skipped) {
      sorted_.left_out = "order " + order.purchase_order +
                         " was left out of the books, and so is its refund; replay both to book them";
      return false;
    }
    if (std::find(sorted_.awaits.begin(), sorted_.awaits.end(), order.purchase_order) == sorted_.awaits.end())
      sorted_.awaits.push_back(order.purchase_order);
    return false;
  }

  void note_posting(const OrderStanding& order) {
    const bool informs = has(order, BookingSide::informed_sale);
    if (!informs && !has(order, BookingSide::sale)) return;
    const Posting posting = informs ? Posting::settlement : Posting::order;
    if (sorted_.posting && *sorted_.posting != posting && sorted_.differs.empty())
      sorted_.differs = "order " + order.purchase_order +
                        " is booked in another way than the other orders that it refunds, because the "
                        "posting was switched between them; book it by hand";
    sorted_.posting = posting;
  }

  // What settlements have booked of this charge, less what returns have told of it so far.
  bool is_told(OrderStanding& order, const Line& line) {
    std::vector<Booking> lone;
    add_booking(lone, line, BookingSide::told_refund, record_.id);
    const Booking& mine = lone.back();
    const auto left = booked_of(order.bookings, mine.sku, mine.charge, {BookingSide::settled_refund}) -
                      booked_of(order.bookings, mine.sku, mine.charge, {BookingSide::told_refund});
    const auto units = mine.amount.amount.units();
    if (left == 0 || units == 0 || (left < 0) != (units < 0)) return false;
    if (Decimal::from_units(left).magnitude() < Decimal::from_units(units).magnitude()) {
      sorted_.differs = "a settlement has booked " +
                        Money{Decimal::from_units(left), line.amount.currency}.text() + " of the " +
                        mine.charge + " of SKU " + std::string(line.sku) + " in order " +
                        order.purchase_order + " as refunded, but here it is " + line.amount.text() +
                        "; compare both in Seller Center and book the difference by hand";
      return false;
    }
    add_booking(sorted_.told, line, BookingSide::told_refund, record_.id);
    add_booking(order.bookings, line, BookingSide::told_refund, record_.id);
    return true;
  }

  const RecordKey& record_;
  Books& books_;
  std::set<std::string, std::less<>> booked_;
  std::map<std::string, OrderStanding> orders_;
  SortedRefunds sorted_;
};

}  // namespace

Result<SortedRefunds> sort_refunds(std::vector<Line>& due, const RecordKey& record, const Entries* booked,
                                   Books& books) {
  return Sorter(record, booked, books).sort(due);
}

}  // namespace crosswalk::flow
