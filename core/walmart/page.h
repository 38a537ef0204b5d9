// Takes a list reply apart into orders without touching a byte of them: a record's body is exactly what was
// received for that order. An element that cannot be identified is neither lost nor in the way of the others:
// it gets a name made of its bytes and becomes a dead letter when its lines are read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace crosswalk::walmart {

struct OrderText {
  std::string id;         // purchaseOrderId, or "unidentified-<16 hex of the sha256 of body>"
  std::string_view body;  // points into the text that was taken apart
};

struct ListPage {
  std::vector<OrderText> orders;
  std::optional<std::int64_t> total;  // meta.totalCount: orders in the whole query
  std::optional<std::int64_t> limit;  // meta.limit: orders a page
  std::string next_cursor;            // meta.nextCursor as sent, "" at the end
  std::string remark;                 // list.errors that are not serious, for the log
};

// `{"list":{"meta":…,"elements":{"order":[…]}}}`. ErrorKind::outside when it is something else, is cut off,
// or carries a serious error in `errors`. REQUIRES: `text` outlives the answer.
Result<ListPage> split_list(std::string_view text);

// `{"order":{…}}`, the reply about one order; a bare order is taken as well. ErrorKind::outside when it is
// not JSON or holds none.
Result<OrderText> split_order(std::string_view text);

// What a JSON object looks like from outside.
enum class Shape { list, envelope, order, other };
Result<Shape> shape_of(std::string_view object);

// An order's own id, or the name made of its bytes.
OrderText identified(std::string_view element);

}  // namespace crosswalk::walmart
