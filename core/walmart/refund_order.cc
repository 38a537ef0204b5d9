#include "walmart/refund_order.h"

#include <algorithm>
#include <array>

#include "base/json_tree.h"
#include "base/json_writer.h"

namespace crosswalk::walmart {
namespace {

constexpr std::string_view no_reason = "General adjustment";
constexpr std::array<std::string_view, 22> reasons = {"BillingError",
                                                      "TaxExemptCustomer",
                                                      "ItemNotAsAdvertised",
                                                      "IncorrectItemReceived",
                                                      "CancelledYetShipped",
                                                      "ItemNotReceivedByCustomer",
                                                      "IncorrectShippingPrice",
                                                      "DamagedItem",
                                                      "DefectiveItem",
                                                      "CustomerChangedMind",
                                                      "CustomerReceivedItemLate",
                                                      "Missing Parts / Instructions",
                                                      "Finance -> Goodwill",
                                                      "Finance -> Rollback",
                                                      "Buyer canceled",
                                                      "Customer returned item",
                                                      no_reason,
                                                      "Merchandise not received",
                                                      "Quality -> Missing Parts / Instructions",
                                                      "Shipping & Delivery -> Damaged",
                                                      "Shipping & Delivery -> Shipping Price Discrepancy",
                                                      "Others"};
constexpr std::int64_t cent = Decimal::one / 100;

// Our own mark in the comment, with an end, so that key 1 is not found in key 12.
std::string mark_of(std::string_view key) {
  std::string mark = "[";
  return mark.append(key).append("]");
}

// What the shipped units of a line were charged of one type, less what is refunded: both zero or above.
Result<ChargeRow> left_of(const LineStanding& line, std::string_view type, ChargeAmount means) {
  ChargeRow left;
  left.type = type;
  const std::int64_t times = means == ChargeAmount::unit ? line.quantity : 1;
  const int all = std::max(1, line.quantity);
  for (const ChargeRow& charge : line.charges) {
    if (charge.type != type) continue;
    // Walmart's own remaining sum is rounded once for the line.
    const auto amount = scale(charge.amount, times * line.shipped(), all, 2);
    const auto tax = scale(charge.tax, times * line.shipped(), all, 2);
    if (!amount) return amount.error();
    if (!tax) return tax.error();
    left.amount = Decimal::from_units(left.amount.units() + amount->units());
    left.tax = Decimal::from_units(left.tax.units() + tax->units());
  }
  const ChargeRow given = line.refunded(type);
  left.amount = Decimal::from_units(left.amount.units() + given.amount.units());
  left.tax = Decimal::from_units(left.tax.units() + given.tax.units());
  return left;
}

void write_amount(JsonWriter& json, std::string_view name, Decimal amount, std::string_view currency) {
  json.key(name).open_object().member("currency", currency);
  json.key("amount").number(amount.negated(), 2);
  json.close_object();
}

std::string body_of(const OrderRefundNotice& notice, const OrderStanding& order, const ChargeRow& given) {
  const bool goods = notice.charge == "PRODUCT";
  std::string comment = notice.comment;
  if (!comment.empty()) comment += ' ';
  std::string body;
  JsonWriter json(body);
  json.open_object().key("orderRefund").open_object();
  json.member("purchaseOrderId", std::string_view(order.po));
  json.key("orderLines").open_object().key("orderLine").open_array().open_object();
  json.member("lineNumber", std::string_view(notice.line));
  json.key("isFullRefund").boolean(notice.full);
  json.key("refunds").open_object().key("refund").open_array().open_object();
  json.member("refundComments", std::string_view(comment += mark_of(notice.key)));
  json.key("refundCharges").open_object().key("refundCharge").open_array().open_object();
  json.member("refundReason", notice.reason.empty() ? no_reason : std::string_view(notice.reason));
  json.key("charge").open_object().member("chargeType", std::string_view(notice.charge));
  json.member("chargeName", std::string_view(goods ? "Item Price" : "Shipping"));
  write_amount(json, "chargeAmount", given.amount, order.currency);
  if (!given.tax.is_zero()) {
    json.key("tax").open_object().member("taxName",
                                         std::string_view(goods ? "Item Price Tax" : "Shipping Tax"));
    write_amount(json, "taxAmount", given.tax, order.currency);
    json.close_object();
  }
  json.close_object().close_object().close_array().close_object().close_object().close_array();
  json.close_object().close_object().close_array().close_object().close_object().close_object();
  return body;
}

// What our own refunds of a charge of a line come to once all of them stand: zero or below. Walmart may show
// nothing of them but the sum, so that each begins where the one before it ends.
struct Chain {
  std::optional<Dependency> last;  // the newest of them
  Decimal after;
};

Result<Chain> chain_of(std::span<const Document> earlier, std::string_view number, std::string_view type) {
  Chain chain;
  for (const Document& document : earlier) {
    const auto content = parse_json(document.content, "the refund " + document.key);
    if (!content) return content.error();
    const Json& told = content->at("request").at("orderRefund").at("orderLines").at("orderLine").at(0);
    const Json& charge =
        told.at("refunds").at("refund").at(0).at("refundCharges").at("refundCharge").at(0).at("charge");
    if (text_in(told, "lineNumber") != number || text_in(charge, "chargeType") != type) continue;
    const auto stood = decimal_in(content->at("before"), "refunded");
    if (!stood) return stood.error();
    const auto given = decimal_in(charge.at("chargeAmount"), "amount");
    if (!given) return given.error();
    const auto after = add(*stood, *given);
    if (!after) return after.error();
    if (chain.last && chain.after <= *after) continue;
    chain.last = Dependency{document.kind, document.key};
    chain.after = *after;
  }
  return chain;
}

}  // namespace

Result<Document> RefundOrderDeed::draft(const OrderRefundNotice& notice, const Record& record,
                                        std::span<const Document> earlier) const {
  const auto order = read_standing(record.body);
  if (!order) return order.error();
  const auto refused = [&](const std::string& why) {
    return fail(ErrorKind::invalid, "the refund \"" + notice.key + "\" of order " + notice.order +
                                        " cannot be told to Walmart: " + why);
  };
  if (notice.key.empty()) return refused("it has no key");
  if (order->node_type == "WFSFulfilled") return refused("Walmart refunds what it fulfils itself");
  const LineStanding* line = order->find(notice.line);
  if (line == nullptr) return refused("the order has no line \"" + notice.line + "\"");
  if (notice.charge != "PRODUCT" && notice.charge != "SHIPPING")
    return refused("the charge is PRODUCT or SHIPPING, not \"" + notice.charge + "\"");
  if (!notice.reason.empty() && std::find(reasons.begin(), reasons.end(), notice.reason) == reasons.end())
    return refused("\"" + notice.reason + "\" is no reason that Walmart knows; \"" + std::string(no_reason) +
                   "\" is one");
  if (line->shipped() == 0) {
    if (line->open() > 0)
      return fail(ErrorKind::not_found, "line " + notice.line + " of order " + notice.order +
                                            " is not shipped yet; nothing was paid");
    return refused("line " + notice.line + " was not shipped");
  }
  if (notice.quantity > line->shipped())
    return refused("only " + std::to_string(line->shipped()) + " units of line " + notice.line +
                   " are shipped");
  const std::string key = order->po + "/" + notice.key;
  const auto left =
      left_of(*line, notice.charge, connection_.settings().charge_amount.value_or(ChargeAmount::line));
  if (!left) return left.error();
  const auto chain = chain_of(earlier, notice.line, notice.charge);
  if (!chain) return chain.error();
  Decimal stood = line->refunded(notice.charge).amount;
  const bool under_way = chain->last && chain->after < stood;
  if (under_way && notice.full)
    return fail(ErrorKind::not_found, "order " + notice.order + " does not show the refund " +
                                          chain->last->key + " yet; what is left of line " + notice.line +
                                          " is known after it");
  const Decimal pending = Decimal::from_units(under_way ? stood.units() - chain->after.units() : 0);
  if (under_way) stood = chain->after;
  ChargeRow given{notice.charge, notice.amount.amount, notice.tax.amount};
  if (notice.full) {
    if (notice.charge != "PRODUCT") return refused("a full refund is one of the goods");
    given = *left;
  } else {
    if (notice.amount.currency.code() != order->currency)
      return refused("the order is in " + order->currency + ", the refund in " +
                     std::string(notice.amount.currency.code()));
    if (given.amount.units() % cent != 0 || given.tax.units() % cent != 0 || given.tax.is_negative())
      return refused("amounts are above zero, with at most two decimals");
  }
  const Decimal there = Decimal::from_units(left->amount.units() - pending.units());
  const bool told =
      std::any_of(line->refund_comments.begin(), line->refund_comments.end(),
                  [&](const auto& text) { return text.find(mark_of(notice.key)) != std::string::npos; });
  if (!told && (given.amount.units() <= 0 || given.amount > there || given.tax > left->tax))
    return refused(given.amount.text(2) + " and " + given.tax.text(2) + " tax, but " + there.text(2) +
                   " and " + left->tax.text(2) + " tax are left of line " + notice.line);
  std::string before;
  JsonWriter json(before);
  json.open_object().member("refunded", std::string_view(stood.text(2)));
  json.close_object();
  Document document = order_document(record, DocumentKind::order_refund, key,
                                     with_before(notice.key, before, body_of(notice, *order, given)),
                                     connection_.settings().books_zone.date_of(connection_.clock().now()));
  // One after the other, so that what comes on top is the one that was sent.
  if (chain->last) document.depends_on.push_back(*chain->last);
  return document;
}

Outcome RefundOrderDeed::find(const Document& document, const OrderStanding& order, Moment moment) {
  const auto content = parse_json(document.content, "the refund");
  if (!content) return outcome_of(Outcome::Kind::rejected, content.error().text());
  const Json& told = content->at("request").at("orderRefund").at("orderLines").at("orderLine").at(0);
  const Json& charge =
      told.at("refunds").at("refund").at(0).at("refundCharges").at("refundCharge").at(0).at("charge");
  const std::string number = text_in(told, "lineNumber");
  const LineStanding* line = order.find(number);
  if (line == nullptr)
    return outcome_of(Outcome::Kind::rejected, "order " + order.po + " has no line " + number + " any more");
  const std::string mark = mark_of(std::string_view(document.key).substr(order.po.size() + 1));
  const auto posted = [&] { return posted_as(document.key, "Refunded", connection_.clock().now()); };
  for (const std::string& shown : line->refund_comments)
    if (shown.find(mark) != std::string::npos) return posted();
  const auto stood = decimal_in(content->at("before"), "refunded");
  const auto given = decimal_in(charge.at("chargeAmount"), "amount");
  if (!stood || !given)
    return outcome_of(Outcome::Kind::rejected, "the refund's own content is not readable");
  const std::int64_t grown = line->refunded(text_in(charge, "chargeType")).amount.units() - stood->units();
  if (grown == 0)
    return outcome_of(Outcome::Kind::absent,
                      "line " + number + " of order " + order.po + " shows no new refund");
  // Each attempt before this one was found to have had no effect, and this one was sent a moment after the
  // order showed none of it. An equal sum at any other time may be of somebody else, or of a day that a
  // restored backup has forgotten: taking it for ours would lose a refund, sending ours again would double
  // one.
  if (grown == given->units() && moment == Moment::after_sending) return posted();
  return outcome_of(Outcome::Kind::rejected,
                    "line " + number + " of order " + order.po + " was refunded " +
                        Decimal::from_units(-grown).text(2) +
                        " meanwhile, and Walmart does not say whether that "
                        "is this refund of " +
                        given->negated().text(2) +
                        "; look at the order in Seller Center and give the refund anew if it is missing");
}

}  // namespace crosswalk::walmart
