// Line: one amount inside a record, with the facts that rules may read. Lines come from a source's `lines()`;
// their text views live until that source reads the next record on the same thread, so whoever keeps one
// copies it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/money.h"
#include "model/record.h"

namespace crosswalk {

enum class LineClass {
  product,
  shipping,
  discount,
  tax,  // a tax on the charge it belongs to; its TaxClass says whose it is
  tax_withheld,
  commission,
  refund,
  fee,
  reserve,
  deposit,
  other,  // a charge type this version does not know: carried, never dropped
};

// Who owes a tax to the state (accounting.md §1.3).
enum class TaxClass { none, facilitator, seller };

// Where the units of a line stand. A line of a settlement is always `shipped`: it has happened.
enum class UnitState { open, shipped, cancelled };

std::string_view name_of(LineClass value);
std::string_view name_of(TaxClass value);
std::string_view name_of(UnitState value);

struct Line {
  // The stable key within the record is (order_line, unit_from, unit_to, charge, tax?): see `key_of`.
  std::string_view order_line;  // the market's line number, text as received: "4"
  std::uint32_t unit_from = 0;  // this part covers units [unit_from, unit_to) of the order line
  std::uint32_t unit_to = 1;
  std::uint32_t charge_index = 0;  // which of several charges of the same type and name on that line, from 0
  std::string_view charge_type;    // as received: "PRODUCT"
  std::string_view charge_name;    // as received: "ItemPrice"
  std::string_view tax_name;       // of a tax line: "Tax1"

  LineClass line_class = LineClass::other;
  TaxClass tax_class = TaxClass::none;
  UnitState state = UnitState::open;
  Money amount;      // > 0: the buyer pays it, < 0: the buyer gets it (a discount)
  Decimal quantity;  // units in this part
  Instant at;        // the ship time when shipped, else the order time
  Date date;         // `at` in the books' time zone: the accounting date

  std::string_view sku;  // as received; compare without case
  std::string_view product_name;
  std::string_view condition;
  std::string_view fulfilment;   // "seller", "wfs" or "3pl"
  std::string_view ship_method;  // "STANDARD", "VALUE", …
  std::string_view carrier;
  std::string_view tracking_number;
  std::uint32_t order_quantity = 1;  // units of the whole order line, cancelled ones included
};

// "4/0-2/PRODUCT:ItemPrice/amount", "4/0-2/PRODUCT:ItemPrice.1/tax": unique within a record.
std::string key_of(const Line& line);
// Replaces what `key` held.
void key_into(const Line& line, std::string& key);

// What a record says about itself as a whole.
struct RecordFacts {
  RecordKind kind = RecordKind::order;
  std::string_view id;              // the purchase order number
  std::string_view customer_order;  // one customer order may become several purchase orders
  std::string_view market;          // "us"
  std::string_view channel;         // "Walmart Marketplace US": the name of the default contact
  std::string_view order_type;      // "regular" or "replacement"
  std::string_view original_order;  // of a replacement
  Currency currency;
  Instant ordered;
  Date order_date;  // `ordered` in the books' time zone
  Instant ship_by;  // zero when the market did not say

  // The ship-to address. Personal data except state, country and postal code: never logged.
  std::string_view buyer_name;
  std::string_view buyer_email;
  std::string_view buyer_phone;
  std::string_view address1;
  std::string_view address2;
  std::string_view city;
  std::string_view state;
  std::string_view postal_code;
  std::string_view country;
  std::string_view ship_method;
  std::string_view fulfilment;

  bool wants_acknowledgement = false;  // the market waits for us to say that we have it
  bool cancel_requested = false;       // the buyer asked to cancel; the market has not decided yet
  std::string_view raw;                // the record's own bytes
};

}  // namespace crosswalk
