// Reading where Crosswalk listens: `listen` in crosswalk.yaml.
#pragma once

#include "config/section.h"
#include "config/workspace.h"

namespace crosswalk::config {

ListenSection read_listen(const Section& top);

}  // namespace crosswalk::config
