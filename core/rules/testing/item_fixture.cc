#include "rules/testing/item_fixture.h"

#include <array>
#include <utility>
#include <vector>

#include "model/schema.h"
#include "rules/language/suggestion.h"

namespace crosswalk::rules {
namespace {

constexpr std::array texts = {
    std::pair<std::string_view, std::string_view ItemFacts::*>{"code", &ItemFacts::code},
    std::pair<std::string_view, std::string_view ItemFacts::*>{"name", &ItemFacts::name},
    std::pair<std::string_view, std::string_view ItemFacts::*>{"market", &ItemFacts::market},
    std::pair<std::string_view, std::string_view ItemFacts::*>{"channel", &ItemFacts::channel},
};

constexpr std::array numbers = {
    std::pair<std::string_view, std::optional<Decimal> ItemFacts::*>{"on_hand", &ItemFacts::on_hand},
    std::pair<std::string_view, std::optional<Decimal> ItemFacts::*>{"committed", &ItemFacts::committed},
    std::pair<std::string_view, std::optional<Decimal> ItemFacts::*>{"price", &ItemFacts::price},
    std::pair<std::string_view, std::optional<Decimal> ItemFacts::*>{"cost", &ItemFacts::cost},
};

}  // namespace

void ItemFixture::clear() {
  texts_.clear();
  facts_ = {};
  facts_.code = "ITEM-1";
  facts_.name = "An item";
  facts_.market = "us";
  facts_.channel = "Walmart Marketplace US";
  facts_.currency = *Currency::parse("USD");
}

std::string ItemFixture::set(std::string_view name, const Literal& value) {
  for (const auto& [known, member] : texts)
    if (known == name) {
      facts_.*member = keep(value.text);
      return {};
    }
  for (const auto& [known, member] : numbers)
    if (known == name) {
      const auto number = Decimal::parse(value.text);
      if (!number) return "item." + std::string(name) + ": " + number.error().message;
      facts_.*member = *number;
      return {};
    }
  if (name == "currency") {
    const auto currency = Currency::parse(value.text);
    if (!currency) return "item.currency: " + currency.error().message;
    facts_.currency = *currency;
    return {};
  }
  if (name == "sku") return "an item's SKUs are what sku.lua answers; a test gives the code";
  std::vector<std::string_view> known;
  for (const Field& field : schema())
    if (field.scope == FieldScope::item) known.push_back(field.path);
  const std::string path = "item." + std::string(name);
  return "there is no field " + path + suggestion(path, known);
}

}  // namespace crosswalk::rules
