// Offers: what the market is told of stock and price. The ledger's items, less what is promised already, go
// through the rules' sku, stock and price; what they answer and the market was not told yet becomes a
// document. One a pair; not thread-safe.
#pragma once

#include <string>
#include <vector>

#include "flow/commitments.h"
#include "flow/live_rules.h"
#include "flow/pair.h"
#include "flow/reference_keeper.h"
#include "model/notice.h"

namespace crosswalk::flow {

// What is to be told in one round.
struct OfferParts {
  bool stock = false;
  bool price = false;
};

// An item that is not offered, and why.
struct WithheldItem {
  std::string code;
  std::string reason;
  std::string origin;  // "rules/stock.lua:7"
};

struct OfferReport {
  int items = 0;   // of the ledger
  int skus = 0;    // that they are sold as
  int stocks = 0;  // new documents
  int prices = 0;
  std::vector<WithheldItem> withheld;
};

class Offers {
 public:
  Offers(const Pair& pair, ReferenceKeeper& reference, LiveRules& live)
      : pair_(pair), reference_(reference), live_(live) {}

  // Reads the ledger's items, one call, and stores what is new. An error of the ledger or the store changes
  // nothing.
  Result<OfferReport> step(OfferParts parts, const Stop& stop);
  // The market says that it has nothing left of a SKU. True: we had told it otherwise, and it is told again.
  Result<bool> out_of_stock(const StockNotice& notice);

 private:
  struct Round;
  void ask(const LedgerItem& item, Round& round) const;
  void keep(const Offer& offer, const LedgerItem& item, Round& round) const;
  Result<void> store(Round& round) const;
  void tell(const OfferReport& report) const;

  const Pair& pair_;
  ReferenceKeeper& reference_;
  LiveRules& live_;
  std::vector<AlertCause> contradicted_;  // since the last round
};

}  // namespace crosswalk::flow
