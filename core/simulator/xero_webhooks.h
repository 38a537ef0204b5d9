// XeroWebhooks: what Xero tells an app of changes (facts: "Webhooks"): the intent to receive, signed events,
// repeats, the end of a subscription that does not answer, the replay when it is turned on again, and what
// goes wrong on the way (xero_deliveries.h). It decides what is to be posted next and judges the answers; who
// sends it is XeroService. Not thread-safe: XeroService locks.
#pragma once

#include <deque>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "simulator/xero_deliveries.h"
#include "simulator/xero_organisation.h"
#include "simulator/xero_switches.h"
#include "wire/message.h"

namespace crosswalk::simulator::xero_sim {

class XeroWebhooks {
 public:
  static constexpr Millis answer_within{5'000};
  static constexpr Millis between_tries{900'000};   // after the first, which is repeated at once
  static constexpr Millis patience{86'400'000};     // then the subscription is turned off
  static constexpr Millis kept{31LL * 86'400'000};  // so long events wait for a subscription turned on again

  enum class State { none, intent, on, refused, off };

  // What becomes of a post on its way.
  enum class Road { open, lost, answer_lost };

  struct Post {
    wire::HttpRequest request;
    bool signature_holds = true;
    bool intent = false;
    Road road = Road::open;
  };

  // On `share` of the posts, but not on the intent and not on what is tried again.
  void set_faults(std::uint64_t seed, double share) { deliveries_.set(seed, share); }
  const std::map<std::string, int>& faults_struck() const { return deliveries_.struck(); }

  // Begins with the intent to receive. `categories`: INVOICE, CONTACT, CREDITNOTE.
  void subscribe(std::string url, std::string key, std::set<std::string> categories);
  // Once more, after it was refused or turned off: all that was kept comes in order.
  void turn_on();
  // Events of no category that is subscribed are forgotten.
  void note(const SimEvent& event, const std::string& tenant, const XeroSwitches& switches);

  // What must be posted now; nothing when nothing is due.
  std::optional<Post> next(Instant now);
  // `reply` is nothing when none came; `took` is how long it was.
  void answered(const Post& post, const std::optional<wire::HttpReply>& reply, Millis took, Instant now,
                const XeroSwitches& switches);

  State state() const { return state_; }
  // When `next` may have something; nothing: not before something else happens.
  std::optional<Instant> due() const;
  int delivered() const { return delivered_; }  // events that were taken, repeats included

 private:
  struct Kept {
    std::string json;
    Instant at;
  };
  struct Late {
    Kept event;
    Instant until;
  };
  wire::HttpRequest request(const std::string& body, bool honest) const;
  bool accepted(const Post& post, const std::optional<wire::HttpReply>& reply, Millis took) const;
  void after_intent(bool good);
  // What was kept too long is forgotten, and what was held back goes behind the rest.
  void tidy(Instant now);
  bool may_post(Instant now) const;
  // The next post's events are told late, or never.
  void set_aside(DeliveryFault fault, Instant now);
  // How the post goes out, and what `fault` makes of it.
  Road road_of(std::optional<DeliveryFault> fault, Instant now);

  State state_ = State::none;
  std::string url_;
  std::string key_;
  std::set<std::string> categories_;
  std::deque<Kept> waiting_;
  std::size_t in_flight_ = 0;  // of the front of waiting_
  int sequence_ = 0;
  int intents_ = 0;  // how many of the series were answered
  int tries_ = 0;
  int posts_ = 0;
  int delivered_ = 0;
  Instant first_failure_;
  Instant not_before_;
  std::vector<Kept> again_;  // taken, and sent once more: delivery is at least once
  RandomDeliveries deliveries_;
  std::vector<Late> late_;
  int lost_ = 0;  // so many tries more
  bool whole_again_ = false;
  Instant down_until_;
};

}  // namespace crosswalk::simulator::xero_sim
