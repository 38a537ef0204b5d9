// Refunds of returns told to Walmart: POST /v3/returns/{id}/refund (walmart.md §3.4), of units, never of
// amounts. One is known by how many units of a line are refunded beyond those that were when it was drafted.
// Not for what Walmart fulfils. Safe from any thread.
#pragma once

#include "model/notice.h"
#include "walmart/deed.h"

namespace crosswalk::walmart {

class RefundReturnDeed final : public OnceDeed {
 public:
  using OnceDeed::OnceDeed;

  // Channel::return_refund.
  Result<Document> draft(const ReturnRefundNotice& notice, const Record& record) const;

 private:
  Endpoint endpoint() const override { return {"POST", "/v3/returns/{id}/refund", 60}; }
  Result<FrozenRequest> freeze_one(const Document& document) const override;
  Outcome look_up(const Document& document, Moment moment, const Stop& stop) override;
  Outcome confirm(const Document& document, const wire::HttpReply& reply) override;
};

}  // namespace crosswalk::walmart
