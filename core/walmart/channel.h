// WalmartChannel: what Walmart is told, as the face Channel: acknowledgements, shipments, cancellations and
// refunds, each one document a request; stock and prices, many in a feed when there are many. README.md says
// what is sent when and where it is looked up. Safe from any thread.
#pragma once

#include <map>

#include "link/target.h"
#include "walmart/acknowledge.h"
#include "walmart/cancel.h"
#include "walmart/price.h"
#include "walmart/refund_order.h"
#include "walmart/refund_return.h"
#include "walmart/ship.h"
#include "walmart/stock.h"

namespace crosswalk::walmart {

class WalmartChannel final : public Channel {
 public:
  // REQUIRES: `connection` outlives the channel.
  explicit WalmartChannel(Connection& connection);

  Document acknowledgement(const RecordKey& order) const override;
  Result<Document> shipment(const ShipmentNotice& notice, const Record& order) const override;
  Result<Document> cancellation(const CancellationNotice& notice, const Record& order) const override;
  Result<Document> order_refund(const OrderRefundNotice& notice, const Record& order,
                                std::span<const Document> earlier) const override;
  Result<Document> return_refund(const ReturnRefundNotice& notice, const Record& order_return) const override;
  Document stock(std::string_view pair, const StockNotice& notice) const override;
  Document price(std::string_view pair, const PriceNotice& notice) const override;

  std::size_t fits(std::span<const Document> documents) const override;
  Result<FrozenRequest> freeze(std::string_view attempt_id, std::span<const Document> documents,
                               const Receipts& receipts) const override;
  Outcomes send(const Attempt& attempt, const Stop& stop) override;
  Outcomes check(const Attempt& attempt, const Stop& stop) override;

 private:
  // Null when Walmart takes no such document.
  Deed* deed_for(std::span<const Document> documents) const;

  AcknowledgeDeed acknowledge_;
  ShipDeed ship_;
  CancelDeed cancel_;
  RefundOrderDeed refund_order_;
  RefundReturnDeed refund_return_;
  StockDeed stock_;
  PriceDeed price_;
  const std::map<DocumentKind, Deed*> deeds_;
};

}  // namespace crosswalk::walmart
