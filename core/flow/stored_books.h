// StoredBooks: the books as a translation sees them, read from the store and from the ledger's lists.
#pragma once

#include "flow/pair.h"
#include "flow/reference_keeper.h"
#include "flow/refunds.h"

namespace crosswalk::flow {

class StoredBooks final : public Books {
 public:
  StoredBooks(const Pair& pair, ReferenceKeeper& reference) : pair_(pair), reference_(reference) {}

  Result<store::OrderStanding> order(const std::string& purchase_order, const RecordKey& without) override;
  Result<std::string> contact_of(const std::string& purchase_order) override;
  std::optional<Date> locked_until() override;

 private:
  const Pair& pair_;
  ReferenceKeeper& reference_;
};

}  // namespace crosswalk::flow
