// Sweep: reads the orders of one ship node type, newest changes last, page by page, in windows of "last
// modified".
//
// A window begins where the last one ended, less an overlap, and ends at the present. Walmart pages by
// offset, so that an order that changes while a window is read can push another one across a page border,
// unseen. A sweep therefore counts: when a window of several pages brought fewer different orders than
// Walmart said it holds, it is read again in halves, until the halves are complete or fit on one page.
// Windows of 10,000 orders, which Walmart refuses to page through, are halved at once. (walmart.md §2.2,
// §2.3.)
//
// One thread at a time. What it remembers between reads only guards and counts: the cursor holds all that is
// needed.
#pragma once

#include <string>
#include <unordered_set>
#include <vector>

#include "link/source.h"
#include "walmart/connection.h"
#include "walmart/page.h"
#include "walmart/window.h"

namespace crosswalk::walmart {

class Sweep {
 public:
  // `node_type`: "SellerFulfilled", "WFSFulfilled" or "3PLFulfilled"; Walmart lists one a call.
  Sweep(Connection& connection, std::string node_type);

  Result<Page> read(const Cursor& from, const Stop& stop);

 private:
  Result<Window> begin(const Cursor& cursor, Instant now);
  Result<ListPage> first_page(Window& window, const Stop& stop);
  Result<ListPage> next_page(const Window& window, const Stop& stop);
  Result<ListPage> list(const std::string& path, const Stop& stop);
  std::string first_path(const Window& window, Instant now) const;
  Result<void> guard(const Window& window, const std::string& next);
  Window after(const Window& window, bool complete) const;
  void remember(Window& window, const ListPage& page);

  Connection& connection_;
  std::string node_type_;
  std::vector<std::string> asked_;  // the cursors that this window was asked with, the first page's is ""
  std::unordered_set<std::string>
      known_;                 // the orders that this window brought, as far as this process saw it
  std::string text_;          // the reply that the last page points into
  bool bad_request_ = false;  // the last list was refused with a plain 400
  std::string restart_;       // the position whose window is to be read from its first page again
};

// Walmart's cursor as the query of the next call: byte for byte, but for `&amp;`, which some replies hold
// instead of
// `&`. ErrorKind::outside when it is no query at all.
Result<std::string> next_query(std::string_view cursor);

}  // namespace crosswalk::walmart
