// WalmartWebhooks: what is subscribed, what happened and what is on its way, under one roof. Not thread-safe;
// the service locks, and lets go of its lock while something is sent.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "simulator/walmart_offers.h"
#include "simulator/walmart_webhook.h"
#include "simulator/walmart_webhook_delivery.h"
#include "simulator/walmart_webhook_events.h"

namespace crosswalk::simulator {

struct WebhookSwitches {
  SubscriptionSwitches subscriptions;
  EventSwitches events;
  DeliverySwitches deliveries;
};

class WalmartWebhooks {
 public:
  // Both outlive the webhooks.
  WalmartWebhooks(const WalmartBook& book, const WalmartOffers& offers, Instant now)
      : events(book, offers.shelf(), offers.inventory(), now) {}

  std::optional<wire::HttpReply> answer(const wire::HttpRequest& request, std::string_view path,
                                        std::string_view query, Instant now) {
    if (!path.starts_with("/v3/webhooks/")) return std::nullopt;
    gather(now);  // what happened before a subscription is not sent to it
    std::optional<Subscription> to_try;
    auto reply = subscriptions.answer({request, path, parameters_of(query), now}, to_try);
    if (to_try) trial = deliveries.trial(*to_try, now);
    return reply;
  }
  void gather(Instant now) {
    for (const WebhookEvent& event : events.news(now)) deliveries.queue(event, subscriptions.all());
  }
  std::optional<WalmartDeliveries::Job> next(Instant now) {
    gather(now);
    return deliveries.next(subscriptions.all(), now);
  }
  void set_switches(const WebhookSwitches& switches) {
    subscriptions.switches = switches.subscriptions;
    events.switches = switches.events;
    deliveries.switches = switches.deliveries;
  }

  WalmartSubscriptions subscriptions;
  WalmartEvents events;
  WalmartDeliveries deliveries;
  std::optional<WalmartDeliveries::Job> trial;  // a call that the answer just made waits for
};

}  // namespace crosswalk::simulator
