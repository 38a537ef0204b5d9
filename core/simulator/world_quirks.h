// Quirk: one way in which real Walmart orders surprise their readers, by name, so that a test can ask for
// each and see that each occurred. Plain data.
#pragma once

#include <array>
#include <bitset>
#include <cstddef>
#include <string_view>

namespace crosswalk::simulator {

enum class Quirk {
  zero_phone_on_update,        // the phone turns to zeros with the first change
  duplicate_sku,               // one SKU on two lines
  line_gaps,                   // line numbers 3, 6, 9 …
  quantity_above_one,          // a line of several units
  tax_null,                    // a charge with "tax": null
  tax_absent,                  // a charge without "tax"
  explicit_nulls,              // optional fields are null instead of absent
  shipping_penny_drift,        // shipping split over the lines, a cent apart, untaxed
  subscription_discount,       // a negative charge under PRODUCT
  unknown_charge_type,         // a charge type outside PRODUCT and SHIPPING
  replacement,                 // a replacement order, zero amounts or full ones
  walmart_fulfilled,           // WFS: only seen by its own sweep
  third_party_fulfilled,       // 3PL
  single_objects,              // an object where an array of one is expected
  status_date_backwards,       // statusDate earlier than it was
  no_estimated_ship_date,      // missing once units are shipped
  intent_to_cancel,            // the buyer asks to cancel a line
  no_shipping_information,     // no shippingInfo: a dead letter
  unknown_sku,                 // a SKU outside the catalogue
  sku_case,                    // a SKU in lower case
  zip_plus_four,               // 94105-1804
  unicode_name,                // names and addresses beyond ASCII, with quotes and backslashes
  extreme_amounts,             // 0.01 and 9999.99
  several_orders_of_customer,  // two purchase orders of one customer order
  zeroed_when_cancelled,       // a line that is cancelled whole shows amounts of zero
  cancelled_whole,             // every line is cancelled before it ships
  cancelled_part,              // some units are cancelled, the rest ships
  split_shipment,              // units ship on different days
  unknown_status,              // new units stand under a status that nobody knows
};

inline constexpr std::size_t quirk_count = static_cast<std::size_t>(Quirk::unknown_status) + 1;

class QuirkSet {
 public:
  bool has(Quirk quirk) const { return bits_[static_cast<std::size_t>(quirk)]; }
  void set(Quirk quirk, bool on = true) { bits_[static_cast<std::size_t>(quirk)] = on; }

 private:
  std::bitset<quirk_count> bits_;
};

// How often each quirk occurs: a share of the orders, 0 … 1.
class QuirkShares {
 public:
  static QuirkShares none() { return all(0); }
  static QuirkShares all(double share);
  // What a lively account looks like: every quirk occurs but the unknown status.
  static QuirkShares usual();

  double of(Quirk quirk) const { return shares_[static_cast<std::size_t>(quirk)]; }
  QuirkShares& set(Quirk quirk, double share) {
    shares_[static_cast<std::size_t>(quirk)] = share;
    return *this;
  }

 private:
  std::array<double, quirk_count> shares_{};
};

std::string_view name_of(Quirk quirk);

}  // namespace crosswalk::simulator
