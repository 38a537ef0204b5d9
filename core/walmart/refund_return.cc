#include "walmart/refund_return.h"

#include <algorithm>

#include "base/json_tree.h"
#include "base/json_writer.h"
#include "walmart/order_deed.h"
#include "walmart/return_standing.h"
#include "wire/percent.h"

namespace crosswalk::walmart {
namespace {

constexpr Endpoint return_list{"GET", "/v3/returns", 50};

std::string body_of(const ReturnStanding& standing, const std::vector<ReturnRefundNotice::Line>& lines) {
  std::string body;
  JsonWriter json(body);
  json.open_object().member("customerOrderId", std::string_view(standing.customer_order));
  json.key("refundLines").open_array();
  for (const auto& line : lines) {
    json.open_object().member("returnOrderLineNumber", std::int64_t{line.number});
    json.key("quantity").open_object().member("unitOfMeasure", std::string_view("EA"));
    json.member("measurementValue", std::int64_t{line.quantity}).close_object().close_object();
  }
  json.close_array().close_object();
  return body;
}

}  // namespace

Result<Document> RefundReturnDeed::draft(const ReturnRefundNotice& notice, const Record& record) const {
  const auto standing = read_return_standing(record.body, notice.return_order);
  if (!standing) return standing.error();
  const auto refused = [&](const std::string& why) {
    return fail(ErrorKind::invalid,
                "the refund of return " + notice.return_order + " is not possible: " + why);
  };
  if (!notice.customer_order.empty() && notice.customer_order != standing->customer_order)
    return refused("it belongs to order " + standing->customer_order + ", not " + notice.customer_order);
  auto wanted = notice.lines;
  if (wanted.empty())
    for (const auto& line : standing->lines)
      if (line.refunded < line.quantity) wanted.push_back({line.number, 0});
  if (wanted.empty()) return refused("all of it is refunded");
  std::sort(wanted.begin(), wanted.end(), [](const auto& a, const auto& b) { return a.number < b.number; });
  std::string before;
  JsonWriter json(before);
  json.open_object();
  std::string named;
  for (auto& line : wanted) {
    const std::string number = std::to_string(line.number);
    const ReturnLineStanding* there = standing->find(line.number);
    if (there == nullptr) return refused("it has no line " + number);
    if (line.quantity == 0) line.quantity = there->quantity - there->refunded;
    if (line.quantity <= 0 || line.quantity > there->quantity)
      return refused(std::to_string(there->quantity - there->refunded) + " units of line " + number +
                     " are left to refund");
    // What is refunded already is taken for the same notice a second time.
    const int stood = there->refunded + line.quantity <= there->quantity
                          ? there->refunded
                          : std::max(0, there->refunded - line.quantity);
    json.member(std::string_view(number), std::int64_t{stood});
    named += (named.empty() ? "" : ",") + number + "x" + std::to_string(line.quantity);
  }
  json.close_object();
  return order_document(record, DocumentKind::return_refund, standing->id + "/" + named,
                        with_before(notice.key, before, body_of(*standing, wanted)),
                        connection_.settings().books_zone.date_of(connection_.clock().now()));
}

Result<FrozenRequest> RefundReturnDeed::freeze_one(const Document& document) const {
  const std::string_view id = order_of_key(document.key);
  if (id.empty())
    return fail(ErrorKind::internal, "the document " + document.key + " has no return order in its key");
  return FrozenRequest{"POST",
                       "/v3/returns/" + wire::percent_encoded(id) + "/refund",
                       request_in(document.content),
                       {{"Content-Type", "application/json"}}};
}

Outcome RefundReturnDeed::look_up(const Document& document, Moment /*moment*/, const Stop& stop) {
  const std::string id(order_of_key(document.key));
  Look look = look_at(connection_, document, return_list,
                      "/v3/returns?returnOrderId=" + wire::percent_encoded(id), stop);
  if (!look.reply) return look.outcome;
  if (look.reply->status == 404)
    return outcome_of(Outcome::Kind::rejected, "Walmart does not know the return " + id + ": " +
                                                   read_error_body(look.reply->body).text());
  const auto standing = read_return_standing(look.reply->body, id);
  const auto content = parse_json(document.content, "the refund");
  if (!standing || !content)
    return outcome_of(Outcome::Kind::unknown, "Walmart's answer does not say where return " + id + " stands",
                      later_for(connection_, document));
  int whole = 0;
  int part = 0;
  int none = 0;
  for (const Json& told : content->at("request").at("refundLines")) {
    const int number = told.at("returnOrderLineNumber").get<int>();
    const ReturnLineStanding* line = standing->find(number);
    const int stood = content->at("before").at(std::to_string(number)).get<int>();
    const int grown = line == nullptr ? 0 : line->refunded - stood;
    const int wanted = told.at("quantity").at("measurementValue").get<int>();
    ++(grown >= wanted ? whole : grown > 0 ? part : none);
  }
  if (part == 0 && none == 0) return posted_as(document.key, "Refunded", connection_.clock().now());
  if (part > 0 || whole > 0)
    return outcome_of(Outcome::Kind::rejected, "Walmart shows only a part of the refund of return " + id +
                                                   "; look at the return in Seller Center");
  return outcome_of(Outcome::Kind::absent, "return " + id + " shows no new refund");
}

Outcome RefundReturnDeed::confirm(const Document& document, const wire::HttpReply& reply) {
  const auto body = parse_json(reply.body, "the answer");
  // The answer repeats the request; the return's own counts follow in their time.
  if (body && text_in(*body, "returnOrderId") == order_of_key(document.key))
    return posted_as(document.key, "Refunded", connection_.clock().now());
  return outcome_of(Outcome::Kind::unknown,
                    "Walmart accepted it but its answer does not show it; the return is read again",
                    later_for(connection_, document));
}

}  // namespace crosswalk::walmart
