// Located: a setting together with the line of crosswalk.yaml that says it, so that whoever finds out later
// that it is wrong (an account that the ledger does not have, say) can name the line. A default carries the
// line of the section that it was left out of. Plain data.
#pragma once

#include "model/answers.h"

namespace crosswalk::config {

template <class T>
struct Located {
  T value;
  Origin where;
};

}  // namespace crosswalk::config
