#include "walmart/connection.h"

#include <algorithm>
#include <utility>

#include "base/log.h"
#include "walmart/rate_headers.h"
#include "walmart/token.h"

namespace crosswalk::walmart {
namespace {

// A record that something else is working on is free again in minutes (walmart.md §7).
constexpr Millis locked_wait{60'000};
// A replenishment time further away than this is a misread header or a wrong clock, not a budget.
constexpr Millis longest_pause{15 * 60'000};
// The token endpoint's own limit is not known (walmart.md §1.2); one token lasts a quarter of an hour.
constexpr Endpoint token_endpoint{"POST", "/v3/token", 20};
constexpr Endpoint scopes_endpoint{"GET", "/v3/token/detail", 20};

Settings without_slash(Settings settings) {
  while (settings.base_url.ends_with('/')) settings.base_url.pop_back();
  return settings;
}

const Market& known_market(std::string_view code) {
  const Market* market = find_market(code);
  return market != nullptr ? *market : *find_market("us");
}

// Two spellings of "too many calls" (walmart.md §7).
bool is_limit(const wire::HttpReply& reply) {
  return reply.status == 429 || reply.status == 420;
}

bool is_outage(const wire::HttpReply& reply) {
  return reply.status == 400 && read_error_body(reply.body).is_outage();
}

// When the budget is refilled, if the header can be meant.
std::optional<Instant> believable(const RateHeaders& rate, Instant now) {
  const bool meant = rate.next && *rate.next > now && *rate.next <= now + longest_pause;
  return meant ? rate.next : std::nullopt;
}

}  // namespace

Connection::Connection(Settings settings, wire::Transport& transport, Budget& budget, Clock& clock,
                       wire::Jitter jitter)
    : settings_(without_slash(std::move(settings))),
      market_(known_market(settings_.market)),
      budget_(budget),
      clock_(clock),
      jitter_(std::move(jitter)),
      plain_(transport, settings_, market_, nullptr),
      token_caller_(plain_, budget, clock, jitter_),
      tokens_([this](const Stop& stop) { return fetch_token(stop); }, clock, renew_before),
      signed_(transport, settings_, market_, &tokens_),
      caller_(signed_, budget, clock, jitter_) {}

BucketLimit Connection::bucket_of(const Endpoint& endpoint) const {
  std::string name = "walmart/" + settings_.pair + "/";
  name.append(endpoint.method).append(" ").append(endpoint.shape);
  return {std::move(name), endpoint.calls, endpoint.period};
}

wire::Advice Connection::advise(const BucketLimit& bucket, const wire::HttpReply& reply, Instant now,
                                bool is_read) {
  const RateHeaders rate = read_rate_headers(reply.headers, now);
  const std::optional<Instant> next = believable(rate, now);
  const auto note = [](const Result<void>& done) {
    if (!done)
      log::warning("walmart", "the rate budget could not be told what Walmart says: " + done.error().text());
  };
  if (rate.remaining) {
    note(budget_.observe(bucket, *rate.remaining, now));
    if (*rate.remaining < 1 && next && !is_limit(reply)) note(budget_.pause(bucket.bucket, *next));
  }
  wire::Advice advice;
  if (is_limit(reply)) {
    advice.retry = true;
    advice.not_before = next;
    advice.pause_bucket = bucket.bucket;
  } else if (reply.status == 423) {
    advice.retry = is_read;
    advice.not_before = next ? *next : now + locked_wait;
  } else {
    advice.retry = is_read && (reply.status >= 500 || is_outage(reply));
  }
  return advice;
}

Result<auth::Token> Connection::fetch_token(const Stop& stop) {
  const BucketLimit bucket = bucket_of(token_endpoint);
  const wire::CallPolicy policy{{bucket}, limits::read_tries, true};  // asking twice does no harm
  const Instant asked = clock_.now();
  const auto result = token_caller_.call(
      token_request(settings_), policy,
      [&](const wire::HttpReply& reply, Instant now) { return advise(bucket, reply, now, true); }, stop);
  sign_in_refused_ = false;
  if (!result.reply) return result.failure.error;
  // Of several tries the last began at most one time-out ago.
  if (result.reply->status == 200)
    return read_token(result.reply->body, std::max(asked, clock_.now() - limits::call_timeout));
  const ErrorBody body = read_error_body(result.reply->body);
  const std::string answered = std::to_string(result.reply->status) + " " + body.text();
  if (result.reply->status >= 500 || is_limit(*result.reply) || is_outage(*result.reply))
    return fail(ErrorKind::outside, "Walmart's sign-in is out of order: it answered " + answered);
  sign_in_refused_ = true;
  return fail(ErrorKind::outside, "credentials refused: Walmart answered the sign-in of pair " +
                                      settings_.pair + " with " + answered +
                                      "; check client_id and client_secret in the Developer Portal");
}

Answer Connection::call(const Endpoint& endpoint, const wire::HttpRequest& request, bool is_read,
                        const Stop& stop) {
  const BucketLimit bucket = bucket_of(endpoint);
  wire::CallPolicy policy{{bucket}, is_read ? limits::read_tries : 1, is_read};
  // An attempt's lease must not run out while its request still waits for its turn.
  if (!is_read) policy.patience = limits::send_patience;
  const auto judge = [&](const wire::HttpReply& reply, Instant now) {
    return advise(bucket, reply, now, is_read);
  };
  Answer answer;
  for (int sign_in = 1;; ++sign_in) {
    // Asked here as well, so that refused credentials are not tried again and again by the caller.
    if (const auto token = tokens_.get(stop); !token) {
      answer.kind = sign_in_refused_ ? Answer::Kind::refused : Answer::Kind::failed;
      answer.failure = {wire::Reach::not_sent, token.error()};
      return answer;
    }
    auto result = caller_.call(request, policy, judge, stop);
    if (!result.reply) {
      answer.failure = std::move(result.failure);
      return answer;
    }
    answer.reply = std::move(*result.reply);
    if (sign_in == 2 || !refuses_token(answer.reply)) break;
  }
  const bool refused = refuses_token(answer.reply) || answer.reply.status == 403;
  answer.kind = refused ? Answer::Kind::refused : Answer::Kind::replied;
  if (refused) answer.failure = {wire::Reach::not_sent, error_of(endpoint, answer.reply)};
  const Instant now = clock_.now();
  if (is_limit(answer.reply))
    answer.not_before = believable(read_rate_headers(answer.reply.headers, now), now).value_or(Instant());
  return answer;
}

Answer Connection::read(const Endpoint& endpoint, const std::string& path_and_query, const Stop& stop) {
  wire::HttpRequest request;
  request.url = settings_.base_url + path_and_query;
  request.headers = {{"Accept", std::string(endpoint.accept)}};
  request.max_reply = endpoint.max_reply;
  return call(endpoint, request, true, stop);
}

Answer Connection::write(const Endpoint& endpoint, const FrozenRequest& frozen, const Stop& stop) {
  wire::HttpRequest request;
  request.method = frozen.method;
  request.url = settings_.base_url + frozen.path;
  request.headers = frozen.headers;
  request.body = frozen.body;
  return call(endpoint, request, false, stop);
}

Result<wire::HttpReply> Connection::fetch(const Endpoint& endpoint, const std::string& path_and_query,
                                          const Stop& stop) {
  return checked(endpoint, read(endpoint, path_and_query, stop));
}

Result<wire::HttpReply> Connection::checked(const Endpoint& endpoint, Answer answer) const {
  if (answer.kind != Answer::Kind::replied) return answer.failure.error;
  const int status = answer.reply.status;
  if (status == 200) return std::move(answer.reply);
  // A 404 of the edge, an HTML page say, is a failure; one of the order system means that there is nothing.
  if (status == 404 && read_error_body(answer.reply.body).has("CONTENT_NOT_FOUND"))
    return std::move(answer.reply);
  return error_of(endpoint, answer.reply);
}

Error Connection::error_of(const Endpoint& endpoint, const wire::HttpReply& reply) const {
  const std::string call = std::string(endpoint.method) + " " + std::string(endpoint.shape);
  const std::string answered = "Walmart answered " + call + " with " + std::to_string(reply.status) + " " +
                               read_error_body(reply.body).text();
  if (refuses_token(reply))
    return fail(ErrorKind::outside, "credentials refused: " + answered +
                                        ", twice, with a new token; check the key of pair " + settings_.pair +
                                        " in the Developer Portal");
  if (reply.status == 403) {
    const std::string_view scope = scope_of(endpoint.shape);
    const bool reads = endpoint.method == "GET";
    std::string needs =
        scope.empty() ? "this scope" : std::string(reads ? "" : "full access to ") + "the scope \"";
    if (!scope.empty()) needs.append(scope).append("\"");
    return fail(ErrorKind::outside, "access refused: " + answered + "; the key of pair " + settings_.pair +
                                        " needs " + needs + ", or the setting channel_type");
  }
  if (is_outage(reply))
    return fail(ErrorKind::outside,
                answered + ", which it also does while its order system is down; it is asked again later");
  if (reply.status == 520)
    return fail(ErrorKind::outside,
                answered + "; if it stays so, the key lacks a permission or the account a feature");
  return fail(is_limit(reply) ? ErrorKind::limit : ErrorKind::outside, answered);
}

Result<Scopes> Connection::scopes(const Stop& stop) {
  const auto reply = fetch(scopes_endpoint, "/v3/token/detail", stop);
  if (!reply) return reply.error();
  if (reply->status != 200) return error_of(scopes_endpoint, *reply);
  return read_scopes(reply->body);
}

}  // namespace crosswalk::walmart
