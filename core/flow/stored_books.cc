#include "flow/stored_books.h"

#include "model/entry_text.h"

namespace crosswalk::flow {

Result<store::OrderStanding> StoredBooks::order(const std::string& purchase_order, const RecordKey& without) {
  auto read = pair_.store.order_standings(pair_.settings.name, {&purchase_order, 1}, without);
  if (!read) return read.error();
  return std::move(read->front());
}

Result<std::string> StoredBooks::contact_of(const std::string& purchase_order) {
  store::RecordFilter named;
  named.pair = pair_.settings.name;
  named.id = purchase_order;
  const auto records = pair_.store.records(named);
  if (!records) return records.error();
  for (const store::RecordRow& row : *records) {
    if (row.key.kind != RecordKind::order) continue;
    const auto text = pair_.store.entries_of(row.id);
    if (!text) return text.error();
    if (text->empty()) continue;
    auto entries = read_entries(*text);
    if (!entries) return entries.error();
    return std::move(entries->contact);
  }
  return std::string();
}

std::optional<Date> StoredBooks::locked_until() {
  const auto reference = reference_.current({});
  return reference ? reference->locked_until : std::nullopt;
}

}  // namespace crosswalk::flow
