// Stock told to Walmart, absolute numbers (walmart.md §5.1): one item by PUT /v3/inventory, the ship nodes of
// one item by PUT /v3/inventories/{sku}, many items by a feed. Writing the same number twice does no harm;
// what became of a write is read back from the item. Safe from any thread.
#pragma once

#include "model/notice.h"
#include "walmart/deed.h"
#include "walmart/feed.h"

namespace crosswalk::walmart {

class StockDeed final : public Deed {
 public:
  // REQUIRES: `connection` outlives the deed.
  explicit StockDeed(Connection& connection);

  // Channel::stock.
  Document draft(std::string_view pair, const StockNotice& notice) const;

  std::size_t fits(std::span<const Document> documents) const override;
  Result<FrozenRequest> freeze(std::string_view attempt_id,
                               std::span<const Document> documents) const override;
  Outcomes send(const Attempt& attempt, const Stop& stop) override;
  Outcomes check(const Attempt& attempt, const Stop& stop) override;

 private:
  Outcomes send_nodes(const Attempt& attempt, const Stop& stop);
  Outcome send_one(const Attempt& attempt, const Stop& stop);
  Outcome read_back(const Document& document, const Stop& stop);
  Feeds& feeds_for(const Attempt& attempt);

  Connection& connection_;
  Feeds items_;  // without a ship node
  Feeds nodes_;  // with one each
};

}  // namespace crosswalk::walmart
