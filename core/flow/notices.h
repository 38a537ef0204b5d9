// Notices: what a warehouse or an ERP told us, as documents for the market, and the market's own word that a
// SKU is sold out. Only what the pair's `feedback` allows; the rest is refused with a sentence. Not
// thread-safe: the engine's inbox calls it.
#pragma once

#include "flow/item_handler.h"
#include "flow/offers.h"
#include "flow/pair.h"

namespace crosswalk::flow {

class Notices {
 public:
  // Both must outlive the handlers.
  Notices(const Pair& pair, Offers& offers) : pair_(pair), offers_(offers) {}

  // One for each kind of notice, and for the hint that a SKU is sold out.
  ItemHandlers handlers();

 private:
  using Handled = Result<store::HandledItem>;
  Handled shipment(const store::ClaimedItem& item);
  Handled cancellation(const store::ClaimedItem& item);
  Handled order_refund(const store::ClaimedItem& item);
  Handled return_refund(const store::ClaimedItem& item);
  Handled stock(const store::ClaimedItem& item);
  Handled price(const store::ClaimedItem& item);
  Handled sold_out(const store::ClaimedItem& item);
  // What `draft` makes of the order or return as last received, which may not have come yet; it is told the
  // store's number of it as well. `again`: what was asked for, when another notice may ask for the same;
  // empty: equal documents are the same notice.
  template <class Draft>
  Handled about(const store::ClaimedItem& item, RecordKind kind, const std::string& id, const Draft& draft,
                const std::string& again = {});
  // Such a document is there already: done if this notice asked for it, refused if another one did.
  Handled already(const store::ClaimedItem& item, const Document& document, const std::string& again);
  // Refunds of the order that were asked for and not rejected, oldest first.
  Result<std::vector<Document>> earlier_refunds(std::int64_t order);
  Handled offer(const Document& document);

  const Pair& pair_;
  Offers& offers_;
};

}  // namespace crosswalk::flow
