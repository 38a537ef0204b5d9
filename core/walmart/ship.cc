#include "walmart/ship.h"

#include <algorithm>

#include "base/json_tree.h"
#include "base/json_writer.h"
#include "walmart/carriers.h"

namespace crosswalk::walmart {
namespace {

// An order that is not acknowledged yet may be shipped once our acknowledgement has arrived.
constexpr Millis acknowledged_soon{300'000};

struct Particulars {
  CarrierName carrier;
  std::string method;
};

Error refused(const ShipmentNotice& notice, const std::string& why) {
  return fail(ErrorKind::invalid,
              "the shipment of order " + notice.order + " cannot be told to Walmart: " + why);
}

Result<Particulars> particulars(const Settings& settings, const ShipmentNotice& notice,
                                const OrderStanding& order) {
  if (notice.tracking_number.empty()) return refused(notice, "it has no tracking number");
  if (notice.shipped == Instant()) return refused(notice, "it has no time of shipping");
  if (notice.carrier.empty()) return refused(notice, "it has no carrier");
  if (order.node_type == "WFSFulfilled") return refused(notice, "Walmart ships it itself");
  Particulars made;
  made.carrier = carrier_named(notice.carrier, settings.carriers);
  if (!made.carrier.listed && notice.tracking_url.empty())
    return refused(notice,
                   "\"" + notice.carrier +
                       "\" is no carrier on Walmart's list, and such a one needs a tracking URL; add the "
                       "URL, or its name on Walmart's list to walmart.carriers");
  made.method = method_named(notice.method.empty() ? order.method : notice.method);
  if (made.method.empty())
    return refused(notice,
                   "\"" + (notice.method.empty() ? order.method : notice.method) +
                       "\" is no shipping method; use Standard, Express, OneDay, Freight, WhiteGlove or "
                       "Value");
  return made;
}

void write_tracking(JsonWriter& json, const ShipmentNotice& notice, const Particulars& how) {
  json.key("trackingInfo").open_object();
  json.member("shipDateTime", notice.shipped.millis());
  json.key("carrierName").open_object();
  json.member(how.carrier.listed ? "carrier" : "otherCarrier", std::string_view(how.carrier.name));
  json.close_object();
  json.member("methodCode", std::string_view(how.method));
  json.member("trackingNumber", std::string_view(notice.tracking_number));
  if (!notice.tracking_url.empty()) json.member("trackingURL", std::string_view(notice.tracking_url));
  json.close_object();
}

std::string body_of(const ShipmentNotice& notice, const Particulars& how,
                    const std::vector<ChosenUnits>& units) {
  std::string body;
  JsonWriter json(body);
  json.open_object().key("orderShipment").open_object();
  if (!notice.replaces.empty()) json.member("processMode", std::string_view("PARTIAL_UPDATE"));
  json.key("orderLines").open_object().key("orderLine").open_array();
  for (const auto& [line, quantity] : units) {
    json.open_object().member("lineNumber", std::string_view(line->number));
    // Only drafted where the setting allows it.
    if (line->intent_to_cancel) json.key("intentToCancelOverride").boolean(true);
    json.key("orderLineStatuses").open_object().key("orderLineStatus").open_array().open_object();
    json.member("status", std::string_view("Shipped"));
    json.key("statusQuantity").open_object().member("unitOfMeasurement", std::string_view("EACH"));
    json.member("amount", std::string_view(std::to_string(quantity)));
    json.close_object();
    if (!notice.replaces.empty())
      json.key("currentTrackingInfo")
          .open_object()
          .member("trackingNumber", std::string_view(notice.replaces))
          .close_object();
    write_tracking(json, notice, how);
    json.close_object().close_array().close_object().close_object();
  }
  json.close_array().close_object().close_object().close_object();
  return body;
}

}  // namespace

Result<Document> ShipDeed::draft(const ShipmentNotice& notice, const Record& record) const {
  const Settings& settings = connection_.settings();
  const auto order = read_standing(record.body);
  if (!order) return order.error();
  const auto how = particulars(settings, notice, *order);
  if (!how) return how.error();
  const auto available = [&](const LineStanding& line) {
    // With those that are told already: the same notice twice is the same document.
    const int told = line.shipped_as(notice.tracking_number);
    return told + (notice.replaces.empty() ? line.open() : line.shipped_as(notice.replaces));
  };
  if (!notice.replaces.empty() && std::none_of(order->lines.begin(), order->lines.end(),
                                               [&](const LineStanding& line) { return available(line) > 0; }))
    return fail(ErrorKind::not_found, "order " + notice.order +
                                          " shows no shipment with the tracking number \"" + notice.replaces +
                                          "\" that is to be replaced");
  const auto units = choose_units(*order, notice.units, available, "shipped");
  if (!units) return units.error();
  for (const auto& [line, quantity] : *units)
    if (line->intent_to_cancel && notice.replaces.empty() && !settings.ship_despite_cancel_request)
      return refused(notice, "the buyer asked to cancel line " + line->number +
                                 "; cancel it, or set walmart.ship_despite_cancel_request");
  return order_document(record, DocumentKind::shipment, order->po + "/" + notice.tracking_number,
                        body_of(notice, *how, *units), settings.books_zone.date_of(notice.shipped));
}

Outcome ShipDeed::find(const Document& document, const OrderStanding& order, Moment /*moment*/) {
  const auto content = parse_json(document.content, "the shipment");
  if (!content) return outcome_of(Outcome::Kind::rejected, content.error().text());
  int whole = 0;
  int part = 0;
  int none = 0;
  bool waits = false;
  std::string tracking;
  for (const Json& told : content->at("orderShipment").at("orderLines").at("orderLine")) {
    const Json& status = told.at("orderLineStatuses").at("orderLineStatus").at(0);
    tracking = text_in(status.at("trackingInfo"), "trackingNumber");
    const LineStanding* line = order.find(text_in(told, "lineNumber"));
    const int there = line == nullptr ? 0 : line->shipped_as(tracking);
    const int wanted = std::stoi(text_in(status.at("statusQuantity"), "amount"));
    ++(there >= wanted ? whole : there > 0 ? part : none);
    waits = waits || (line != nullptr && line->created() > 0);
  }
  if (part == 0 && none == 0) return posted_as(tracking, "Shipped", connection_.clock().now());
  if (part > 0 || whole > 0)
    return outcome_of(Outcome::Kind::rejected,
                      "Walmart shows only a part of the shipment " + tracking + " of order " + order.po +
                          "; look at the order in Seller Center and tell the rest there");
  const Instant again = waits ? connection_.clock().now() + acknowledged_soon : Instant();
  return outcome_of(Outcome::Kind::absent,
                    waits ? "order " + order.po + " is not acknowledged yet"
                          : "order " + order.po + " shows no shipment with the tracking number " + tracking,
                    again);
}

}  // namespace crosswalk::walmart
