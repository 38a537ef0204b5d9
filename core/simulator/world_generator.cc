#include "simulator/world_generator.h"

#include <algorithm>
#include <cctype>

#include "base/crypto.h"
#include "simulator/world_places.h"

namespace crosswalk::simulator {
namespace {

constexpr std::int64_t day = std::int64_t{24} * 3'600'000;

Decimal cents(std::int64_t count) {
  return Decimal::from_units(count * 10'000);
}

Decimal tax_on(Decimal amount, int rate) {
  return scale(amount, rate, 100'000, 2).value();
}

std::string padded(std::int64_t number, std::size_t width) {
  std::string text = std::to_string(number);
  return std::string(width - std::min(width, text.size()), '0') + text;
}

// Twelve digits, different for every `n` below 10^12 of one `seed`: an odd factor that is no multiple of 5
// makes a permutation.
std::string twelve_digits(std::uint64_t seed, std::int64_t n) {
  constexpr std::int64_t range = 1'000'000'000'000;
  const auto shift = static_cast<std::int64_t>(WorldDice(seed).next() % static_cast<std::uint64_t>(range));
  return padded((n * 7'919 + shift) % range, 12);
}

class OrderMaker {
 public:
  OrderMaker(const WorldSettings& settings, std::span<const CatalogueItem> goods, int index)
      : settings_(settings),
        goods_(goods),
        index_(index),
        dice_(settings.seed, static_cast<std::uint64_t>(index) + 1) {}

  MarketOrder make(const MarketOrder* before) {
    for (std::size_t i = 0; i < quirk_count; ++i) {
      const auto quirk = static_cast<Quirk>(i);
      order_.quirks.set(quirk, dice_.chance(settings_.quirks.of(quirk)));
    }
    settle_quirks(before);
    name_it();
    address_it();
    if (has(Quirk::several_orders_of_customer)) {
      order_.customer_order = before->customer_order;
      order_.ship_to = before->ship_to;
      rate_ = place_in(order_.ship_to.state)->tax_rate;
    }
    if (has(Quirk::replacement)) {
      order_.replacement = true;
      order_.original_customer_order = before->customer_order;
    }
    const int lines = line_count();
    for (int i = 0; i < lines; ++i) add_line(i);
    if (has(Quirk::shipping_penny_drift)) drift_shipping();
    if (has(Quirk::replacement) && dice_.chance(0.5)) clear_amounts();
    schedule_life(order_, settings_.acknowledges, dice_);
    return std::move(order_);
  }

 private:
  bool has(Quirk quirk) const { return order_.quirks.has(quirk); }
  void drop(Quirk quirk) { order_.quirks.set(quirk, false); }

  // Quirks that exclude each other, or that need an order before this one.
  void settle_quirks(const MarketOrder* before) {
    if (before == nullptr) {
      drop(Quirk::replacement);
      drop(Quirk::several_orders_of_customer);
    } else if (before->quirks.has(Quirk::no_shipping_information)) {
      drop(Quirk::several_orders_of_customer);
    }
    if (has(Quirk::several_orders_of_customer)) {
      drop(Quirk::zip_plus_four);
      drop(Quirk::unicode_name);
    }
    if (has(Quirk::walmart_fulfilled)) {
      drop(Quirk::third_party_fulfilled);
      drop(Quirk::intent_to_cancel);
    }
    if (has(Quirk::cancelled_whole)) {
      drop(Quirk::cancelled_part);
      drop(Quirk::split_shipment);
    }
    if (has(Quirk::unknown_sku)) drop(Quirk::sku_case);
    if (has(Quirk::tax_null)) drop(Quirk::tax_absent);
  }

  void name_it() {
    order_.po = "108" + twelve_digits(settings_.seed, index_);
    order_.customer_order = "200" + twelve_digits(settings_.seed + 1, index_);
    std::string hash = sha256(order_.po).substr(0, 32);
    std::transform(hash.begin(), hash.end(), hash.begin(), [](unsigned char c) { return std::toupper(c); });
    order_.email = hash + "@relay.walmart.test";
    const std::int64_t step = settings_.over.count() / std::max(settings_.orders, 1);
    const std::int64_t at = settings_.from.millis() + step * index_ + (step > 1 ? dice_.below(step) : 0);
    order_.ordered = Instant::from_millis(at / 1000 * 1000);
    order_.ship_by = order_.ordered + Millis(2 * day);
    order_.deliver_by = order_.ordered + Millis(7 * day);
    if (dice_.chance(0.3)) {
      order_.method = "Standard";
      order_.ship_method = "STANDARD";
    }
    if (has(Quirk::walmart_fulfilled)) order_.node = NodeType::walmart;
    if (has(Quirk::third_party_fulfilled)) order_.node = NodeType::third_party;
  }

  void address_it() {
    const WorldPlace& place = dice_.pick(places());
    rate_ = place.tax_rate;
    ShipTo& to = order_.ship_to;
    to.name = std::string(dice_.pick(first_names())) + " " + std::string(dice_.pick(last_names()));
    if (has(Quirk::unicode_name)) to.name = std::string(dice_.pick(unicode_names()));
    // Most phones are zeros from the start (walmart.md §2.5).
    const bool real_phone = has(Quirk::zero_phone_on_update) || dice_.chance(0.16);
    to.phone = real_phone ? "55501" + padded(dice_.below(100'000), 5) : "0000000000";
    to.address1 = std::to_string(dice_.between(1, 9999)) + " " + std::string(dice_.pick(streets()));
    if (dice_.chance(0.2)) to.address2 = "Apt \"" + std::to_string(dice_.between(1, 99)) + "\"";
    to.city = std::string(place.city);
    to.state = std::string(place.state);
    to.postal_code = std::string(place.zip);
    if (has(Quirk::zip_plus_four)) to.postal_code += "-" + padded(dice_.between(1, 9999), 4);
  }

  int line_count() {
    const bool many = has(Quirk::duplicate_sku) || has(Quirk::shipping_penny_drift);
    const bool parts = has(Quirk::split_shipment) || has(Quirk::cancelled_part);
    const int least = has(Quirk::split_shipment) && has(Quirk::cancelled_part) ? 3 : (many || parts ? 2 : 1);
    return static_cast<int>(dice_.between(least, std::max(least, settings_.most_lines)));
  }

  void add_line(int i) {
    MarketLine line;
    line.number = std::to_string(has(Quirk::line_gaps) ? (i + 1) * 3 : i + 1);
    const bool repeat = has(Quirk::duplicate_sku) && i == 1;
    const CatalogueItem& item = repeat ? *item_ : dice_.pick(goods_);
    item_ = &item;
    line.sku = std::string(item.sku);
    line.product_name = std::string(item.name);
    if (has(Quirk::sku_case))
      std::transform(line.sku.begin(), line.sku.end(), line.sku.begin(),
                     [](unsigned char c) { return std::tolower(c); });
    if (has(Quirk::unknown_sku) && i == 0) line.sku = "NO-SUCH-" + padded(dice_.below(1000), 3);
    if (has(Quirk::quantity_above_one) && i == 0) line.quantity = static_cast<int>(dice_.between(2, 5));
    line.intent_to_cancel = has(Quirk::intent_to_cancel) && i == 0;
    add_charges(line, item, i);
    order_.lines.push_back(std::move(line));
  }

  void add_charges(MarketLine& line, const CatalogueItem& item, int i) {
    Decimal price = Decimal::parse(item.price).value();
    if (dice_.chance(0.25)) price = Decimal::from_units(price.units() - cents(dice_.between(1, 199)).units());
    const int times = settings_.charge_means == ChargeMeans::line ? line.quantity : 1;
    price = Decimal::from_units(price.units() * times);
    if (has(Quirk::extreme_amounts) && i == 0) price = dice_.chance(0.5) ? cents(1) : cents(999'999);
    line.charges.push_back(taxed("PRODUCT", "ItemPrice", price));
    // What is to arrive as a single object must be one.
    if (!has(Quirk::single_objects) && !has(Quirk::shipping_penny_drift) && dice_.chance(0.4))
      line.charges.push_back(taxed("SHIPPING", "Shipping", cents(dice_.between(99, 1299))));
    if (has(Quirk::subscription_discount) && i == 0) {
      MarketCharge discount = taxed("PRODUCT", "SubscriptionDiscount", scale(price, -5, 100, 2).value());
      discount.tax_form = TaxForm::null;
      discount.tax = Decimal();
      line.charges.push_back(discount);
    }
    if (has(Quirk::unknown_charge_type) && i == 0) {
      MarketCharge fee = taxed("FEE", "RecyclingFee", cents(dice_.between(25, 450)));
      fee.tax_form = TaxForm::absent;
      fee.tax = Decimal();
      line.charges.push_back(fee);
    }
    if (i == 0 && (has(Quirk::tax_null) || has(Quirk::tax_absent))) {
      line.charges.front().tax_form = has(Quirk::tax_null) ? TaxForm::null : TaxForm::absent;
      line.charges.front().tax = Decimal();
    }
  }

  MarketCharge taxed(std::string type, std::string name, Decimal amount) const {
    MarketCharge charge;
    charge.tax_name = type == "SHIPPING" ? "Tax2" : "Tax1";
    charge.type = std::move(type);
    charge.name = std::move(name);
    charge.amount = amount;
    charge.tax = tax_on(amount, rate_);
    return charge;
  }

  // One shipping price over all lines: some lines carry a cent more than others, and no tax.
  void drift_shipping() {
    const auto lines = static_cast<std::int64_t>(order_.lines.size());
    const std::int64_t total = dice_.between(3, 12) * lines + 1;
    for (std::int64_t i = 0; i < lines; ++i) {
      MarketCharge charge = taxed("SHIPPING", "Shipping", cents(total / lines + (i < total % lines ? 1 : 0)));
      charge.tax_form = TaxForm::null;
      charge.tax = Decimal();
      order_.lines[static_cast<std::size_t>(i)].charges.push_back(charge);
    }
  }

  void clear_amounts() {
    for (MarketLine& line : order_.lines)
      for (MarketCharge& charge : line.charges) charge.amount = charge.tax = Decimal();
  }

  const WorldSettings& settings_;
  std::span<const CatalogueItem> goods_;
  int index_;
  WorldDice dice_;
  MarketOrder order_;
  const CatalogueItem* item_ = nullptr;
  int rate_ = 0;
};

}  // namespace

World make_world(const WorldSettings& settings) {
  World world(settings.charge_means);
  const std::span<const CatalogueItem> goods =
      settings.goods.empty() ? catalogue() : std::span<const CatalogueItem>(settings.goods);
  for (int i = 0; i < settings.orders; ++i)
    world.add(OrderMaker(settings, goods, i).make(i == 0 ? nullptr : &world.orders().back()));
  if (settings.after_sale)
    add_after_sale(world, *settings.after_sale, settings.seed, settings.from, settings.from + settings.over);
  return world;
}

}  // namespace crosswalk::simulator
