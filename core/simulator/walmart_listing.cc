#include "simulator/walmart_listing.h"

#include <algorithm>

#include "simulator/walmart_order_json.h"

namespace crosswalk::simulator {
namespace {

constexpr std::size_t remembered_cursors = 1000;

bool is_cursor(const QueryParameters& parameters) {
  return std::any_of(parameters.begin(), parameters.end(), [](const auto& parameter) {
    const std::string& name = parameter.first;
    return name == "hasMoreElements" || name == "soIndex" || name == "poIndex" || name == "partnerId" ||
           name == "sellerId";
  });
}

// With milliseconds and a numeric zone, which Walmart's own cursors carry and its parameters may not.
std::string in_zone(Instant at, int hours, std::string_view zone) {
  std::string text = (at + Millis(std::int64_t{hours} * 3'600'000)).text();
  text.pop_back();
  return text + std::string(zone);
}

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
    text.replace(at, what.size(), by);
  return text;
}

std::string_view node_name(NodeType node) {
  switch (node) {
    case NodeType::seller:
      return "SellerFulfilled";
    case NodeType::walmart:
      return "WFSFulfilled";
    case NodeType::third_party:
      return "3PLFulfilled";
  }
  return "";
}

bool any_created(const OrderStanding& standing) {
  return std::any_of(standing.lines.begin(), standing.lines.end(),
                     [](const LineStanding& line) { return line.created > 0; });
}

}  // namespace

wire::HttpReply WalmartListing::list(const wire::HttpRequest& request, std::string_view query, bool released,
                                     Instant now) {
  const QueryParameters parameters = parameters_of(query);
  if (is_cursor(parameters)) {
    const auto found = places_.find(query);
    if (found == places_.end() || found->second.search->released != released)
      return error_reply(request, 400, WalmartEnvelope::order_api,
                         {invalid_request("nextCursor", "The cursor is not one that was given out")});
    return page(request, Place(found->second), found->first, now);
  }
  std::vector<WalmartError> errors;
  auto search = std::make_shared<Search>();
  search->query = read_order_query(parameters, now, errors);
  if (!errors.empty()) return error_reply(request, 400, WalmartEnvelope::order_api, errors);
  search->released = released;
  search->dates = "&shipNodeType=" + std::string(node_name(search->query.node)) +
                  "&createdStartDate=" + in_zone(search->query.created_from, 0, "+00:00") +
                  "&createdEndDate=" + in_zone(search->query.created_to + Millis(703), -6, "-06:00") +
                  "&queryId=" + std::to_string(++searches_);
  search->found = run(search->query, released, now);
  return page(request, {search, 0}, {}, now);
}

std::vector<std::string> WalmartListing::run(const OrderQuery& query, bool released, Instant now) const {
  std::vector<const MarketOrder*> found;
  for (const MarketOrder& order : book_.world().orders()) {
    // The cheap part of `matches` first: a standing costs more.
    if (order.node != query.node || order.ordered > now || order.ordered < query.created_from) continue;
    const OrderStanding standing = book_.standing(order, now);
    if (matches(query, order, standing) && (!released || any_created(standing))) found.push_back(&order);
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const MarketOrder* a, const MarketOrder* b) { return a->ordered > b->ordered; });
  std::vector<std::string> names;
  names.reserve(found.size());
  for (const MarketOrder* order : found) names.push_back(order->po);
  return names;
}

std::string WalmartListing::remember(const std::shared_ptr<const Search>& search, std::size_t offset,
                                     std::size_t total) {
  std::string cursor = "?limit=" + std::to_string(search->query.limit) +
                       "&hasMoreElements=true&soIndex=" + std::to_string(total) +
                       "&poIndex=" + std::to_string(offset) + "&partnerId=100021&sellerId=77" + search->dates;
  if (places_.insert_or_assign(cursor, Place{search, offset}).second) {
    ages_.push_back(cursor);
    if (ages_.size() > remembered_cursors) {
      places_.erase(ages_.front());
      ages_.pop_front();
    }
  }
  return cursor;
}

wire::HttpReply WalmartListing::page(const wire::HttpRequest& request, const Place& place,
                                     std::string_view asked_by, Instant now) {
  const Search& search = *place.search;
  const std::vector<std::string> found =
      switches.moving_pages && !asked_by.empty() ? run(search.query, search.released, now) : search.found;
  if (static_cast<int>(place.offset) >= switches.order_cap)
    return error_reply(request, 400, WalmartEnvelope::order_api,
                       {invalid_request("limit", "The maximum number of orders per query is exceeded")});
  if (place.offset >= found.size() && !switches.empty_is_200)
    return error_reply(request, 404, WalmartEnvelope::order_api,
                       {{"CONTENT_NOT_FOUND.GMP_ORDER_API", "",
                         "Failed when called getAllOrders. Orders not found for given search parameters ",
                         "Requested content could not be found.", "INFO", "APPLICATION"}});
  const std::size_t end = std::min(found.size(), place.offset + static_cast<std::size_t>(search.query.limit));
  OrderJsonOptions options;
  options.replacement_info = search.query.replacement_info;
  options.product_info = search.query.product_info;
  options.single_objects = switches.single_objects;
  options.created_lines_only = search.released;

  std::string body;
  JsonOut json(body);
  json.open('{');
  json.open('{', "list");
  json.open('{', "meta");
  json.number("totalCount", static_cast<std::int64_t>(found.size()));
  json.number("limit", static_cast<std::int64_t>(search.query.limit));
  if (end < found.size()) {
    std::string next = remember(place.search, end, found.size());
    if (switches.repeat_cursor && !asked_by.empty()) next = std::string(asked_by);
    json.text("nextCursor", switches.amp_cursor ? replaced(next, "&", "&amp;") : next);
  } else {
    if (switches.last_cursor == LastCursor::null) json.null("nextCursor");
    if (switches.last_cursor == LastCursor::empty) json.text("nextCursor", "");
    if (switches.last_cursor == LastCursor::without_more)
      json.text("nextCursor", "?limit=" + std::to_string(search.query.limit) + "&soIndex=" +
                                  std::to_string(found.size()) + "&poIndex=" + std::to_string(end));
  }
  json.close('}');
  json.open('{', "elements");
  const bool single = switches.single_objects && end - place.offset == 1;
  std::string orders;
  for (std::size_t i = place.offset; i < end; ++i) {
    const MarketOrder& order = *book_.world().find(found[i]);
    const OrderStanding standing = book_.standing(order, now);
    // A line may have left `Created` since the search.
    if (search.released && !any_created(standing)) continue;
    if (!orders.empty()) orders += ',';
    JsonOut one(orders);
    write_order(one, order, standing, options);
  }
  json.raw("order", single && !orders.empty() ? orders : "[" + orders + "]");
  json.close('}');
  json.close('}');
  json.close('}');
  return json_reply(200, std::move(body));
}

}  // namespace crosswalk::simulator
