#include "simulator/walmart_items.h"

#include <algorithm>

#include "base/crypto.h"
#include "simulator/walmart_json_out.h"

namespace crosswalk::simulator {
namespace {

constexpr std::string_view system = "ITEM_QUERY_API";
constexpr Millis cursor_life{2 * 60'000};
constexpr int largest_page = 1000;
constexpr int largest_offset = 10'000;
constexpr std::size_t remembered_cursors = 1000;

}  // namespace

wire::HttpReply WalmartItems::list(const WalmartCall& call) {
  const auto limit = number_of(call.parameters, "limit", 20, 1, largest_page);
  const auto offset = number_of(call.parameters, "offset", 0, 0, largest_offset);
  if (!limit || !offset) return refuse_parameter(call, system, "limit", "Invalid limit or offset");
  std::string cursor = call.parameter("nextCursor");
  auto at = static_cast<std::size_t>(*offset);
  if (!cursor.empty() && cursor != "*") {
    const auto found = places_.find(cursor);
    if (found == places_.end() || call.now > found->second.given + cursor_life)
      return refuse_parameter(call, system, "nextCursor", "The cursor has expired");
    if (!switches.cursor_wants_offset) at = found->second.offset;
  }
  const auto& offers = shelf_.offers();
  if (at >= offers.size()) return nothing_found(call, system, "No item found", "INFO");
  const std::size_t end = std::min(offers.size(), at + static_cast<std::size_t>(*limit));
  std::string body;
  JsonOut json(body);
  json.open('{');
  json.open('[', "ItemResponse");
  auto offer = std::next(offers.begin(), static_cast<std::ptrdiff_t>(at));
  for (std::size_t i = at; i < end; ++i, ++offer) json.raw({}, item_json(offer->second, call.now));
  json.close(']');
  json.number("totalItems", static_cast<std::int64_t>(offers.size()));
  // Without nextCursor in the question there is none in the answer.
  if (!cursor.empty() && end < offers.size()) {
    if (cursor == "*" || !switches.cursor_wants_offset)
      cursor = base64("items/" + sha256(std::to_string(end) + call.now.text()).substr(0, 26) + "?>");
    if (places_.size() >= remembered_cursors) places_.clear();
    places_[cursor] = {end, call.now};
    json.text("nextCursor", cursor);
  }
  json.close('}');
  return json_reply(200, std::move(body));
}

wire::HttpReply WalmartItems::one(const WalmartCall& call, const std::string& sku) const {
  const Offer* offer = shelf_.find(sku);
  if (offer == nullptr) return nothing_found(call, system, "No item found with SKU " + sku);
  return json_reply(200, R"({"ItemResponse":[)" + item_json(*offer, call.now) + R"(],"totalItems":1})");
}

std::string WalmartItems::item_json(const Offer& offer, Instant now) const {
  std::string body;
  JsonOut json(body);
  json.open('{');
  json.text("mart", "WALMART_US");
  json.text("sku", offer.sku);
  json.text("wpid", offer.wpid);
  json.text("upc", "");
  json.text("gtin", offer.gtin);
  json.text("productName", offer.name);
  json.text("shelf", R"(["Home Page","Home"])");  // a list inside a text
  json.text("productType", "Home Decor");
  json.open('{', "price");
  json.text("currency", "USD");
  json.number("amount", offer.price.seen(now, shelf_.switches.price_shows_after));
  json.close('}');
  json.text("publishedStatus", "PUBLISHED");
  json.text("lifecycleStatus", "ACTIVE");
  json.close('}');
  return body;
}

}  // namespace crosswalk::simulator
