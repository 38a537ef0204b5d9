// What a row of a settlement report is, by its transaction type, amount type and description: Walmart's
// vocabulary as far as it is known (walmart.md §4.3). Pure; safe from any thread.
#pragma once

#include <string_view>

#include "model/line.h"

namespace crosswalk::walmart {

struct ReconMeaning {
  LineClass line_class = LineClass::other;  // of what is not known
  bool is_refund = false;                   // a row of the type Refund
  bool is_sale = false;                     // a row of the type Sale
  bool passed_on = false;  // a tax that the marketplace passes on to the seller, whatever the state's law
};

ReconMeaning meaning_of(std::string_view type, std::string_view amount_type, std::string_view description);

}  // namespace crosswalk::walmart
