// Prices told to Walmart (walmart.md §5.2): one by PUT /v3/price, many by a feed. Of two writes the one
// created later wins, so the same price twice does no harm; what became of a write is read back from the
// item, where a price shows after some minutes. Safe from any thread.
#pragma once

#include "model/notice.h"
#include "walmart/deed.h"
#include "walmart/feed.h"

namespace crosswalk::walmart {

class PriceDeed final : public Deed {
 public:
  // REQUIRES: `connection` outlives the deed.
  explicit PriceDeed(Connection& connection);

  // Channel::price.
  Document draft(std::string_view pair, const PriceNotice& notice) const;

  std::size_t fits(std::span<const Document> documents) const override;
  Result<FrozenRequest> freeze(std::string_view attempt_id,
                               std::span<const Document> documents) const override;
  Outcomes send(const Attempt& attempt, const Stop& stop) override;
  Outcomes check(const Attempt& attempt, const Stop& stop) override;

 private:
  Outcome send_one(const Attempt& attempt, const Stop& stop);
  Outcome read_back(const Document& document, const Stop& stop);

  Connection& connection_;
  Feeds feeds_;
};

}  // namespace crosswalk::walmart
