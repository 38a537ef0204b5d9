// ItemHandler: what is done with an item of the inbox that names no record of the source: a warehouse's
// shipment, the market's word that a SKU is sold out. One for each kind; who gives none leaves notices of
// that kind waiting, and hints, which only repeat what is read anyway, are done.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "base/result.h"
#include "store/inbox.h"

namespace crosswalk::flow {

// Called by one thread at a time. It may be called again for the same item, after a crash. An error is the
// store's and ends the engine; anything else is in the answer, whose `id` is set by the caller.
using ItemHandler = std::function<Result<store::HandledItem>(const store::ClaimedItem& item)>;
using ItemHandlers = std::map<std::string, ItemHandler>;  // by kind (model/push.h)

}  // namespace crosswalk::flow
