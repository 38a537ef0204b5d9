#include "simulator/walmart_shelf.h"

#include <algorithm>

#include "base/crypto.h"
#include "simulator/catalogue.h"

namespace crosswalk::simulator {
namespace {

constexpr int first_stock = 100;
constexpr Millis long_on_sale{std::int64_t{90} * 86'400'000};

}  // namespace

WalmartShelf::WalmartShelf(Instant now) {
  for (const CatalogueItem& item : catalogue())
    add(std::string(item.sku), std::string(item.name), Decimal::parse(item.price).value(),
        now - long_on_sale);
  add_node("1000000452");
  for (auto& [sku, offer] : offers_) offer.stock.begin()->second = Posted<int>(first_stock, now);
}

bool WalmartShelf::add(std::string sku, std::string name, Decimal price, Instant created) {
  Offer offer;
  const std::string names = sha256(sku);
  offer.wpid = names.substr(0, 12);
  std::transform(offer.wpid.begin(), offer.wpid.end(), offer.wpid.begin(),
                 [](char c) { return c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c; });
  offer.item_id = std::to_string(100'000'000 + offers_.size());
  offer.gtin = "00400000" + std::to_string(100'000 + offers_.size());
  offer.sku = sku;
  offer.name = std::move(name);
  offer.created = created;
  offer.price = Posted<Decimal>(price);
  for (const std::string& node : nodes_) offer.stock.try_emplace(node);
  return offers_.try_emplace(std::move(sku), std::move(offer)).second;
}

void WalmartShelf::add_node(std::string node) {
  if (has_node(node)) return;
  for (auto& [sku, offer] : offers_) offer.stock.try_emplace(node);
  nodes_.push_back(std::move(node));
}

bool WalmartShelf::has_node(std::string_view node) const {
  return std::find(nodes_.begin(), nodes_.end(), node) != nodes_.end();
}

const Offer* WalmartShelf::find(std::string_view sku) const {
  const auto found = offers_.find(sku);
  return found == offers_.end() ? nullptr : &found->second;
}

bool WalmartShelf::set_stock(std::string_view sku, std::string_view node, int amount, Instant created) {
  return offers_.find(sku)->second.stock.find(node)->second.set(amount, created, switches.stock_shows_after);
}

bool WalmartShelf::set_price(std::string_view sku, Decimal price, Instant created) {
  return offers_.find(sku)->second.price.set(price, created, switches.price_shows_after);
}

}  // namespace crosswalk::simulator
