#include "xero/sign_in.h"

#include <algorithm>

#include "base/crypto.h"
#include "base/json_tree.h"
#include "xero/errors.h"
#include "xero/query.h"

namespace crosswalk::xero {
namespace {

constexpr Millis token_timeout{30'000};
constexpr int default_life = 1'800;  // seconds; xero.md §1.2

std::string basic(const Settings& settings) {
  return "Basic " + base64(settings.client_id + ":" + settings.client_secret.reveal());
}

// The error word of the token endpoint, and nothing else of its reply: it could repeat what we sent.
std::string error_word(const wire::HttpReply& reply) {
  const auto body = parse_json(reply.body, "the reply");
  std::string word = body ? member_text(*body, "error") : std::string();
  const bool plain = word.size() <= 40 && std::all_of(word.begin(), word.end(), [](char c) {
                       return (c >= 'a' && c <= 'z') || c == '_';
                     });
  return plain && !word.empty() ? word : "HTTP " + std::to_string(reply.status);
}

Error refused(const Settings& settings, const std::string& word) {
  const std::string who = "Xero refused the sign-in of pair \"" + settings.pair + "\" (" + word + "): ";
  if (word == "invalid_scope" || word == "unauthorized_client")
    return fail(ErrorKind::config,
                who +
                    "tick every scope of xero.scopes in the app's settings at developer.xero.com, "
                    "or take out those it does not have");
  return fail(ErrorKind::config,
              who + "compare client_id and client_secret with the app at developer.xero.com");
}

}  // namespace

Result<SignIn> sign_in(const Settings& settings, wire::Caller& caller, Clock& clock, const Stop& stop) {
  wire::HttpRequest request;
  request.method = "POST";
  request.url = settings.identity_url + "/connect/token";
  request.headers = {{"Authorization", basic(settings)},
                     {"Content-Type", "application/x-www-form-urlencoded"},
                     {"Accept", "application/json"}};
  request.body = "grant_type=client_credentials&scope=" + percent_encoded(settings.scopes);
  request.timeout = token_timeout;

  const Instant asked = clock.now();
  const auto judge = [](const wire::HttpReply& reply, Instant now) {
    wire::Advice advice;
    advice.retry = reply.status >= 500;
    advice.not_before = wire::retry_after(reply.headers, now);
    return advice;
  };
  const auto result = caller.call(request, {{}, 3, true}, judge, stop);
  if (!result.reply)
    return fail(result.failure.error.kind == ErrorKind::stopped ? ErrorKind::stopped : ErrorKind::outside,
                "Xero's sign-in cannot be reached: " + result.failure.error.message);
  const wire::HttpReply& reply = *result.reply;
  if (reply.status == 400 || reply.status == 401 || reply.status == 403)
    return refused(settings, error_word(reply));
  if (reply.status != 200)
    return fail(ErrorKind::outside, "Xero's sign-in answered HTTP " + std::to_string(reply.status));

  const auto body = parse_json(reply.body, "the reply of Xero's sign-in");
  if (!body) return fail(ErrorKind::outside, body.error().message);
  SignIn answer;
  answer.token.value = Secret(text_in(*body, "access_token"));
  if (answer.token.value.empty()) return fail(ErrorKind::outside, "Xero's sign-in answered without a token");
  const auto life = decimal_in(*body, "expires_in");
  const std::int64_t seconds = life ? life->units() / Decimal::one : default_life;
  // Counted from before the call, so that it never outlives Xero's own count.
  answer.token.expires = asked + Millis(seconds * 1'000);
  answer.scope = text_in(*body, "scope");
  return answer;
}

}  // namespace crosswalk::xero
