#include "walmart/order_standing.h"

#include <algorithm>
#include <charconv>

#include "base/json_tree.h"

namespace crosswalk::walmart {
namespace {

const Json& child(const Json& parent, std::string_view name) {
  static const Json nothing;
  const auto found = parent.is_object() ? parent.find(name) : parent.end();
  return parent.is_object() && found != parent.end() ? *found : nothing;
}

// The elements of an array, or the lone object that some answers have in its place.
template <class Each>
void each_of(const Json& json, Each&& each) {
  if (json.is_object()) each(json);
  if (!json.is_array()) return;
  for (const Json& element : json) each(element);
}

int units_of(const Json& quantity) {
  const Json& amount = child(quantity, "amount");
  if (amount.is_number_integer()) return static_cast<int>(amount.get<std::int64_t>());
  const std::string text = text_in(quantity, "amount");
  int units = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), units);
  return error == std::errc() && end == text.data() + text.size() ? units : 0;
}

Decimal amount_of(const Json& money) {
  const auto amount = decimal_in(money, "amount");
  return amount ? *amount : Decimal();
}

// Amounts of one order are far from the edge of what a Decimal holds.
Decimal sum_of(Decimal a, Decimal b) {
  const auto sum = add(a, b);
  return sum ? *sum : a;
}

ChargeRow charge_of(const Json& charge) {
  ChargeRow row;
  row.type = text_in(charge, "chargeType");
  row.amount = amount_of(child(charge, "chargeAmount"));
  each_of(child(charge, "tax"),
          [&](const Json& tax) { row.tax = sum_of(row.tax, amount_of(child(tax, "taxAmount"))); });
  return row;
}

void read_refund(const Json& refund, LineStanding& line) {
  const std::string comment = text_in(refund, "refundComments");
  if (!comment.empty()) line.refund_comments.push_back(comment);
  each_of(child(child(refund, "refundCharges"), "refundCharge"), [&](const Json& given) {
    ChargeRow row = charge_of(child(given, "charge"));
    if (row.amount.units() > 0) row.amount = row.amount.negated();
    if (row.tax.units() > 0) row.tax = row.tax.negated();
    line.refunds.push_back(std::move(row));
  });
}

LineStanding line_of(const Json& given) {
  LineStanding line;
  line.number = text_in(given, "lineNumber");
  line.sku = text_in(child(given, "item"), "sku");
  line.quantity = units_of(child(given, "orderLineQuantity"));
  const Json& intent = child(given, "intentToCancel");
  const std::string said = text_in(given, "intentToCancel");
  line.intent_to_cancel = intent == Json(true) || (!said.empty() && said != "false");
  each_of(child(child(given, "orderLineStatuses"), "orderLineStatus"), [&](const Json& status) {
    UnitRow row;
    row.status = text_in(status, "status");
    row.quantity = units_of(child(status, "statusQuantity"));
    row.tracking = text_in(child(status, "trackingInfo"), "trackingNumber");
    row.reason = text_in(status, "cancellationReason");
    line.units.push_back(std::move(row));
  });
  each_of(child(child(given, "charges"), "charge"),
          [&](const Json& charge) { line.charges.push_back(charge_of(charge)); });
  // One object in answers, a list in requests, and refundLines in some live orders (walmart.md §2.4).
  each_of(child(given, "refund"), [&](const Json& refund) { read_refund(refund, line); });
  each_of(child(child(given, "refunds"), "refund"), [&](const Json& refund) { read_refund(refund, line); });
  each_of(child(child(child(given, "refunds"), "refundLines"), "refundLine"),
          [&](const Json& refund) { read_refund(refund, line); });
  return line;
}

}  // namespace

int LineStanding::count(std::string_view status) const {
  int units_there = 0;
  for (const UnitRow& row : units)
    if (row.status == status) units_there += row.quantity;
  return units_there;
}

int LineStanding::shipped_as(std::string_view tracking) const {
  int units_there = 0;
  for (const UnitRow& row : units)
    if (row.tracking == tracking && (row.status == "Shipped" || row.status == "Delivered"))
      units_there += row.quantity;
  return units_there;
}

int LineStanding::cancelled_for(std::string_view reason) const {
  int units_there = 0;
  for (const UnitRow& row : units)
    if (row.status == "Cancelled" && (row.reason.empty() || row.reason == reason))
      units_there += row.quantity;
  return units_there;
}

ChargeRow LineStanding::refunded(std::string_view type) const {
  ChargeRow sum;
  sum.type = type;
  for (const ChargeRow& refund : refunds) {
    if (refund.type != type) continue;
    sum.amount = sum_of(sum.amount, refund.amount);
    sum.tax = sum_of(sum.tax, refund.tax);
  }
  return sum;
}

const LineStanding* OrderStanding::find(std::string_view number) const {
  const auto found = std::find_if(lines.begin(), lines.end(),
                                  [&](const LineStanding& line) { return line.number == number; });
  return found == lines.end() ? nullptr : &*found;
}

Result<OrderStanding> read_standing(std::string_view body) {
  const auto json = parse_json(body, "the order");
  if (!json) return json.error();
  const Json& order = json->contains("order") ? child(*json, "order") : *json;
  OrderStanding standing;
  standing.po = text_in(order, "purchaseOrderId");
  standing.customer_order = text_in(order, "customerOrderId");
  standing.method = text_in(child(order, "shippingInfo"), "methodCode");
  standing.node_type = text_in(child(order, "shipNode"), "type");
  each_of(child(child(order, "orderLines"), "orderLine"), [&](const Json& line) {
    standing.lines.push_back(line_of(line));
    each_of(child(child(line, "charges"), "charge"), [&](const Json& charge) {
      if (standing.currency.empty()) standing.currency = text_in(child(charge, "chargeAmount"), "currency");
    });
  });
  if (standing.po.empty() || standing.lines.empty())
    return fail(ErrorKind::invalid, "the answer is no order: it has no purchaseOrderId or no lines");
  return standing;
}

}  // namespace crosswalk::walmart
