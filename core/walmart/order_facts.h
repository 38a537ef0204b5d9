// What an order says about itself as a whole, and whether it can be processed at all. Pure; safe from any
// thread.
#pragma once

#include "base/result.h"
#include "model/line.h"
#include "model/record.h"
#include "walmart/market.h"
#include "walmart/order_reader.h"
#include "walmart/settings.h"

namespace crosswalk::walmart {

// ErrorKind::invalid, with the field's path, when the order has no number or another one than the record, no
// shipping information, no lines, a line without a number, without charges, or with another's number, no
// order date, or no single currency. The views point into `order` and `record`.
Result<RecordFacts> order_facts(const Record& record, const OrderFields& order, const Settings& settings,
                                const Market& market);

}  // namespace crosswalk::walmart
