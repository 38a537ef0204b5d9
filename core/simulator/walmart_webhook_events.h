// What happens at the invented marketplace that webhooks tell of, with the bodies they carry (walmart.md
// §6.2, §6.4): orders placed, lines cancelled because they were not shipped in time, buyers who want to
// cancel, items that an order sold out, returns made, delivered and refunded. Not thread-safe; the service
// locks.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "simulator/walmart_book.h"
#include "simulator/walmart_inventory.h"

namespace crosswalk::simulator {

struct WebhookEvent {
  std::string type;
  std::string id;
  Instant at;
  std::string body;
};

struct EventSwitches {
  bool trailing_space_key = true;  // "shippingProgramType ", as real events have it
  bool unknown_sub_event = false;  // ORDER_UPDATES says a subEventType that nobody knows
};

class WalmartEvents {
 public:
  // Both outlive the events. What happened before `now` is not told of.
  WalmartEvents(const WalmartBook& book, const WalmartShelf& shelf, const WalmartInventory& inventory,
                Instant now)
      : book_(book), shelf_(shelf), inventory_(inventory), told_(now) {}

  EventSwitches switches;

  // What has happened since the last call, in the order of time.
  std::vector<WebhookEvent> news(Instant now);
  // An order that was added after its own time.
  void added(const MarketOrder& order);
  void added(const MarketReturn& made);
  // The buyer of a line wants to cancel: for the next news.
  void intent_to_cancel(const MarketOrder& order, const std::string& line, Instant now);
  // Anything else: `payload` is a JSON object.
  void announce(std::string_view type, std::string_view payload, Instant now);

 private:
  void tell(std::string_view type, Instant at, std::string_view payload);
  void tell_of_new(const MarketOrder& order);
  // As ORDER_UPDATES and as the single event of that name.
  void tell_of_order(const char* type, const MarketOrder& order, const std::string& line, Instant at);
  void tell_of_returns(Instant now);
  void tell_of_return(std::string_view type, const MarketReturn& made, Instant at);
  void tell_of_stock(const MarketOrder& order, Instant at);
  std::string order_payload(const char* type, const MarketOrder& order, const std::string& line,
                            Instant at) const;

  const WalmartBook& book_;
  const WalmartShelf& shelf_;
  const WalmartInventory& inventory_;
  Instant told_;
  std::vector<WebhookEvent> waiting_;
  int events_ = 0;
};

}  // namespace crosswalk::simulator
