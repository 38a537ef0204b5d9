#include "walmart/acknowledge.h"

#include <utility>

#include "base/json_tree.h"
#include "walmart/order_standing.h"
#include "wire/percent.h"

namespace crosswalk::walmart {
namespace {

const Json* child(const Json& json, const char* key) {
  if (!json.is_object()) return nullptr;
  const auto found = json.find(key);
  return found == json.end() || found->is_null() ? nullptr : &*found;
}

// Calls `each` for every element of an array, or for the lone object that older replies send instead.
template <class Each>
void each_of(const Json* json, Each&& each) {
  if (json == nullptr) return;
  if (!json->is_array()) return each(*json);
  for (const auto& element : *json) each(element);
}

constexpr Millis third_party_wait{60 * 60'000};

}  // namespace

std::optional<bool> has_created_units(std::string_view body) {
  const auto json = parse_json(body, "the reply");
  if (!json) return std::nullopt;
  const Json* order = child(*json, "order");
  const Json* lines = order == nullptr ? nullptr : child(*order, "orderLines");
  lines = lines == nullptr ? nullptr : child(*lines, "orderLine");
  bool any = false;
  bool created = false;
  each_of(lines, [&](const Json& line) {
    const Json* statuses = child(line, "orderLineStatuses");
    each_of(statuses == nullptr ? nullptr : child(*statuses, "orderLineStatus"), [&](const Json& status) {
      const std::string name = text_in(status, "status");
      const Json* quantity = child(status, "statusQuantity");
      any = any || !name.empty();
      created =
          created || (name == "Created" && (quantity == nullptr || text_in(*quantity, "amount") != "0"));
    });
  });
  return any ? std::optional(created) : std::nullopt;
}

AcknowledgeDeed::AcknowledgeDeed(Connection& connection) : connection_(connection) {}

Document AcknowledgeDeed::draft(const RecordKey& order) const {
  Document document;
  document.pair = order.pair;
  document.kind = DocumentKind::acknowledgement;
  document.key = order.id;
  document.record = order;
  document.content = "{}";
  document.date = connection_.settings().books_zone.date_of(connection_.clock().now());
  return document;
}

Result<FrozenRequest> AcknowledgeDeed::freeze(std::string_view /*attempt_id*/,
                                              std::span<const Document> documents) const {
  if (documents.size() != 1)
    return fail(ErrorKind::internal,
                "Walmart takes one acknowledgement a request, not " + std::to_string(documents.size()));
  const Document& document = documents.front();
  if (document.key.empty())
    return fail(ErrorKind::internal, "an acknowledgement has no purchase order number");
  return FrozenRequest{"POST",
                       "/v3/orders/" + wire::percent_encoded(document.key) + "/acknowledge",
                       "",
                       {{"Content-Type", "application/json"}}};
}

Outcomes AcknowledgeDeed::send(const Attempt& attempt, const Stop& stop) {
  Outcomes outcomes;
  if (attempt.members.size() != 1) {
    outcomes.assign(attempt.members.size(),
                    outcome_of(Outcome::Kind::rejected, "one order a request is expected"));
    return outcomes;
  }
  const Answer answer = connection_.write(Connection::acknowledge(), attempt.request, stop);
  outcomes.push_back(judge(attempt.members.front(), answer, stop));
  return outcomes;
}

Outcome AcknowledgeDeed::judge(const Document& document, const Answer& answer, const Stop& stop) {
  if (auto verdict = common_verdict(connection_, document, answer)) return *verdict;
  const int status = answer.reply.status;
  if (status < 300) return posted(document);
  const ErrorBody body = read_error_body(answer.reply.body);
  const std::string words = words_of(answer.reply);
  if (status == 400 && body.says("higher status")) {
    Outcome seen = look_up(document, stop);
    if (seen.kind == Outcome::Kind::absent && seen.at != Instant()) {
      Outcome waits = outcome_of(Outcome::Kind::retry, seen.reason + ": " + words, seen.at);
      waits.expected = true;
      return waits;
    }
    // The order is there and a unit is still Created: Walmart refuses without having done it.
    if (seen.kind == Outcome::Kind::absent) return outcome_of(Outcome::Kind::rejected, words);
    return seen;
  }
  return outcome_of(Outcome::Kind::rejected, words);
}

Outcomes AcknowledgeDeed::check(const Attempt& attempt, const Stop& stop) {
  Outcomes outcomes;
  for (const auto& member : attempt.members) outcomes.push_back(look_up(member, stop));
  return outcomes;
}

Outcome AcknowledgeDeed::look_up(const Document& document, const Stop& stop) {
  const Instant later = connection_.clock().now() + connection_.backoff(document.tries + 1);
  const auto reply =
      connection_.fetch(connection_.one_order(), "/v3/orders/" + wire::percent_encoded(document.key), stop);
  if (!reply) return outcome_of(Outcome::Kind::unknown, reply.error().text(), later);
  if (reply->status == 404)
    return outcome_of(Outcome::Kind::rejected, "Walmart does not know the order " + document.key + ": " +
                                                   read_error_body(reply->body).text());
  const auto created = has_created_units(reply->body);
  if (!created)
    return outcome_of(Outcome::Kind::unknown,
                      "Walmart's answer does not say where order " + document.key + " stands", later);
  // Whether the seller or the carrier's warehouse acknowledges such an order is not known. If Walmart refuses
  // ours, it is tried again until the order has moved on.
  const auto standing = read_standing(reply->body);
  if (*created && standing && standing->node_type == "3PLFulfilled")
    return outcome_of(Outcome::Kind::absent,
                      "order " + document.key + " is fulfilled by a third party and not acknowledged yet",
                      connection_.clock().now() + third_party_wait);
  if (*created)
    return outcome_of(Outcome::Kind::absent,
                      "order " + document.key + " has units that are not acknowledged");
  return posted(document);
}

Outcome AcknowledgeDeed::posted(const Document& document) const {
  return posted_as(document.key, "Acknowledged", connection_.clock().now());
}

}  // namespace crosswalk::walmart
