#include "simulator/world_quirks.h"

namespace crosswalk::simulator {

QuirkShares QuirkShares::all(double share) {
  QuirkShares shares;
  shares.shares_.fill(share);
  return shares;
}

QuirkShares QuirkShares::usual() {
  QuirkShares shares = all(0.04);
  shares.set(Quirk::quantity_above_one, 0.15).set(Quirk::split_shipment, 0.08).set(Quirk::line_gaps, 0.2);
  shares.set(Quirk::zero_phone_on_update, 0.3).set(Quirk::walmart_fulfilled, 0.1);
  shares.set(Quirk::no_shipping_information, 0.01)
      .set(Quirk::unknown_sku, 0.01)
      .set(Quirk::unknown_status, 0);
  return shares;
}

std::string_view name_of(Quirk quirk) {
  switch (quirk) {
    case Quirk::zero_phone_on_update:
      return "zero_phone_on_update";
    case Quirk::duplicate_sku:
      return "duplicate_sku";
    case Quirk::line_gaps:
      return "line_gaps";
    case Quirk::quantity_above_one:
      return "quantity_above_one";
    case Quirk::tax_null:
      return "tax_null";
    case Quirk::tax_absent:
      return "tax_absent";
    case Quirk::explicit_nulls:
      return "explicit_nulls";
    case Quirk::shipping_penny_drift:
      return "shipping_penny_drift";
    case Quirk::subscription_discount:
      return "subscription_discount";
    case Quirk::unknown_charge_type:
      return "unknown_charge_type";
    case Quirk::replacement:
      return "replacement";
    case Quirk::walmart_fulfilled:
      return "walmart_fulfilled";
    case Quirk::third_party_fulfilled:
      return "third_party_fulfilled";
    case Quirk::single_objects:
      return "single_objects";
    case Quirk::status_date_backwards:
      return "status_date_backwards";
    case Quirk::no_estimated_ship_date:
      return "no_estimated_ship_date";
    case Quirk::intent_to_cancel:
      return "intent_to_cancel";
    case Quirk::no_shipping_information:
      return "no_shipping_information";
    case Quirk::unknown_sku:
      return "unknown_sku";
    case Quirk::sku_case:
      return "sku_case";
    case Quirk::zip_plus_four:
      return "zip_plus_four";
    case Quirk::unicode_name:
      return "unicode_name";
    case Quirk::extreme_amounts:
      return "extreme_amounts";
    case Quirk::several_orders_of_customer:
      return "several_orders_of_customer";
    case Quirk::zeroed_when_cancelled:
      return "zeroed_when_cancelled";
    case Quirk::cancelled_whole:
      return "cancelled_whole";
    case Quirk::cancelled_part:
      return "cancelled_part";
    case Quirk::split_shipment:
      return "split_shipment";
    case Quirk::unknown_status:
      return "unknown_status";
  }
  return "";
}

}  // namespace crosswalk::simulator
