#include "flow/kept_books.h"

#include "flow/order_contact.h"

namespace crosswalk::flow {

Result<store::OrderStanding> KeptBooks::order(const std::string& purchase_order, const RecordKey& without) {
  auto read = store_.order_standings(pair_, {&purchase_order, 1}, without);
  if (!read) return read.error();
  return std::move(read->front());
}

Result<std::string> KeptBooks::contact_of(const std::string& purchase_order) {
  return order_contact(store_, pair_, purchase_order);
}

Result<store::OrderStanding> MappedBooks::order(const std::string& purchase_order,
                                                const RecordKey& /*without*/) {
  const auto known = orders_.find(purchase_order);
  if (known != orders_.end()) return known->second;
  store::OrderStanding unknown;
  unknown.purchase_order = purchase_order;
  return unknown;
}

Result<std::string> MappedBooks::contact_of(const std::string& purchase_order) {
  const auto known = contacts_.find(purchase_order);
  return known == contacts_.end() ? std::string() : known->second;
}

void MappedBooks::note(const Record& record, const Translation& translation) {
  const auto standing = [this](const std::string& purchase_order) -> store::OrderStanding& {
    store::OrderStanding& order = orders_[purchase_order];
    order.purchase_order = purchase_order;
    return order;
  };
  if (record.key.kind == RecordKind::order) {
    standing(record.key.id).state = state_of(translation.verdict);
    contacts_[record.key.id] = translation.entries.contact;
  }
  for (const store::Booking& booking : translation.bookings)
    standing(booking.purchase_order).bookings.push_back(booking);
}

}  // namespace crosswalk::flow
