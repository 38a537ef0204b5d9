#include "xero/token_endpoint.h"

#include <algorithm>

#include "base/crypto.h"
#include "base/json_tree.h"
#include "wire/percent.h"
#include "xero/errors.h"

namespace crosswalk::xero {
namespace {

constexpr int tries = 3;
constexpr int default_life = 1'800;  // seconds; xero.md §1.2

// The error word of the token endpoint, and nothing else of its reply: it could repeat what we sent.
std::string error_word(const wire::HttpReply& reply) {
  const auto body = parse_json(reply.body, "the reply");
  std::string word = body ? member_text(*body, "error") : std::string();
  const bool plain = word.size() <= 40 && std::all_of(word.begin(), word.end(), [](char c) {
                       return (c >= 'a' && c <= 'z') || c == '_';
                     });
  return plain && !word.empty() ? word : "HTTP " + std::to_string(reply.status);
}

}  // namespace

wire::CallResult call_identity(const Settings& settings, const std::string& path, const std::string& form,
                               const TokenManner& manner, wire::Caller& caller, const Stop& stop) {
  wire::HttpRequest request;
  request.method = "POST";
  request.url = settings.identity_url + path;
  request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}, {"Accept", "application/json"}};
  request.body = form;
  if (settings.client_secret.empty())
    request.body += "&client_id=" + wire::percent_encoded(settings.client_id);
  else
    request.headers.emplace_back(
        "Authorization", "Basic " + base64(settings.client_id + ":" + settings.client_secret.reveal()));
  request.timeout = manner.timeout;
  const auto judge = [&](const wire::HttpReply& reply, Instant now) {
    wire::Advice advice;
    advice.retry = manner.repeatable && reply.status >= 500;
    advice.not_before = wire::retry_after(reply.headers, now);
    return advice;
  };
  return caller.call(request, {{}, tries, manner.repeatable, manner.patience}, judge, stop);
}

Result<TokenAnswer> ask_for_tokens(const Settings& settings, const std::string& form,
                                   const TokenManner& manner, wire::Caller& caller, Clock& clock,
                                   const Stop& stop) {
  const Instant asked = clock.now();
  const auto result = call_identity(settings, "/connect/token", form, manner, caller, stop);
  if (!result.reply)
    return fail(result.failure.error.kind == ErrorKind::stopped ? ErrorKind::stopped : ErrorKind::outside,
                "Xero's sign-in cannot be reached: " + result.failure.error.message);
  const wire::HttpReply& reply = *result.reply;
  if (reply.status == 400 || reply.status == 401 || reply.status == 403)
    return TokenAnswer{std::nullopt, error_word(reply)};
  if (reply.status != 200)
    return fail(ErrorKind::outside, "Xero's sign-in answered HTTP " + std::to_string(reply.status));

  const auto body = parse_json(reply.body, "the reply of Xero's sign-in");
  if (!body) return fail(ErrorKind::outside, body.error().message);
  Tokens tokens;
  tokens.access.value = Secret(text_in(*body, "access_token"));
  if (tokens.access.value.empty()) return fail(ErrorKind::outside, "Xero's sign-in answered without a token");
  const auto life = decimal_in(*body, "expires_in");
  const std::int64_t seconds = life ? life->units() / Decimal::one : default_life;
  // Counted from before the call, so that it never outlives Xero's own count.
  tokens.access.expires = asked + Millis(seconds * 1'000);
  tokens.refresh = Secret(text_in(*body, "refresh_token"));
  tokens.scope = text_in(*body, "scope");
  return TokenAnswer{std::move(tokens), {}};
}

Error sign_in_refused(const Settings& settings, const std::string& word) {
  const std::string who = "Xero refused the sign-in of pair \"" + settings.pair + "\" (" + word + "): ";
  if (word == "invalid_scope" || word == "unauthorized_client")
    return fail(ErrorKind::config,
                who +
                    "tick every scope of xero.scopes in the app's settings at developer.xero.com, "
                    "or take out those it does not have");
  if (settings.client_secret.empty())
    return fail(ErrorKind::config,
                who +
                    "compare client_id with the app at developer.xero.com; an app that has a secret needs "
                    "client_secret as well");
  return fail(ErrorKind::config,
              who + "compare client_id and client_secret with the app at developer.xero.com");
}

}  // namespace crosswalk::xero
