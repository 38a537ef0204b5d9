// Caller: one call with manners. It asks the budget before each try, waits where it must, repeats what may be
// repeated with exponential back-off and jitter, and never repeats what may have taken effect unless told
// that it may. What a reply means is the connector's to say (Judge). Safe from any thread.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/budget.h"
#include "base/clock.h"
#include "wire/message.h"

namespace crosswalk::wire {

struct CallPolicy {
  std::vector<BucketLimit> buckets;  // all of them are asked, in this order
  int tries = 1;                     // in all
  bool repeatable = false;           // may be sent again after a failure that may have reached the other side
  // No try begins later than this after the call began: an attempt's lease must not run out while its request
  // still waits to be sent. Without it the call waits as long as budget and Retry-After say.
  std::optional<Millis> patience = {};
};

// What to do with a reply.
struct Advice {
  bool retry = false;                 // not executed, or harmless to repeat
  std::optional<Instant> not_before;  // from Retry-After or a rate header; without it the back-off decides
  std::string pause_bucket;           // nobody uses this bucket until `not_before` (or the back-off's end)
};
using Judge = std::function<Advice(const HttpReply& reply, Instant now)>;

// A number in [0, 1) for jitter; tests give a constant.
using Jitter = std::function<double()>;
Jitter random_jitter();

// Exponential with full jitter from the second half: try 1 waits 0.5–1 s, try 2 1–2 s, … at most
// limits::longest_backoff.
Millis backoff(int failed_tries, double jitter);

// `Retry-After` as seconds or as an HTTP date.
std::optional<Instant> retry_after(const Headers& headers, Instant now);

class Caller {
 public:
  Caller(Transport& transport, Budget& budget, Clock& clock, Jitter jitter);
  // The last reply or failure. The reach of a failure speaks of all tries together: `not_sent` only if none
  // of them can have had an effect (a reply of 429 had none). A stop is a failure with ErrorKind::stopped; a
  // budget that is spent for longer than `patience` is one with ErrorKind::limit; a wait for a further try
  // that would pass `patience` ends the call with the last reply or failure.
  CallResult call(const HttpRequest& request, const CallPolicy& policy, const Judge& judge, const Stop& stop);

 private:
  Result<void> wait_for_budget(const CallPolicy& policy, std::optional<Instant> latest, const Stop& stop);

  Transport& transport_;
  Budget& budget_;
  Clock& clock_;
  Jitter jitter_;
};

}  // namespace crosswalk::wire
