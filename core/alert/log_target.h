// LogTarget: alerts as lines of the engine's own log. Safe from any thread; cannot fail.
#pragma once

#include "alert/target.h"

namespace crosswalk::alert {

class LogTarget final : public Target {
 public:
  Result<void> send(const Message& message, const Stop& stop) override;
};

}  // namespace crosswalk::alert
