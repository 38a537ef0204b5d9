#include "flow/clearing_unbooked.h"

#include "flow/bookings.h"
#include "flow/row_class.h"

namespace crosswalk::flow {

Result<void> UnbookedRows::facts(const RecordFacts& /*facts*/) {
  return {};
}

Result<void> UnbookedRows::line(const Line& line) {
  if (line.amount.currency != currency_ || line.date > until_) return {};
  const std::int64_t amount = line.amount.amount.units();
  ++count;
  units += amount;
  days[line.date] += amount;
  if (!line.purchase_order.empty() && (is_sale(line) || is_refund(line) || is_kept_fee(line)))
    orders[std::string(line.purchase_order)] += amount;
  return {};
}

std::string why_unbooked(const store::RecordRow& row) {
  if (!row.reason.empty()) return row.reason;
  return row.state == RecordState::received ? "the engine has not looked at it yet"
                                            : std::string(name_of(row.state));
}

}  // namespace crosswalk::flow
