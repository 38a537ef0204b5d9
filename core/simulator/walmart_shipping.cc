// POST /v3/orders/{po}/shipping, checked as walmart.md §2.7 tells.
#include <algorithm>
#include <array>

#include "base/json_tree.h"
#include "simulator/walmart_actions.h"

namespace crosswalk::simulator {
namespace {

// The names Walmart takes, letter for letter; any other carrier goes into otherCarrier.
constexpr std::string_view carriers[] = {"UPS",
                                         "USPS",
                                         "FedEx",
                                         "Airborne",
                                         "OnTrac",
                                         "DHL Ecommerce - US",
                                         "DHL",
                                         "LS",
                                         "UDS",
                                         "UPSMI",
                                         "FDX",
                                         "PILOT",
                                         "ESTES",
                                         "SAIA",
                                         "FDS Express",
                                         "Seko Worldwide",
                                         "HIT Delivery",
                                         "FEDEXSP",
                                         "RL Carriers",
                                         "Metropolitan Warehouse & Delivery",
                                         "China Post",
                                         "YunExpress",
                                         "Yellow Freight Sys",
                                         "AIT Worldwide Logistics",
                                         "Chukou1",
                                         "Sendle",
                                         "Landmark Global",
                                         "Sunyou",
                                         "Yanwen",
                                         "4PX",
                                         "GLS",
                                         "OSM Worldwide",
                                         "FIRST MILE",
                                         "AM Trucking",
                                         "CEVA",
                                         "India Post",
                                         "SF Express",
                                         "CNE",
                                         "TForce Freight",
                                         "AxleHire",
                                         "LSO",
                                         "Royal Mail",
                                         "ABF Freight System",
                                         "WanB",
                                         "Roadrunner Freight",
                                         "Meyer Distribution",
                                         "AAA Cooper",
                                         "Canada Post",
                                         "Southeastern Freight Lines",
                                         "Japan Post",
                                         "Correos de Mexico",
                                         "XPO Logistics",
                                         "JD Logistics",
                                         "YDH",
                                         "JCEX",
                                         "Flyt",
                                         "Deutsche Post",
                                         "Better Trucks",
                                         "Asendia",
                                         "SFC",
                                         "UBI",
                                         "ePost Global",
                                         "YF Logistics",
                                         "RXO",
                                         "Estes Express",
                                         "Shypmax",
                                         "WIN.IT America",
                                         "PITT OHIO",
                                         "PostNord Sweden",
                                         "Equick",
                                         "Whistl",
                                         "Tusou",
                                         "Shiprocket",
                                         "DTDC",
                                         "PTS"};

constexpr std::array<std::string_view, 6> methods = {"Standard", "Express",    "OneDay",
                                                     "Freight",  "WhiteGlove", "Value"};
constexpr std::size_t longest_seller_order = 30;
constexpr Millis tracking_may_change{4 * 3'600'000};

template <class Range>
bool among(const Range& known, std::string_view name) {
  return std::find(std::begin(known), std::end(known), name) != std::end(known);
}

// The tracking of one status, or the sentence that refuses it.
std::optional<ActionOutcome> read_tracking(const Json& status, const std::string& number,
                                           Tracking& tracking) {
  const Json& info = child(status, "trackingInfo");
  const Json& name = child(info, "carrierName");
  const Json& time = child(info, "shipDateTime");
  if (!time.is_number_integer())
    return refused("shipDateTime is required in line number " + number, "shipDateTime");
  tracking.ship_time = Instant::from_millis(time.get<std::int64_t>());
  tracking.carrier = text_in(name, "carrier");
  tracking.other_carrier = text_in(name, "otherCarrier");
  tracking.method = text_in(info, "methodCode");
  tracking.number = text_in(info, "trackingNumber");
  tracking.url = text_in(info, "trackingURL");
  if (tracking.carrier.empty() ? tracking.other_carrier.empty() || tracking.url.empty()
                               : !among(carriers, tracking.carrier))
    return refused("Carrier is not supported in line number " + number, "carrierName");
  if (!among(methods, tracking.method))
    return refused("Method code is not supported in line number " + number, "methodCode");
  if (tracking.number.empty())
    return refused("trackingNumber is required in line number " + number, "trackingNumber");
  return std::nullopt;
}

ActionOutcome overshipped(const MarketOrder& order) {
  return refused(
      "INVALID_REQUEST_CONTENT :: Failed when called shipConfirm API for " + order.po +
      ". Qty OverShipped : Some or All Line(s)/Qty cannot be Shipped due to invalid Lines Or invalid Qty Or "
      "Qty more than allowed");
}

// New tracking for what is shipped already; `status` names the old number in currentTrackingInfo.
ActionOutcome retrack(const LineStanding& units, const Json& line, const Json& status, OrderChange change) {
  const Json& named = child(status, "currentTrackingInfo").is_object() ? status : line;
  const std::string old_number = text_in(child(named, "currentTrackingInfo"), "trackingNumber");
  const auto shipment = std::find_if(units.shipments.begin(), units.shipments.end(),
                                     [&](const Shipment& s) { return s.tracking.number == old_number; });
  if (shipment == units.shipments.end())
    return refused("currentTrackingInfo names no shipment of line number " + change.line,
                   "currentTrackingInfo");
  if (change.at - shipment->confirmed > tracking_may_change)
    return refused("Tracking of line number " + change.line + " can no longer be changed",
                   "currentTrackingInfo");
  change.kind = OrderChange::Kind::retracked;
  change.reason = old_number;
  return {std::nullopt, {std::move(change)}};
}

}  // namespace

ActionOutcome ship_order(const MarketOrder& order, const OrderStanding& standing, const Json& body,
                         Instant now) {
  const Json& shipment = child(body, "orderShipment");
  const auto lines = items_in(child(shipment, "orderLines"), "orderLine");
  if (lines.empty()) return refused("orderShipment.orderLines.orderLine is required");
  if (order.node != NodeType::seller) return refused("PO: " + order.po + " is not fulfilled by the seller");
  const bool tracking_only = text_in(shipment, "processMode") == "PARTIAL_UPDATE";
  ActionOutcome outcome;
  std::vector<std::int64_t> asked_of(order.lines.size());  // a line may be named twice
  for (const Json* line : lines) {
    const std::string number = text_in(*line, "lineNumber");
    const auto index = line_at(order, number);
    if (!index) return overshipped(order);
    const LineStanding& units = standing.lines[*index];
    if (text_in(*line, "sellerOrderId").size() > longest_seller_order)
      return refused("sellerOrderId is too long in line number " + number, "sellerOrderId");
    if (!tracking_only && order.lines[*index].intent_to_cancel &&
        child(*line, "intentToCancelOverride") != Json(true))
      return refused(
          "The customer asked to cancel line number " + number + "; intentToCancelOverride is required",
          "intentToCancelOverride");
    std::int64_t& asked = asked_of[*index];
    for (const Json* status : items_in(child(*line, "orderLineStatuses"), "orderLineStatus")) {
      OrderChange change;
      change.kind = OrderChange::Kind::shipped;
      change.at = now;
      change.line = number;
      change.quantity = units_in(*status);
      if (text_in(*status, "status") != "Shipped" || change.quantity == 0)
        return refused("Status and quantity are required in line number " + number);
      if (auto wrong = read_tracking(*status, number, change.tracking)) return *wrong;
      asked += change.quantity;
      if (tracking_only) {
        ActionOutcome one = retrack(units, *line, *status, std::move(change));
        if (one.refusal) return one;
        outcome.changes.push_back(std::move(one.changes.front()));
      } else {
        outcome.changes.push_back(std::move(change));
      }
    }
    if (asked == 0) return refused("orderLineStatus is required in line number " + number);
    if (tracking_only) continue;
    if (units.open() == 0 && units.shipped() > 0)
      return refused("Unable to process this request. The Line: " + number + " of PO: " + order.po +
                     " is in SHIPPED status");
    if (asked > units.open()) return overshipped(order);
    if (asked > units.acknowledged)
      return refused("The Line: " + number + " of PO: " + order.po +
                     " must be acknowledged before it is shipped");
  }
  return outcome;
}

}  // namespace crosswalk::simulator
