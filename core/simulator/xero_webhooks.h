// XeroWebhooks: what Xero tells an app of changes (facts: "Webhooks"): the intent to receive, signed events,
// repeats, the end of a subscription that does not answer, and the replay when it is turned on again. It
// decides what is to be posted next and judges the answers; who sends it is XeroService. Not thread-safe:
// XeroService locks.
#pragma once

#include <deque>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "base/date.h"
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

  struct Post {
    wire::HttpRequest request;
    bool signature_holds = true;
    bool intent = false;
  };

  // Begins with the intent to receive. `categories`: INVOICE, CONTACT, CREDITNOTE.
  void subscribe(std::string url, std::string key, std::set<std::string> categories);
  // Once more, after it was refused or turned off.
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
  wire::HttpRequest request(const std::string& body, bool honest) const;
  bool accepted(const Post& post, const std::optional<wire::HttpReply>& reply, Millis took) const;
  void after_intent(bool good);

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
  std::optional<Kept> again_;  // taken, and sent once more: delivery is at least once
};

}  // namespace crosswalk::simulator::xero_sim
