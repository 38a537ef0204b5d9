// Reading a list of Xero's to its end (xero.md §3.2). Safe from any thread.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/json.h"
#include "xero/connection.h"

namespace crosswalk::xero {

// Every element of GET /`list`?`filter`, each once and as it was last seen; `filter` is percent-encoded.
// Where it is `paged` the list is walked by seeking: ordered by its time of change, and every call asks for
// page 1 of what changed since the last row of the call before. A row that changes meanwhile goes to the end
// and is seen there; one that does not change is never passed over, because its own time is what is sought
// by, and not its place. Page numbers serve only within one second that fills a page, where rows can move
// from under a walk: there the walk holds when a second one shows the same, else the error says that the list
// changes.
Result<void> read_pages(Connection& connection, const std::string& list, const std::string& filter,
                        bool paged, const std::function<void(const Json&)>& take, const Stop& stop);

// The same of a paged list, of what changed after `since` (dates.h, seconds_text).
Result<void> read_pages_since(Connection& connection, const std::string& list, const std::string& filter,
                              const std::string& since, const std::function<void(const Json&)>& take,
                              const Stop& stop);

// A part of a paged list, by its time of change.
struct ListPart {
  std::vector<Json> elements;  // as they were last seen
  bool ends_list = false;      // nothing newer now
  std::string next;            // where the next part begins, as `since`; "" where none does
};

// What changed after `since`, one page of it, or all of a second that fills more: that is read like by
// read_pages, so that no row passes unseen.
Result<ListPart> read_part(Connection& connection, const std::string& list, const std::string& since,
                           int page_size, const Stop& stop);

// Whether the answer to `page` of a list is the last one; `elements`: how many it shows, `full_page`: how
// many it could.
bool is_last_page(const Json& body, std::size_t elements, int page, std::size_t full_page);

// `names` in groups whose texts fit into an address: percent-encoded, and joined by `joint` as it is.
std::vector<std::string> joined_for_address(const std::vector<std::string>& names, const std::string& joint);

}  // namespace crosswalk::xero
