// Rates: the face of whatever knows what currencies are worth. Safe from any thread.
#pragma once

#include "base/date.h"
#include "base/money.h"
#include "base/result.h"
#include "base/stop.h"

namespace crosswalk {

class Rates {
 public:
  virtual ~Rates() = default;

  // What one unit of `base` was worth in `currency` on `day`, or on the nearest day before it that is known
  // and not too old; rounded once, to six places. ErrorKind::not_found: none is known, and the message is for
  // a person; others: what is known cannot be read now.
  virtual Result<Decimal> rate(Currency base, Currency currency, Date day, const Stop& stop) = 0;
};

}  // namespace crosswalk
