// A settlement of the invented marketplace as data: the rows of its report with what each really is, the
// terms under which periods close, and what happens at the account beside orders (walmart.md §4). Plain data.
#pragma once

#include <array>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/decimal.h"

namespace crosswalk::simulator {

// What a row is to a bookkeeper, whatever it is called.
enum class RowKind {
  product,
  promotion,
  shipping,
  other_charge,
  tax,
  tax_withheld,
  commission,
  restocking,
  fee,
  adjustment,
  reserve,       // withheld (negative) or released (positive)
  early_payout,  // paid out on request within the period
  unknown,       // a kind of row that nobody announced
};

struct SettlementRow {
  RowKind kind = RowKind::fee;
  bool refund = false;      // of a sale
  bool by_walmart = false;  // of an order that Walmart fulfils
  std::string key;          // Transaction Key, shared by the rows of one event
  Date posted;
  std::string type;         // "Sale"
  std::string description;  // "Purchase"
  std::string amount_type;  // "Product Price"
  std::string reason;
  Decimal amount;  // USD; above zero to the seller
  std::string customer_order;
  std::string customer_line;
  std::string po;
  std::string po_line;      // not always the order's own number
  int quantity = 0;         // 0: the cell is empty
  int rate = 0;             // commission, per cent; 0: empty
  int base_rate = 0;        // before an incentive
  Decimal base_commission;  // of a commission row
  std::string sku;
  std::string product_name;
  std::string state;
  std::string city;
  std::string zip;
  std::string category;
  std::string product_type;
  std::string tax_code;
  std::string campaign;
};

struct Settlement {
  int index = 0;  // of its period, from 0
  Date start;
  Date end;          // the last day
  Date report_date;  // names the report, and the first day that lists it
  Date deposit_date;
  std::vector<SettlementRow> rows;
  Decimal outside;  // in the payable, but in no row: what was carried over, or an opening balance gap
  Decimal payable;  // Σ rows + outside
  Decimal deposit;  // the payable, or zero where a negative one is carried over
};

// Something at the account that is no order's: an advertising fee, a reserve, an early payout.
struct AccountEvent {
  Date posted;
  RowKind kind = RowKind::fee;
  std::string type;
  std::string description;
  std::string amount_type;
  Decimal amount;
  std::string campaign;
};

// How often settlement rows surprise their readers: shares of the orders, or of the periods.
struct SettlementQuirks {
  double sku_case = 0;          // of orders: the SKU in another case than on the order
  double line_mismatch = 0;     // of orders: another purchase order line number
  double late_refund = 0;       // of orders: refund rows come a period later still
  double refund_drift = 0;      // of orders: the last unit's refund takes the cents that division left over
  double label_charge = 0;      // of the seller's shipments
  double return_label = 0;      // of the seller's return parcels
  double blank_type = 0;        // of periods: a row without a transaction type
  double unknown_row = 0;       // of periods: a type, amount type and description that nobody knows
  double instant_transfer = 0;  // of periods: an early payout
  double opening_gap = 0;       // of periods: the payable holds an amount that no row tells
  double negative_payable = 0;  // of periods: fees exceed the sales
  double funded_savings = 0;    // of orders: a saving for the buyer that Walmart pays, in two rows
  double excess_refund = 0;     // of orders: the buyer gets more back than was paid, in a row of its own

  static SettlementQuirks none() { return {}; }
  static SettlementQuirks usual() {
    return {0.05, 0.1, 0.1, 0.1, 0.3, 0.5, 0.3, 0.3, 0.3, 0, 0.15, 0.05, 0.05};
  }
};

struct SettlementTerms {
  std::uint64_t seed = 1;
  Date first_day;                 // of the first period, in Walmart's zone; what happened before is in none
  int days = 14;                  // of a period; walmart.md §4.6: "alternate Fridays"
  int posted_after = 2;           // days from an event to its row
  int report_after = 4;           // days from the last day of a period to the date of its report
  int deposit_after = 4;          // … to its deposit: 10 February for 6 February (accounting.md §2)
  bool carries_negative = false;  // a negative payable reduces the next one instead of being collected
  std::set<int> gaps;             // periods with an opening balance gap of 7.77 USD
  SettlementQuirks quirks;
};

}  // namespace crosswalk::simulator
