// Marks: what lines say in money (invoice_line.h), as sorted lists, to see which lines a standing document
// holds already. Pure.
#pragma once

#include <string>
#include <vector>

#include "xero/invoice_line.h"

namespace crosswalk::xero {

using Marks = std::vector<std::string>;  // sorted

bool holds_all(const Marks& all, const Marks& part);
Marks marks_of(const std::vector<InvoiceLine>& lines);
// Leaves `lines` without one line for each of `marks`.
void take_out(std::vector<InvoiceLine>& lines, const Marks& marks);

}  // namespace crosswalk::xero
