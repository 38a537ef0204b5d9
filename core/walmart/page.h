// Takes a list reply apart into orders or returns without touching a byte of them: a record's body is exactly
// what was received for it. An element that cannot be identified is neither lost nor in the way of the
// others: it gets a name made of its bytes and becomes a dead letter when its lines are read. (walmart.md
// §2.3, §3.2.)
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace crosswalk::walmart {

struct RecordText {
  std::string id;  // purchaseOrderId or returnOrderId, or "unidentified-<16 hex of the sha256 of body>"
  std::string_view body;  // points into the text that was taken apart
};

struct ListPage {
  std::vector<RecordText> records;
  std::optional<std::int64_t> total;  // meta.totalCount: records in the whole query
  std::optional<std::int64_t> limit;  // meta.limit: records a page
  std::string next_cursor;            // meta.nextCursor as sent, "" at the end
  std::string remark;                 // errors that are not serious, for the log
};

// `{"list":{"meta":…,"elements":{"order":[…]}}}`. ErrorKind::outside when it is something else, is cut off,
// or carries a serious error in `errors`. REQUIRES: `text` outlives the answer.
Result<ListPage> split_list(std::string_view text);
// The same of `{"meta":…,"returnOrders":[…]}`.
Result<ListPage> split_returns(std::string_view text);

// `{"order":{…}}`, the reply about one order; a bare order is taken as well. ErrorKind::outside when it is
// not JSON or holds none.
Result<RecordText> split_order(std::string_view text);

// What a JSON object looks like from outside.
enum class Shape { list, envelope, order, returns, return_order, other };
Result<Shape> shape_of(std::string_view object);

// An order's own id, or the name made of its bytes.
RecordText identified(std::string_view element);
RecordText identified_return(std::string_view element);

}  // namespace crosswalk::walmart
