#include "flow/kept_line.h"

#include <array>

namespace crosswalk::flow {
namespace {

constexpr std::array texts = {
    &Line::order_line,
    &Line::charge_type,
    &Line::charge_name,
    &Line::tax_name,
    &Line::sku,
    &Line::product_name,
    &Line::condition,
    &Line::fulfilment,
    &Line::ship_method,
    &Line::carrier,
    &Line::tracking_number,
    &Line::refund,
    &Line::refund_reason,
    &Line::purchase_order,
    &Line::transaction_type,
    &Line::amount_type,
    &Line::transaction_key,
    &Line::category,
    &Line::ship_state,
};

}  // namespace

void KeptLine::keep(const Line& line) {
  std::size_t size = 0;
  for (const auto text : texts) size += (line.*text).size();
  texts_.clear();
  texts_.reserve(size);
  for (const auto text : texts) texts_ += line.*text;
  line_ = line;
  std::size_t at = 0;
  for (const auto text : texts) {
    const std::size_t length = (line.*text).size();
    line_.*text = std::string_view(texts_).substr(at, length);
    at += length;
  }
}

}  // namespace crosswalk::flow
