#include "flow/previewed_books.h"

#include <algorithm>

#include "model/entry_text.h"

namespace crosswalk::flow {
namespace {

void take_away(std::vector<store::Booking>& from, const std::vector<store::Booking>& what) {
  for (const store::Booking& booking : what)
    if (const auto found = std::find(from.begin(), from.end(), booking); found != from.end())
      from.erase(found);
}

}  // namespace

// What is stored of the record goes: all that the store has less what it has without it.
Result<void> PreviewedBooks::replace(store::OrderStanding& order, const Noted& noted) {
  if (!noted.stored.empty()) {
    auto all = kept_.order(order.purchase_order, {});
    if (!all) return all.error();
    const auto others = kept_.order(order.purchase_order, noted.key);
    if (!others) return others.error();
    take_away(all->bookings, others->bookings);
    take_away(order.bookings, all->bookings);
    std::erase(order.informed, noted.stored);
  }
  order.bookings.insert(order.bookings.end(), noted.bookings.begin(), noted.bookings.end());
  if (!noted.informed.empty()) {
    order.informed.push_back(noted.informed);
    informants_.insert(noted.key.id);
  }
  if (noted.state) order.state = noted.state;
  for (const auto& invoice : noted.invoices)
    if (std::none_of(order.invoices.begin(), order.invoices.end(),
                     [&](const auto& known) { return known.key == invoice.key; }))
      order.invoices.push_back(invoice);
  return {};
}

Result<store::OrderStanding> PreviewedBooks::order(const std::string& purchase_order,
                                                   const RecordKey& without) {
  auto read = kept_.order(purchase_order, without);
  const auto found = noted_.find(purchase_order);
  if (!read || found == noted_.end()) return read;
  for (const Noted& noted : found->second) {
    if (noted.key == without) continue;
    if (auto replaced = replace(*read, noted); !replaced) return replaced.error();
  }
  return read;
}

Result<std::string> PreviewedBooks::contact_of(const std::string& purchase_order) {
  if (const auto found = noted_.find(purchase_order); found != noted_.end())
    for (const Noted& noted : found->second)
      if (noted.key.kind == RecordKind::order && !noted.contact.empty()) return noted.contact;
  return kept_.contact_of(purchase_order);
}

void PreviewedBooks::note(const RecordKey& record, const Translation& translation, std::string_view stored,
                          std::span<const store::StandingInvoice> invoices) {
  std::set<std::string> orders;
  if (record.kind == RecordKind::order) orders.insert(record.id);
  for (const store::Booking& booking : translation.bookings) orders.insert(booking.purchase_order);
  for (const std::string& order : orders) {
    std::vector<Noted>& known = noted_[order];
    std::erase_if(known, [&](const Noted& noted) { return noted.key == record; });
    Noted& noted = known.emplace_back();
    noted.key = record;
    noted.stored = stored;
    if (order == record.id && record.kind == RecordKind::order) {
      noted.state = state_of(translation.verdict);
      noted.contact = translation.entries.contact;
      noted.invoices.assign(invoices.begin(), invoices.end());
    }
    for (const store::Booking& booking : translation.bookings)
      if (booking.purchase_order == order) noted.bookings.push_back(booking);
    if (translation.entries.informs() && !translation.entries.entries.empty())
      write_entries(translation.entries, noted.informed);
  }
}

}  // namespace crosswalk::flow
