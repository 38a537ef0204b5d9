// What a feed asks for: the body of POST /v3/feeds, as JSON or as the part `file` of a form, taken apart into
// one row an item (walmart.md §5.1, §5.2, §5.4). The header keys differ in case between the feed types, and
// the wrong case spoils the whole feed. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/decimal.h"
#include "wire/message.h"

namespace crosswalk::simulator {

struct FeedRow {
  std::string sku;
  std::vector<std::pair<std::string, int>> stock;  // ship node (empty: the first) and pieces
  std::optional<Decimal> price;
  std::string wrong;  // not empty: this row cannot be taken, and why
};

struct FeedBody {
  std::vector<FeedRow> rows;
  std::string code;   // not empty: the whole feed is in error
  std::string wrong;  // and why
};

struct FeedType {
  std::string_view name;    // as in ?feedType=
  std::string_view bucket;  // types of one bucket share a rate
  int an_hour = 10;
  std::size_t max_bytes = 0;
};

// Null when the stand-in does not know it.
const FeedType* feed_type(std::string_view name);
struct FeedFile {
  std::string text;
  std::string name;  // as the form says it; bare JSON has none
};

// The file in the request; nothing when a form has none.
std::optional<FeedFile> feed_file(const wire::HttpRequest& request);
FeedBody read_feed(const FeedType& type, std::string_view file);

}  // namespace crosswalk::simulator
