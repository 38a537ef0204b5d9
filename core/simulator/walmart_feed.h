// WalmartFeeds: POST /v3/feeds, GET /v3/feeds and GET /v3/feeds/{feedId} (walmart.md §5.4). A feed is
// received, in progress, then processed item by item; processed does not mean that all of it succeeded. Not
// thread-safe; the service locks.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/walmart_call.h"
#include "simulator/walmart_feed_body.h"
#include "simulator/walmart_inventory.h"
#include "simulator/walmart_price.h"

namespace crosswalk::simulator {

struct FeedSwitches {
  Millis begins_after{30'000};
  Millis takes{120'000};  // from submission to the end; of feeds submitted while it says so
  // What becomes of an item: DATA_ERROR, SYSTEM_ERROR or TIMEOUT_ERROR, by SKU.
  std::map<std::string, std::string, std::less<>> fails;
  bool no_file_names = false;          // the list shows none; no source says that it does
  bool timed_out_took_effect = false;  // an item in TIMEOUT_ERROR was written nevertheless
  bool pages_of_thousand = false;      // the schema says 1000 items a page, the documentation 50
};

// What became of a feed, for tests.
struct FeedTruth {
  std::string id;
  std::string type;
  std::string status;
  std::size_t items = 0;
  Instant submitted;
};

class WalmartFeeds {
 public:
  // Everything outlives the feeds.
  WalmartFeeds(WalmartShelf& shelf, WalmartInventory& inventory, WalmartPrices& prices, WalmartWrites& writes)
      : shelf_(shelf), inventory_(inventory), prices_(prices), writes_(writes) {}

  FeedSwitches switches;

  // Carries out what is due by now; before anything is read.
  void settle(Instant now);

  wire::HttpReply submit(const WalmartCall& call);
  wire::HttpReply list(const WalmartCall& call) const;
  wire::HttpReply one(const WalmartCall& call, const std::string& id) const;

  std::vector<FeedTruth> feeds(Instant now) const;

 private:
  struct Item {
    FeedRow row;
    std::string status = "INPROGRESS";
    std::string wrong;
  };
  struct Feed {
    std::string id;
    std::string file_name;
    const FeedType* type = nullptr;
    std::vector<Item> items;
    std::string code;
    std::string wrong;
    Instant submitted;
    Instant begins;
    Instant ends;
    bool done = false;
  };
  struct Counts {
    int received = 0;
    int succeeded = 0;
    int data_errors = 0;
    int system_errors = 0;
    int timeouts = 0;
    int processing = 0;
    int failed() const { return data_errors + system_errors + timeouts; }
  };
  void carry_out(Feed& feed);
  void carry_out(Item& item, Instant created);
  static std::string status_of(const Feed& feed, Instant now);
  static Counts counts_of(const Feed& feed);

  WalmartShelf& shelf_;
  WalmartInventory& inventory_;
  WalmartPrices& prices_;
  WalmartWrites& writes_;
  std::vector<Feed> feeds_;  // in the order of submission
};

}  // namespace crosswalk::simulator
