#include "rules/testing/fixture.h"

#include <algorithm>
#include <array>
#include <utility>

#include "model/schema.h"
#include "rules/language/suggestion.h"

namespace crosswalk::rules {
namespace {

template <class T>
using TextField = std::pair<std::string_view, std::string_view T::*>;

constexpr std::array record_texts = {
    TextField<RecordFacts>{"id", &RecordFacts::id},
    TextField<RecordFacts>{"customer_order", &RecordFacts::customer_order},
    TextField<RecordFacts>{"market", &RecordFacts::market},
    TextField<RecordFacts>{"channel", &RecordFacts::channel},
    TextField<RecordFacts>{"order_type", &RecordFacts::order_type},
    TextField<RecordFacts>{"original_order", &RecordFacts::original_order},
    TextField<RecordFacts>{"ship_method", &RecordFacts::ship_method},
    TextField<RecordFacts>{"fulfilment", &RecordFacts::fulfilment},
    TextField<RecordFacts>{"buyer.name", &RecordFacts::buyer_name},
    TextField<RecordFacts>{"buyer.email", &RecordFacts::buyer_email},
    TextField<RecordFacts>{"buyer.phone", &RecordFacts::buyer_phone},
    TextField<RecordFacts>{"ship_to.address1", &RecordFacts::address1},
    TextField<RecordFacts>{"ship_to.address2", &RecordFacts::address2},
    TextField<RecordFacts>{"ship_to.city", &RecordFacts::city},
    TextField<RecordFacts>{"ship_to.state", &RecordFacts::state},
    TextField<RecordFacts>{"ship_to.postal_code", &RecordFacts::postal_code},
    TextField<RecordFacts>{"ship_to.country", &RecordFacts::country},
    TextField<RecordFacts>{"raw", &RecordFacts::raw},
};

constexpr std::array line_texts = {
    TextField<Line>{"order_line", &Line::order_line},
    TextField<Line>{"charge_type", &Line::charge_type},
    TextField<Line>{"charge_name", &Line::charge_name},
    TextField<Line>{"tax_name", &Line::tax_name},
    TextField<Line>{"sku", &Line::sku},
    TextField<Line>{"product_name", &Line::product_name},
    TextField<Line>{"condition", &Line::condition},
    TextField<Line>{"fulfilment", &Line::fulfilment},
    TextField<Line>{"ship_method", &Line::ship_method},
    TextField<Line>{"carrier", &Line::carrier},
    TextField<Line>{"tracking_number", &Line::tracking_number},
    TextField<Line>{"refund", &Line::refund},
    TextField<Line>{"refund_reason", &Line::refund_reason},
    TextField<Line>{"purchase_order", &Line::purchase_order},
    TextField<Line>{"transaction_type", &Line::transaction_type},
    TextField<Line>{"amount_type", &Line::amount_type},
    TextField<Line>{"transaction_key", &Line::transaction_key},
    TextField<Line>{"category", &Line::category},
    TextField<Line>{"ship_state", &Line::ship_state},
};

std::string no_field(std::string_view scope, std::string_view name) {
  std::vector<std::string_view> known;
  for (const Field& field : schema()) known.push_back(field.path);
  const std::string path = std::string(scope) + std::string(name);
  return "an order in a test cannot have the field " + path + suggestion(path, known);
}

std::string wrong(std::string_view name, const Error& error) {
  return std::string(name) + ": " + error.message;
}

template <class Enum, std::size_t size>
std::string set_named(std::string_view name, const Literal& value, const std::array<Enum, size>& known,
                      Enum& to) {
  std::vector<std::string_view> names;
  for (const Enum candidate : known) {
    names.push_back(name_of(candidate));
    if (name_of(candidate) != value.text) continue;
    to = candidate;
    return {};
  }
  return "\"" + value.text + "\" is no " + std::string(name) + suggestion(value.text, names);
}

std::string set_decimal(std::string_view name, const Literal& value, Decimal& to) {
  const auto number = Decimal::parse(value.text);
  if (!number) return wrong(name, number.error());
  to = *number;
  return {};
}

std::string set_date(std::string_view name, const Literal& value, Date& to) {
  const auto date = Date::parse(value.text);
  if (!date) return wrong(name, date.error());
  to = *date;
  return {};
}

std::string set_instant(std::string_view name, const Literal& value, Instant& to) {
  const auto instant = Instant::parse(value.text);
  if (!instant) return wrong(name, instant.error());
  to = *instant;
  return {};
}

constexpr std::array all_classes = {LineClass::product, LineClass::shipping,     LineClass::discount,
                                    LineClass::tax,     LineClass::tax_withheld, LineClass::commission,
                                    LineClass::refund,  LineClass::fee,          LineClass::reserve,
                                    LineClass::deposit, LineClass::other};
constexpr std::array all_tax_classes = {TaxClass::none, TaxClass::facilitator, TaxClass::seller};
constexpr std::array all_states = {UnitState::open, UnitState::shipped, UnitState::cancelled};
constexpr std::array all_kinds = {RecordKind::order, RecordKind::return_order, RecordKind::settlement,
                                  RecordKind::statement};

constexpr std::int32_t usual_day = 20'481;  // 2026-01-28
constexpr std::int64_t day_millis = 86'400'000;
constexpr std::int64_t usual_time = 64'800'000;  // 18:00 UTC: the same day everywhere in the US

Instant usual_instant(Date day) {
  return Instant::from_millis(day.days() * day_millis + usual_time);
}

// Why `value` cannot be the field's, or "".
std::string flaw_of_kind(std::string_view scope, std::string_view name, const Literal& value) {
  const std::string path = std::string(scope) + std::string(name);
  const Field* field = find_field(path);
  if (field == nullptr) return {};  // raw, or a mistyped name
  if (field->type == FieldType::flag)
    return value.kind == Literal::Kind::flag ? std::string() : path + " is true or false";
  if (value.kind == Literal::Kind::text) return {};
  if (value.kind == Literal::Kind::number &&
      (field->type == FieldType::number || field->type == FieldType::money))
    return {};
  const std::string text = field->type == FieldType::text ? "text" : "a " + std::string(name_of(field->type));
  return path + " is " + text + "; write \"" + value.text + "\" in quotes";
}

}  // namespace

void Fixture::clear() {
  texts_.clear();
  lines_.clear();
  said_.clear();
  facts_ = {};
  facts_.id = "108800000000001";
  facts_.customer_order = "200009000000001";
  facts_.market = "us";
  facts_.channel = "Walmart Marketplace US";
  facts_.order_type = "regular";
  facts_.currency = *Currency::parse("USD");
  facts_.order_date = Date::from_days(usual_day);
  facts_.buyer_name = "A Buyer";
  facts_.buyer_email = "buyer@example.com";
  facts_.buyer_phone = "5550100";
  facts_.address1 = "1 Main Street";
  facts_.city = "Sacramento";
  facts_.state = "CA";
  facts_.postal_code = "95814";
  facts_.country = "USA";
  facts_.ship_method = "STANDARD";
  facts_.fulfilment = "seller";
  facts_.raw = "{}";
}

std::string Fixture::set_record(std::string_view name, const Literal& value) {
  if (std::string flaw = flaw_of_kind("record.", name, value); !flaw.empty()) return flaw;
  for (const auto& [known, member] : record_texts)
    if (known == name) {
      facts_.*member = keep(value.text);
      return {};
    }
  if (name == "kind") return set_named(name, value, all_kinds, facts_.kind);
  if (name == "order_date") return set_date(name, value, facts_.order_date);
  if (name == "ordered") return set_instant(name, value, facts_.ordered);
  if (name == "ship_by") return set_instant(name, value, facts_.ship_by);
  if (name == "cancel_requested") {
    facts_.cancel_requested = value.text == "true";
    return {};
  }
  if (name == "currency") {
    const auto currency = Currency::parse(value.text);
    if (!currency) return wrong(name, currency.error());
    facts_.currency = *currency;
    return {};
  }
  return no_field("record.", name);
}

void Fixture::add_line() {
  Line& line = lines_.emplace_back();
  said_.emplace_back();
  line.order_line = keep(std::to_string(lines_.size()));
  line.line_class = LineClass::product;
  line.state = UnitState::shipped;
  line.amount.amount = Decimal::whole(10);
  line.quantity = Decimal::whole(1);
  line.sku = "SKU-1";
  line.product_name = "A product";
  line.condition = "New";
}

std::string Fixture::set_line(std::string_view name, const Literal& value) {
  if (std::string flaw = flaw_of_kind("line.", name, value); !flaw.empty()) return flaw;
  Line& line = lines_.back();
  for (const auto& [known, member] : line_texts)
    if (known == name) {
      line.*member = keep(value.text);
      return {};
    }
  if (name == "class") return set_named(name, value, all_classes, line.line_class);
  if (name == "tax_class") {
    said_.back().tax_class = true;
    return set_named(name, value, all_tax_classes, line.tax_class);
  }
  if (name == "state") return set_named(name, value, all_states, line.state);
  if (name == "amount") {
    said_.back().amount = true;
    return set_decimal(name, value, line.amount.amount);
  }
  if (name == "quantity") return set_decimal(name, value, line.quantity);
  if (name == "commission_rate") return set_decimal(name, value, line.commission_rate);
  if (name == "goods_back") {
    line.goods_back = value.text == "true";
    return {};
  }
  if (name == "date") {
    said_.back().date = true;
    return set_date(name, value, line.date);
  }
  if (name == "at") return set_instant(name, value, line.at);
  return no_field("line.", name);
}

void Fixture::follow_class(Line& line, const Said& said) {
  const bool shipping = line.line_class == LineClass::shipping;
  const bool discount = line.line_class == LineClass::discount;
  if (line.charge_type.empty()) line.charge_type = shipping ? "SHIPPING" : discount ? "DISCOUNT" : "PRODUCT";
  if (line.charge_name.empty())
    line.charge_name = shipping ? "Shipping" : discount ? "Discount" : "ItemPrice";
  if (discount && !said.amount) line.amount.amount = Decimal::whole(-1);
  if (line.line_class != LineClass::tax) return;
  if (line.tax_name.empty()) line.tax_name = "Tax1";
  if (!said.tax_class) line.tax_class = TaxClass::facilitator;
  if (!said.amount) line.amount.amount = Decimal::whole(1);
}

void Fixture::finish() {
  if (lines_.empty()) add_line();
  if (facts_.ordered == Instant()) facts_.ordered = usual_instant(facts_.order_date);
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    Line& line = lines_[i];
    line.amount.currency = facts_.currency;
    if (!said_[i].date) line.date = facts_.order_date;
    if (line.at == Instant()) line.at = facts_.ordered;
    if (line.fulfilment.empty()) line.fulfilment = facts_.fulfilment;
    if (line.ship_method.empty()) line.ship_method = facts_.ship_method;
    follow_class(line, said_[i]);
    // Charges of one name on one order line are told apart, as the market's are.
    line.charge_index = static_cast<std::uint32_t>(std::count_if(
        lines_.begin(), lines_.begin() + static_cast<std::ptrdiff_t>(i), [&](const Line& before) {
          return before.order_line == line.order_line && before.charge_type == line.charge_type &&
                 before.charge_name == line.charge_name &&
                 (before.line_class == LineClass::tax) == (line.line_class == LineClass::tax);
        }));
    line.unit_to =
        static_cast<std::uint32_t>(std::max<std::int64_t>(1, line.quantity.units() / Decimal::one));
    line.order_quantity = line.unit_to;
  }
}

}  // namespace crosswalk::rules
