// OrderChannel: what we tell Walmart about orders. In this version: that an order has been received
// (POST /v3/orders/{po}/acknowledge, walmart.md §2.6); nothing ships before it. One order a request. Safe
// from any thread.
#pragma once

#include "link/target.h"
#include "walmart/connection.h"

namespace crosswalk::walmart {

class OrderChannel final : public Channel {
 public:
  // REQUIRES: `connection` outlives the channel.
  explicit OrderChannel(Connection& connection);

  Document acknowledgement(const RecordKey& order) const override;
  std::size_t fits(std::span<const Document> documents) const override;
  Result<FrozenRequest> freeze(std::string_view attempt_id, std::span<const Document> documents,
                               const Receipts& receipts) const override;
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
