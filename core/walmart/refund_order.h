// Refunds of order lines told to Walmart: POST /v3/orders/{po}/refund (walmart.md §2.9), money back without a
// return. Amounts go out negative; more than what is left of a charge is refused before it is sent. Walmart
// names no refund of ours: it is known by our key in its comment where the order shows comments, else by how
// much more of the charge is refunded than when it was drafted. What came on top before ours was sent is
// taken for nobody's: a person says whose it is. Safe from any thread.
#pragma once

#include "walmart/order_deed.h"

namespace crosswalk::walmart {

class RefundOrderDeed final : public OrderDeed {
 public:
  using OrderDeed::OrderDeed;

  // Channel::order_refund.
  Result<Document> draft(const OrderRefundNotice& notice, const Record& record,
                         std::span<const Document> earlier) const;

 private:
  std::string_view action() const override { return "refund"; }
  Endpoint endpoint() const override { return {"POST", "/v3/orders/{id}/refund", 60}; }
  std::string request_body(const Document& document) const override { return request_in(document.content); }
  Outcome find(const Document& document, const OrderStanding& order, Moment moment) override;
};

}  // namespace crosswalk::walmart
