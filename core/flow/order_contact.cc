#include "flow/order_contact.h"

#include "model/entry_text.h"

namespace crosswalk::flow {

Result<std::string> order_contact(store::Store& store, const std::string& pair,
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

}  // namespace crosswalk::flow
