#include "simulator/walmart_statement.h"

#include <map>

#include "simulator/walmart_json_out.h"
#include "simulator/world_books.h"
#include "simulator/world_calendar.h"

namespace crosswalk::simulator {
namespace {

using Units = std::int64_t;

// The sums of sales, or of refunds.
struct Aggregate {
  Units price = 0;
  Units shipping = 0;
  Units product_tax = 0;
  Units shipping_tax = 0;
  Units product_withheld = 0;
  Units shipping_withheld = 0;
  Units commission = 0;
  Units base_commission = 0;
  Units wfs_shipping = 0;
  Units wfs_shipping_tax = 0;

  Units tax() const { return product_tax + shipping_tax; }
  Units withheld() const { return product_withheld + shipping_withheld; }
  Units payable() const {
    return price + shipping + tax() + withheld() + commission + wfs_shipping + wfs_shipping_tax;
  }
};

struct Statement {
  Aggregate sale;
  Aggregate refund;
  Units adjustments = 0;
  Units return_shipping = 0;
  std::map<std::string, Units> wfs;  // by its key
  Units wfs_all = 0;
  Units other = 0;
  Units reserve = 0;
  Units payouts = 0;

  void add(const SettlementRow& row) {
    Aggregate& to = row.refund ? refund : sale;
    const Units amount = row.amount.units();
    const bool of_shipping = row.amount_type.starts_with("Shipping");
    switch (row.kind) {
      case RowKind::product:
      case RowKind::promotion:
      case RowKind::other_charge:
        to.price += amount;
        return;
      case RowKind::shipping:
        to.shipping += amount;
        return;
      case RowKind::tax:
        (of_shipping ? to.shipping_tax : to.product_tax) += amount;
        return;
      case RowKind::tax_withheld:
        if (of_shipping)
          (row.by_walmart ? to.wfs_shipping_tax : to.shipping_withheld) += amount;
        else
          to.product_withheld += amount;
        return;
      case RowKind::commission:
        to.commission += amount;
        to.base_commission += row.base_commission.units();
        return;
      case RowKind::reserve:
        reserve += amount;
        return;
      case RowKind::early_payout:
        payouts += amount;
        return;
      case RowKind::fee:
      case RowKind::adjustment:
      case RowKind::restocking:
      case RowKind::unknown:
        return add_fee(row, to, amount);
    }
  }

 private:
  void add_fee(const SettlementRow& row, Aggregate& to, Units amount) {
    const std::string name = plain_name(row.description);
    if (name == "WFS Charge") {
      to.wfs_shipping += amount;
    } else if (name.starts_with("WFS")) {
      wfs_all += amount;
      wfs[name == "WFS Fulfillment fee"           ? "wfsFullfillmentFee"
          : name == "WFS StorageFee"              ? "wfsStorageFee"
          : name == "WFS Return Shipping fee"     ? "wfsReturnShippingFee"
          : name == "WFS RC_InventoryDisposalFee" ? "wfsInventoryRemovalFee"
                                                  : "wfsInventoryFee"] += amount;
    } else if (row.type == "Adjustment") {
      adjustments += amount;
      if (name == "Walmart Return Shipping Charge") return_shipping += amount;
    } else {
      other += amount;
    }
  }
};

void number(JsonOut& json, std::string_view name, Units units) {
  json.number(name, Decimal::from_units(units));
}

void write_aggregate(JsonOut& json, std::string_view name, const Aggregate& sums, bool sales) {
  json.open('{', name);
  number(json, "productPrice", sums.price);
  number(json, "shipping", sums.shipping);
  number(json, "netTaxCollected", sums.tax());
  number(json, "productTaxCollected", sums.product_tax);
  number(json, "shippingTaxCollected", sums.shipping_tax);
  number(json, "netTaxWithheld", sums.withheld());
  number(json, "productTaxWithheld", sums.product_withheld);
  number(json, "shippingTaxWithheld", sums.shipping_withheld);
  number(json, "netComm", sums.commission);
  number(json, "netPayable", sums.payable());
  if (sales || sums.wfs_shipping != 0 || sums.wfs_shipping_tax != 0) {
    number(json, "wfsShipping", sums.wfs_shipping);
    number(json, "wfsShipppingTax", sums.wfs_shipping_tax);  // with three p's
  }
  // Refunds do not keep the identity of commissions (walmart.md §4.5).
  number(json, "totalBaseCommission", sales ? sums.base_commission : 0);
  number(json, "commissionSavings", sales ? sums.commission - sums.base_commission : 0);
  json.close('}');
}

std::string percent(std::int64_t part, std::int64_t whole) {
  if (whole == 0) return "0";
  return scale(Decimal::whole(100), part, whole, 2).value().text();
}

}  // namespace

std::string payment_statement(const MarketView& view, Instant now, const StatementSwitches& switches) {
  Statement sums;
  Units opening = 0;
  Units paid = 0;
  Settlement dates;
  dates.start = dates.end = dates.deposit_date = walmart_day(now);
  if (view.world.terms()) {
    const SettlementTerms& terms = *view.world.terms();
    dates = period(terms, std::max(0, period_of(terms, walmart_day(now))));
    for (const SettlementRow& row : settlement_rows(view, now))
      if (row.posted >= dates.start) sums.add(row);
    const std::vector<Settlement> closed = settlements(view, now);
    if (!closed.empty()) opening = closed.back().payable.units();
    for (const Settlement& settlement : closed)
      if (settlement.deposit_date >= dates.start && settlement.deposit_date <= walmart_day(now))
        paid += settlement.deposit.units();
  }
  paid -= sums.payouts;
  const Units orders = sums.sale.payable() + sums.refund.payable() + sums.adjustments;
  const Units closing = opening + orders + sums.wfs_all + sums.other + sums.reserve - paid;
  const Units sign = switches.signs_of_rows ? 1 : -1;

  std::string body;
  JsonOut json(body);
  json.open('{');
  json.number("statusCode", std::int64_t{200});
  json.text("status", "OK");
  json.text("error", "");
  json.text("partnerId", "10000000354");
  json.open('{', "payload");
  json.number("outstandingMCABalance", std::int64_t{0});
  json.open('{', "sellerInfo");
  json.text("storeFrontUrl", "https%3A%2F%2Fstore.test%2Fseller%2F354");
  json.text("sellerStatus", "ACTIVE");
  json.text("paymentStatus", "ACTIVE");
  json.number("tenure", std::int64_t{731});
  json.close('}');
  json.open('{', "accountSummary");
  number(json, "openingBalance", opening);
  number(json, "orderActivity", orders);
  number(json, "walmartFulfillmentServices", sums.wfs_all);
  number(json, "otherActivities", sums.other);
  number(json, "reserve", sign * sums.reserve);
  number(json, "paidToYou", -sign * paid);
  number(json, "closingBalance", closing);
  json.text("scheduledSettlementDate", dates.deposit_date.text());
  json.text("paymentProcessor", "PingPong");
  json.text("settleCycle", "Bi-weekly");
  number(json, "reserveToDate", -sums.reserve);
  json.text("lastUpdatedDate", walmart_day(now).text());
  json.number("holdAmt", std::int64_t{0});
  json.text("holdDates", " ");
  json.close('}');
  json.open('{', "transactionDetails");
  write_aggregate(json, "saleAggregate", sums.sale, true);
  write_aggregate(json, "refundDetails", sums.refund, false);
  json.open('{', "adjustmentAggregate");
  number(json, "netPayable", sums.adjustments);
  number(json, "returnShipServCharge", sums.return_shipping);
  json.close('}');
  json.open('{', "wfs");
  number(json, "netPayable", sums.wfs_all);
  for (const auto& [name, units] : sums.wfs) number(json, name, units);
  json.close('}');
  json.raw("partnerTxns", switches.empty_is_object ? "{}" : "[]");
  json.close('}');
  json.close('}');
  json.close('}');
  return body;
}

std::string payment_performance(const MarketView& view, Instant now) {
  std::string body;
  JsonOut json(body);
  json.open('{');
  json.number("statusCode", std::int64_t{200});
  json.text("status", "OK");
  json.text("error", "");
  json.text("partnerId", "10000000354");
  json.open('{', "payload");
  for (const int days : {7, 14, 30, 60, 90}) {
    const Instant from = now - Millis(std::int64_t{days} * 86'400'000);
    std::int64_t orders = 0;
    std::int64_t shipped = 0;
    std::int64_t cancelled_by_seller = 0;
    std::int64_t cancelled_by_buyer = 0;
    for (const MarketOrder& order : view.world.orders()) {
      if (order.ordered > now || order.ordered < from) continue;
      ++orders;
      bool ships = false;
      for (const LineStanding& line : view.standing(order, now).lines) {
        ships = ships || line.shipped() > 0;
        for (const Cancellation& cancellation : line.cancellations)
          ++(cancellation.reason.starts_with("CUSTOMER") ? cancelled_by_buyer : cancelled_by_seller);
      }
      shipped += ships ? 1 : 0;
    }
    std::int64_t at_fault = 0;
    std::int64_t not_at_fault = 0;
    for (const MarketReturn& made : view.world.returns())
      if (made.created >= from && view.lines_of(made, now))
        ++(made.lines.front().reason == "NO_LONGER_WANTED" ? not_at_fault : at_fault);
    json.open('{', std::to_string(days) + "DAY");
    json.raw("refundRateSellerFault", percent(at_fault, shipped));
    json.raw("refundRateCustomerFault", percent(not_at_fault, shipped));
    json.raw("ots", percent(shipped, shipped));
    json.raw("otd", percent(shipped, shipped));
    json.raw("vtr", percent(shipped, shipped));
    json.raw("cancellationSellerFault", percent(cancelled_by_seller, orders));
    json.raw("cancellationCustomerFault", percent(cancelled_by_buyer, orders));
    json.close('}');
  }
  json.close('}');
  json.close('}');
  return body;
}

}  // namespace crosswalk::simulator
