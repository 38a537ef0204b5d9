// Reads one return's JSON into a flat, reusable struct, in all the spellings that were seen (walmart.md
// §3.2): money as currencyAmount/currencyUnit or amount/currency, quantities as an object or a number, single
// objects for lists. It takes texts as they stand and judges nothing: what they mean is return_lines.h's. A
// view is empty when the field is absent or null; views live until the Scanner's next `open`. Not
// thread-safe: one ReturnFields and one Scanner a thread.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace crosswalk {
class Scanner;
}

namespace crosswalk::walmart {

struct AmountFields {
  std::string_view amount;
  std::string_view currency;
};

struct ReturnChargeFields {
  std::string_view category;  // "PRODUCT", "FEE"
  std::string_view name;
  AmountFields per_unit;
  std::string_view is_discount;  // "true"
  std::string_view tax_name;     // of the first tax
  std::uint32_t first_tax = 0;   // in ReturnFields::taxes
  std::uint32_t taxes = 0;
};

// So many units stand there.
struct ReturnTrackFields {
  std::string_view status;
  std::string_view time;
  std::string_view refund_status;
  std::string_view quantity;
};

struct ReturnEventFields {
  std::string_view tag;
  std::string_view time;
};

struct ReturnLineFields {
  std::string_view number;
  std::string_view purchase_order;
  std::string_view reason;
  std::string_view cancellation_reason;
  std::string_view sku;
  std::string_view product_name;
  std::string_view condition;
  std::string_view quantity;
  std::string_view refunded;  // refundedQty
  std::string_view keep_it;   // "true"
  std::string_view method;    // "KEEP_ITEM"
  std::string_view status;
  std::string_view status_time;
  std::string_view refund_status;
  std::uint32_t first_charge = 0;  // in ReturnFields::charges
  std::uint32_t charges = 0;
  std::uint32_t first_track = 0;  // in ReturnFields::tracks
  std::uint32_t tracks = 0;
  std::uint32_t first_event = 0;  // in ReturnFields::events
  std::uint32_t events = 0;
};

struct ReturnFields {
  std::string_view id;
  std::string_view customer_order;
  std::string_view created;
  std::string_view buyer_email;
  std::string_view first_name;
  std::string_view last_name;
  std::vector<ReturnLineFields> lines;
  std::vector<ReturnChargeFields> charges;
  std::vector<AmountFields> taxes;
  std::vector<ReturnTrackFields> tracks;
  std::vector<ReturnEventFields> events;

  void clear();  // keeps the memory
};

// ErrorKind::invalid with the place when the JSON is broken or a part has the wrong form.
Result<void> read_return(Scanner& scanner, std::string_view body, ReturnFields& out);

}  // namespace crosswalk::walmart
