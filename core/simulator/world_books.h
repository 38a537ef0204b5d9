// What a bookkeeper must end with, out of the rows of settlements: sales, taxes, refunds, commission, every
// fee by its name, reserve, early payouts, payable and deposits. The yardstick for a ledger; shares no code
// with the connectors. Pure.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.h"
#include "simulator/world_settling.h"

namespace crosswalk::simulator {

struct TaxByState {
  Money collected;
  Money withheld;
};

struct DepositTruth {
  Date report_date;
  Date on;
  Money amount;  // below zero: collected from the seller
};

struct BooksTruth {
  int rows = 0;
  Money sales;     // product prices and promotions of sales, with other charges
  Money shipping;  // of sales
  Money refunds;   // of product prices, promotions and other charges; below zero
  Money shipping_refunds;
  Money commission;  // with what came back
  Money restocking;
  Money reserve;  // what Walmart still holds, below zero
  Money early_payouts;
  std::map<std::string, TaxByState> taxes;   // by the ship-to state; refunds deducted
  std::map<std::string, Money> fees;         // by description, without blanks and quotes around it
  std::map<std::string, Money> adjustments;  // likewise; of a refund by its amount type
  std::map<std::string, Money> unknown;      // by "type / amount type / description"
  Money outside;                             // in payables, in no row
  Money payable;
  std::vector<DepositTruth> deposits;  // of settlements with one, by date

  BooksTruth();
  void add(const SettlementRow& row);
  void add(const Settlement& settlement);  // with its rows
  // Σ of all rows: what all the sums above come to.
  Money sum() const;
};

// Of all settlements.
BooksTruth books_of(const std::vector<Settlement>& settlements);
// Of one order's rows, whatever settlement they are in.
BooksTruth books_of(const std::vector<Settlement>& settlements, std::string_view po);

// `"WFS Return Shipping fee "` → `WFS Return Shipping fee`.
std::string plain_name(std::string_view description);

}  // namespace crosswalk::simulator
