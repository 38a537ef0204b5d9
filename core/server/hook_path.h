// HookPath: the long random path at which an outside system calls us. It is made once, kept in the store and
// the same for every process; it is not the proof of who calls, but it keeps the curious out. Safe from any
// thread.
#pragma once

#include <string>
#include <string_view>

#include "store/store.h"

namespace crosswalk::server {

// "/hooks/walmart/us/…"; made when there is none yet.
Result<std::string> hook_path(store::Store& store, std::string_view system, std::string_view pair);

}  // namespace crosswalk::server
