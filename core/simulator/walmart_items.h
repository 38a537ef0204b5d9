// WalmartItems: GET /v3/items and /v3/items/{sku} (walmart.md §5.3). The first page is asked for with
// nextCursor=*; a cursor ends after two minutes and is either the place in the list or only the name of a
// session that wants an offset as well: both were seen. Not thread-safe; the service locks.
#pragma once

#include <map>
#include <string>

#include "simulator/walmart_call.h"
#include "simulator/walmart_shelf.h"

namespace crosswalk::simulator {

struct ItemSwitches {
  bool cursor_wants_offset = false;
};

class WalmartItems {
 public:
  // `shelf` outlives the items.
  explicit WalmartItems(const WalmartShelf& shelf) : shelf_(shelf) {}

  ItemSwitches switches;

  wire::HttpReply list(const WalmartCall& call);
  wire::HttpReply one(const WalmartCall& call, const std::string& sku) const;

 private:
  struct Place {
    std::size_t offset = 0;
    Instant given;
  };
  std::string item_json(const Offer& offer, Instant now) const;

  const WalmartShelf& shelf_;
  std::map<std::string, Place, std::less<>> places_;  // cursors given out
};

}  // namespace crosswalk::simulator
