// WalmartDeliveries: events on their way to subscribers (walmart.md §6.3, §6.5): signed in one of three ways,
// answered within 3 seconds or sent again after 5, 15 and 45 minutes, at least once and in no order. Not
// thread-safe but for `send`, which needs no lock; the service locks around the others.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "simulator/walmart_webhook.h"
#include "simulator/walmart_webhook_events.h"

namespace crosswalk::simulator {

struct DeliverySwitches {
  enum class Code { hex, upper_hex, base64 };  // no source says which
  Code hmac = Code::hex;
  bool basic_prefix = false;  // "Basic " before the encoded user and password
  bool timestamped = false;   // WM_SEC.TIMESTAMP and WM_SEC.SIGNATURE as well, as one guide described
  Millis lateness{0};         // between an event and its first try
  int every_nth_twice = 0;    // so often an event comes twice; 0: never
  bool newest_first = false;  // of what is due
  int wrong_signatures = 0;   // so many of the next tries carry one; taken down to 0
};

// How one event fared at one subscriber.
struct DeliveryTruth {
  enum class State { waiting, accepted, given_up };
  std::string event_id;
  std::string event_type;
  std::string subscription;
  int tries = 0;
  int last_status = 0;  // 0: no answer
  State state = State::waiting;
};

class WalmartDeliveries {
 public:
  DeliverySwitches switches;

  // What there is to send now, as it goes out.
  struct Job {
    std::size_t delivery = 0;
    std::string subscription;
    std::optional<wire::HttpRequest>
        token_request;  // of OAUTH, when there is no token; its answer completes it
    wire::HttpRequest request;
  };
  struct Sent {
    bool accepted = false;
    int status = 0;
    std::string token;
    Instant token_ends;
  };

  void queue(const WebhookEvent& event, const std::vector<Subscription>& subscriptions);
  // The next one that is due, or nothing.
  std::optional<Job> next(const std::vector<Subscription>& subscriptions, Instant now);
  // A call of Walmart's own to see whether the address answers.
  Job trial(const Subscription& subscription, Instant now);
  static Sent send(Job& job, wire::Transport& transport, Clock& clock, const Stop& stop);
  void report(const Job& job, const Sent& sent, Instant now);

  std::vector<DeliveryTruth> all() const;

 private:
  struct Delivery {
    DeliveryTruth truth;
    Instant event_at;
    Instant due;
    std::string body;
  };
  struct Token {
    std::string text;
    Instant ends;
  };
  Job job_of(const Subscription& subscription, std::string body, Instant now);
  void sign(const Subscription& subscription, bool wrongly, Instant now, Job& job) const;

  std::vector<Delivery> deliveries_;
  std::map<std::string, Token, std::less<>> tokens_;  // by subscription
  int queued_ = 0;
};

}  // namespace crosswalk::simulator
