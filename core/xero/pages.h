// Reading a list of Xero's to its end (xero.md §3.2). Safe from any thread.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/json.h"
#include "xero/connection.h"

namespace crosswalk::xero {

// Every element of GET /`list`?`filter`, page by page where it is `paged`. `filter` is percent-encoded.
Result<void> read_pages(Connection& connection, const std::string& list, const std::string& filter,
                        bool paged, const std::function<void(const Json&)>& take, const Stop& stop);

// `names` in groups whose texts fit into an address: percent-encoded, and joined by `joint` as it is.
std::vector<std::string> joined_for_address(const std::vector<std::string>& names, const std::string& joint);

}  // namespace crosswalk::xero
