#include "walmart/recon_words.h"

#include <array>

#include "walmart/recon_text.h"

namespace crosswalk::walmart {
namespace {

// What one amount of a sale is; in a refund the same comes back.
struct Part {
  std::string_view amount_type;
  LineClass of_sale;
  LineClass of_refund;
};
constexpr std::array parts = {
    Part{"Product Price", LineClass::product, LineClass::refund},
    Part{"Shipping", LineClass::shipping, LineClass::refund},
    Part{"Promo Code", LineClass::discount, LineClass::refund},
    Part{"Extra Savings", LineClass::discount, LineClass::refund},
    Part{"Total Walmart Funded Savings", LineClass::discount, LineClass::refund},
    Part{"Excess Refund Adjustment", LineClass::other, LineClass::refund},
    Part{"Product tax", LineClass::tax, LineClass::tax},
    Part{"Shipping tax", LineClass::tax, LineClass::tax},
    Part{"Other tax (Fees)", LineClass::tax, LineClass::tax},
    Part{"Product tax withheld", LineClass::tax_withheld, LineClass::tax_withheld},
    Part{"Shipping tax withheld", LineClass::tax_withheld, LineClass::tax_withheld},
    Part{"Commission on Product", LineClass::commission, LineClass::commission},
    Part{"Commission on Shipping", LineClass::commission, LineClass::commission},
};

// Rows that are about no sale. Which description goes with which of the amount types of its transaction type
// is not confirmed, so that a description is looked for under all of them.
struct Activity {
  std::string_view type;
  LineClass line_class;
};
constexpr std::array activities = {
    Activity{"Adjustment", LineClass::fee},
    Activity{"Service Fee", LineClass::fee},
    Activity{"Campaigns", LineClass::fee},
    Activity{"", LineClass::fee},
    Activity{"Reserve", LineClass::reserve},
    Activity{"Release Reserve", LineClass::reserve},
    Activity{"Walmart Instant Transfer", LineClass::deposit},
};
constexpr std::array fee_types = {
    std::string_view("Fee/Reimbursement"),      std::string_view("WFS Fee/Reimbursement"),
    std::string_view("Review Accelerator Fee"), std::string_view("WFS Inventory Fee/Reimbursement"),
    std::string_view("SEM Marketing Fee"),      std::string_view("Ocean freight and related services"),
};
constexpr std::array fees = {
    std::string_view("Walmart Shipping Label Service Charge"),
    std::string_view("Walmart Return Shipping Charge"),
    std::string_view("Restocking Fee"),
    std::string_view("Business initiated discrete partner credit"),
    std::string_view("Misc Invoices"),
    std::string_view("WFS Refund"),
    std::string_view("WFS Fulfillment fee"),
    std::string_view("WFS Charge"),
    std::string_view("WFS StorageFee"),
    std::string_view("WFS Return Processing Fee"),
    std::string_view("WFS Return Shipping fee"),
    std::string_view("WFS RC_InventoryDisposalFee"),
    std::string_view("WFS LostInventory"),
    std::string_view("WFS FoundInventory"),
    std::string_view("WFS InventoryTransferFee"),
    std::string_view("Walmart Product Advertising"),
    std::string_view("Review Accelerator"),
    std::string_view("WMSC Logistics Services"),
    std::string_view("SEM Marketing"),
};

bool is_one_of(const auto& list, std::string_view text) {
  for (const auto& known : list)
    if (same_words(known, text)) return true;
  return false;
}

}  // namespace

ReconMeaning meaning_of(std::string_view type, std::string_view amount_type, std::string_view description) {
  ReconMeaning meaning;
  meaning.is_sale = same_words(type, "Sale");
  meaning.is_refund = same_words(type, "Refund");
  if (meaning.is_sale || meaning.is_refund) {
    for (const auto& part : parts)
      if (same_words(part.amount_type, amount_type))
        meaning.line_class = meaning.is_sale ? part.of_sale : part.of_refund;
    meaning.passed_on = same_words(amount_type, "Other tax (Fees)");
    return meaning;
  }
  for (const auto& activity : activities) {
    if (!same_words(activity.type, type)) continue;
    const bool is_known = activity.line_class == LineClass::fee
                              ? is_one_of(fee_types, amount_type) && is_one_of(fees, description)
                              : same_words(amount_type, "Net Payable");
    if (is_known) meaning.line_class = activity.line_class;
  }
  return meaning;
}

}  // namespace crosswalk::walmart
