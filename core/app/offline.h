// Offline: a transport and a budget for commands that must not reach outside (`map`, `check --offline`).
// Whatever tries to is told so.
#pragma once

#include "base/budget.h"
#include "wire/message.h"

namespace crosswalk::app {

class NoNetwork final : public wire::Transport {
 public:
  wire::CallResult call(const wire::HttpRequest& /*request*/, const Stop& /*stop*/) override {
    return {
        std::nullopt,
        {wire::Reach::not_sent, fail(ErrorKind::outside, "this command works offline and makes no calls")}};
  }
};

class NoBudget final : public Budget {
 public:
  Result<Instant> take(const BucketLimit& /*limit*/, Instant now) override { return now; }
  Result<void> pause(std::string_view /*bucket*/, Instant /*until*/) override { return {}; }
  Result<void> observe(const BucketLimit& /*limit*/, double /*remaining*/, Instant /*now*/) override {
    return {};
  }
};

}  // namespace crosswalk::app
