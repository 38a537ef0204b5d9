// ReloadPolicy: what a changed rule directory must pass before it goes live (`reload:` in crosswalk.yaml).
// Plain data.
#pragma once

namespace crosswalk {

enum class ReloadPolicy {
  tested,   // it compiles, its codes are known, its own tests pass
  checked,  // the same, but its own tests are only reported
  manual,   // nothing by itself: a person says `crosswalk reload`, and then as `tested`
};

}  // namespace crosswalk
