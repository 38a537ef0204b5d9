// The terms in which an order's fields are read and its faults are named. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/result.h"

namespace crosswalk::walmart {

// Epoch milliseconds, or ISO 8601 as in the older Canadian replies. From 2000 to 2100: epoch seconds, say,
// are refused rather than taken for a day in 1970.
Result<Instant> time_in(std::string_view text);

// A whole number of units from 0 to a million, as text: "2".
Result<std::uint32_t> units_in(std::string_view text);

// ErrorKind::invalid: "order <id>: <what>", at the field `path`. `what` never holds the buyer's data.
Error invalid_order(std::string_view id, const std::string& what, std::string path);

// "orderLines.orderLine[2].<rest>"
std::string line_path(std::size_t line, const std::string& rest);
// "orderLines.orderLine[2].charges.charge[0].<rest>"
std::string charge_path(std::size_t line, std::size_t charge, const char* rest);

}  // namespace crosswalk::walmart
