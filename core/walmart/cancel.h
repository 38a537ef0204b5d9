// Cancellations told to Walmart: POST /v3/orders/{po}/cancel (walmart.md §2.8), of units that are not
// shipped. Walmart names no cancellation, so one is known by how many units of a line are cancelled for its
// reason beyond those that were when it was drafted. Safe from any thread.
#pragma once

#include "walmart/order_deed.h"

namespace crosswalk::walmart {

class CancelDeed final : public OrderDeed {
 public:
  using OrderDeed::OrderDeed;

  // Channel::cancellation.
  Result<Document> draft(const CancellationNotice& notice, const Record& record) const;

 private:
  std::string_view action() const override { return "cancel"; }
  Endpoint endpoint() const override { return {"POST", "/v3/orders/{id}/cancel", 60}; }
  std::string request_body(const Document& document) const override { return request_in(document.content); }
  Outcome find(const Document& document, const OrderStanding& order, Moment moment) override;
};

}  // namespace crosswalk::walmart
