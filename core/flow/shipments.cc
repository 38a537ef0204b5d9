#include "flow/shipments.h"

#include <algorithm>

#include "flow/bookings.h"
#include "model/entry_text.h"

namespace crosswalk::flow {

bool counts_units(const Entry& entry) {
  if (entry.line_class != LineClass::product) return false;
  const auto end = entry.line_key.rfind('/');
  if (end == std::string::npos || end == 0) return true;
  const auto digits = entry.line_key.find_last_not_of("0123456789", end - 1);
  return digits == std::string::npos || digits + 1 == end || entry.line_key[digits] != '.';
}

Result<std::vector<Shipment>> shipments_of(store::Store& store, const std::string& pair,
                                           std::string_view order, bool informing) {
  store::RecordFilter filter;
  filter.pair = pair;
  filter.id = order;
  const auto rows = store.records(filter);
  if (!rows) return rows.error();
  std::vector<Shipment> shipments;
  for (const auto& row : *rows) {
    if (row.key.kind != RecordKind::order) continue;
    const auto text = store.entries_of(row.id);
    if (!text) return text.error();
    if (text->empty()) continue;
    const auto entries = read_entries(*text);
    if (!entries) return entries.error();
    if (informing && !entries->informs()) continue;
    for (const Entry& entry : entries->entries)
      if (entry.role == EntryRole::placed && entry.state == UnitState::shipped && entry.refund.empty() &&
          counts_units(entry))
        shipments.push_back(
            {folded_sku(entry.sku), entry.date, entry.quantity.units(), entry.answers.cost.value});
  }
  std::stable_sort(shipments.begin(), shipments.end(),
                   [](const Shipment& a, const Shipment& b) { return a.date < b.date; });
  return shipments;
}

}  // namespace crosswalk::flow
