#include "xero/gate.h"

#include "base/crypto.h"
#include "base/limits.h"

namespace crosswalk::xero {

Gate::Gate(wire::Transport& inner, SlotLimit limit, Budget& budget, Clock& clock)
    : inner_(inner), limit_(std::move(limit)), budget_(budget), clock_(clock), holder_(random_uuid()) {}

Gate::~Gate() {
  // Where it fails the lease ends by itself.
  if (held_ > 0) (void)budget_.hold(limit_, holder_, 0, clock_.now(), clock_.now());
}

wire::CallResult Gate::call(const wire::HttpRequest& request, const Stop& stop) {
  if (auto entered = enter(stop); !entered) return {std::nullopt, {wire::Reach::not_sent, entered.error()}};
  wire::CallResult result = inner_.call(request, stop);
  leave();
  return result;
}

Result<void> Gate::hold(int wanted, Instant now) {
  const Instant until = now + limits::slot_lease;
  const auto lease = budget_.hold(limit_, holder_, wanted, until, now);
  if (!lease) return lease.error();
  held_ = lease->held;
  crowded_ = lease->free == 0 || lease->free + lease->held < limit_.slots;
  until_ = until;
  return {};
}

// A slot counts only while its lease outlives the longest call. Whoever finds too few asks for one more than
// are in flight, which also gives back what was held for a busier time.
Result<void> Gate::enter(const Stop& stop) {
  const Error stopped = fail(ErrorKind::stopped, "stopped before the call was made");
  const Instant last = clock_.now() + limits::slot_patience;
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      if (!changed_.wait(lock, stop, [this] { return in_flight_ < limit_.slots; })) return stopped;
      const Instant now = clock_.now();
      if (in_flight_ >= held_ || now + limits::call_timeout > until_)
        if (auto held = hold(in_flight_ + 1, now); !held) return held;
      if (in_flight_ < held_) {
        ++in_flight_;
        return {};
      }
    }
    if (clock_.now() >= last)
      return fail(ErrorKind::limit, "all " + std::to_string(limit_.slots) +
                                        " calls that may be made at once are other processes'");
    if (!clock_.wait_until(clock_.now() + limits::slot_look, stop)) return stopped;
  }
}

void Gate::leave() {
  {
    const std::lock_guard lock(mutex_);
    --in_flight_;
    // Where it fails the lease ends by itself.
    if (in_flight_ == 0 && crowded_) (void)hold(0, clock_.now());
  }
  changed_.notify_one();
}

}  // namespace crosswalk::xero
