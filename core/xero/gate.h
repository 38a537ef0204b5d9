// Gate: a Transport that lets only so many calls through at once, of all processes that share the budget; the
// others wait for their turn, or for the stop. Xero refuses the sixth call in flight (xero.md §2). A process
// that is alone keeps what slots it holds from call to call, so that a call costs no write to the store;
// where others hold some it gives its own back as soon as it has no call in flight: idle processes keep
// nobody waiting. Safe from any thread.
#pragma once

#include <condition_variable>
#include <mutex>
#include <string>

#include "base/budget.h"
#include "base/clock.h"
#include "wire/message.h"

namespace crosswalk::xero {

class Gate final : public wire::Transport {
 public:
  // All of them outlive it.
  Gate(wire::Transport& inner, SlotLimit limit, Budget& budget, Clock& clock);
  Gate(const Gate&) = delete;
  Gate& operator=(const Gate&) = delete;
  ~Gate() override;
  wire::CallResult call(const wire::HttpRequest& request, const Stop& stop) override;

 private:
  Result<void> enter(const Stop& stop);
  void leave();
  Result<void> hold(int wanted, Instant now);

  wire::Transport& inner_;
  SlotLimit limit_;
  Budget& budget_;
  Clock& clock_;
  std::string holder_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  int in_flight_ = 0;
  int held_ = 0;
  Instant until_;         // of the lease
  bool crowded_ = false;  // others hold slots, or may be waiting for one
};

}  // namespace crosswalk::xero
