// OrderDeed: what is done to an order (ship, cancel, refund), seen by reading the order back. Which units of
// an order a notice means, and what its documents have in common. Safe from any thread.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "model/notice.h"
#include "walmart/deed.h"
#include "walmart/order_standing.h"

namespace crosswalk::walmart {

class OrderDeed : public OnceDeed {
 public:
  using OnceDeed::OnceDeed;

 protected:
  // "shipping" of POST /v3/orders/{id}/shipping.
  virtual std::string_view action() const = 0;
  virtual std::string request_body(const Document& document) const { return document.content; }
  // posted, absent or rejected. An absent one whose `at` is set cannot be done yet.
  virtual Outcome find(const Document& document, const OrderStanding& order, Moment moment) = 0;

  Endpoint endpoint() const override = 0;
  Result<FrozenRequest> freeze_one(const Document& document) const final;
  Outcome look_up(const Document& document, Moment moment, const Stop& stop) final;
  Outcome confirm(const Document& document, const wire::HttpReply& reply) final;
};

// The purchase order of a key "108…/rest".
std::string_view order_of_key(std::string_view key);

// A document about an order as it stands.
Document order_document(const Record& order, DocumentKind kind, std::string key, std::string content,
                        Date date);

// {"asked":…,"before":…,"request":…}: the key of the notice, what stood when the document was drafted, and
// what Walmart is told. The request stays as it was written: a number must not pass through a tree.
std::string with_before(std::string_view asked, std::string_view before, std::string_view request);
std::string request_in(const std::string& content);

struct ChosenUnits {
  const LineStanding* line = nullptr;
  int quantity = 0;
};

// The units that `wanted` means, of those that `available` counts; empty `wanted`: all of them. `what` is for
// messages: "shipped". ErrorKind::invalid: it can never be done; not_found: not yet.
Result<std::vector<ChosenUnits>> choose_units(const OrderStanding& order, const std::vector<UnitsOf>& wanted,
                                              const std::function<int(const LineStanding&)>& available,
                                              std::string_view what);

}  // namespace crosswalk::walmart
