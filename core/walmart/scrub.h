// A record's bytes without the buyer (DESIGN §9): the values of the fields that say their name, mail, phone
// or street become empty texts, everything else stands byte for byte. It goes by the texts' places, not by a
// parser, so that broken bytes are scrubbed as well. Pure; safe from any thread.
#pragma once

#include <string>
#include <string_view>

namespace crosswalk::walmart {

// `body` is the JSON of an order or a return.
std::string scrubbed(std::string_view body);

}  // namespace crosswalk::walmart
