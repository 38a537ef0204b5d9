// The invoices that an order's entries ask for: one approved for each ship date, and in `book: created` one
// draft for what is still open. Pure.
#pragma once

#include <vector>

#include "model/entry.h"
#include "xero/invoice_line.h"

namespace crosswalk::xero {

struct WantedInvoice {
  Date date;
  bool authorised = true;
  std::vector<InvoiceLine> lines;  // never empty
};

struct Shape {
  std::vector<WantedInvoice> shipped;  // by date
  std::vector<WantedInvoice> open;     // at most one
  std::vector<InvoiceLine> cancelled;  // what cancelled units would have been
  bool has_open = false;               // some units are open, booked or not
  bool has_cancelled = false;
};

// An error is a hold: a line lacks an answer.
Result<Shape> shape_of(const Entries& entries);

}  // namespace crosswalk::xero
