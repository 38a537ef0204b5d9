#include "xero/shape.h"

#include <map>

namespace crosswalk::xero {

Result<Shape> shape_of(const Entries& entries) {
  std::map<Date, std::vector<const Entry*>> shipped;
  std::vector<const Entry*> open;
  std::vector<const Entry*> cancelled;
  for (const auto& entry : entries.entries) {
    if (entry.counter() || !entry.refund.empty()) continue;  // Xero's own side, and what credit notes book
    if (entry.amount.currency != entries.currency)
      return fail(ErrorKind::invalid, "line " + entry.line_key + " is in another currency than its order");
    switch (entry.state) {
      case UnitState::shipped:
        shipped[entry.date].push_back(&entry);
        break;
      case UnitState::open:
        open.push_back(&entry);
        break;
      case UnitState::cancelled:
        cancelled.push_back(&entry);
        break;
    }
  }
  Shape shape;
  shape.has_open = !open.empty();
  shape.has_cancelled = !cancelled.empty();
  for (const auto& [date, group] : shipped) {
    auto lines = lines_of(group);
    if (!lines) return lines.error();
    if (!lines->empty()) shape.shipped.push_back({date, true, std::move(*lines)});
  }
  if (entries.mode == BookMode::created) {
    auto lines = lines_of(open);
    if (!lines) return lines.error();
    if (!lines->empty()) shape.open.push_back({entries.order_date, false, std::move(*lines)});
  }
  // Cancelled units book nothing, so that a missing answer of theirs holds nothing.
  if (auto lines = lines_of(cancelled)) shape.cancelled = std::move(*lines);
  return shape;
}

}  // namespace crosswalk::xero
