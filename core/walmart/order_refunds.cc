#include "walmart/order_refunds.h"

#include <algorithm>
#include <span>
#include <string>

#include "walmart/order_terms.h"

namespace crosswalk::walmart {
namespace {

class LineRefunds {
 public:
  LineRefunds(const OrderFields& order, std::size_t index, const RecordFacts& facts, TaxClass tax_class,
              std::deque<std::string>& names, LineSink& sink)
      : fields_(order.lines[index]),
        refunds_(std::span(order.refunds).subspan(fields_.first_refund, fields_.refunds)),
        index_(index),
        facts_(facts),
        tax_class_(tax_class),
        names_(names),
        sink_(sink) {}

  Result<void> run(const TimeZone& books) {
    line_.order_line = fields_.number;
    line_.sku = fields_.sku;
    line_.product_name = fields_.product_name;
    line_.condition = fields_.condition;
    line_.fulfilment = facts_.fulfilment;
    line_.state = UnitState::shipped;  // it has happened
    line_.quantity = Decimal::whole(1);
    line_.purchase_order = facts_.id;
    const auto refunded = time_in(fields_.status_date);
    line_.at = refunded ? *refunded : facts_.ordered;
    line_.date = books.date_of(line_.at);
    if (const auto units = units_in(fields_.quantity)) line_.order_quantity = *units;
    for (std::size_t i = 0; i < refunds_.size(); ++i)
      if (auto done = charge(i); !done) return done;
    return {};
  }

 private:
  Error wrong(std::size_t number, const std::string& what, const std::string& rest) const {
    return invalid_order(facts_.id, what,
                         line_path(index_, "refund[" + std::to_string(number) + "]." + rest));
  }

  Result<void> charge(std::size_t number) {
    const RefundFields& refund = refunds_[number];
    const auto written_positive = is_positive(number);
    if (!written_positive) return written_positive.error();
    const auto amount = money(number, refund.charge.amount, refund.charge.currency, "charge.chargeAmount");
    if (!amount) return amount.error();
    line_.refund = refund.id;
    if (refund.id.empty()) line_.refund = names_.emplace_back("L" + std::string(fields_.number));
    line_.refund_reason = refund.reason;
    line_.charge_type = refund.charge.type;
    line_.charge_name = refund.charge.name;
    line_.charge_index = static_cast<std::uint32_t>(
        std::count_if(refunds_.begin(), refunds_.begin() + static_cast<std::ptrdiff_t>(number),
                      [&](const RefundFields& before) {
                        return before.id == refund.id && before.charge.type == refund.charge.type &&
                               before.charge.name == refund.charge.name;
                      }));
    line_.line_class = LineClass::refund;
    line_.tax_class = TaxClass::none;
    line_.tax_name = {};
    line_.amount = {*written_positive ? amount->negated() : *amount, facts_.currency};
    if (auto done = sink_.line(line_); !done || !refund.charge.has_tax) return done;
    if (refund.charge.several_taxes)
      return wrong(number, "a charge with several taxes is not known in this market", "charge.tax");
    const auto tax =
        money(number, refund.charge.tax_amount, refund.charge.tax_currency, "charge.tax.taxAmount");
    if (!tax) return tax.error();
    line_.line_class = LineClass::tax;
    line_.tax_class = tax_class_;
    line_.tax_name = refund.charge.tax_name;
    line_.amount = {*written_positive ? tax->negated() : *tax, facts_.currency};
    return sink_.line(line_);
  }

  // All charges of the refund that this one belongs to add up to more than nothing.
  Result<bool> is_positive(std::size_t number) const {
    Decimal sum;
    for (const RefundFields& other : refunds_) {
      if (other.refund != refunds_[number].refund) continue;
      const auto amount = Decimal::parse_json(other.charge.amount);
      if (!amount) return wrong(number, "the amount is missing or not exact", "charge.chargeAmount.amount");
      const auto more = add(sum, *amount);
      if (!more) return wrong(number, more.error().message, "charge.chargeAmount.amount");
      sum = *more;
    }
    return sum > Decimal();
  }

  Result<Decimal> money(std::size_t number, std::string_view amount, std::string_view currency,
                        const char* field) const {
    auto value = Decimal::parse_json(amount);
    if (!value)
      return wrong(number, amount.empty() ? "the amount is missing" : value.error().message,
                   std::string(field) + ".amount");
    if (currency != facts_.currency.code())
      return wrong(number, "the currency is not the order's", std::string(field) + ".currency");
    return value;
  }

  const LineFields& fields_;
  std::span<const RefundFields> refunds_;
  std::size_t index_;
  const RecordFacts& facts_;
  TaxClass tax_class_;
  std::deque<std::string>& names_;
  LineSink& sink_;
  Line line_;
};

}  // namespace

Result<void> order_refunds(const OrderFields& order, std::size_t index, const RecordFacts& facts,
                           TaxClass tax_class, const TimeZone& books, std::deque<std::string>& names,
                           LineSink& sink) {
  if (!order.lines[index].return_order.empty() || order.lines[index].refunds == 0) return {};
  return LineRefunds(order, index, facts, tax_class, names, sink).run(books);
}

}  // namespace crosswalk::walmart
