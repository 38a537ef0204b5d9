// Order contact: whom an order was booked for, from the store. Safe from any thread.
#pragma once

#include <string>

#include "store/store.h"

namespace crosswalk::flow {

// The contact in the entries of the pair's order; empty: it was not booked, or by settlements only. An error
// is the store's.
Result<std::string> order_contact(store::Store& store, const std::string& pair,
                                  const std::string& purchase_order);

}  // namespace crosswalk::flow
