#include "simulator/walmart_order_json.h"

namespace crosswalk::simulator {
namespace {

class OrderWriter {
 public:
  OrderWriter(JsonOut& json, const MarketOrder& order, const OrderStanding& standing,
              const OrderJsonOptions& options)
      : json_(json),
        order_(order),
        standing_(standing),
        options_(options),
        nulls_(order.quirks.has(Quirk::explicit_nulls)),
        singles_(options.single_objects || order.quirks.has(Quirk::single_objects)) {}

  void write() {
    json_.open('{');
    json_.text("purchaseOrderId", order_.po);
    json_.text("customerOrderId", order_.customer_order);
    json_.text("customerEmailId", order_.email);
    if (options_.replacement_info) {
      json_.text("orderType", order_.replacement ? "REPLACEMENT" : "REGULAR");
      if (order_.replacement) json_.text("originalCustomerOrderID", order_.original_customer_order);
    }
    json_.millis("orderDate", order_.ordered);
    write_shipping();
    json_.open('{', "orderLines");
    json_.open('[', "orderLine");
    for (std::size_t i = 0; i < order_.lines.size(); ++i)
      if (!options_.created_lines_only || standing_.lines[i].created > 0)
        write_line(order_.lines[i], standing_.lines[i], i);
    json_.close(']');
    json_.close('}');
    write_node();
    json_.close('}');
  }

 private:
  bool has(Quirk quirk) const { return order_.quirks.has(quirk); }

  void write_shipping() {
    if (has(Quirk::no_shipping_information)) {
      if (nulls_) json_.null("shippingInfo");
      return;
    }
    const ShipTo& to = order_.ship_to;
    json_.open('{', "shippingInfo");
    json_.text("phone", has(Quirk::zero_phone_on_update) && standing_.changed ? "0000000000" : to.phone);
    json_.millis("estimatedDeliveryDate", order_.deliver_by);
    bool shipped = false;
    for (const LineStanding& line : standing_.lines) shipped = shipped || !line.shipments.empty();
    if (!has(Quirk::no_estimated_ship_date) || !shipped) json_.millis("estimatedShipDate", order_.ship_by);
    json_.text("methodCode", order_.method);
    json_.open('{', "postalAddress");
    json_.text("name", to.name);
    json_.text("address1", to.address1);
    text_or_nothing("address2", to.address2);
    json_.text("city", to.city);
    json_.text("state", to.state);
    json_.text("postalCode", to.postal_code);
    json_.text("country", "USA");
    json_.text("addressType", "RESIDENTIAL");
    json_.close('}');
    json_.close('}');
  }

  void text_or_nothing(std::string_view name, std::string_view value) {
    if (!value.empty())
      json_.text(name, value);
    else if (nulls_)
      json_.null(name);
  }

  // An array, or its only element where single objects are asked for.
  template <class WriteAll>
  void list(std::string_view name, std::size_t size, WriteAll&& write_all) {
    const bool single = singles_ && size == 1;
    if (!single) json_.open('[', name);
    write_all(single ? name : std::string_view{});
    if (!single) json_.close(']');
  }

  void write_line(const MarketLine& line, const LineStanding& units, std::size_t index) {
    json_.open('{');
    json_.text("lineNumber", line.number);
    json_.open('{', "item");
    json_.text("productName", line.product_name);
    json_.text("sku", line.sku);
    if (options_.product_info) {
      json_.text("imageUrl", "https://images.test/" + line.sku + ".jpg");
      json_.open('{', "weight");
      json_.text("value", "1.5");
      json_.text("unit", "Pounds");
      json_.close('}');
    }
    json_.close('}');
    json_.open('{', "charges");
    list("charge", line.charges.size(), [&](std::string_view name) {
      for (const MarketCharge& charge : line.charges) write_charge(charge, name, units.zeroed);
    });
    json_.close('}');
    write_quantity("orderLineQuantity", line.quantity);
    const bool backwards = has(Quirk::status_date_backwards) && standing_.changed && index % 2 == 0;
    json_.millis("statusDate", backwards ? order_.ordered - Millis(36 * 3'600'000) : units.status_date);
    json_.open('{', "orderLineStatuses");
    write_statuses(units);
    json_.close('}');
    if (!units.refunds.empty())
      write_refund(units);
    else if (nulls_)
      json_.null("refund");
    if (line.intent_to_cancel && units.open() > 0) json_.text("intentToCancel", "true");
    json_.open('{', "fulfillment");
    json_.text("fulfillmentOption", "S2H");
    json_.text("shipMethod", order_.ship_method);
    text_or_nothing("storeId", "");
    json_.millis("pickUpDateTime", order_.deliver_by);
    if (has(Quirk::no_shipping_information))
      text_or_nothing("pickUpBy", "");
    else
      text_or_nothing("pickUpBy", nulls_ ? std::string_view{} : std::string_view(order_.ship_to.name));
    json_.close('}');
    json_.close('}');
  }

  void write_charge(const MarketCharge& charge, std::string_view name, bool zeroed) {
    json_.open('{', name);
    json_.text("chargeType", charge.type);
    json_.text("chargeName", charge.name);
    write_amount("chargeAmount", zeroed ? Decimal() : charge.amount);
    if (charge.tax_form == TaxForm::null) json_.null("tax");
    if (charge.tax_form == TaxForm::object) {
      json_.open('{', "tax");
      json_.text("taxName", charge.tax_name);
      write_amount("taxAmount", zeroed ? Decimal() : charge.tax);
      json_.close('}');
    }
    json_.close('}');
  }

  void write_amount(std::string_view name, Decimal amount) {
    json_.open('{', name);
    json_.text("currency", "USD");
    json_.number("amount", amount);
    json_.close('}');
  }

  void write_quantity(std::string_view name, int quantity) {
    json_.open('{', name);
    json_.text("unitOfMeasurement", "EACH");
    json_.text("amount", std::to_string(quantity));
    json_.close('}');
  }

  void write_statuses(const LineStanding& units) {
    std::size_t rows =
        (units.created > 0 ? 1 : 0) + (units.acknowledged > 0 ? 1 : 0) + units.cancellations.size();
    for (const Shipment& shipment : units.shipments)
      rows += (shipment.delivered > 0 ? 1 : 0) + (shipment.delivered < shipment.quantity ? 1 : 0);
    list("orderLineStatus", rows, [&](std::string_view name) {
      const char* created = has(Quirk::unknown_status) ? "OnReview" : "Created";
      if (units.created > 0) write_status(name, created, units.created, nullptr, {});
      if (units.acknowledged > 0) write_status(name, "Acknowledged", units.acknowledged, nullptr, {});
      for (const Shipment& shipment : units.shipments) {
        const int on_the_way = shipment.quantity - shipment.delivered;
        if (on_the_way > 0) write_status(name, "Shipped", on_the_way, &shipment.tracking, {});
        if (shipment.delivered > 0)
          write_status(name, "Delivered", shipment.delivered, &shipment.tracking, {});
      }
      for (const Cancellation& gone : units.cancellations)
        write_status(name, "Cancelled", gone.quantity, nullptr, gone.reason);
    });
  }

  void write_status(std::string_view name, std::string_view status, int quantity, const Tracking* tracking,
                    std::string_view reason) {
    json_.open('{', name);
    json_.text("status", status);
    write_quantity("statusQuantity", quantity);
    text_or_nothing("cancellationReason", reason);
    if (tracking != nullptr)
      write_tracking(*tracking);
    else if (nulls_)
      json_.null("trackingInfo");
    json_.close('}');
  }

  void write_tracking(const Tracking& tracking) {
    json_.open('{', "trackingInfo");
    json_.millis("shipDateTime", tracking.ship_time);
    json_.open('{', "carrierName");
    text_or_nothing("otherCarrier", tracking.other_carrier);
    text_or_nothing("carrier", tracking.carrier);
    json_.close('}');
    json_.text("methodCode", tracking.method);
    json_.text("trackingNumber", tracking.number);
    text_or_nothing("trackingURL", tracking.url);
    json_.close('}');
  }

  void write_refund(const LineStanding& units) {
    json_.open('{', "refund");
    std::string comments;
    for (const MarketRefund& refund : units.refunds)
      if (comments.find(refund.comment) == std::string::npos)
        comments += (comments.empty() ? "" : "; ") + refund.comment;
    if (options_.refund_comments && !comments.empty()) json_.text("refundComments", comments);
    json_.open('{', "refundCharges");
    json_.open('[', "refundCharge");
    for (const MarketRefund& refund : units.refunds) {
      json_.open('{');
      json_.text("refundReason", refund.reason);
      write_charge(refund.charge, "charge", false);
      json_.close('}');
    }
    json_.close(']');
    json_.close('}');
    json_.close('}');
  }

  void write_node() {
    json_.open('{', "shipNode");
    switch (order_.node) {
      case NodeType::seller:
        json_.text("type", "SellerFulfilled");
        break;
      case NodeType::walmart:
        json_.text("type", "WFSFulfilled");
        break;
      case NodeType::third_party:
        json_.text("type", "3PLFulfilled");
        json_.text("name", "Invented Logistics");
        json_.text("id", "70021");
        break;
    }
    json_.close('}');
  }

  JsonOut& json_;
  const MarketOrder& order_;
  const OrderStanding& standing_;
  const OrderJsonOptions& options_;
  bool nulls_;
  bool singles_;
};

}  // namespace

void write_order(JsonOut& json, const MarketOrder& order, const OrderStanding& standing,
                 const OrderJsonOptions& options) {
  OrderWriter(json, order, standing, options).write();
}

}  // namespace crosswalk::simulator
