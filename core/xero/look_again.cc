#include "xero/look_again.h"

#include "base/limits.h"

namespace crosswalk::xero {

Result<void> wait_to_look_again(Clock& clock, const Stop& stop) {
  if (clock.wait_until(clock.now() + limits::absence_spacing, stop)) return {};
  return fail(ErrorKind::stopped, "the engine was stopped before it had looked twice");
}

}  // namespace crosswalk::xero
