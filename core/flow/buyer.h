// A buyer's own contact: who the buyer is by a hash, and what the contact says (accounting.md §1.18). Two
// orders to the same name and address share it; an e-mail address tells nothing, because the market's differs
// per order.
//
// The hash is plain, not keyed: it must be the same for ever and on every machine that shares the store, and
// a key that is lost would double every contact. It hides a buyer as well as a number does; whoever holds the
// store and a name with its address can ask whether that buyer is in it. Pure.
#pragma once

#include <string>

#include "model/entry.h"
#include "model/line.h"

namespace crosswalk::flow {

// "buyer:" and 32 hexadecimal digits. Case, blanks and punctuation do not matter. Empty: the record does not
// say both a name and an address.
std::string buyer_contact_of(const RecordFacts& facts);
// Without an address that the market only forwards.
Buyer buyer_of(const RecordFacts& facts);

}  // namespace crosswalk::flow
