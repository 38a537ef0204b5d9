#include "xero/gate.h"

namespace crosswalk::xero {

wire::CallResult Gate::call(const wire::HttpRequest& request, const Stop& stop) {
  {
    std::unique_lock lock(mutex_);
    if (!changed_.wait(lock, stop, [this] { return free_ > 0; }))
      return {std::nullopt,
              {wire::Reach::not_sent, fail(ErrorKind::stopped, "stopped before the call was made")}};
    --free_;
  }
  wire::CallResult result = inner_.call(request, stop);
  {
    const std::lock_guard lock(mutex_);
    ++free_;
  }
  changed_.notify_one();
  return result;
}

}  // namespace crosswalk::xero
