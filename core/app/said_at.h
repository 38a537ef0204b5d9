// Where crosswalk.yaml says a setting that a system's client found fault with. Clients know settings by their
// path in the pair ("cloudsuite.receivable_account"), not by their line.
#pragma once

#include <string>

#include "base/result.h"
#include "config/workspace.h"

namespace crosswalk::app {

// The error with its path replaced by file:line; what names no such path stays as it is.
Error said_at(const config::PairConfig& pair, Error error);

}  // namespace crosswalk::app
