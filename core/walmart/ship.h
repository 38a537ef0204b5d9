// Shipments told to Walmart: POST /v3/orders/{po}/shipping (walmart.md §2.7), new ones and, within about four
// hours, another tracking number for units that are shipped already (processMode PARTIAL_UPDATE). A shipment
// is known by its tracking number. Safe from any thread.
#pragma once

#include "walmart/order_deed.h"

namespace crosswalk::walmart {

class ShipDeed final : public OrderDeed {
 public:
  using OrderDeed::OrderDeed;

  // Channel::shipment.
  Result<Document> draft(const ShipmentNotice& notice, const Record& record) const;

 private:
  std::string_view action() const override { return "shipping"; }
  Endpoint endpoint() const override { return {"POST", "/v3/orders/{id}/shipping", 60}; }
  Outcome find(const Document& document, const OrderStanding& order, Moment moment) override;
};

}  // namespace crosswalk::walmart
