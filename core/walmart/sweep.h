// Sweep: reads one list of orders or returns, newest changes last, page by page, in windows of "last
// modified".
//
// A window begins where the last one ended, less an overlap, and ends at the present. Walmart pages by
// offset, so that a record that changes while a window is read can push another one across a page border,
// unseen. A sweep therefore counts: when a window of several pages brought fewer different records than
// Walmart said it holds, it is read again in halves, until the halves are complete or fit on one page.
// Windows of 10,000 records, which Walmart refuses to page through, are halved at once. (walmart.md §2.2,
// §2.3, §3.1.)
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

// One list that Walmart gives, by its changes.
struct Listing {
  RecordKind kind = RecordKind::order;
  std::string filter;  // what else is asked: "&shipNodeType=WFSFulfilled"
};
// `node_type`: "SellerFulfilled", "WFSFulfilled" or "3PLFulfilled"; Walmart lists one a call.
Listing order_listing(std::string_view node_type);
// Returns to the seller, or to Walmart's own fulfilment; Walmart lists one of them a call.
Listing return_listing(bool walmart_fulfilled);

class Sweep {
 public:
  Sweep(Connection& connection, Listing listing);

  Result<Page> read(const Cursor& from, const Stop& stop);

 private:
  Result<Window> begin(const Cursor& cursor, Instant now);
  Result<ListPage> first_page(Window& window, const Stop& stop);
  Result<ListPage> next_page(const Window& window, const Stop& stop);
  Result<ListPage> list(const std::string& path_and_query, const Stop& stop);
  std::string first_path(const Window& window, Instant now) const;
  Result<void> guard(const Window& window, const std::string& next);
  Window after(const Window& window, bool complete) const;
  void remember(Window& window, const ListPage& page);

  bool of_orders() const { return listing_.kind == RecordKind::order; }
  std::string_view what() const { return of_orders() ? "orders" : "returns"; }
  std::string path() const { return of_orders() ? "/v3/orders" : "/v3/returns"; }
  Endpoint endpoint() const { return of_orders() ? connection_.order_list() : Connection::return_list(); }

  Connection& connection_;
  Listing listing_;
  std::vector<std::string> asked_;  // the cursors that this window was asked with, the first page's is ""
  std::unordered_set<std::string>
      known_;                 // the records that this window brought, as far as this process saw it
  std::string text_;          // the reply that the last page points into
  bool bad_request_ = false;  // the last list was refused with a plain 400
  std::string restart_;       // the position whose window is to be read from its first page again
};

// Walmart's cursor as the query of the next call: byte for byte, but for `&amp;`, which some replies hold
// instead of
// `&`. ErrorKind::outside when it is no query at all.
Result<std::string> next_query(std::string_view cursor);

}  // namespace crosswalk::walmart
