#include "flow/settle_difference.h"

namespace crosswalk::flow {

bool is_rounding(const Money& difference, const BookAccounts& accounts) {
  return !accounts.rounding.empty() && difference.amount.magnitude() <= accounts.rounding_tolerance;
}

Line line_of_difference(const store::SettlementRow& row) {
  Line line;
  line.row = row.row;
  line.line_class = LineClass::other;
  line.state = UnitState::shipped;
  line.charge_type = "Difference";
  line.amount = row.amount;
  line.quantity = Decimal::whole(1);
  line.date = row.posted;
  if (!row.side) {
    line.order_line = "total payable";
    line.amount_type = "Total Payable";
    line.charge_name = "total payable less the rows of the report";
    return line;
  }
  const bool refund = *row.side == store::BookingSide::refund;
  const bool more = row.amount.amount.is_negative() == refund;
  line.transaction_type = refund ? "Refund" : "Sale";
  line.amount_type = row.charge;
  line.charge_name = refund ? (more ? "refunded more than was booked" : "refunded less than was booked")
                            : (more ? "settled more than was booked" : "settled less than was booked");
  line.purchase_order = row.purchase_order;
  line.sku = row.sku;
  return line;
}

}  // namespace crosswalk::flow
