// Inbox: what others push to us (a webhook's hint, a warehouse's notice), kept before it is acted on and
// before the sender is told that we have it. An item is known by pair, kind and key; what came twice is kept
// once. Plain data; the methods are Store's.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"

namespace crosswalk::store {

struct InboxItem {
  std::string pair;
  std::string kind;         // "hint/order", "hint/return", "hint/stock", "shipment", "stock", "price", …
  std::string key;          // the sender's own: the same key is the same item
  std::string body;         // JSON that whoever handles the kind can read
  std::string fingerprint;  // what must be the same under the same key; empty: the body
  bool urgent = false;      // goes before what is not
};

// What came in one request: all of it is kept, or nothing.
using InboxRequest = std::vector<InboxItem>;

// What `accept` did with one request.
struct Accepted {
  int fresh = 0;
  int known = 0;  // there already, saying the same
  std::optional<std::size_t>
      conflict;  // this item is there already and says something else: nothing was kept
};

// An item that this worker may handle until the lease ends.
struct ClaimedItem {
  std::int64_t id = 0;
  InboxItem item;
  int tries = 0;  // that came to a retry before
  Instant received;
};

// What handling an item came to.
struct HandledItem {
  enum class Kind {
    done,
    retry,    // at `due`
    refused,  // for good; a person reads why
  };
  std::int64_t id = 0;
  Kind kind = Kind::done;
  std::string reason;  // of retry and refused: a sentence without personal data
  Instant due;         // of retry
};

struct InboxCount {
  std::string kind;
  std::string state;  // "waiting", "refused" or "done"
  std::int64_t count = 0;
  Instant oldest;  // when the oldest of them was received
};

// A refused item, as `review` lists it.
struct InboxRow {
  std::int64_t id = 0;
  std::string kind;
  std::string key;
  std::string reason;
  Instant received;
  Instant changed;
};

}  // namespace crosswalk::store
