// Informed: the decisions of an order, and of what was refunded of it, that book nothing themselves
// (`posting: settlement`): a settlement's rows are booked by them, tied by SKU, charge and quantity, because
// line numbers disagree (walmart.md §2.5). One an order; not thread-safe.
#pragma once

#include <string>
#include <vector>

#include "model/entry.h"
#include "store/bookings.h"

namespace crosswalk::flow {

// "product", "shipping", "tax": the charge of an order's entry, or of its refund's, as rows name theirs.
std::string_view charge_of(const Entry& entry);

class Informed {
 public:
  // Entries as text that the store keeps. An error: one of them cannot be read.
  static Result<Informed> of(const store::OrderStanding& order);

  // The entry that the row is booked like; null when none is of its SKU and charge. A row of units that
  // shipped on several days takes the first day of which not everything has settled; what else is said of the
  // same units follows their product.
  const Entry* sale(const Line& row, const store::OrderStanding& order);
  const Entry* refund(const Line& row) const;
  const std::vector<Entry>& sales() const { return sales_; }
  const std::vector<Entry>& refunds() const { return refunds_; }
  // Of the same SKU where it says so, else of any line; none: nothing is known of the order's taxes.
  TaxClass tax_class(std::string_view sku) const;

 private:
  std::vector<Entry> sales_;    // placed and shipped, by date
  std::vector<Entry> refunds_;  // placed
  struct Dated {
    std::string sku;
    Date date;
  };
  std::vector<Dated> products_;  // the day of each SKU's last row
};

}  // namespace crosswalk::flow
