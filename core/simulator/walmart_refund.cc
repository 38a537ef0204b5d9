// POST /v3/orders/{po}/refund, checked as walmart.md §2.9 tells.
#include <algorithm>
#include <array>

#include "base/json_tree.h"
#include "simulator/walmart_actions.h"

namespace crosswalk::simulator {
namespace {

// Letter for letter, as Walmart lists them.
constexpr std::array<std::string_view, 22> reasons = {"BillingError",
                                                      "TaxExemptCustomer",
                                                      "ItemNotAsAdvertised",
                                                      "IncorrectItemReceived",
                                                      "CancelledYetShipped",
                                                      "ItemNotReceivedByCustomer",
                                                      "IncorrectShippingPrice",
                                                      "DamagedItem",
                                                      "DefectiveItem",
                                                      "CustomerChangedMind",
                                                      "CustomerReceivedItemLate",
                                                      "Missing Parts / Instructions",
                                                      "Finance -> Goodwill",
                                                      "Finance -> Rollback",
                                                      "Buyer canceled",
                                                      "Customer returned item",
                                                      "General adjustment",
                                                      "Merchandise not received",
                                                      "Quality -> Missing Parts / Instructions",
                                                      "Shipping & Delivery -> Damaged",
                                                      "Shipping & Delivery -> Shipping Price Discrepancy",
                                                      "Others"};

// "Item Price" in a refund is "ItemPrice" on the order.
bool same_charge(std::string_view a_type, const MarketCharge& b) {
  return a_type == b.type && b.amount.units() > 0;
}

// What may still be refunded of all charges of `type` of a line; taxes apart.
struct Remaining {
  std::int64_t amount = 0;
  std::int64_t tax = 0;
};

Remaining remaining_of(const MarketLine& line, const LineStanding& units, std::string_view type,
                       ChargeMeans means) {
  Remaining left;
  const std::int64_t times = means == ChargeMeans::unit ? line.quantity : 1;
  for (const MarketCharge& charge : line.charges) {
    if (!same_charge(type, charge)) continue;
    // Only what is shipped was paid for.
    left.amount += scale(charge.amount, times * units.shipped(), line.quantity, 2).value().units();
    left.tax += scale(charge.tax, times * units.shipped(), line.quantity, 2).value().units();
  }
  for (const MarketRefund& refund : units.refunds) {
    if (refund.charge.type != type) continue;
    left.amount += refund.charge.amount.units();
    left.tax += refund.charge.tax.units();
  }
  return left;
}

// Every shipped unit's money back, as negative charges.
std::vector<MarketRefund> full_refund(const MarketLine& line, const LineStanding& units,
                                      const std::string& reason, ChargeMeans means) {
  std::vector<MarketRefund> refunds;
  for (const char* type : {"PRODUCT", "SHIPPING"}) {
    const Remaining left = remaining_of(line, units, type, means);
    if (left.amount <= 0 && left.tax <= 0) continue;
    MarketRefund refund;
    refund.reason = reason;
    refund.charge.type = type;
    refund.charge.name = type == std::string_view("PRODUCT") ? "ItemPrice" : "Shipping";
    refund.charge.amount = Decimal::from_units(-left.amount);
    refund.charge.tax = Decimal::from_units(-left.tax);
    refunds.push_back(std::move(refund));
  }
  return refunds;
}

std::optional<ActionOutcome> read_refund(const Json& given, const std::string& number, MarketRefund& refund) {
  const Json& charge = child(given, "charge");
  refund.reason = text_in(given, "refundReason");
  refund.charge.type = text_in(charge, "chargeType");
  refund.charge.name = text_in(charge, "chargeName");
  if (std::find(reasons.begin(), reasons.end(), refund.reason) == reasons.end())
    return refused("refundReason is not valid in line number " + number, "refundReason");
  const auto amount = decimal_in(child(charge, "chargeAmount"), "amount");
  if (!amount || amount->units() >= 0)
    return refused("The refund amount of line number " + number + " must be negative", "chargeAmount");
  refund.charge.amount = *amount;
  refund.charge.tax_form = TaxForm::absent;
  const Json& tax = child(charge, "tax");
  if (!tax.is_object()) return std::nullopt;
  const auto tax_amount = decimal_in(child(tax, "taxAmount"), "amount");
  if (!tax_amount || tax_amount->units() > 0)
    return refused("The refunded tax of line number " + number + " must be negative", "taxAmount");
  refund.charge.tax_form = TaxForm::object;
  refund.charge.tax_name = text_in(tax, "taxName");
  refund.charge.tax = *tax_amount;
  return std::nullopt;
}

}  // namespace

void count_returned(const MarketOrder& order, OrderStanding& standing, const MarketView& view, Instant now) {
  for (const MarketReturn& made : view.world.returns()) {
    if (made.customer_order != order.customer_order) continue;
    for (const ReturnLineTruth& line : view.return_truth(made, now).lines) {
      const auto index = line_at(order, line.order_line);
      if (line.po != order.po || !index) continue;
      for (const RefundTruth& refund : line.refunds)
        for (const RefundedCharge& charge : refund.charges) {
          MarketRefund counted;
          counted.charge.type = charge.type;
          counted.charge.amount = charge.amount.negated();
          counted.charge.tax = charge.tax.negated();
          standing.lines[*index].refunds.push_back(std::move(counted));
        }
    }
  }
}

ActionOutcome refund_order(const MarketOrder& order, const OrderStanding& standing, const Json& body,
                           Instant now, ChargeMeans means) {
  const auto lines = items_in(child(child(body, "orderRefund"), "orderLines"), "orderLine");
  if (lines.empty()) return refused("orderRefund.orderLines.orderLine is required");
  if (order.node == NodeType::walmart) return refused("PO: " + order.po + " is refunded by Walmart");
  ActionOutcome outcome;
  std::vector<LineStanding> after = standing.lines;  // a line may be named twice
  const std::string named = text_in(child(body, "orderRefund"), "purchaseOrderId");
  if (!named.empty() && named != order.po) return refused("The body names another PO", "purchaseOrderId");
  const bool full = child(*lines.front(), "isFullRefund") == Json(true);
  for (const Json* line : lines) {
    const std::string number = text_in(*line, "lineNumber");
    const auto index = line_at(order, number);
    if (!index) return refused("Invalid line number " + number + " for PO: " + order.po);
    if ((child(*line, "isFullRefund") == Json(true)) != full)
      return refused("All lines must have the same isFullRefund", "isFullRefund");
    LineStanding& units = after[*index];
    if (units.shipped() == 0)
      return refused("The Line: " + number + " of PO: " + order.po + " is not shipped");
    OrderChange change;
    change.kind = OrderChange::Kind::refunded;
    change.at = now;
    change.line = number;
    std::string reason = "Others";
    bool whole_price = full;
    for (const Json* refund : items_in(child(*line, "refunds"), "refund"))
      for (const Json* given : items_in(child(*refund, "refundCharges"), "refundCharge")) {
        MarketRefund read;
        if (auto wrong = read_refund(*given, number, read)) return *wrong;
        reason = read.reason;
        read.comment = text_in(*refund, "refundComments");
        const Remaining left = remaining_of(order.lines[*index], units, read.charge.type, means);
        if (-read.charge.amount.units() > left.amount || -read.charge.tax.units() > left.tax)
          return refused("The refund of line number " + number + " is more than what is left of its charges");
        // "if isFullRefund=false but the full item price is given, tax and shipping are refunded too"
        whole_price =
            whole_price || (read.charge.type == "PRODUCT" && -read.charge.amount.units() == left.amount);
        units.refunds.push_back(read);
        change.refunds.push_back(std::move(read));
      }
    if (whole_price)
      for (MarketRefund& rest : full_refund(order.lines[*index], units, reason, means)) {
        units.refunds.push_back(rest);
        change.refunds.push_back(std::move(rest));
      }
    if (change.refunds.empty()) return refused("There is nothing to refund in line number " + number);
    outcome.changes.push_back(std::move(change));
  }
  return outcome;
}

}  // namespace crosswalk::simulator
