#include "walmart/return_lines.h"

#include <algorithm>
#include <deque>
#include <string>
#include <vector>

#include "base/json_scan.h"
#include "walmart/market.h"
#include "walmart/order_terms.h"
#include "walmart/return_reader.h"
#include "walmart/return_units.h"

namespace crosswalk::walmart {
namespace {

// What a thread needs for one return, kept for the next.
struct Workspace {
  Scanner scanner;
  ReturnFields fields;
  std::string buyer;
  std::deque<std::string> refunds;  // the names that lines point to
  std::vector<RefundedUnits> parts;
};

bool contains_folded(std::string_view text, std::string_view word) {
  return std::search(text.begin(), text.end(), word.begin(), word.end(), [](char a, char b) {
           return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
         }) != text.end();
}

// What one charge of a return is to the books.
struct Meaning {
  LineClass line_class = LineClass::refund;
  std::string_view type;
  bool to_seller = false;  // it takes from what the buyer gets
};

Meaning meaning_of(const ReturnChargeFields& charge, bool negative) {
  const bool discount = charge.is_discount == "true";
  const bool shipping = charge.category == "SHIPPING" || contains_folded(charge.name, "shipping");
  const bool fee =
      charge.category == "FEE" && (contains_folded(charge.name, "restock") || (discount && !negative));
  if (fee && !shipping) return {LineClass::fee, "FEE", true};
  return {LineClass::refund, shipping ? "SHIPPING" : charge.category, discount || negative};
}

class Translation {
 public:
  Translation(const Record& record, const Settings& settings, const Market& market, Workspace& space,
              LineSink& sink)
      : record_(record),
        settings_(settings),
        market_(market),
        space_(space),
        fields_(space.fields),
        sink_(sink) {}

  Result<void> run() {
    if (auto done = find_facts(); !done) return done;
    if (auto done = sink_.facts(facts_); !done) return done;
    for (std::size_t i = 0; i < fields_.lines.size(); ++i)
      if (auto done = line(i); !done) return done;
    return {};
  }

 private:
  Error wrong(const std::string& what, std::string path) const {
    return fail(ErrorKind::invalid, "return " + record_.key.id + ": " + what, std::move(path));
  }
  static std::string path(std::size_t line, std::string_view rest) {
    return "returnOrderLines[" + std::to_string(line) + "]." + std::string(rest);
  }

  Result<void> find_facts() {
    if (fields_.id.empty()) return wrong("it has no return order number", "returnOrderId");
    if (fields_.id != record_.key.id)
      return wrong("its text belongs to return " + std::string(fields_.id), "returnOrderId");
    if (fields_.lines.empty()) return wrong("it has no lines", "returnOrderLines");
    if (auto done = check_lines(); !done) return done;
    const auto created = time_in(fields_.created);
    if (!created) return wrong("its date is missing or not a time", "returnOrderDate");
    if (auto done = find_currency(); !done) return done;
    space_.buyer = fields_.first_name;
    if (!fields_.first_name.empty() && !fields_.last_name.empty()) space_.buyer += ' ';
    space_.buyer += fields_.last_name;
    facts_.kind = RecordKind::return_order;
    facts_.id = fields_.id;
    facts_.customer_order = fields_.customer_order;
    facts_.market = market_.code;
    facts_.channel = market_.channel;
    facts_.order_type = "regular";
    facts_.ordered = *created;
    facts_.order_date = settings_.books_zone.date_of(*created);
    facts_.buyer_name = space_.buyer;
    facts_.buyer_email = fields_.buyer_email;
    facts_.cancelled = std::all_of(fields_.lines.begin(), fields_.lines.end(),
                                   [this](const auto& line) { return is_cancelled(fields_, line); });
    facts_.raw = record_.body;
    return {};
  }

  // Two lines of one number would have the same keys, and one of them would be lost.
  Result<void> check_lines() const {
    std::vector<std::string_view> numbers;
    numbers.reserve(fields_.lines.size());
    for (std::size_t i = 0; i < fields_.lines.size(); ++i) {
      if (fields_.lines[i].number.empty())
        return wrong("the line number is missing", path(i, "returnOrderLineNumber"));
      if (fields_.lines[i].purchase_order.empty())
        return wrong("the purchase order is missing", path(i, "purchaseOrderId"));
      numbers.push_back(fields_.lines[i].number);
    }
    std::sort(numbers.begin(), numbers.end());
    const auto twice = std::adjacent_find(numbers.begin(), numbers.end());
    if (twice != numbers.end())
      return wrong("line number " + std::string(*twice) + " occurs twice", "returnOrderLines");
    return {};
  }

  // One currency in the whole return, every amount with it.
  Result<void> find_currency() {
    for (std::size_t i = 0; i < fields_.lines.size(); ++i) {
      const ReturnLineFields& line = fields_.lines[i];
      for (std::uint32_t c = 0; c < line.charges; ++c) {
        const ReturnChargeFields& charge = fields_.charges[line.first_charge + c];
        if (auto done = same_currency(charge.per_unit.currency, i, c); !done) return done;
        for (std::uint32_t t = 0; t < charge.taxes; ++t)
          if (auto done = same_currency(fields_.taxes[charge.first_tax + t].currency, i, c); !done)
            return done;
      }
    }
    if (!facts_.currency.empty()) return {};
    const auto usual = Currency::parse(market_.currency);
    if (!usual) return usual.error();
    facts_.currency = *usual;
    return {};
  }

  Result<void> same_currency(std::string_view code, std::size_t line, std::uint32_t charge) {
    if (!facts_.currency.empty() && facts_.currency.code() == code) return {};
    const std::string at = path(line, "charges[" + std::to_string(charge) + "]");
    const auto currency = Currency::parse(code);
    if (!currency) return wrong(code.empty() ? "the currency is missing" : currency.error().message, at);
    if (!facts_.currency.empty())
      return wrong("amounts in " + std::string(facts_.currency.code()) + " and " + std::string(code) +
                       " are mixed in one return",
                   at);
    facts_.currency = *currency;
    return {};
  }

  Result<void> line(std::size_t index) {
    const ReturnLineFields& fields = fields_.lines[index];
    if (auto done = refunded_units(fields_, fields, facts_.ordered, space_.parts); !done)
      return wrong(done.error().message, path(index, done.error().where));
    if (space_.parts.empty()) return {};
    if (fields.charges == 0)
      return wrong("units are refunded but the line has no charges", path(index, "charges"));
    Line line;
    line.order_line = fields.number;
    line.refund = space_.refunds.emplace_back(record_.key.id + "-" + std::string(fields.number));
    line.refund_reason = fields.reason;
    line.purchase_order = fields.purchase_order;
    line.sku = fields.sku;
    line.product_name = fields.product_name;
    line.condition = fields.condition;
    line.state = UnitState::shipped;
    line.quantity = Decimal::whole(1);
    line.order_quantity = units_in(fields.quantity).value();
    line.unit_to = 0;
    for (const auto& part : space_.parts) {
      line.at = part.at;
      line.date = settings_.books_zone.date_of(part.at);
      line.goods_back = part.goods_back;
      for (std::uint32_t unit = 0; unit < part.units; ++unit) {
        line.unit_from = line.unit_to;
        ++line.unit_to;
        for (std::uint32_t c = 0; c < fields.charges; ++c)
          if (auto done = charge(index, c, line); !done) return done;
      }
    }
    return {};
  }

  Result<void> charge(std::size_t index, std::uint32_t number, Line& line) {
    const ReturnChargeFields* charges = fields_.charges.data() + fields_.lines[index].first_charge;
    const ReturnChargeFields& charge = charges[number];
    const auto amount = amount_of(charge.per_unit, index, number, "chargePerUnit");
    if (!amount) return amount.error();
    const Meaning meaning = meaning_of(charge, amount->is_negative());
    line.charge_type = meaning.type;
    line.charge_name = charge.name;
    line.charge_index = 0;
    for (std::uint32_t before = 0; before < number; ++before)
      if (charges[before].name == charge.name &&
          meaning_of(charges[before], charges[before].per_unit.amount.starts_with('-')).type == meaning.type)
        ++line.charge_index;
    line.line_class = meaning.line_class;
    line.tax_class = TaxClass::none;
    line.tax_name = {};
    line.amount = {signed_as(meaning, *amount), facts_.currency};
    if (auto done = sink_.line(line); !done) return done;

    if (charge.taxes == 0) return {};
    Decimal sum;
    for (std::uint32_t t = 0; t < charge.taxes; ++t) {
      const auto tax = amount_of(fields_.taxes[charge.first_tax + t], index, number, "tax.taxPerUnit");
      if (!tax) return tax.error();
      const auto more = add(sum, tax->magnitude());
      if (!more) return wrong(more.error().message, path(index, "charges"));
      sum = *more;
    }
    line.line_class = LineClass::tax;
    // A return says no address. Where the marketplace owes taxes, it has owed those of every state since
    // 2023, longer than Walmart keeps orders that can still be returned (facilitator.h).
    line.tax_class = market_.facilitator ? TaxClass::facilitator : TaxClass::seller;
    line.tax_name = charge.tax_name;
    line.amount = {signed_as(meaning, sum), facts_.currency};
    return sink_.line(line);
  }

  static Decimal signed_as(const Meaning& meaning, Decimal amount) {
    return meaning.to_seller ? amount.magnitude() : amount.magnitude().negated();
  }

  Result<Decimal> amount_of(const AmountFields& fields, std::size_t index, std::uint32_t charge,
                            const char* field) const {
    auto amount = Decimal::parse_json(fields.amount);
    if (!amount)
      return wrong(fields.amount.empty() ? "the amount is missing" : amount.error().message,
                   path(index, "charges[" + std::to_string(charge) + "]." + field));
    return amount;
  }

  const Record& record_;
  const Settings& settings_;
  const Market& market_;
  Workspace& space_;
  const ReturnFields& fields_;
  LineSink& sink_;
  RecordFacts facts_;
};

}  // namespace

Result<void> return_lines(const Record& record, const Settings& settings, LineSink& sink) {
  thread_local Workspace space;
  const Market* market = find_market(settings.market);
  if (market == nullptr)
    return fail(ErrorKind::config, "the market \"" + settings.market + "\" is not known");
  if (auto done = read_return(space.scanner, record.body, space.fields); !done)
    return fail(ErrorKind::invalid, "return " + record.key.id + ": " + done.error().message,
                done.error().where);
  space.refunds.clear();
  return Translation(record, settings, *market, space, sink).run();
}

}  // namespace crosswalk::walmart
