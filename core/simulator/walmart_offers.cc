#include "simulator/walmart_offers.h"

namespace crosswalk::simulator {
namespace {

constexpr std::string_view stock_path = "/v3/inventory";
constexpr std::string_view nodes_path = "/v3/inventories";
constexpr std::string_view price_path = "/v3/price";
constexpr std::string_view items_path = "/v3/items";
constexpr std::string_view feeds_path = "/v3/feeds";

// "/v3/items/A%20B" under "/v3/items" → "A%20B"; "" for the path itself; nothing for another one.
std::optional<std::string_view> under(std::string_view path, std::string_view base) {
  if (!path.starts_with(base)) return std::nullopt;
  path.remove_prefix(base.size());
  if (path.empty()) return path;
  if (path.front() != '/' || path.size() == 1) return std::nullopt;
  return path.substr(1);
}

wire::HttpReply wrong_method(const WalmartCall& call) {
  return error_reply(call.request, 405, WalmartEnvelope::gateway,
                     {{"METHOD_NOT_ALLOWED.GMP_GATEWAY_API", "", "Method not allowed", "Method not allowed",
                       "ERROR", "DATA"}});
}

}  // namespace

std::string WalmartOffers::endpoint_of(std::string_view method, std::string_view path,
                                       std::string_view query) {
  const std::string verb = std::string(method) + " ";
  if (path == stock_path || path == price_path) return verb + std::string(path);
  if (const auto sku = under(path, nodes_path))
    return verb + std::string(nodes_path) + (sku->empty() ? "" : "/#");
  if (const auto sku = under(path, items_path))
    return verb + std::string(items_path) + (sku->empty() ? "" : "/#") + (query.size() > 1 ? "?" : "");
  if (!under(path, feeds_path)) return {};
  if (method != "POST") return verb + std::string(feeds_path);  // the list and a feed's status share a rate
  const FeedType* type = feed_type(parameter_of(parameters_of(query), "feedType"));
  return verb + std::string(feeds_path) + (type == nullptr ? "" : " " + std::string(type->bucket));
}

std::optional<wire::HttpReply> WalmartOffers::answer(const wire::HttpRequest& request, std::string_view path,
                                                     std::string_view query, Instant now) {
  const WalmartCall call{request, path, parameters_of(query), now};
  const bool get = request.method == "GET";
  const bool put = request.method == "PUT";
  feeds_.settle(now);
  if (path == stock_path)
    return get ? inventory_.get_one(call) : put ? inventory_.put_one(call) : wrong_method(call);
  if (path == price_path) return put ? prices_.put(call) : wrong_method(call);
  if (const auto name = under(path, nodes_path)) {
    const std::string sku = percent_decoded(*name);
    if (sku.empty()) return get ? inventory_.list(call) : wrong_method(call);
    return get ? inventory_.get_nodes(call, sku) : put ? inventory_.put_nodes(call, sku) : wrong_method(call);
  }
  if (const auto name = under(path, items_path)) {
    if (!get) return wrong_method(call);
    return name->empty() ? items_.list(call) : items_.one(call, percent_decoded(*name));
  }
  const auto name = under(path, feeds_path);
  if (!name) return std::nullopt;
  // An identifier holds an @, which an address must write as %40 (walmart.md §5.4).
  if (name->find('@') != std::string_view::npos)
    return error_reply(
        request, 404, WalmartEnvelope::gateway,
        {{"URI_NOT_FOUND.GMP_GATEWAY_API", "", "There is no such address", "", "ERROR", "DATA"}});
  if (name->empty())
    return get ? feeds_.list(call) : request.method == "POST" ? feeds_.submit(call) : wrong_method(call);
  return get ? feeds_.one(call, percent_decoded(*name)) : wrong_method(call);
}

void WalmartOffers::set_switches(const OfferSwitches& switches) {
  shelf_.switches = switches.shelf;
  inventory_.switches = switches.inventory;
  items_.switches = switches.items;
  feeds_.switches = switches.feeds;
}

}  // namespace crosswalk::simulator
