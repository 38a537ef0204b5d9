#include "walmart/cancel.h"

#include <algorithm>
#include <array>

#include "base/crypto.h"
#include "base/json_tree.h"
#include "base/json_writer.h"

namespace crosswalk::walmart {
namespace {

constexpr std::string_view buyer_asked = "CUSTOMER_REQUESTED_SELLER_TO_CANCEL";
constexpr std::string_view out_of_stock = "SELLER_CANCEL_OUT_OF_STOCK";
constexpr std::array<std::string_view, 5> reasons = {buyer_asked, "SELLER_CANCEL_PRICING_ERROR", out_of_stock,
                                                     "SELLER_CANCEL_FRAUD_STOP_SHIPMENT",
                                                     "SELLER_CANCEL_ADDRESS_NOT_SERVICEABLE"};

std::string body_of(const std::vector<ChosenUnits>& units, std::string_view reason) {
  std::string body;
  JsonWriter json(body);
  json.open_object().key("orderCancellation").open_object();
  json.key("orderLines").open_object().key("orderLine").open_array();
  for (const auto& [line, quantity] : units) {
    json.open_object().member("lineNumber", std::string_view(line->number));
    json.key("orderLineStatuses").open_object().key("orderLineStatus").open_array().open_object();
    json.member("status", std::string_view("Cancelled")).member("cancellationReason", reason);
    json.key("statusQuantity").open_object().member("unitOfMeasurement", std::string_view("EACH"));
    json.member("amount", std::string_view(std::to_string(quantity)));
    json.close_object().close_object().close_array().close_object().close_object();
  }
  json.close_array().close_object().close_object().close_object();
  return body;
}

}  // namespace

Result<Document> CancelDeed::draft(const CancellationNotice& notice, const Record& record) const {
  const auto order = read_standing(record.body);
  if (!order) return order.error();
  const std::string_view reason = notice.reason.empty() ? out_of_stock : std::string_view(notice.reason);
  const auto refused = [&](const std::string& why) {
    return fail(ErrorKind::invalid, "the cancellation in order " + notice.order + " is not possible: " + why);
  };
  if (std::find(reasons.begin(), reasons.end(), reason) == reasons.end())
    return refused("\"" + std::string(reason) + "\" is no reason that Walmart knows; use " +
                   std::string(out_of_stock) + ", SELLER_CANCEL_PRICING_ERROR or another of its list");
  if (order->node_type == "WFSFulfilled") return refused("Walmart fulfils it itself");
  // With those that are cancelled already: the same notice twice is the same document.
  const auto available = [&](const LineStanding& line) { return line.open() + line.cancelled_for(reason); };
  const auto units = choose_units(*order, notice.units, available, "cancelled");
  if (!units) return units.error();
  std::string before;
  JsonWriter json(before);
  std::string named;
  json.open_object();
  for (const auto& [line, quantity] : *units) {
    if (reason == buyer_asked && !line->intent_to_cancel && line->open() >= quantity)
      return refused("the buyer did not ask to cancel line " + line->number + "; give another reason");
    const int gone = line->cancelled_for(reason);
    const int stood = line->open() >= quantity ? gone : std::max(0, gone - quantity);
    json.member(std::string_view(line->number), std::int64_t{stood});
    named += line->number + "x" + std::to_string(quantity) + ",";
  }
  json.close_object();
  return order_document(record, DocumentKind::cancellation, order->po + "/" + sha256(named).substr(0, 16),
                        with_before(notice.key, before, body_of(*units, reason)),
                        connection_.settings().books_zone.date_of(connection_.clock().now()));
}

Outcome CancelDeed::find(const Document& document, const OrderStanding& order, Moment /*moment*/) {
  const auto content = parse_json(document.content, "the cancellation");
  if (!content) return outcome_of(Outcome::Kind::rejected, content.error().text());
  int whole = 0;
  int part = 0;
  int none = 0;
  for (const Json& told : content->at("request").at("orderCancellation").at("orderLines").at("orderLine")) {
    const Json& status = told.at("orderLineStatuses").at("orderLineStatus").at(0);
    const std::string number = text_in(told, "lineNumber");
    const LineStanding* line = order.find(number);
    const int stood = content->at("before").at(number).get<int>();
    const int gone = line == nullptr ? 0 : line->cancelled_for(text_in(status, "cancellationReason")) - stood;
    const int wanted = std::stoi(text_in(status.at("statusQuantity"), "amount"));
    ++(gone >= wanted ? whole : gone > 0 ? part : none);
  }
  if (part == 0 && none == 0) return posted_as(document.key, "Cancelled", connection_.clock().now());
  if (part > 0 || whole > 0)
    return outcome_of(Outcome::Kind::rejected, "Walmart shows only a part of the cancellation in order " +
                                                   order.po + "; look at the order in Seller Center");
  return outcome_of(Outcome::Kind::absent, "order " + order.po + " does not show the cancellation");
}

}  // namespace crosswalk::walmart
