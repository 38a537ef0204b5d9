// WalmartListing: GET /v3/orders and /v3/orders/released with Walmart's paging (walmart.md §2.3). A cursor is
// a whole query string that only works byte for byte; behind it stands the list of orders that the first page
// found, so that pages stay whole while orders move. Not thread-safe; the service locks.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/walmart_book.h"
#include "simulator/walmart_query.h"
#include "wire/message.h"

namespace crosswalk::simulator {

// How the last page says that it is the last.
enum class LastCursor { absent, null, empty, without_more };

struct ListingSwitches {
  bool amp_cursor = false;      // "&amp;" inside the JSON text
  bool repeat_cursor = false;   // every page names the cursor it was asked by: a loop
  bool moving_pages = false;    // each page searches again: rows shift, are missed and doubled
  bool single_objects = false;  // objects instead of arrays of one, in the list and in every order
  bool empty_is_200 = false;    // an empty search answers 200 with no orders instead of 404
  LastCursor last_cursor = LastCursor::absent;
  // Orders that one search may reach; the page after them is refused. (walmart.md §2.2: 10,000; the error's
  // body is not confirmed.)
  int order_cap = 10'000;
};

class WalmartListing {
 public:
  explicit WalmartListing(WalmartBook& book) : book_(book) {}

  ListingSwitches switches;

  // `query` begins with '?' or is empty.
  wire::HttpReply list(const wire::HttpRequest& request, std::string_view query, bool released, Instant now);

 private:
  struct Search {
    OrderQuery query;
    bool released = false;
    std::string dates;               // the part of the cursor that says what was asked
    std::vector<std::string> found;  // purchase orders, newest first
  };
  struct Place {
    std::shared_ptr<const Search> search;
    std::size_t offset = 0;
  };
  std::vector<std::string> run(const OrderQuery& query, bool released, Instant now) const;
  std::string remember(const std::shared_ptr<const Search>& search, std::size_t offset, std::size_t total);
  wire::HttpReply page(const wire::HttpRequest& request, const Place& place, std::string_view asked_by,
                       Instant now);

  WalmartBook& book_;
  std::map<std::string, Place, std::less<>> places_;
  std::deque<std::string> ages_;  // of places_, oldest first
  std::uint64_t searches_ = 0;
};

}  // namespace crosswalk::simulator
