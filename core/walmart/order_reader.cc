#include "walmart/order_reader.h"

#include <string>

#include "walmart/json_walk.h"

namespace crosswalk::walmart {
namespace {

using simdjson::error_code;
using simdjson::SUCCESS;

// Walks down one order; `place` remembers where it is, for the error message only.
class OrderWalk {
 public:
  explicit OrderWalk(OrderFields& out) : out_(out) {}

  error_code order(scan::object& root) {
    return each_field(root, [this](std::string_view key, scan::value& value) {
      place_ = key;
      if (key == "purchaseOrderId") return scalar_of(value, out_.id);
      if (key == "customerOrderId") return scalar_of(value, out_.customer_order);
      if (key == "customerEmailId") return scalar_of(value, out_.buyer_email);
      if (key == "orderType") return scalar_of(value, out_.order_type);
      if (key == "originalCustomerOrderID") return scalar_of(value, out_.original_order);
      if (key == "orderDate") return scalar_of(value, out_.order_date);
      if (key == "shippingInfo") return shipping(value);
      if (key == "orderLines") return order_lines(value);
      if (key == "shipNode") return ship_node(value);
      return SUCCESS;
    });
  }

  std::string place() const {
    std::string where = in_lines_ ? "orderLines" : std::string(place_);
    if (!in_lines_ || out_.lines.empty()) return where;
    where += ".orderLine[" + std::to_string(out_.lines.size() - 1) + "]";
    if (!line_place_.empty()) where.append(".").append(line_place_);
    return where;
  }

 private:
  error_code shipping(scan::value& value) {
    return each_field_or_none(value, [this](std::string_view key, scan::value& field) {
      out_.has_shipping_info = true;
      if (key == "phone") return scalar_of(field, out_.phone);
      if (key == "estimatedShipDate") return scalar_of(field, out_.ship_by);
      if (key == "methodCode") return scalar_of(field, out_.ship_method);
      return key == "postalAddress" ? address(field) : SUCCESS;
    });
  }

  error_code address(scan::value& value) {
    return each_field_or_none(value, [this](std::string_view key, scan::value& field) {
      out_.has_address = true;
      if (key == "name") return scalar_of(field, out_.buyer_name);
      if (key == "address1") return scalar_of(field, out_.address1);
      if (key == "address2") return scalar_of(field, out_.address2);
      if (key == "city") return scalar_of(field, out_.city);
      if (key == "state") return scalar_of(field, out_.state);
      if (key == "postalCode") return scalar_of(field, out_.postal_code);
      if (key == "country") return scalar_of(field, out_.country);
      return SUCCESS;
    });
  }

  error_code ship_node(scan::value& value) {
    return each_field_or_none(value, [this](std::string_view key, scan::value& field) {
      return key == "type" ? scalar_of(field, out_.node_type) : SUCCESS;
    });
  }

  error_code order_lines(scan::value& value) {
    in_lines_ = true;
    const error_code error = each_field_or_none(value, [this](std::string_view key, scan::value& field) {
      if (key != "orderLine" || first_of(field) == 'n') return SUCCESS;
      out_.has_lines = true;
      return each_of(field, [this](scan::value& element) { return order_line(element); });
    });
    if (!error) in_lines_ = false;
    return error;
  }

  error_code order_line(scan::value& value) {
    LineFields& line = out_.lines.emplace_back();
    line.first_charge = static_cast<std::uint32_t>(out_.charges.size());
    line.first_status = static_cast<std::uint32_t>(out_.statuses.size());
    line.first_refund = static_cast<std::uint32_t>(out_.refunds.size());
    line_place_ = {};
    return each_field(value, [this, &line](std::string_view key, scan::value& field) {
      line_place_ = key;
      if (key == "lineNumber") return scalar_of(field, line.number);
      if (key == "item") return item(field, line);
      if (key == "charges") return charges(field, line);
      if (key == "orderLineQuantity") return quantity(field, line.quantity);
      if (key == "statusDate") return scalar_of(field, line.status_date);
      if (key == "orderLineStatuses") return statuses(field, line);
      if (key == "intentToCancel") return scalar_of(field, line.intent_to_cancel);
      if (key == "returnOrderId") return scalar_of(field, line.return_order);
      if (key == "refund" || key == "refunds") return refunds(field, line);
      if (key == "fulfillment") return fulfillment(field, line);
      return SUCCESS;
    });
  }

  static error_code item(scan::value& value, LineFields& line) {
    return each_field_or_none(value, [&](std::string_view key, scan::value& field) {
      if (key == "sku") return scalar_of(field, line.sku);
      if (key == "productName") return scalar_of(field, line.product_name);
      return key == "condition" ? scalar_of(field, line.condition) : SUCCESS;
    });
  }

  static error_code fulfillment(scan::value& value, LineFields& line) {
    return each_field_or_none(value, [&](std::string_view key, scan::value& field) {
      return key == "shipMethod" ? scalar_of(field, line.ship_method) : SUCCESS;
    });
  }

  static error_code quantity(scan::value& value, std::string_view& out) {
    return each_field_or_none(value, [&](std::string_view key, scan::value& field) {
      return key == "amount" ? scalar_of(field, out) : SUCCESS;
    });
  }

  error_code charges(scan::value& value, LineFields& line) {
    return each_field_or_none(value, [&](std::string_view key, scan::value& field) {
      if (key != "charge" || first_of(field) == 'n') return SUCCESS;
      line.has_charges = true;
      return each_of(field, [&](scan::value& element) {
        ++line.charges;
        return charge(element, out_.charges.emplace_back());
      });
    });
  }

  static error_code charge(scan::value& value, ChargeFields& out) {
    return each_field(value, [&](std::string_view key, scan::value& field) {
      if (key == "chargeType") return scalar_of(field, out.type);
      if (key == "chargeName") return scalar_of(field, out.name);
      if (key == "chargeAmount") return amount(field, out.amount, out.currency);
      if (key != "tax") return SUCCESS;
      return each_of(field, [&](scan::value& element) { return tax(element, out); });
    });
  }

  static error_code tax(scan::value& value, ChargeFields& out) {
    return each_field_or_none(value, [&](std::string_view key, scan::value& field) {
      if (key == "taxName") return scalar_of(field, out.tax_name);
      if (key != "taxAmount" || first_of(field) == 'n') return SUCCESS;
      if (out.has_tax) out.several_taxes = true;
      out.has_tax = true;
      return amount(field, out.tax_amount, out.tax_currency);
    });
  }

  // An object, a list, or lists within objects: refund, refunds.refund[], refunds.refundLines.refundLine[].
  error_code refunds(scan::value& value, LineFields& line) {
    return each_of(value, [&](scan::value& element) {
      const auto first = out_.refunds.size();
      const auto number = ++refunds_;
      std::string_view id;
      const auto error = each_field_or_none(element, [&](std::string_view key, scan::value& field) {
        if (key == "refund" || key == "refundLine" || key == "refundLines") return refunds(field, line);
        if (key == "refundId") return scalar_of(field, id);
        if (key != "refundCharges") return SUCCESS;
        return each_field_or_none(field, [&](std::string_view name, scan::value& charges) {
          if (name != "refundCharge") return SUCCESS;
          return each_of(charges, [&](scan::value& one) { return refund_charge(one, number, line); });
        });
      });
      for (auto at = first; at < out_.refunds.size(); ++at)
        if (out_.refunds[at].refund == number) out_.refunds[at].id = id;
      return error;
    });
  }

  error_code refund_charge(scan::value& value, std::uint32_t number, LineFields& line) {
    if (first_of(value) == 'n') return SUCCESS;
    ++line.refunds;
    RefundFields& out = out_.refunds.emplace_back();
    out.refund = number;
    return each_field(value, [&](std::string_view key, scan::value& field) {
      if (key == "refundReason") return scalar_of(field, out.reason);
      return key == "charge" ? charge(field, out.charge) : SUCCESS;
    });
  }

  static error_code amount(scan::value& value, std::string_view& number, std::string_view& currency) {
    return each_field_or_none(value, [&](std::string_view key, scan::value& field) {
      if (key == "amount") return scalar_of(field, number);
      return key == "currency" ? scalar_of(field, currency) : SUCCESS;
    });
  }

  error_code statuses(scan::value& value, LineFields& line) {
    return each_field_or_none(value, [&](std::string_view key, scan::value& field) {
      if (key != "orderLineStatus") return SUCCESS;
      return each_of(field, [&](scan::value& element) {
        if (first_of(element) == 'n') return SUCCESS;
        ++line.statuses;
        return status(element, out_.statuses.emplace_back());
      });
    });
  }

  static error_code status(scan::value& value, StatusFields& out) {
    return each_field(value, [&](std::string_view key, scan::value& field) {
      if (key == "status") return scalar_of(field, out.status);
      if (key == "statusQuantity") return quantity(field, out.quantity);
      return key == "trackingInfo" ? tracking(field, out) : SUCCESS;
    });
  }

  static error_code tracking(scan::value& value, StatusFields& out) {
    return each_field_or_none(value, [&](std::string_view key, scan::value& field) {
      if (key == "shipDateTime") return scalar_of(field, out.ship_time);
      if (key == "trackingNumber") return scalar_of(field, out.tracking_number);
      if (key != "carrierName") return SUCCESS;
      if (first_of(field) != '{') return scalar_of(field, out.carrier);
      return each_field(field, [&](std::string_view name, scan::value& carrier) {
        std::string_view text;
        if (name != "carrier" && name != "otherCarrier") return SUCCESS;
        if (const auto error = scalar_of(carrier, text)) return error;
        if (!text.empty() && (name == "carrier" || out.carrier.empty())) out.carrier = text;
        return SUCCESS;
      });
    });
  }

  OrderFields& out_;
  std::string_view place_;
  std::string_view line_place_;
  bool in_lines_ = false;
  std::uint32_t refunds_ = 0;
};

}  // namespace

void OrderFields::clear() {
  auto kept_lines = std::move(lines);
  auto kept_charges = std::move(charges);
  auto kept_statuses = std::move(statuses);
  auto kept_refunds = std::move(refunds);
  *this = OrderFields();
  kept_lines.clear();
  kept_charges.clear();
  kept_statuses.clear();
  kept_refunds.clear();
  lines = std::move(kept_lines);
  charges = std::move(kept_charges);
  statuses = std::move(kept_statuses);
  refunds = std::move(kept_refunds);
}

Result<void> read_order(Scanner& scanner, std::string_view body, OrderFields& out) {
  out.clear();
  auto opened = scanner.open(body);
  if (!opened) return opened.error();
  scan::document document = std::move(*opened);
  scan::object root;
  if (const auto error = document.get_object().get(root)) return Scanner::broken(error);
  OrderWalk walk(out);
  if (const auto error = walk.order(root)) return Scanner::broken(error, walk.place());
  return {};
}

}  // namespace crosswalk::walmart
