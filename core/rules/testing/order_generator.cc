#include "rules/testing/order_generator.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/date.h"
#include "rules/lua/machine.h"

namespace crosswalk::rules {
namespace {

using Fields = OrderSketch::Fields;

constexpr std::array<std::string_view, 14> states = {"CA", "NY", "TX", "FL", "WA", "OR", "MT",
                                                     "NH", "DE", "AK", "HI", "PR", "DC", "AE"};
constexpr std::array<std::string_view, 3> fulfilments = {"seller", "wfs", "3pl"};
constexpr std::array<std::string_view, 5> ship_methods = {"STANDARD", "VALUE", "EXPRESS", "FREIGHT",
                                                          "ONE_DAY"};
constexpr std::array<std::string_view, 4> unknown_skus = {"NO-SUCH-SKU", "no such sku", "ÜBER-1", "0042"};
constexpr std::array<std::string_view, 3> unit_states = {"shipped", "open", "cancelled"};
constexpr std::int32_t first_day = 20'423;  // 2025-12-01
constexpr std::uint64_t day_span = 400;
constexpr std::size_t most_skus = 500;
// Fields whose literals would break what holds an order together; amounts are tried in their own way.
const std::set<std::string_view> structural = {"line.class",      "line.tax_class", "line.amount",
                                               "line.key",        "line.quantity",  "line.order_quantity",
                                               "line.order_line", "line.date",      "line.at",
                                               "record.total",    "record.kind",    "record.currency"};

Literal text(std::string_view value) {
  return {Literal::Kind::text, std::string(value)};
}

std::string date_text(std::int64_t days) {
  return Date::from_days(static_cast<std::int32_t>(days)).text();
}

// A row's literal in the words that a test would use.
void add_literals(const Test& test, std::vector<Literal>& to) {
  for (const auto& value : test.texts) {
    to.push_back(text(value));
    if (test.kind == Test::Kind::prefix) to.push_back(text(value + "1"));
  }
  for (const std::int64_t number : test.numbers) {
    switch (test.field->type) {
      case FieldType::number:
      case FieldType::money:
        // The limit itself, and a cent to either side of it.
        for (const std::int64_t step : {-10'000, 0, 10'000})
          to.push_back(text(Decimal::from_units(number + step).text(2)));
        break;
      case FieldType::date:
        for (const int step : {-1, 0, 1}) to.push_back(text(date_text(number + step)));
        break;
      case FieldType::instant:
        to.push_back(text(Instant::from_millis(number).text()));
        break;
      case FieldType::flag:
        to.push_back({Literal::Kind::flag, number != 0 ? "true" : "false"});
        break;
      case FieldType::text:
        break;
    }
  }
}

void collect(const Use& use, OrderWords& words) {
  if (use.node == nullptr) return;
  for (const Row& row : use.node->rows) {
    for (const Test& test : row.tests)
      if (test.field->scope != FieldScope::item)
        add_literals(test, words.literals[std::string(test.field->path)]);
    collect(row.use, words);
  }
  if (use.node->otherwise) collect(*use.node->otherwise, words);
}

}  // namespace

std::uint64_t Dice::below(std::uint64_t bound) {
  // SplitMix64.
  state_ += 0x9E37'79B9'7F4A'7C15;
  std::uint64_t mixed = state_;
  mixed = (mixed ^ (mixed >> 30)) * 0xBF58'476D'1CE4'E5B9;
  mixed = (mixed ^ (mixed >> 27)) * 0x94D0'49BB'1331'11EB;
  return (mixed ^ (mixed >> 31)) % bound;
}

std::uint64_t seed_of(std::string_view name) {
  std::uint64_t hash = 0xCBF2'9CE4'8422'2325;  // FNV-1a
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x0000'0100'0000'01B3;
  return hash;
}

Result<OrderWords> words_of(const Sources& sources) {
  const auto machine = Machine::make(sources, RuleBudget());
  if (!machine) return machine.error();
  OrderWords words;
  for (const auto& answer : (*machine)->program().answers)
    if (answer) collect(*answer, words);
  auto tables = sources.searched();
  const auto by_sku = [](const auto& table) { return table.first->columns()[table.second] == "sku"; };
  if (std::any_of(tables.begin(), tables.end(), by_sku))
    tables.erase(std::remove_if(tables.begin(), tables.end(), std::not_fn(by_sku)), tables.end());
  std::set<std::string> skus;
  for (const auto& [table, column] : tables) {
    // Evenly over a large table.
    const std::size_t step = table->rows() / most_skus + 1;
    for (std::size_t row = 0; row < table->rows(); row += step) skus.emplace(table->cell(row, column));
  }
  words.skus.assign(skus.begin(), skus.end());
  return words;
}

std::string OrderGenerator::sku() {
  if (words_.skus.empty() || dice_.chance(10)) return std::string(dice_.one_of(unknown_skus));
  return dice_.one_of(words_.skus);
}

std::string OrderGenerator::cents(std::uint64_t below) {
  return Decimal::from_units(static_cast<std::int64_t>(dice_.below(below)) * 10'000).text(2);
}

std::string OrderGenerator::day() {
  return date_text(first_day + static_cast<std::int64_t>(dice_.below(day_span)));
}

OrderSketch OrderGenerator::next() {
  OrderSketch order;
  Fields& record = order.record;
  record.emplace_back("id", text("10880" + std::to_string(1'000'000'000 + dice_.below(1'000'000'000))));
  record.emplace_back("order_date", text(day()));
  if (dice_.chance(70)) record.emplace_back("ship_to.state", text(dice_.one_of(states)));
  if (dice_.chance(20))
    record.emplace_back("ship_to.postal_code", text(std::to_string(10'000 + dice_.below(90'000))));
  if (dice_.chance(50)) record.emplace_back("fulfilment", text(dice_.one_of(fulfilments)));
  if (dice_.chance(40)) record.emplace_back("ship_method", text(dice_.one_of(ship_methods)));
  if (dice_.chance(20)) record.emplace_back("buyer.name", text("Ann O'Neil \"Äx\""));
  if (dice_.chance(10)) record.emplace_back("cancel_requested", Literal{Literal::Kind::flag, "true"});
  if (dice_.chance(8)) {
    record.emplace_back("order_type", text("replacement"));
    record.emplace_back("original_order", text("108800000000002"));
  }
  const int count = 1 + static_cast<int>(dice_.below(dice_.chance(20) ? 8 : 3));
  for (int number = 1; number <= count; ++number) add_order_line(order, number);
  try_literals(order);
  return order;
}

void OrderGenerator::add_order_line(OrderSketch& order, int number) {
  Fields shared;
  shared.emplace_back("order_line", text(std::to_string(number)));
  shared.emplace_back("sku", text(sku()));
  if (dice_.chance(25)) shared.emplace_back("state", text(dice_.one_of(unit_states)));
  const std::uint64_t quantity = dice_.chance(70) ? 1 : 1 + dice_.below(dice_.chance(10) ? 1'000 : 12);
  if (quantity > 1) shared.emplace_back("quantity", Literal{Literal::Kind::number, std::to_string(quantity)});
  if (dice_.chance(10)) shared.emplace_back("condition", text("Refurbished"));
  const std::uint64_t dear = dice_.chance(10) ? 1'000'000 : dice_.chance(5) ? 1 : 20'000;
  add_charge(order, shared, "product", cents(dear));
  if (dice_.chance(25)) add_charge(order, shared, "shipping", cents(2'000));
  if (dice_.chance(20)) add_charge(order, shared, "discount", "-" + cents(1'000));
}

void OrderGenerator::add_charge(OrderSketch& order, Fields shared, std::string_view line_class,
                                std::string amount) {
  if (amount == "-0.00") amount = "0.00";
  Fields& charge = order.lines.emplace_back(shared);
  if (line_class != "product") charge.emplace_back("class", text(line_class));
  charge.emplace_back("amount", text(amount));
  if (line_class == "discount" || !dice_.chance(60)) return;
  Fields& tax = order.lines.emplace_back(std::move(shared));
  tax.emplace_back("class", text("tax"));
  tax.emplace_back("tax_class", text(dice_.chance(75) ? "facilitator" : "seller"));
  if (line_class == "shipping") {
    tax.emplace_back("charge_type", text("SHIPPING"));
    tax.emplace_back("charge_name", text("Shipping"));
  }
  tax.emplace_back("amount", text(cents(2'000)));
}

// What rows compare with is where they go wrong.
void OrderGenerator::try_literals(OrderSketch& order) {
  for (const auto& [path, literals] : words_.literals) {
    if (literals.empty() || !dice_.chance(30)) continue;
    const Literal& literal = dice_.one_of(literals);
    Fields& line = order.lines[dice_.below(order.lines.size())];
    if (path == "line.amount" || path == "record.total") {
      const Literal* of_class = field_of(line, "class");
      const bool fits =
          of_class == nullptr || (of_class->text == "discount") == literal.text.starts_with('-');
      if (fits) set_field(line, "amount", literal);
    } else if (!structural.contains(path)) {
      const bool of_line = path.starts_with("line.");
      set_field(of_line ? line : order.record, std::string_view(path).substr(path.find('.') + 1), literal);
    }
  }
}

}  // namespace crosswalk::rules
