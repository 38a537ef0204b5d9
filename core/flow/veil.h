// Veil: takes what could name a buyer out of a sentence that leaves the machine. Pure; safe from any thread.
#pragma once

#include <string>
#include <string_view>

namespace crosswalk::flow {

// `text` without e-mail addresses, and without any word of what `record`, the bytes that the sentence speaks
// of, says under a name, address, place, phone or e-mail. In whatever market's JSON: more is taken out rather
// than less. An empty `record` has none; one that cannot be read leaves nothing of the sentence.
std::string veiled(std::string_view text, std::string_view record);

}  // namespace crosswalk::flow
