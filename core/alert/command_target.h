// CommandTarget: alerts as JSON on the standard input of a program. No shell; the environment is PATH, HOME,
// LANG and nothing else, so that no secret of the engine's reaches it; its output goes nowhere. The program
// and all that it starts in its process group are ended when its time is up. Exit code 0 is delivered. Safe
// from any thread.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "alert/target.h"
#include "base/limits.h"

namespace crosswalk::alert {

struct CommandSettings {
  std::vector<std::string> run;     // the program and its arguments; at least one
  std::filesystem::path directory;  // where it runs, and what a relative program is relative to
  Millis timeout = limits::alert_timeout;
};

class CommandTarget final : public Target {
 public:
  explicit CommandTarget(CommandSettings settings) : settings_(std::move(settings)) {}
  Result<void> send(const Message& message, const Stop& stop) override;

 private:
  CommandSettings settings_;
};

}  // namespace crosswalk::alert
