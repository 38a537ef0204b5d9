// WalmartReturns: GET /v3/returns and POST /v3/returns/{id}/refund (walmart.md §3). Paging is by offset over
// returns that go on changing, and a cursor works as a whole only: taken apart, it is page 1 again. Not
// thread-safe; the service locks.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "simulator/walmart_book.h"
#include "simulator/walmart_query.h"
#include "simulator/walmart_return_json.h"
#include "wire/message.h"

namespace crosswalk::simulator {

struct ReturnsSwitches {
  ReturnJsonOptions json;
  bool repeat_cursor = false;  // every page names the cursor it was asked by: a loop
  bool empty_is_200 = false;   // an empty search answers 200 with no returns instead of 404
  bool repeated_refund_is_200 =
      false;  // a refund of what is refunded is echoed, without effect, instead of 400
};

// How often the seller's calls refunded a return.
struct ReturnRefunds {
  int calls = 0;    // accepted calls, whether the answer reached the caller or not
  int effects = 0;  // those that refunded at least one unit
  int units = 0;    // refunded by them
};

class WalmartReturns {
 public:
  explicit WalmartReturns(WalmartBook& book) : book_(book) {}

  ReturnsSwitches switches;

  // Nothing: the path is not one of these.
  std::optional<wire::HttpReply> answer(const wire::HttpRequest& request, std::string_view path,
                                        std::string_view query, Instant now);
  ReturnRefunds refunds(std::string_view id) const;

 private:
  struct Search {
    std::int64_t limit = 10;
    std::string id;
    std::string customer_order;
    std::string status;
    std::string type;
    bool by_walmart = false;
    std::optional<Instant> created_from, created_to, modified_from, modified_to;
    std::string rest;  // of the query: what a cursor repeats
  };
  struct Place {
    Search search;
    std::size_t offset = 0;
  };
  static Search read(std::string_view query, std::vector<WalmartError>& errors);
  std::vector<const MarketReturn*> run(const Search& search, Instant now) const;
  std::string remember(const Search& search, std::size_t offset);
  wire::HttpReply list(const wire::HttpRequest& request, std::string_view query, Instant now);
  wire::HttpReply page(const wire::HttpRequest& request, const Place& place, std::string_view asked_by,
                       Instant now);
  wire::HttpReply refund(const wire::HttpRequest& request, std::string_view id, Instant now);

  WalmartBook& book_;
  std::map<std::string, Place, std::less<>> places_;
  std::deque<std::string> ages_;  // of places_, oldest first
  std::map<std::string, ReturnRefunds, std::less<>> refunds_;
};

}  // namespace crosswalk::simulator
