// Acknowledgements: Walmart is told that an order has been received (POST /v3/orders/{po}/acknowledge,
// walmart.md §2.6); nothing ships before it. One order a request; acknowledging twice does no harm. Safe from
// any thread.
#pragma once

#include <optional>

#include "walmart/deed.h"

namespace crosswalk::walmart {

class AcknowledgeDeed final : public Deed {
 public:
  // REQUIRES: `connection` outlives the deed.
  explicit AcknowledgeDeed(Connection& connection);

  // Channel::acknowledgement.
  Document draft(const RecordKey& order) const;

  Result<FrozenRequest> freeze(std::string_view attempt_id,
                               std::span<const Document> documents) const override;
  Outcomes send(const Attempt& attempt, const Stop& stop) override;
  Outcomes check(const Attempt& attempt, const Stop& stop) override;

 private:
  Outcome judge(const Document& document, const Answer& answer, const Stop& stop);
  Outcome look_up(const Document& document, const Stop& stop);
  Outcome posted(const Document& document) const;

  Connection& connection_;
};

// Whether a reply about one order shows a unit in "Created"; none when it cannot be told.
std::optional<bool> has_created_units(std::string_view body);

}  // namespace crosswalk::walmart
