// Hangup: how often this process was told to look at its files again (SIGHUP). As long as nobody heeds it the
// signal ends the process, as it always has. Safe from any thread.
#pragma once

#include <atomic>
#include <cstdint>

namespace crosswalk {

struct Hangup {
  std::atomic<bool> heeded{false};
  std::atomic<std::uint64_t> count{0};
};

}  // namespace crosswalk
