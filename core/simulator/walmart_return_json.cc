#include "simulator/walmart_return_json.h"

#include <map>

namespace crosswalk::simulator {
namespace {

Decimal sum(Decimal a, Decimal b) {
  return Decimal::from_units(a.units() + b.units());
}

// What chargeTotals says of one unit.
struct Totals {
  Decimal price;
  Decimal product_taxes;
  Decimal taxes;
  Decimal shipping;
  Decimal restocking;

  Decimal before_tax() const { return sum(sum(price, shipping), restocking.negated()); }
  Decimal all() const { return sum(before_tax(), taxes); }
};

Totals totals_of(const std::vector<RefundedCharge>& charges, const MarketReturnLine& line) {
  Totals totals;
  totals.restocking = line.restocking_fee;
  for (const RefundedCharge& charge : charges) {
    const bool shipping = charge.type == "SHIPPING";
    Decimal& to = shipping ? totals.shipping : totals.price;
    to = sum(to, charge.amount);
    totals.taxes = sum(totals.taxes, charge.tax);
    if (!shipping) totals.product_taxes = sum(totals.product_taxes, charge.tax);
  }
  return totals;
}

class ReturnWriter {
 public:
  ReturnWriter(JsonOut& json, const MarketReturn& made, const ReturnStanding& standing,
               const std::vector<ReturnedLine>& lines, const MarketView& view,
               const ReturnJsonOptions& options)
      : json_(json),
        made_(made),
        standing_(standing),
        lines_(lines),
        options_(options),
        means_(view.world.charge_means()),
        order_(*view.world.find(made.lines.front().po)),
        nulls_(order_.quirks.has(Quirk::explicit_nulls)) {}

  void write() {
    json_.open('{');
    json_.text("returnOrderId", made_.id);
    json_.text("customerEmailId", order_.email);
    const std::string& name = order_.ship_to.name;
    const auto blank = std::min(name.find(' '), name.size());
    json_.open('{', "customerName");
    json_.text("firstName", name.substr(0, blank));
    json_.text("lastName", name.substr(std::min(blank + 1, name.size())));
    json_.close('}');
    json_.text("customerOrderId", made_.customer_order);
    json_.text("refundMode", "POST_DELIVERY");
    json_.text(options_.other_spellings ? "returnCreationDate" : "returnOrderDate", made_.created.text());
    if (options_.other_spellings) json_.text("lastModifiedDate", standing_.last_modified.text());
    json_.text("returnType", made_.replacement ? "REPLACEMENT" : "REFUND");
    if (made_.replacement) json_.text("replacementCustomerOrderId", made_.replacement_customer_order);
    json_.text("returnByDate", made_.return_by.text());
    Decimal total;
    for (const ReturnedLine& line : lines_)
      total =
          sum(total, totals_of(refund_per_unit(*line.sold, *line.returned, means_), *line.returned).all());
    if (options_.other_spellings) json_.open('{', "refundValue");
    write_money(options_.other_spellings ? "totalAmount" : "totalRefundAmount", total);
    if (options_.other_spellings) json_.close('}');
    write_groups();
    json_.open('[', "returnOrderLines");
    for (std::size_t i = 0; i < lines_.size(); ++i) write_line(lines_[i], standing_.lines[i]);
    json_.close(']');
    json_.open('{', "returnChannel");
    json_.text("channelName", made_.channel);
    json_.close('}');
    json_.close('}');
  }

 private:
  void write_money(std::string_view name, Decimal amount) {
    json_.open('{', name);
    json_.number("currencyAmount", amount);
    json_.text("currencyUnit", "USD");
    json_.close('}');
  }
  void write_quantity(int quantity) {
    json_.open('{', "quantity");
    json_.text("unitOfMeasure", "EACH");
    json_.number("measurementValue", std::int64_t{quantity});
    json_.close('}');
  }
  void reference(std::string_view name, std::string_view value) {
    json_.open('{');
    json_.text("name", name);
    json_.text("value", value);
    json_.close('}');
  }
  std::string tracking_number() const { return "7856" + made_.id.substr(made_.id.size() - 8); }

  void write_groups() {
    json_.open('[', "returnLineGroups");
    json_.open('{');
    json_.number("groupNo", std::int64_t{1});
    json_.open('[', "returnLines");
    bool expected = false;
    for (const ReturnedLine& line : lines_) {
      expected = expected || !line.returned->keep_it;
      json_.open('{');
      json_.number("returnOrderLineNumber", std::int64_t{line.returned->number});
      json_.close('}');
    }
    json_.close(']');
    json_.open('[', "labels");
    if (expected) {
      json_.open('{');
      json_.text("labelImageURL", "https://images.test/labels/" + made_.id + ".png");
      json_.open('[', "carrierInfoList");
      json_.open('{');
      json_.text("carrierId", "11");
      json_.text("carrierName", "FEDEX");
      json_.text("serviceType", "FedEx Ground");
      json_.text("trackingNo", tracking_number());
      json_.close('}');
      json_.close(']');
      json_.close('}');
    }
    json_.close(']');
    json_.boolean("returnExpectedFlag", expected);
    json_.close('}');
    json_.close(']');
  }

  void write_line(const ReturnedLine& pair, const ReturnLineStanding& units) {
    const MarketReturnLine& line = *pair.returned;
    json_.open('{');
    json_.number("returnOrderLineNumber", std::int64_t{line.number});
    json_.raw("salesOrderLineNumber", line.order_line);
    json_.text("returnReason", line.reason);
    json_.text("purchaseOrderId", line.po);
    json_.raw("purchaseOrderLineNumber", line.order_line);
    json_.boolean("isReturnForException", made_.exception);
    if (made_.exception) json_.text("exceptionItemType", "HAZMAT/OTHER/FREIGHT");
    if (units.cancelled() > 0)
      json_.text("returnCancellationReason", "CUSTOMER_CANCELLED");
    else if (nulls_)
      json_.null("returnCancellationReason");
    json_.open('{', "item");
    json_.text("sku", pair.sold->sku);
    json_.text("productName", pair.sold->product_name);
    json_.open('{', "itemWeight");
    json_.text("unitOfMeasure", "POUND");
    json_.number("measurementValue", std::int64_t{2});
    json_.close('}');
    json_.close('}');
    const auto charges = refund_per_unit(*pair.sold, line, means_);
    const Totals totals = totals_of(charges, line);
    write_charges(charges, line);
    write_money("unitPrice", totals.price);
    write_totals(totals);
    write_units(line, units);
    write_tags(units);
    json_.close('}');
  }

  void write_charges(const std::vector<RefundedCharge>& charges, const MarketReturnLine& line) {
    json_.open('[', "charges");
    for (const RefundedCharge& charge : charges) write_charge(charge);
    if (!line.restocking_fee.is_zero())
      write_charge({"FEE", "RestockingFee", line.restocking_fee, Decimal()});
    json_.close(']');
  }

  void write_charge(const RefundedCharge& charge) {
    json_.open('{');
    json_.text("chargeCategory", charge.type == "PRODUCT" ? "PRODUCT" : "FEE");
    json_.text("chargeName", charge.name);
    write_money("chargePerUnit", charge.amount);
    json_.boolean("isDiscount", charge.amount.is_negative());
    json_.boolean("isBillable", true);
    json_.open('[', "tax");
    if (!charge.tax.is_zero()) {
      json_.open('{');
      json_.text("taxName", charge.type == "SHIPPING" ? "Tax2" : "Tax1");
      write_money("excessTax", Decimal());
      write_money("taxPerUnit", charge.tax);
      json_.close('}');
    }
    json_.close(']');
    write_money("excessCharge", Decimal());
    json_.open('[', "references");
    reference("isAdjustment", "false");
    json_.close(']');
    json_.close('}');
  }

  void write_totals(const Totals& totals) {
    json_.open('[', "chargeTotals");
    const auto total = [&](std::string_view name, Decimal amount) {
      json_.open('{');
      json_.text("name", name);
      write_money("value", amount);
      json_.close('}');
    };
    total("lineUnitPrice", totals.price);
    total("lineProductTaxes", totals.product_taxes);
    total("lineTotalTaxes", totals.taxes);
    if (!totals.restocking.is_zero()) total("lineRestockingFee", totals.restocking);
    if (!totals.shipping.is_zero()) total("lineShippingFee", totals.shipping);
    total("lineSubTotal", totals.before_tax());
    total("lineTotal", totals.all());
    json_.close(']');
  }

  void write_units(const MarketReturnLine& line, const ReturnLineStanding& units) {
    const ReturnUnit& first = units.units.front();
    json_.text("currentDeliveryStatus", first.delivered    ? "DELIVERED"
                                        : first.in_transit ? "IN_TRANSIT"
                                                           : "NOT_SHIPPED");
    json_.text("currentRefundStatus", first.refund_status());
    if (!options_.single_quantity_form) {
      write_statuses(units);
      write_channels(units);
    }
    int cancellable = 0;
    for (const ReturnUnit& unit : units.units) cancellable += unit.refundable() && !unit.delivered ? 1 : 0;
    json_.number("cancellableQty", std::int64_t{cancellable});
    write_quantity(line.quantity);
    json_.boolean("returnExpectedFlag", !line.keep_it);
    json_.boolean("isFastReplacement", false);
    if (options_.other_spellings)
      json_.text("returnMethod", line.keep_it ? "KEEP_ITEM" : "SHIP_BACK");
    else
      json_.boolean("isKeepIt", line.keep_it);
    json_.boolean("lastItem", false);
    json_.number("refundedQty", std::int64_t{units.refunded()});
    json_.number("rechargeableQty", std::int64_t{0});
    if (!first.channel.empty())
      json_.text("refundChannel", first.channel);
    else if (nulls_)
      json_.null("refundChannel");
    json_.text("status", first.status());
    json_.text("statusTime", first.status_time.text());
  }

  void write_statuses(const ReturnLineStanding& units) {
    struct Row {
      const ReturnUnit* unit;
      int quantity;
    };
    std::vector<Row> rows;
    for (const ReturnUnit& unit : units.units) {
      const auto same = std::find_if(rows.begin(), rows.end(), [&](const Row& row) {
        return row.unit->status() == unit.status() && row.unit->refund_status() == unit.refund_status() &&
               row.unit->status_time == unit.status_time;
      });
      if (same == rows.end())
        rows.push_back({&unit, 1});
      else
        ++same->quantity;
    }
    json_.open('[', "currentTrackingStatuses");
    for (const Row& row : rows) {
      json_.open('{');
      json_.text("status", row.unit->status());
      json_.text("statusTime", row.unit->status_time.text());
      json_.text("currentRefundStatus", row.unit->refund_status());
      write_quantity(row.quantity);
      json_.close('}');
    }
    json_.close(']');
  }

  void write_channels(const ReturnLineStanding& units) {
    std::map<std::string, int> channels;
    for (const ReturnUnit& unit : units.units)
      if (!unit.channel.empty()) ++channels[unit.channel];
    json_.open('[', "refundChannels");
    for (const auto& [channel, quantity] : channels) {
      json_.open('{');
      json_.text("refundChannelName", channel);
      json_.open('{', "quantity");
      json_.number("measurementValue", std::int64_t{quantity});
      json_.close('}');
      json_.close('}');
    }
    json_.close(']');
  }

  // The newest event first, as in Walmart's example.
  void write_tags(const ReturnLineStanding& units) {
    json_.open('[', "returnTrackingDetail");
    for (std::size_t i = units.tags.size(); i-- > 0;) {
      const ReturnTag& tag = units.tags[i];
      json_.open('{');
      json_.number("sequenceNo", static_cast<std::int64_t>(i));
      json_.text("eventTag", tag.tag);
      json_.text("eventDescription", "Event of a MARKET_PLACE return");
      json_.text("eventTime", tag.at.text());
      json_.open('[', "references");
      reference("ReturnDate", made_.created.text());
      if (i == 0) reference("FedexTrackingLink", "https://carrier.test/fedex/" + tracking_number());
      json_.close(']');
      json_.close('}');
    }
    json_.close(']');
  }

  JsonOut& json_;
  const MarketReturn& made_;
  const ReturnStanding& standing_;
  const std::vector<ReturnedLine>& lines_;
  const ReturnJsonOptions& options_;
  ChargeMeans means_;
  const MarketOrder& order_;
  bool nulls_;
};

}  // namespace

void write_return(JsonOut& json, const MarketReturn& made, const ReturnStanding& standing,
                  const std::vector<ReturnedLine>& lines, const MarketView& view,
                  const ReturnJsonOptions& options) {
  ReturnWriter(json, made, standing, lines, view, options).write();
}

}  // namespace crosswalk::simulator
