// The terms in which a settlement report's cells are read. Every error is ErrorKind::invalid and names the
// row and the column. Pure; safe from any thread.
#pragma once

#include <string_view>

#include "base/date.h"
#include "base/decimal.h"
#include "base/result.h"
#include "walmart/recon_rows.h"

namespace crosswalk::walmart {

// Plain notation; an empty cell is zero. Scientific notation comes from a spreadsheet and is refused.
Result<Decimal> amount_in(const ReconRow& row, ReconColumn column);
// "4/29/2026", "04/29/2026" or "2026-04-29", also with a time behind it; an empty cell is `otherwise`.
Result<Date> date_in(const ReconRow& row, ReconColumn column, Date otherwise);
// An order's number as it stands. One in scientific notation has lost digits and is refused.
Result<std::string_view> number_in(const ReconRow& row, ReconColumn column);

}  // namespace crosswalk::walmart
