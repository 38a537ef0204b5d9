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
  refund,   // a charge that the buyer got back; its tax is a `tax` with a refund's name
  fee,      // what the market takes for a service, or pays back of it; a restocking fee that is kept
  reserve,  // money that the market keeps for a while, or lets go again
  deposit,  // money that went to the bank: a payout, early or at the end of the period
  other,    // a charge type this version does not know: carried, never dropped
};

// Who owes a tax to the state (accounting.md §1.3).
enum class TaxClass { none, facilitator, seller };

// Where the units of a line stand. A line of a settlement is always `shipped`: it has happened.
enum class UnitState { open, shipped, cancelled };

std::string_view name_of(LineClass value);
std::string_view name_of(TaxClass value);
std::string_view name_of(UnitState value);

struct Line {
  // The stable key within the record is (order_line, unit_from, unit_to, charge, tax?), of a refund its name
  // instead of the order line, of a settlement its row: see `key_of`.
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
  Money amount;      // > 0: it comes to the seller, < 0: the seller gives it (a discount, a refund, a fee)
  Decimal quantity;  // units in this part
  Instant at;        // the ship time, or when it was cancelled as far as that is known; else the order time
  Date date;         // `at` in the books' time zone: the accounting date

  std::string_view sku;  // as received; compare without case
  std::string_view product_name;
  std::string_view condition;
  std::string_view fulfilment;   // "seller", "wfs" or "3pl"
  std::string_view ship_method;  // "STANDARD", "VALUE", …
  std::string_view carrier;
  std::string_view tracking_number;
  std::uint32_t order_quantity = 1;  // units of the whole order line, cancelled ones included

  // Of a refund, and of every line of a return.
  std::string_view refund;         // its own name, never an ordinal: Walmart's refund id, or return and line
  std::string_view refund_reason;  // as received: "DEFECTIVE"
  bool goods_back = false;         // the units have come back and can be sold again
  std::string_view
      purchase_order;  // that the amount belongs to, where the record is another's or everybody's

  // Of a row of a settlement.
  std::uint32_t row = 0;              // its place in the report, from 1; 0: no row
  std::string_view transaction_type;  // as received: "Sale", "Service Fee"; may be blank
  std::string_view amount_type;       // as received: "Product Price", "WFS Fee/Reimbursement"
  std::string_view transaction_key;   // shared by the rows of one event
  std::string_view category;          // the contract category that the commission goes by
  std::string_view ship_state;        // where the parcel went
  Decimal commission_rate;            // per cent; zero: not said
};

// "4/0-2/PRODUCT:ItemPrice/amount", "4/0-2/PRODUCT:ItemPrice.1/tax": unique within a record.
std::string key_of(const Line& line);
// Replaces what `key` held.
void key_into(const Line& line, std::string& key);

// What a settlement report or a payment statement says in sum. What it does not say is zero, or the first
// day.
struct Sums {
  Date from;  // of the period
  Date to;
  Date settles;            // the day on which the market pays, as it says
  std::string payer;       // as received: "Deposited in PAYONEER account"
  Money payable;           // of a report: what its rows should add up to
  Money difference;        // payable less the rows; of a statement: closing balance less what leads to it
  std::uint32_t rows = 0;  // of a report, without its summary
  std::uint32_t rows_said = 0;  // by the report itself; it may count its heads as well
  Money opening;                // of a statement: the balance at the beginning, what was paid, and at the end
  Money paid;
  Money closing;
  Money reserve;
  std::string_view doubt;  // of a statement: the first sum in it that does not hold, by Walmart's name
};

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
  bool email_relayed = false;  // the market forwards it, and another order has another
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
  bool cancelled = false;              // a return that ended without any refund
  Sums sums;                           // of a settlement or a statement
  std::string_view raw;                // the record's own bytes
};

}  // namespace crosswalk
