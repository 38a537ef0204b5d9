// The rows of a settlement report, in whichever form it was received: the ZIP with its CSV, the CSV alone, or
// the JSON pages one after another (walmart.md §4.1, §4.2). Columns are found by their names: those that this
// version does not know are passed over, those that it can do without may be missing. Rows are handed over
// one by one and never kept. Pure; safe from any thread.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace crosswalk::walmart {

enum class ReconColumn : std::uint8_t {
  period_start,
  period_end,
  total_payable,
  currency,
  key,
  posted,
  type,
  description,
  customer_order,
  purchase_order,
  purchase_order_line,
  amount,
  amount_type,
  quantity,
  commission_rate,
  reason,
  sku,
  product_name,
  state,
  category,
  shipping_method,
  fulfilment,
  condition,
};
inline constexpr std::size_t recon_columns = 23;

// "Purchase Order #", as Walmart heads the column.
std::string_view name_of(ReconColumn column);

struct ReconRow {
  std::array<std::string_view, recon_columns>
      cells;                 // without blanks around them; live until the sink returns
  std::uint32_t number = 0;  // among the rows with an amount, from 1
  std::string where;         // for messages: "line 19", "row 17"

  std::string_view operator[](ReconColumn column) const { return cells[static_cast<std::size_t>(column)]; }
  // "line 19, column "Amount"".
  std::string place(ReconColumn column) const;
};

struct ReconSink {
  std::function<Result<void>(const ReconRow&)> summary;  // the PaymentSummary, once
  std::function<Result<void>(const ReconRow&)> row;
};

// What the report says about its own length; none when it says nothing.
struct ReconEnd {
  std::uint32_t rows = 0;
  std::optional<std::uint32_t> rows_said;
};

// ErrorKind::invalid: the bytes are no report, a column that it needs is missing, there is no summary or
// there are two different ones, or the JSON pages are not all there. Errors of the sink are returned as they
// are.
Result<ReconEnd> read_recon(std::string_view body, const ReconSink& sink);

}  // namespace crosswalk::walmart
