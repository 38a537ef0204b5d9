#include "simulator/walmart_query.h"

#include <algorithm>
#include <charconv>

namespace crosswalk::simulator {
namespace {

constexpr Millis day{86'400'000};
constexpr int reach_days = 180;  // walmart.md §2.2: "only the last 180 days are retrievable"
constexpr int default_days = 7;  // … "defaults: now−7 d", with lastModifiedStartDate alone as well
constexpr int largest_page = 200;

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string decoded(std::string_view text) {
  std::string spaced(text);
  std::replace(spaced.begin(), spaced.end(), '+', ' ');
  return percent_decoded(spaced);
}

// "2026-01-31" or "2026-01-31T10:30:15Z"; milliseconds are refused on input.
std::optional<Instant> date_of(std::string_view text) {
  if (text.size() == 10) {
    const auto date = Date::parse(text);
    if (!date) return std::nullopt;
    return Instant::from_millis(std::int64_t{date->days()} * day.count());
  }
  if (text.size() > 19 && text[19] == '.') return std::nullopt;
  const auto instant = Instant::parse(text);
  if (!instant) return std::nullopt;
  return *instant;
}

bool stands_at(const LineStanding& line, std::string_view status) {
  if (status == "Created") return line.created > 0;
  if (status == "Acknowledged") return line.acknowledged > 0;
  if (status == "Cancelled") return !line.cancellations.empty();
  return std::any_of(line.shipments.begin(), line.shipments.end(), [&](const Shipment& shipment) {
    return status == "Delivered" ? shipment.delivered > 0 : shipment.delivered < shipment.quantity;
  });
}

class QueryReader {
 public:
  QueryReader(OrderQuery& query, std::vector<WalmartError>& errors) : query_(query), errors_(errors) {}

  void take(const std::string& name, const std::string& value) {
    if (name == "limit") return limit(value);
    if (name == "shipNodeType") return node(value);
    if (name == "sku") query_.sku = value;
    if (name == "customerOrderId") query_.customer_order = value;
    if (name == "purchaseOrderId") query_.po = value;
    if (name == "status")
      query_.status = one_of(name, value, {"Created", "Acknowledged", "Shipped", "Delivered", "Cancelled"});
    if (name == "orderType") query_.order_type = one_of(name, value, {"REGULAR", "REPLACEMENT"});
    if (name == "replacementInfo") query_.replacement_info = value == "true";
    if (name == "productInfo") query_.product_info = value == "true";
    if (name == "createdStartDate") date(name, value, [&](Instant at) { query_.created_from = at; });
    if (name == "createdEndDate") date(name, value, [&](Instant at) { query_.created_to = at; });
    if (name == "lastModifiedStartDate") date(name, value, [&](Instant at) { query_.modified_from = at; });
    if (name == "lastModifiedEndDate") date(name, value, [&](Instant at) { query_.modified_to = at; });
    if (name == "fromExpectedShipDate") date(name, value, [&](Instant at) { query_.ship_by_from = at; });
    if (name == "toExpectedShipDate") date(name, value, [&](Instant at) { query_.ship_by_to = at; });
  }

 private:
  void limit(const std::string& value) {
    int number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error != std::errc() || end != value.data() + value.size() || number < 1 || number > largest_page) {
      errors_.push_back(invalid_request("limit", "Limit must be between 1 and 200"));
      return;
    }
    query_.limit = number;
  }
  void node(const std::string& value) {
    if (value == "SellerFulfilled")
      query_.node = NodeType::seller;
    else if (value == "WFSFulfilled")
      query_.node = NodeType::walmart;
    else if (value == "3PLFulfilled")
      query_.node = NodeType::third_party;
    else
      errors_.push_back(invalid_request("shipNodeType", "Invalid shipNodeType"));
  }
  std::string one_of(const std::string& name, const std::string& value,
                     std::initializer_list<std::string_view> known) {
    if (std::find(known.begin(), known.end(), value) == known.end())
      errors_.push_back(invalid_request(name, "Invalid value for " + name));
    return value;
  }
  template <class Set>
  void date(const std::string& name, const std::string& value, Set&& set) {
    const auto at = date_of(value);
    if (at)
      set(*at);
    else
      errors_.push_back(invalid_request(name, "Invalid Date format value"));
  }

  OrderQuery& query_;
  std::vector<WalmartError>& errors_;
};

}  // namespace

std::pair<std::string_view, std::string_view> split_url(std::string_view url) {
  const auto at = std::min(url.find('?'), url.size());
  return {url.substr(0, at), url.substr(at)};
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex(text[i + 1]) >= 0 && hex(text[i + 2]) >= 0) {
      out += static_cast<char>(hex(text[i + 1]) * 16 + hex(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

QueryParameters parameters_of(std::string_view query) {
  QueryParameters parameters;
  std::size_t at = query.starts_with('?') ? 1 : 0;
  while (at < query.size()) {
    const auto end = std::min(query.find('&', at), query.size());
    const auto equals = std::min(query.find('=', at), end);
    if (end > at)
      parameters.emplace_back(
          std::string(query.substr(at, equals - at)),
          equals < end ? decoded(query.substr(equals + 1, end - equals - 1)) : std::string());
    at = end + 1;
  }
  return parameters;
}

std::string parameter_of(const QueryParameters& parameters, std::string_view name) {
  const auto found = std::find_if(parameters.begin(), parameters.end(),
                                  [&](const auto& parameter) { return parameter.first == name; });
  return found == parameters.end() ? std::string() : found->second;
}

std::optional<int> number_of(const QueryParameters& parameters, std::string_view name, int otherwise,
                             int least, int most) {
  const std::string text = parameter_of(parameters, name);
  if (text.empty()) return otherwise;
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < least || number > most)
    return std::nullopt;
  return number;
}

OrderQuery read_order_query(const QueryParameters& parameters, Instant now,
                            std::vector<WalmartError>& errors) {
  OrderQuery query;
  query.created_from = now - day * default_days;
  query.created_to = now;
  QueryReader reader(query, errors);
  for (const auto& [name, value] : parameters) reader.take(name, value);
  query.created_from = std::max(query.created_from, now - day * reach_days);
  return query;
}

bool matches(const OrderQuery& query, const MarketOrder& order, const OrderStanding& standing) {
  if (order.node != query.node) return false;
  if (order.ordered < query.created_from || order.ordered > query.created_to) return false;
  if (query.modified_from && standing.last_modified < *query.modified_from) return false;
  if (query.modified_to && standing.last_modified > *query.modified_to) return false;
  if (query.ship_by_from && order.ship_by < *query.ship_by_from) return false;
  if (query.ship_by_to && order.ship_by > *query.ship_by_to) return false;
  if (!query.po.empty() && order.po != query.po) return false;
  if (!query.customer_order.empty() && order.customer_order != query.customer_order) return false;
  if (!query.order_type.empty() && (query.order_type == "REPLACEMENT") != order.replacement) return false;
  if (!query.sku.empty() && std::none_of(order.lines.begin(), order.lines.end(),
                                         [&](const MarketLine& line) { return line.sku == query.sku; }))
    return false;
  return query.status.empty() ||
         std::any_of(standing.lines.begin(), standing.lines.end(),
                     [&](const LineStanding& line) { return stands_at(line, query.status); });
}

}  // namespace crosswalk::simulator
