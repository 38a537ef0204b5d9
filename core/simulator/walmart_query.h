// What a call to the order list asks for: the parameters of walmart.md §2.2, checked as strictly as Walmart
// does. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "simulator/walmart_errors.h"
#include "simulator/world_order.h"
#include "simulator/world_standing.h"

namespace crosswalk::simulator {

using QueryParameters = std::vector<std::pair<std::string, std::string>>;

// "/v3/orders?limit=10" → "/v3/orders" and "?limit=10".
std::pair<std::string_view, std::string_view> split_url(std::string_view url);
// "%2F" → "/"; a plus stays one, as it does in a path.
std::string percent_decoded(std::string_view text);
// Decodes "%3A" and "+" in each value.
QueryParameters parameters_of(std::string_view query);

// The value of the first parameter of that name, or "".
std::string parameter_of(const QueryParameters& parameters, std::string_view name);
// A whole number from `least` to `most`; absent: `otherwise`. Nothing: it is none or out of range.
std::optional<int> number_of(const QueryParameters& parameters, std::string_view name, int otherwise,
                             int least, int most);

struct OrderQuery {
  int limit = 100;
  NodeType node = NodeType::seller;
  std::string sku;
  std::string customer_order;
  std::string po;
  std::string status;
  std::string order_type;
  Instant created_from;
  Instant created_to;
  std::optional<Instant> modified_from;
  std::optional<Instant> modified_to;
  std::optional<Instant> ship_by_from;
  std::optional<Instant> ship_by_to;
  bool replacement_info = false;
  bool product_info = false;
};

// The query, or one error for everything that is wrong with it.
OrderQuery read_order_query(const QueryParameters& parameters, Instant now,
                            std::vector<WalmartError>& errors);

// Whether the order is one of those asked for; its standing is at `now`.
bool matches(const OrderQuery& query, const MarketOrder& order, const OrderStanding& standing);

}  // namespace crosswalk::simulator
