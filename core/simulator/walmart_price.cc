#include "simulator/walmart_price.h"

#include "base/json_tree.h"
#include "simulator/walmart_actions.h"
#include "simulator/walmart_json_out.h"

namespace crosswalk::simulator {
namespace {

constexpr std::string_view system = "PRICE_API";
constexpr Millis settles_after{86'400'000};  // "wait 24 h after item creation before pricing"
constexpr std::int64_t cent = Decimal::one / 100;

}  // namespace

std::string wrong_with_price(Decimal price) {
  if (price.units() <= 0) return "The price must be above zero";
  return price.units() % cent == 0 ? "" : "The price has more than two decimals";
}

wire::HttpReply WalmartPrices::put(const WalmartCall& call) {
  if (!call.parameter("promo").empty())
    return refuse_parameter(call, system, "promo", "The account has no promotions");
  const auto body = parse_json(call.request.body, "the request");
  if (!body) return refuse_content(call, system, "data", body.error().text());
  const auto pricing = items_in(*body, "pricing");
  if (pricing.size() != 1 || text_in(*pricing.front(), "currentPriceType") != "BASE")
    return refuse_content(call, system, "pricing", "One price of currentPriceType BASE is required");
  const Json& current = child(*pricing.front(), "currentPrice");
  const auto price = decimal_in(current, "amount");
  if (!price) return refuse_content(call, system, "amount", "The amount is required");
  if (text_in(current, "currency") != "USD")
    return refuse_content(call, system, "currency", "The currency must be USD");
  if (const std::string wrong = wrong_with_price(*price); !wrong.empty())
    return refuse_content(call, system, "amount", wrong);
  const std::string sku = text_in(*body, "sku");
  const Offer* offer = shelf_.find(sku);
  if (offer == nullptr) return nothing_found(call, system, "SKU " + sku + " not found");
  if (call.now < offer->created + settles_after)
    return refuse_content(call, system, "sku", "The item was created less than 24 hours ago");
  write(sku, *price, call.now);
  std::string answer;
  JsonOut json(answer);
  json.open('{');
  json.open('{', "ItemPriceResponse");
  json.text("mart", "WALMART_US");
  json.text("sku", sku);
  json.text("message",
            "Thank you. Your price has been updated. Please allow up to five minutes for this change to be "
            "reflected on the site.");
  json.close('}');
  json.close('}');
  return json_reply(200, std::move(answer));
}

void WalmartPrices::write(std::string_view sku, Decimal price, Instant created) {
  const bool changed = shelf_.set_price(sku, price, created);
  writes_.count("price", sku, changed);
}

}  // namespace crosswalk::simulator
