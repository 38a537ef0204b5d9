// Reads a Landmark list to its end, page by page (cloudsuite.md §4). Safe from any thread.
#pragma once

#include <string>
#include <vector>

#include "cloudsuite/connection.h"
#include "cloudsuite/landmark.h"

namespace crosswalk::cloudsuite {

struct ListQuery {
  std::string business_class;       // "GLTransactionInterface"
  std::vector<std::string> fields;  // must be named, or nothing comes
  std::string filter;               // in Landmark's language; empty: all
  std::string index;                // `_setName`; empty: the usual one
  int limit = 500;                  // rows a page; Landmark's own default is 5
  bool may_lack = false;            // a tenant may have no such list or field, or not show it
};

// ErrorKind::not_found where it lacks what it may lack: only then does asking again tell nothing else.
// ErrorKind::outside as well where the list does not end: a list that is cut off is never handed out.
Result<std::vector<Fields>> read_list(Connection& connection, const ListQuery& query, const Stop& stop);

}  // namespace crosswalk::cloudsuite
