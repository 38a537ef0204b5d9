// What a profit is told by, and which part of it a line is.
#include "flow/profit.h"

namespace crosswalk::flow {
namespace {

constexpr std::array by_names = {"sku", "category", "channel", "fulfilment", "state"};

}  // namespace

std::string_view name_of(ProfitBy by) {
  return by_names.at(static_cast<std::size_t>(by));
}

ProfitPart part_of(LineClass line_class) {
  switch (line_class) {
    case LineClass::product:
    case LineClass::shipping:
    case LineClass::discount:
      return ProfitPart::revenue;
    case LineClass::refund:
      return ProfitPart::refunds;
    case LineClass::commission:
    case LineClass::fee:
      return ProfitPart::fees;
    case LineClass::other:
      return ProfitPart::other;
    case LineClass::tax:
    case LineClass::tax_withheld:
    case LineClass::reserve:
    case LineClass::deposit:
      break;
  }
  return ProfitPart::none;
}

}  // namespace crosswalk::flow
