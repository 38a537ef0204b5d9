#include "walmart/channel.h"

namespace crosswalk::walmart {

WalmartChannel::WalmartChannel(Connection& connection)
    : acknowledge_(connection),
      ship_(connection),
      cancel_(connection),
      refund_order_(connection),
      refund_return_(connection),
      stock_(connection),
      price_(connection),
      deeds_{{DocumentKind::acknowledgement, &acknowledge_},
             {DocumentKind::shipment, &ship_},
             {DocumentKind::cancellation, &cancel_},
             {DocumentKind::order_refund, &refund_order_},
             {DocumentKind::return_refund, &refund_return_},
             {DocumentKind::stock, &stock_},
             {DocumentKind::price, &price_}} {}

Document WalmartChannel::acknowledgement(const RecordKey& order) const {
  return acknowledge_.draft(order);
}
Result<Document> WalmartChannel::shipment(const ShipmentNotice& notice, const Record& order) const {
  return ship_.draft(notice, order);
}
Result<Document> WalmartChannel::cancellation(const CancellationNotice& notice, const Record& order) const {
  return cancel_.draft(notice, order);
}
Result<Document> WalmartChannel::order_refund(const OrderRefundNotice& notice, const Record& order,
                                              std::span<const Document> earlier) const {
  return refund_order_.draft(notice, order, earlier);
}
Result<Document> WalmartChannel::return_refund(const ReturnRefundNotice& notice,
                                               const Record& order_return) const {
  return refund_return_.draft(notice, order_return);
}
Document WalmartChannel::stock(std::string_view pair, const StockNotice& notice) const {
  return stock_.draft(pair, notice);
}
Document WalmartChannel::price(std::string_view pair, const PriceNotice& notice) const {
  return price_.draft(pair, notice);
}

Deed* WalmartChannel::deed_for(std::span<const Document> documents) const {
  if (documents.empty() || documents.front().operation != Operation::create) return nullptr;
  const auto found = deeds_.find(documents.front().kind);
  return found == deeds_.end() ? nullptr : found->second;
}

std::size_t WalmartChannel::fits(std::span<const Document> documents) const {
  const Deed* deed = deed_for(documents);
  return deed == nullptr ? 1 : deed->fits(documents);
}

Result<FrozenRequest> WalmartChannel::freeze(std::string_view attempt_id, std::span<const Document> documents,
                                             const Receipts& /*receipts*/) const {
  if (documents.empty()) return fail(ErrorKind::internal, "there is nothing to tell Walmart");
  const Deed* deed = deed_for(documents);
  if (deed == nullptr)
    return fail(ErrorKind::internal, "Walmart's channel cannot " +
                                         std::string(name_of(documents.front().operation)) + " a " +
                                         std::string(name_of(documents.front().kind)));
  return deed->freeze(attempt_id, documents);
}

Outcomes WalmartChannel::send(const Attempt& attempt, const Stop& stop) {
  Deed* deed = deed_for(attempt.members);
  if (deed == nullptr)
    return Outcomes(attempt.members.size(),
                    outcome_of(Outcome::Kind::rejected, "Walmart takes no such document"));
  return deed->send(attempt, stop);
}

Outcomes WalmartChannel::check(const Attempt& attempt, const Stop& stop) {
  Deed* deed = deed_for(attempt.members);
  if (deed == nullptr)
    return Outcomes(attempt.members.size(),
                    outcome_of(Outcome::Kind::rejected, "Walmart takes no such document"));
  return deed->check(attempt, stop);
}

}  // namespace crosswalk::walmart
