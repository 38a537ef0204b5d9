#include "walmart/verdict.h"

#include <algorithm>
#include <utility>

namespace crosswalk::walmart {

Outcome outcome_of(Outcome::Kind kind, std::string reason, Instant at) {
  Outcome made;
  made.kind = kind;
  made.reason = std::move(reason);
  made.at = at;
  return made;
}

namespace {

// RESOURCE_IS_LOCKED: "retry in minutes" (walmart.md §7).
constexpr Millis locked_wait{120'000};
// A person has to change what the key may do.
constexpr Millis forbidden_wait{15 * 60'000};

Outcome forbidden(Connection& connection, std::string reason) {
  Outcome made =
      outcome_of(Outcome::Kind::retry, std::move(reason), connection.clock().now() + forbidden_wait);
  made.forbidden = true;
  return made;
}

// A refusal whose JSON is broken, cut off for instance: it does not say why, and perhaps all is done already.
bool breaks_off(const wire::HttpReply& reply) {
  const auto begin = reply.body.find_first_not_of(" \t\r\n");
  if (reply.status < 400 || begin == std::string::npos) return false;
  const bool begins_as_json = reply.body[begin] == '{' || reply.body[begin] == '[';
  return begins_as_json && read_error_body(reply.body).form == ErrorBody::Form::text;
}

}  // namespace

Outcome posted_as(std::string outside_id, std::string status, Instant now) {
  Outcome made;
  made.kind = Outcome::Kind::posted;
  made.receipt.outside_id = std::move(outside_id);
  made.receipt.status = std::move(status);
  made.receipt.at = now;
  return made;
}

Instant later_for(Connection& connection, const Document& document) {
  return connection.clock().now() + connection.backoff(document.tries + 1);
}

std::string words_of(const wire::HttpReply& reply) {
  return "Walmart answered " + std::to_string(reply.status) + " " + read_error_body(reply.body).text();
}

std::optional<Outcome> common_verdict(Connection& connection, const Document& document,
                                      const Answer& answer) {
  const Instant later = later_for(connection, document);
  if (answer.forbidden()) return forbidden(connection, answer.failure.error.message);
  if (answer.kind == Answer::Kind::refused)
    return outcome_of(Outcome::Kind::reauthorise, answer.failure.error.message);
  if (answer.kind == Answer::Kind::failed) {
    const bool certain = answer.failure.reach == wire::Reach::not_sent;
    return outcome_of(certain ? Outcome::Kind::retry : Outcome::Kind::unknown, answer.failure.error.text(),
                      later);
  }
  const wire::HttpReply& reply = answer.reply;
  if (reply.status == 429)
    return outcome_of(Outcome::Kind::retry, words_of(reply), std::max(answer.not_before, later));
  if (reply.status == 420 || reply.status == 423)
    return outcome_of(Outcome::Kind::retry, words_of(reply), connection.clock().now() + locked_wait);
  if (reply.status >= 500 || breaks_off(reply) ||
      (reply.status == 400 && read_error_body(reply.body).is_outage()))
    return outcome_of(Outcome::Kind::unknown, words_of(reply), later);
  return std::nullopt;
}

Look look_at(Connection& connection, const Document& document, const Endpoint& endpoint,
             const std::string& path, const Stop& stop) {
  Answer answer = connection.read(endpoint, path, stop);
  const bool refused = answer.kind == Answer::Kind::refused;
  if (answer.forbidden()) return {std::nullopt, forbidden(connection, answer.failure.error.message)};
  auto reply = connection.checked(endpoint, std::move(answer));
  if (reply) return {std::move(*reply), {}};
  if (refused) return {std::nullopt, outcome_of(Outcome::Kind::reauthorise, reply.error().message)};
  return {std::nullopt,
          outcome_of(Outcome::Kind::unknown, reply.error().text(), later_for(connection, document))};
}

}  // namespace crosswalk::walmart
