#include "flow/kept_books.h"

#include <set>

#include "model/entry_text.h"

namespace crosswalk::flow {

Result<std::string> kept_contact(store::Store& store, const std::string& pair,
                                 const std::string& purchase_order) {
  store::RecordFilter named;
  named.pair = pair;
  named.id = purchase_order;
  const auto records = store.records(named);
  if (!records) return records.error();
  for (const store::RecordRow& row : *records) {
    if (row.key.kind != RecordKind::order) continue;
    const auto text = store.entries_of(row.id);
    if (!text) return text.error();
    if (text->empty()) continue;
    auto entries = read_entries(*text);
    if (!entries) return entries.error();
    return std::move(entries->contact);
  }
  return std::string();
}

Result<std::string> KeptBooks::contact_of(const std::string& purchase_order) {
  return kept_contact(store_, pair_, purchase_order);
}

Result<store::OrderStanding> KeptBooks::order(const std::string& purchase_order, const RecordKey& without) {
  auto read = store_.order_standings(pair_, {&purchase_order, 1}, without);
  if (!read) return read.error();
  return std::move(read->front());
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

void MappedBooks::note(const Record& record, const Translation& translation,
                       std::span<const store::StandingInvoice> invoices) {
  const auto standing = [this](const std::string& purchase_order) -> store::OrderStanding& {
    store::OrderStanding& order = orders_[purchase_order];
    order.purchase_order = purchase_order;
    return order;
  };
  if (record.key.kind == RecordKind::order) {
    store::OrderStanding& order = standing(record.key.id);
    order.state = state_of(translation.verdict);
    order.invoices.insert(order.invoices.end(), invoices.begin(), invoices.end());
    contacts_[record.key.id] = translation.entries.contact;
  }
  for (const store::Booking& booking : translation.bookings)
    standing(booking.purchase_order).bookings.push_back(booking);
  if (!translation.entries.informs()) return;
  std::string text;
  write_entries(translation.entries, text);
  std::set<std::string> told;
  for (const store::Booking& booking : translation.bookings)
    if (told.insert(booking.purchase_order).second) standing(booking.purchase_order).informed.push_back(text);
}

}  // namespace crosswalk::flow
