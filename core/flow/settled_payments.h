// SettledPayments: what a settlement pays of orders whose invoices wait for it (`pay: settled`): as much as
// has settled of each and was not paid before, never more than is owed, dated by the posted date of its rows.
// One a visit; not thread-safe.
#pragma once

#include <span>
#include <vector>

#include "flow/row_book.h"
#include "flow/settle_rows.h"

namespace crosswalk::flow {

struct SettledPayments {
  std::vector<Entry> entries;            // receivable and clearing, naming the invoice that is paid
  std::vector<store::Booking> bookings;  // side `paid`
};

// `rows` says what this visit has settled, all of which the book knows by now. Invoices are paid in the
// order of their numbers.
Result<SettledPayments> settled_payments(RowBook& book, const SettleRows& rows, Currency currency);

}  // namespace crosswalk::flow
