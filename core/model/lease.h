// How long whoever sends an attempt has it to himself: longer than what he may have under way takes. Only
// then do others look what became of it. Pure.
#pragma once

#include "base/limits.h"
#include "model/document.h"

namespace crosswalk {

// Rows of a general ledger and its receivables pass a gateway that waits for its back end up to 310 s
// (cloudsuite.md §3), in several calls, the last of which begins within two minutes and a half.
inline constexpr Millis run_group_lease{490'000};

constexpr Millis lease_of(DocumentKind kind) {
  return kind == DocumentKind::gl_run_group || kind == DocumentKind::receivable ? run_group_lease
                                                                                : limits::attempt_lease;
}

}  // namespace crosswalk
