// Builds settlement reports as Walmart sends them, with values of our own.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/record.h"

namespace crosswalk::walmart {

// Cells by the column's name.
using Cells = std::vector<std::pair<std::string, std::string>>;

// A sale's or refund's row on the order 108900000000001, SKU MUG-BLU, shipped to Texas.
Cells order_row(std::string_view type, std::string_view amount_type, std::string_view amount,
                std::string_view key = "2026_01_31_17");
Cells other_row(std::string_view type, std::string_view amount_type, std::string_view description,
                std::string_view amount);

struct ReportBuilder {
  std::vector<std::string> columns;  // empty: the 32 of April 2026
  std::string payable;               // empty: what the rows add up to
  std::string count;                 // empty: what is right
  std::string start = "1/24/2026";
  std::string end = "2/6/2026";
  std::vector<Cells> rows = {order_row("Sale", "Product Price", "24.99"),
                             order_row("Sale", "Product tax", "2.06"),
                             order_row("Sale", "Product tax withheld", "-2.06"),
                             order_row("Sale", "Commission on Product", "-3.75")};

  std::string csv() const;
  std::string zip() const;
  // In pages of so many rows.
  std::vector<std::string> json(std::size_t page_rows = 1000) const;
  Record record() const;  // the ZIP, of 6 February 2026
};

// The 32 columns of April 2026 and the 37 of May.
std::vector<std::string> april_columns();
std::vector<std::string> may_columns();

std::string zip_of(const std::vector<std::pair<std::string, std::string>>& files);
Record settlement(std::string body);

}  // namespace crosswalk::walmart
