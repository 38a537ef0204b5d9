// RefundedDays: on which days the refund rows of a settlement were posted that are booked like a return or an
// order told of them. What was accrued of a refund is taken back on the days of its own rows: units of one
// order may have been refunded in different months. One a visit; not thread-safe.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "flow/unsettled.h"
#include "model/line.h"

namespace crosswalk::flow {

class RefundedDays {
 public:
  void add(const Line& row);
  // What is taken back of an order, each line on the day it happened: a sale on its own, a refund on the days
  // of rows of its SKU and charge, in parts if need be; then of other charges of the SKU; and what no row
  // here says on the day of the order's last refund row, or on its own where there is none. Uses the rows up.
  AccrualPairs dated(const AccrualPairs& pairs);

 private:
  struct Row {
    std::string sku;     // folded
    std::string charge;  // what is withheld of a tax counts as tax
    Date posted;
    std::int64_t left;  // millionths, as the market says them
  };
  std::map<std::string, std::vector<Row>, std::less<>> orders_;
};

}  // namespace crosswalk::flow
