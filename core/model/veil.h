// Veil: takes what could name a buyer out of a sentence that leaves the machine. Pure; safe from any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace crosswalk {

// `text` without e-mail addresses, and without any word of what `record`, the bytes that the sentence speaks
// of, says under a name, address, place, phone or e-mail. In whatever market's JSON: more is taken out rather
// than less. An empty `record` has none; one that cannot be read leaves nothing of the sentence.
std::string veiled(std::string_view text, std::string_view record);
// Likewise without any word of `names`; each of `kept`, such as a contact's number, stays as it is.
std::string veiled_names(std::string_view text, const std::vector<std::string>& names,
                         const std::vector<std::string>& kept);

}  // namespace crosswalk
