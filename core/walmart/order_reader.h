// Reads one order's JSON into a flat, reusable struct, whatever the order of its fields, with arrays that may
// be single objects and nulls that may be absent. It takes texts as they stand and judges nothing: what they
// mean is order_lines.h's. A view is empty when the field is absent or null; views live until the Scanner's
// next `open`. Not thread-safe: one OrderFields and one Scanner a thread.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace crosswalk {
class Scanner;
}

namespace crosswalk::walmart {

struct ChargeFields {
  std::string_view type;
  std::string_view name;
  std::string_view amount;
  std::string_view currency;
  bool has_tax = false;  // a tax with an amount object
  bool several_taxes = false;
  std::string_view tax_name;
  std::string_view tax_amount;
  std::string_view tax_currency;
};

struct StatusFields {
  std::string_view status;
  std::string_view quantity;
  std::string_view ship_time;
  std::string_view carrier;
  std::string_view tracking_number;
};

// One charge of one refund of an order line.
struct RefundFields {
  std::string_view id;  // refundId; often absent
  std::string_view reason;
  std::uint32_t refund = 0;  // counts the order's refunds: charges of one refund have the same
  ChargeFields charge;
};

struct LineFields {
  std::string_view number;
  std::string_view sku;
  std::string_view product_name;
  std::string_view condition;
  std::string_view quantity;
  std::string_view status_date;
  std::string_view ship_method;
  std::string_view intent_to_cancel;
  std::string_view return_order;  // the return that its refunds belong to
  bool has_charges = false;
  std::uint32_t first_charge = 0;  // in OrderFields::charges
  std::uint32_t charges = 0;
  std::uint32_t first_status = 0;  // in OrderFields::statuses
  std::uint32_t statuses = 0;
  std::uint32_t first_refund = 0;  // in OrderFields::refunds
  std::uint32_t refunds = 0;
};

struct OrderFields {
  std::string_view id;
  std::string_view customer_order;
  std::string_view order_type;
  std::string_view original_order;
  std::string_view order_date;
  std::string_view buyer_email;
  std::string_view node_type;

  bool has_shipping_info = false;
  bool has_address = false;
  std::string_view phone;
  std::string_view ship_by;
  std::string_view ship_method;
  std::string_view buyer_name;
  std::string_view address1;
  std::string_view address2;
  std::string_view city;
  std::string_view state;
  std::string_view postal_code;
  std::string_view country;

  bool has_lines = false;
  std::vector<LineFields> lines;
  std::vector<ChargeFields> charges;
  std::vector<StatusFields> statuses;
  std::vector<RefundFields> refunds;

  void clear();  // keeps the memory
};

// ErrorKind::invalid with the place when the JSON is broken or a part has the wrong form.
Result<void> read_order(Scanner& scanner, std::string_view body, OrderFields& out);

}  // namespace crosswalk::walmart
