#include "cloudsuite/token_endpoint.h"

#include "base/crypto.h"
#include "base/json_tree.h"
#include "base/log.h"
#include "cloudsuite/limits.h"
#include "cloudsuite/query.h"
#include "wire/percent.h"

namespace crosswalk::cloudsuite {
namespace {

// All together below auth::KeptTokens::lease_life.
constexpr int tries = 2;
constexpr Millis call_time{15'000};
constexpr Millis patience{15'000};
constexpr std::int64_t default_life = 3'600;  // seconds; the examples in use say 3600 and 7200

wire::CallResult post(const Settings& settings, const Ionapi& ionapi, const std::string& path,
                      std::string form, bool basic, wire::Caller& caller, const Stop& stop) {
  wire::HttpRequest request;
  request.method = "POST";
  request.url = (settings.sign_in_url.empty() ? ionapi.sign_in_url : settings.sign_in_url) + "/" + path;
  request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}, {"Accept", "application/json"}};
  if (basic)
    request.headers.emplace_back("Authorization",
                                 "Basic " + base64(ionapi.client_id + ":" + ionapi.client_secret.reveal()));
  else
    form += "&client_id=" + wire::percent_encoded(ionapi.client_id) +
            "&client_secret=" + wire::percent_encoded(ionapi.client_secret.reveal());
  request.body = std::move(form);
  request.timeout = call_time;
  const auto judge = [](const wire::HttpReply& reply, Instant now) {
    wire::Advice advice;
    advice.retry = reply.status >= 500 || reply.status == 429;
    advice.not_before = wire::retry_after(reply.headers, now);
    return advice;
  };
  return caller.call(request, {token_buckets(settings, ionapi.client_id), tries, true, patience}, judge,
                     stop);
}

struct Asked {
  std::optional<auth::Renewed> renewed;  // none: refused
};

Result<Asked> ask(const Settings& settings, const Ionapi& ionapi, const std::string& form,
                  wire::Caller& caller, Clock& clock, const Stop& stop) {
  const Instant asked = clock.now();
  const auto result = post(settings, ionapi, ionapi.token_path, form,
                           settings.client_auth == ClientAuth::basic, caller, stop);
  if (!result.reply)
    return fail(result.failure.error.kind == ErrorKind::stopped ? ErrorKind::stopped : ErrorKind::outside,
                "Infor's sign-in cannot be reached: " + result.failure.error.message);
  const wire::HttpReply& reply = *result.reply;
  if (reply.status == 400 || reply.status == 401 || reply.status == 403) return Asked{};
  if (reply.status != 200)
    return fail(ErrorKind::outside, "Infor's sign-in answered HTTP " + std::to_string(reply.status));
  const auto body = parse_json(reply.body, "the reply of Infor's sign-in");
  // The parser's words could repeat the token.
  if (!body) return fail(ErrorKind::outside, "Infor's sign-in answered with no JSON");
  auth::Renewed renewed;
  renewed.access = Secret(text_in(*body, "access_token"));
  if (renewed.access.empty()) return fail(ErrorKind::outside, "Infor's sign-in answered without a token");
  const auto life = decimal_in(*body, "expires_in");
  const std::int64_t seconds = life ? life->units() / Decimal::one : default_life;
  // Counted from before the call, so that it never outlives Infor's own count.
  renewed.access_expires = asked + Millis(seconds * 1'000);
  renewed.refresh = Secret(text_in(*body, "refresh_token"));
  renewed.scope = text_in(*body, "scope");
  return Asked{std::move(renewed)};
}

}  // namespace

Result<std::optional<auth::Renewed>> renew(const Settings& settings, const Ionapi& ionapi,
                                           const Secret& refresh, wire::Caller& caller, Clock& clock,
                                           const Stop& stop) {
  const std::string scope =
      ionapi.scope.empty() ? std::string() : "&scope=" + wire::percent_encoded(ionapi.scope);
  if (!refresh.empty()) {
    auto renewed = ask(settings, ionapi,
                       "grant_type=refresh_token&refresh_token=" + wire::percent_encoded(refresh.reveal()),
                       caller, clock, stop);
    if (renewed && renewed->renewed) return std::move(renewed->renewed);
    if (!renewed && renewed.error().kind == ErrorKind::stopped) return renewed.error();
    log::info("sign-in", "Infor did not take the refresh token of pair \"" + settings.pair +
                             "\"; it signs in with its credentials");
  }
  std::string form = "grant_type=client_credentials";
  if (!ionapi.access_key.empty())
    form = "grant_type=password&username=" + wire::percent_encoded(ionapi.access_key.reveal()) +
           "&password=" + wire::percent_encoded(ionapi.secret_key.reveal());
  auto asked = ask(settings, ionapi, form + scope, caller, clock, stop);
  if (!asked) return asked.error();
  return std::move(asked->renewed);
}

Result<auth::GrantEnd> revoke(const Settings& settings, const Ionapi& ionapi, const Secret& access,
                              const Secret& refresh, wire::Caller& caller, const Stop& stop) {
  const Secret& token = refresh.empty() ? access : refresh;
  if (token.empty()) return auth::GrantEnd{false, "No token was left to revoke"};
  if (ionapi.revoke_path.empty())
    return auth::GrantEnd{false,
                          "Its credentials name no address (or) where a token is revoked: the last one ends "
                          "by itself, within hours"};
  const auto result = post(settings, ionapi, ionapi.revoke_path,
                           "token=" + wire::percent_encoded(token.reveal()) +
                               "&token_type_hint=" + (refresh.empty() ? "access_token" : "refresh_token"),
                           true, caller, stop);
  if (!result.reply)
    return fail(
        result.failure.error.kind == ErrorKind::stopped ? ErrorKind::stopped : ErrorKind::outside,
        "Infor's sign-in cannot be reached, so the token still stands: " + result.failure.error.message);
  const int status = result.reply->status;
  if (status == 200) return auth::GrantEnd{true, ""};
  const std::string said = "Infor did not revoke the token (HTTP " + std::to_string(status) + ")";
  if (status >= 500 || status == 429) return fail(ErrorKind::outside, said + ", so it still stands");
  return auth::GrantEnd{
      false, said + ": it ends by itself; to end it now, delete the service account or the app at Infor"};
}

auth::Whose whose_tokens(const std::string& pair) {
  return {"Infor CloudSuite", pair, "crosswalk connect cloudsuite --pair " + pair + " --ionapi FILE"};
}

std::string token_name(const std::string& pair) {
  return "cloudsuite/" + pair;
}

std::string ionapi_name(const std::string& pair) {
  return "ionapi/" + pair;
}

}  // namespace crosswalk::cloudsuite
