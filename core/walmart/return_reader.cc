#include "walmart/return_reader.h"

#include <string>

#include "walmart/json_walk.h"

namespace crosswalk::walmart {
namespace {

using simdjson::error_code;
using simdjson::SUCCESS;

std::uint32_t size_of(const auto& list) {
  return static_cast<std::uint32_t>(list.size());
}

// Walks down one return; `place` remembers where it is, for the error message only.
class ReturnWalk {
 public:
  explicit ReturnWalk(ReturnFields& out) : out_(out) {}

  error_code run(scan::object& root) {
    return each_field(root, [this](std::string_view key, scan::value& value) {
      place_ = key;
      if (key == "returnOrderId") return scalar_of(value, out_.id);
      if (key == "customerOrderId") return scalar_of(value, out_.customer_order);
      if (key == "customerEmailId") return scalar_of(value, out_.buyer_email);
      if (key == "customerName") return buyer(value);
      if (key == "returnOrderDate" || key == "returnCreationDate") return scalar_of(value, out_.created);
      if (key != "returnOrderLines") return SUCCESS;
      in_lines_ = true;
      const auto error = each_of(value, [this](scan::value& element) { return line(element); });
      if (!error) in_lines_ = false;
      return error;
    });
  }

  std::string place() const {
    if (!in_lines_) return std::string(place_);
    std::string where = "returnOrderLines";
    if (out_.lines.empty()) return where;
    where += "[" + std::to_string(out_.lines.size() - 1) + "]";
    if (!line_place_.empty()) where.append(".").append(line_place_);
    return where;
  }

 private:
  error_code buyer(scan::value& value) {
    return each_field_or_none(value, [this](std::string_view key, scan::value& field) {
      if (key == "firstName") return scalar_of(field, out_.first_name);
      return key == "lastName" ? scalar_of(field, out_.last_name) : SUCCESS;
    });
  }

  error_code line(scan::value& value) {
    ReturnLineFields& line = out_.lines.emplace_back();
    line.first_charge = size_of(out_.charges);
    line.first_track = size_of(out_.tracks);
    line.first_event = size_of(out_.events);
    line_place_ = {};
    const auto error = each_field(value, [this, &line](std::string_view key, scan::value& field) {
      line_place_ = key;
      return line_field(line, key, field);
    });
    line.charges = size_of(out_.charges) - line.first_charge;
    line.tracks = size_of(out_.tracks) - line.first_track;
    line.events = size_of(out_.events) - line.first_event;
    return error;
  }

  error_code line_field(ReturnLineFields& line, std::string_view key, scan::value& field) {
    if (key == "returnOrderLineNumber") return scalar_of(field, line.number);
    if (key == "purchaseOrderId") return scalar_of(field, line.purchase_order);
    if (key == "returnReason") return scalar_of(field, line.reason);
    if (key == "returnCancellationReason") return scalar_of(field, line.cancellation_reason);
    if (key == "quantity") return quantity(field, line.quantity);
    if (key == "refundedQty") return quantity(field, line.refunded);
    if (key == "isKeepIt") return scalar_of(field, line.keep_it);
    if (key == "returnMethod") return scalar_of(field, line.method);
    if (key == "status") return scalar_of(field, line.status);
    if (key == "statusTime") return scalar_of(field, line.status_time);
    if (key == "currentRefundStatus") return scalar_of(field, line.refund_status);
    if (key == "item") return item(field, line);
    if (key == "charges")
      return each_of(field,
                     [this](scan::value& element) { return charge(element, out_.charges.emplace_back()); });
    if (key == "currentTrackingStatuses")
      return each_of(field, [this](scan::value& element) { return track(element); });
    if (key == "returnTrackingDetail")
      return each_of(field, [this](scan::value& element) { return event(element); });
    return SUCCESS;
  }

  static error_code item(scan::value& value, ReturnLineFields& line) {
    return each_field_or_none(value, [&](std::string_view key, scan::value& field) {
      if (key == "sku") return scalar_of(field, line.sku);
      if (key == "productName") return scalar_of(field, line.product_name);
      return key == "condition" ? scalar_of(field, line.condition) : SUCCESS;
    });
  }

  static error_code quantity(scan::value& value, std::string_view& out) {
    if (first_of(value) != '{') return scalar_of(value, out);
    return each_field(value, [&](std::string_view key, scan::value& field) {
      return key == "measurementValue" || key == "amount" ? scalar_of(field, out) : SUCCESS;
    });
  }

  static error_code money(scan::value& value, AmountFields& out) {
    return each_field_or_none(value, [&](std::string_view key, scan::value& field) {
      if (key == "currencyAmount" || key == "amount") return scalar_of(field, out.amount);
      return key == "currencyUnit" || key == "currency" ? scalar_of(field, out.currency) : SUCCESS;
    });
  }

  error_code charge(scan::value& value, ReturnChargeFields& out) {
    out.first_tax = size_of(out_.taxes);
    return each_field(value, [&](std::string_view key, scan::value& field) {
      if (key == "chargeCategory") return scalar_of(field, out.category);
      if (key == "chargeName") return scalar_of(field, out.name);
      if (key == "chargePerUnit") return money(field, out.per_unit);
      if (key == "isDiscount") return scalar_of(field, out.is_discount);
      if (key != "tax") return SUCCESS;
      return each_of(field, [&](scan::value& element) { return tax(element, out); });
    });
  }

  error_code tax(scan::value& value, ReturnChargeFields& charge) {
    return each_field(value, [&](std::string_view key, scan::value& field) {
      if (key == "taxName" && charge.taxes == 0) return scalar_of(field, charge.tax_name);
      if (key != "taxPerUnit" || first_of(field) == 'n') return SUCCESS;
      ++charge.taxes;
      return money(field, out_.taxes.emplace_back());
    });
  }

  error_code track(scan::value& value) {
    ReturnTrackFields& out = out_.tracks.emplace_back();
    return each_field(value, [&](std::string_view key, scan::value& field) {
      if (key == "status") return scalar_of(field, out.status);
      if (key == "statusTime") return scalar_of(field, out.time);
      if (key == "currentRefundStatus") return scalar_of(field, out.refund_status);
      return key == "quantity" ? quantity(field, out.quantity) : SUCCESS;
    });
  }

  error_code event(scan::value& value) {
    ReturnEventFields& out = out_.events.emplace_back();
    return each_field(value, [&](std::string_view key, scan::value& field) {
      if (key == "eventTag") return scalar_of(field, out.tag);
      return key == "eventTime" ? scalar_of(field, out.time) : SUCCESS;
    });
  }

  ReturnFields& out_;
  std::string_view place_;
  std::string_view line_place_;
  bool in_lines_ = false;
};

}  // namespace

void ReturnFields::clear() {
  id = customer_order = created = buyer_email = first_name = last_name = {};
  lines.clear();
  charges.clear();
  taxes.clear();
  tracks.clear();
  events.clear();
}

Result<void> read_return(Scanner& scanner, std::string_view body, ReturnFields& out) {
  out.clear();
  auto opened = scanner.open(body);
  if (!opened) return opened.error();
  scan::document document = std::move(*opened);
  scan::object root;
  if (const auto error = document.get_object().get(root)) return Scanner::broken(error);
  ReturnWalk walk(out);
  if (const auto error = walk.run(root)) return Scanner::broken(error, walk.place());
  return {};
}

}  // namespace crosswalk::walmart
