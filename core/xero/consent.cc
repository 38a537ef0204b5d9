#include "xero/consent.h"

#include "base/crypto.h"
#include "base/json_tree.h"
#include "wire/percent.h"
#include "xero/errors.h"
#include "xero/limits.h"
#include "xero/scopes.h"

namespace crosswalk::xero {
namespace {

constexpr std::size_t random_bytes = 48;  // 64 characters; a verifier has 43 to 128
// All tries of a renewal end within auth::KeptTokens::lease_life.
constexpr Millis renewal_timeout{15'000};
constexpr Millis renewal_patience{30'000};

}  // namespace

ConsentRequest new_consent(std::string redirect_uri) {
  return {std::move(redirect_uri), random_base64url(random_bytes), random_base64url(random_bytes)};
}

std::string consent_scopes(const Settings& settings) {
  return "offline_access " + settings.scopes;
}

std::string consent_link(const Settings& settings, const ConsentRequest& request) {
  // The challenge also where the app has a secret: a code that leaks is worth nothing then either.
  return settings.login_url + "/identity/connect/authorize?response_type=code&client_id=" +
         wire::percent_encoded(settings.client_id) +
         "&redirect_uri=" + wire::percent_encoded(request.redirect_uri) +
         "&scope=" + wire::percent_encoded(consent_scopes(settings)) + "&state=" + request.state +
         "&code_challenge=" + sha256_base64url(request.verifier) + "&code_challenge_method=S256";
}

Result<Tokens> redeem_code(const Settings& settings, const ConsentRequest& request, const std::string& code,
                           wire::Caller& caller, Clock& clock, const Stop& stop) {
  TokenManner once;
  once.repeatable = false;  // a code is good once
  auto answer = ask_for_tokens(settings,
                               "grant_type=authorization_code&code=" + wire::percent_encoded(code) +
                                   "&redirect_uri=" + wire::percent_encoded(request.redirect_uri) +
                                   "&code_verifier=" + request.verifier,
                               once, caller, clock, stop);
  if (!answer) return answer.error();
  if (answer->refusal == "invalid_grant")
    return fail(ErrorKind::outside,
                "Xero does not take the code that it sent (invalid_grant); it is good for five minutes, so "
                "begin again");
  if (!answer->tokens) return sign_in_refused(settings, answer->refusal);
  Tokens& tokens = *answer->tokens;
  const std::string missing =
      tokens.scope.empty() ? std::string() : missing_scopes(consent_scopes(settings), tokens.scope);
  if (!missing.empty() || tokens.refresh.empty())
    return fail(ErrorKind::config, "Xero signed pair \"" + settings.pair + "\" in, but without " +
                                       (missing.empty() ? "offline_access" : missing) +
                                       ": allow it for the app at developer.xero.com, then connect again");
  return std::move(tokens);
}

Result<std::optional<auth::Renewed>> renew(const Settings& settings, const Secret& refresh,
                                           wire::Caller& caller, Clock& clock, const Stop& stop) {
  auto answer = ask_for_tokens(
      settings, "grant_type=refresh_token&refresh_token=" + wire::percent_encoded(refresh.reveal()),
      {true, renewal_timeout, renewal_patience}, caller, clock, stop);
  if (!answer) return answer.error();
  if (answer->refusal == "invalid_grant") return std::optional<auth::Renewed>();
  if (!answer->tokens) return sign_in_refused(settings, answer->refusal);
  Tokens& tokens = *answer->tokens;
  return std::optional(auth::Renewed{std::move(tokens.access.value), tokens.access.expires,
                                     std::move(tokens.refresh), std::move(tokens.scope)});
}

Result<auth::GrantEnd> revoke(const Settings& settings, const Secret& refresh, wire::Caller& caller,
                              const Stop& stop) {
  const auto result = call_identity(settings, "/connect/revocation",
                                    "token=" + wire::percent_encoded(refresh.reveal()), {}, caller, stop);
  if (!result.reply)
    return fail(
        result.failure.error.kind == ErrorKind::stopped ? ErrorKind::stopped : ErrorKind::outside,
        "Xero's sign-in cannot be reached, so the sign-in still stands: " + result.failure.error.message);
  const int status = result.reply->status;
  if (status == 200) return auth::GrantEnd{true, ""};
  const std::string said = "Xero did not revoke the sign-in (HTTP " + std::to_string(status) + ")";
  if (status >= 500 || status == 429) return fail(ErrorKind::outside, said + ", so it still stands");
  return auth::GrantEnd{false, said +
                                   ": unused it ends by itself after 60 days; to end it now, disconnect the "
                                   "app in Xero under Settings, Connected apps"};
}

Result<std::vector<Tenant>> allowed_tenants(const Settings& settings, const Secret& access,
                                            wire::Caller& caller, const Stop& stop) {
  wire::HttpRequest request;
  request.url = settings.api_url + "/connections";
  request.headers = {{"Accept", "application/json"}, {"Authorization", "Bearer " + access.reveal()}};
  const auto judge = [](const wire::HttpReply& reply, Instant now) {
    wire::Advice advice;
    advice.retry = reply.status == 429 || reply.status >= 500;
    advice.not_before = wire::retry_after(reply.headers, now);
    return advice;
  };
  const auto result = caller.call(request, {{}, limits::read_tries, true}, judge, stop);
  if (!result.reply) return result.failure.error;
  if (result.reply->status != 200)
    return fail(ErrorKind::outside, "Xero answered GET /connections with " + describe(*result.reply));
  const auto body = parse_json(result.reply->body, "Xero's reply to GET /connections");
  if (!body || !body->is_array())
    return fail(ErrorKind::outside, "Xero answered GET /connections with something else than a list");
  std::vector<Tenant> tenants;
  for (const auto& one : *body)
    if (member_text(one, "tenantType") == "ORGANISATION")
      tenants.push_back({member_text(one, "tenantId"), member_text(one, "tenantName")});
  return tenants;
}

std::string token_name(const std::string& pair) {
  return "xero/" + pair;
}

auth::Whose whose_tokens(const std::string& pair) {
  return {"Xero", pair, "crosswalk connect xero --pair " + pair};
}

}  // namespace crosswalk::xero
