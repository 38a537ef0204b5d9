#include "flow/stored_books.h"

#include "flow/kept_books.h"

namespace crosswalk::flow {

Result<store::OrderStanding> StoredBooks::order(const std::string& purchase_order, const RecordKey& without) {
  auto read = pair_.store.order_standings(pair_.settings.name, {&purchase_order, 1}, without);
  if (!read) return read.error();
  return std::move(read->front());
}

Result<std::string> StoredBooks::contact_of(const std::string& purchase_order) {
  return kept_contact(pair_.store, pair_.settings.name, purchase_order);
}

std::optional<Date> StoredBooks::locked_until() {
  return reference_.current({})->locked_until;
}

}  // namespace crosswalk::flow
