#include "simulator/walmart_returns.h"

#include <algorithm>
#include <charconv>

#include "simulator/walmart_errors.h"

namespace crosswalk::simulator {
namespace {

constexpr std::string_view list_path = "/v3/returns";
constexpr std::int64_t largest_page = 200;  // walmart.md §3.1
constexpr std::size_t remembered_cursors = 1000;

// The subsystem's name in codes is not confirmed; whoever compares looks at what stands before the dot.
WalmartError invalid(std::string field, std::string description) {
  return {"INVALID_REQUEST_PARAM.GMP_RETURNS_API",       std::move(field), std::move(description),
          "One or more request parameters are invalid.", "ERROR",          "DATA"};
}

bool stands_at(const ReturnStanding& standing, std::string_view status) {
  for (const ReturnLineStanding& line : standing.lines)
    for (const ReturnUnit& unit : line.units)
      if (unit.status() == status) return true;
  return false;
}

}  // namespace

std::optional<wire::HttpReply> WalmartReturns::answer(const wire::HttpRequest& request, std::string_view path,
                                                      std::string_view query, Instant now) {
  constexpr std::string_view action = "/refund";
  const bool lists = path == list_path;
  const bool refunds = path.starts_with("/v3/returns/") && path.ends_with(action);
  if (!lists && !refunds) return std::nullopt;
  if ((request.method == "GET") != lists || (request.method == "POST") != refunds)
    return error_reply(
        request, 405, WalmartEnvelope::gateway,
        {{"METHOD_NOT_ALLOWED.GMP_GATEWAY_API", "", "Method not allowed", "", "ERROR", "DATA"}});
  if (lists) return list(request, query, now);
  path.remove_prefix(list_path.size() + 1);
  path.remove_suffix(std::min(path.size(), action.size()));
  return refund(request, path, now);
}

WalmartReturns::Search WalmartReturns::read(std::string_view query, std::vector<WalmartError>& errors) {
  Search search;
  const auto date = [&](const std::string& name, const std::string& value, std::optional<Instant>& at) {
    const auto parsed = Instant::parse(value);
    const auto day = Date::parse(value);
    if (parsed)
      at = *parsed;
    else if (day)
      at = Instant::from_millis(std::int64_t{day->days()} * 86'400'000);
    else
      errors.push_back(invalid(name, "Invalid date format"));
  };
  const auto one_of = [&](const std::string& name, const std::string& value,
                          std::initializer_list<std::string_view> known) {
    if (std::find(known.begin(), known.end(), value) == known.end())
      errors.push_back(invalid(name, "Invalid value for " + name));
    return value;
  };
  for (const auto& [name, value] : parameters_of(query)) {
    if (name == "limit") {
      const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), search.limit);
      if (error != std::errc() || end != value.data() + value.size() || search.limit < 1 ||
          search.limit > largest_page)
        errors.push_back(invalid("limit", "Limit must be between 1 and 200"));
    }
    if (name == "returnOrderId") search.id = value;
    if (name == "customerOrderId") search.customer_order = value;
    if (name == "status") search.status = one_of(name, value, {"INITIATED", "DELIVERED", "COMPLETED"});
    if (name == "returnType") search.type = one_of(name, value, {"REPLACEMENT", "REFUND"});
    if (name == "isWFSEnabled") search.by_walmart = value == "Y";
    if (name == "returnCreationStartDate") date(name, value, search.created_from);
    if (name == "returnCreationEndDate") date(name, value, search.created_to);
    if (name == "returnLastModifiedStartDate") date(name, value, search.modified_from);
    if (name == "returnLastModifiedEndDate") date(name, value, search.modified_to);
  }
  if (search.created_from.has_value() != search.created_to.has_value())
    errors.push_back(invalid("returnCreationStartDate", "Start date and end date must be given together"));
  if (search.modified_from.has_value() != search.modified_to.has_value())
    errors.push_back(
        invalid("returnLastModifiedStartDate", "Start date and end date must be given together"));
  // What the cursor repeats, as it was written.
  for (std::size_t at = query.starts_with('?') ? 1 : 0; at < query.size();) {
    const auto end = std::min(query.find('&', at), query.size());
    const std::string_view part = query.substr(at, end - at);
    if (!part.empty() && !part.starts_with("limit=") && !part.starts_with("offset=") &&
        !part.starts_with("sellerId="))
      search.rest += "&" + std::string(part);
    at = end + 1;
  }
  return search;
}

std::vector<const MarketReturn*> WalmartReturns::run(const Search& search, Instant now) const {
  const MarketView view = book_.view();
  std::vector<const MarketReturn*> found;
  for (const MarketReturn& made : book_.world().returns()) {
    if ((made.node == NodeType::walmart) != search.by_walmart) continue;
    if (!search.id.empty() && made.id != search.id) continue;
    if (!search.customer_order.empty() && made.customer_order != search.customer_order) continue;
    if (!search.type.empty() && (search.type == "REPLACEMENT") != made.replacement) continue;
    if (search.created_from && (made.created < *search.created_from || made.created > *search.created_to))
      continue;
    if (!view.lines_of(made, now)) continue;
    const ReturnStanding standing = view.standing(made, now);
    if (search.modified_from &&
        (standing.last_modified < *search.modified_from || standing.last_modified > *search.modified_to))
      continue;
    if (!search.status.empty() && !stands_at(standing, search.status)) continue;
    found.push_back(&made);
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const MarketReturn* a, const MarketReturn* b) { return a->created > b->created; });
  return found;
}

std::string WalmartReturns::remember(const Search& search, std::size_t offset) {
  std::string cursor = "?sellerId=151&limit=" + std::to_string(search.limit) +
                       "&offset=" + std::to_string(offset) + search.rest;
  if (places_.insert_or_assign(cursor, Place{search, offset}).second) {
    ages_.push_back(cursor);
    if (ages_.size() > remembered_cursors) {
      places_.erase(ages_.front());
      ages_.pop_front();
    }
  }
  return cursor;
}

wire::HttpReply WalmartReturns::list(const wire::HttpRequest& request, std::string_view query, Instant now) {
  const auto found = places_.find(query);
  if (found != places_.end()) return page(request, Place(found->second), query, now);
  // `offset` alone means nothing here: a cursor that was taken apart is page 1 again.
  std::vector<WalmartError> errors;
  const Search search = read(query, errors);
  if (!errors.empty()) return error_reply(request, 400, WalmartEnvelope::order_api, errors);
  return page(request, {search, 0}, {}, now);
}

wire::HttpReply WalmartReturns::page(const wire::HttpRequest& request, const Place& place,
                                     std::string_view asked_by, Instant now) {
  const std::vector<const MarketReturn*> found = run(place.search, now);
  if (place.offset >= found.size() && !switches.empty_is_200)
    return error_reply(
        request, 404, WalmartEnvelope::order_api,
        {{"CONTENT_NOT_FOUND.GMP_RETURNS_API", "", "No returns found for the given search parameters",
          "Requested content could not be found.", "INFO", "APPLICATION"}});
  const MarketView view = book_.view();
  const std::size_t begin = std::min(place.offset, found.size());
  const std::size_t end = std::min(found.size(), begin + static_cast<std::size_t>(place.search.limit));
  std::string body;
  JsonOut json(body);
  json.open('{');
  json.open('{', "meta");
  json.number("totalCount", static_cast<std::int64_t>(found.size()));
  json.number("limit", place.search.limit);
  if (end < found.size())
    json.text("nextCursor", switches.repeat_cursor && !asked_by.empty() ? std::string(asked_by)
                                                                        : remember(place.search, end));
  json.close('}');
  std::string returns;
  for (std::size_t i = begin; i < end; ++i) {
    if (i > begin) returns += ',';
    JsonOut one(returns);
    const auto lines = view.lines_of(*found[i], now);
    write_return(one, *found[i], view.standing(*found[i], now), *lines, view, switches.json);
  }
  json.raw("returnOrders", "[" + returns + "]");
  json.close('}');
  return json_reply(200, std::move(body));
}

ReturnRefunds WalmartReturns::refunds(std::string_view id) const {
  const auto found = refunds_.find(id);
  return found == refunds_.end() ? ReturnRefunds() : found->second;
}

}  // namespace crosswalk::simulator
