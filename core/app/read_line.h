// Reading a person's answer from the session's input, so that Ctrl-C ends it also while nothing is typed.
#pragma once

#include <optional>
#include <string>

#include "app/session.h"

namespace crosswalk::app {

// A line without its end. Nothing: the input ended, or `session.stop` came first.
std::optional<std::string> read_line(Session& session);

}  // namespace crosswalk::app
