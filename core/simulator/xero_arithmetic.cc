#include "simulator/xero_arithmetic.h"

namespace crosswalk::simulator::xero_sim {
namespace {

constexpr Decimal hundred = Decimal::whole(100);
constexpr Decimal largest_line = Decimal::from_units(9'999'999'999'990'000);

Error discount_refused(const LineFigures& figures) {
  const std::string shown =
      figures.discount_rate ? figures.discount_rate->text(2) : figures.discount_amount->text(2);
  return fail(ErrorKind::invalid, std::string("The discount ") + (figures.discount_rate ? "rate" : "amount") +
                                      " '" + shown +
                                      "' is invalid. Discount must not be greater than the line total.");
}

Result<Decimal> expected_amount(const LineFigures& figures, Decimal quantity, Decimal unit) {
  auto gross = multiply(quantity, unit, figures.discount_rate ? Decimal::places : 2);
  if (!gross) return gross;
  if (figures.discount_rate) {
    if (*figures.discount_rate > hundred || figures.discount_rate->is_negative())
      return discount_refused(figures);
    return scale(*gross, hundred.units() - figures.discount_rate->units(), hundred.units(), 2);
  }
  if (figures.discount_amount) {
    if (figures.discount_amount->magnitude() > gross->magnitude()) return discount_refused(figures);
    auto net = subtract(*gross, *figures.discount_amount);
    if (!net) return net;
    return round(*net, 2);
  }
  return gross;
}

}  // namespace

Result<LineWorth> line_worth(const LineFigures& figures, int unit_places) {
  LineWorth worth;
  const auto stated = figures.line_amount ? std::optional(round(*figures.line_amount, 2)) : std::nullopt;
  const bool derived = stated && !(figures.quantity && figures.unit_amount);
  worth.quantity = round(figures.quantity.value_or(Decimal::whole(1)), 4);
  worth.unit_amount = round(figures.unit_amount.value_or(Decimal{}), unit_places);
  if (stated && !figures.unit_amount && !worth.quantity.is_zero()) {
    const auto unit = scale(*stated, Decimal::one, worth.quantity.units(), unit_places);
    if (!unit) return unit.error();
    worth.unit_amount = *unit;
  }
  if (stated && !figures.quantity && figures.unit_amount && !worth.unit_amount.is_zero()) {
    const auto quantity = scale(*stated, Decimal::one, worth.unit_amount.units(), 4);
    if (!quantity) return quantity.error();
    worth.quantity = *quantity;
  }
  const auto expected = expected_amount(figures, worth.quantity, worth.unit_amount);
  if (!expected) return expected.error();
  if (stated && !derived && *stated != *expected)
    return fail(ErrorKind::invalid, "The line total " + stated->text(2) +
                                        " does not match the expected line total " + expected->text(2));
  worth.line_amount = derived ? *stated : *expected;
  if (worth.line_amount.magnitude() > largest_line)
    return fail(ErrorKind::invalid,
                "The line amount " + worth.line_amount.text(2) + " is greater than 9,999,999,999.99");
  return worth;
}

Decimal plus(Decimal a, Decimal b) {
  const auto sum = add(a, b);
  return sum ? *sum : Decimal::from_units(-1);
}

Result<Decimal> line_tax(Decimal line_amount, Decimal rate, LineAmountTypes types) {
  switch (types) {
    case LineAmountTypes::no_tax:
      return Decimal{};
    case LineAmountTypes::exclusive:
      return scale(line_amount, rate.units(), hundred.units(), 2);
    case LineAmountTypes::inclusive:
      return scale(line_amount, rate.units(), hundred.units() + rate.units(), 2);
  }
  return fail(ErrorKind::internal, "no such LineAmountTypes");
}

}  // namespace crosswalk::simulator::xero_sim
