// Gate: a Transport that lets only so many calls through at once; the others wait for their turn, or for the
// stop. Xero refuses the sixth call in flight (xero.md §2). Safe from any thread.
#pragma once

#include <condition_variable>
#include <mutex>

#include "wire/message.h"

namespace crosswalk::xero {

class Gate final : public wire::Transport {
 public:
  Gate(wire::Transport& inner, int at_once) : inner_(inner), free_(at_once) {}
  wire::CallResult call(const wire::HttpRequest& request, const Stop& stop) override;

 private:
  wire::Transport& inner_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  int free_;
};

}  // namespace crosswalk::xero
