#include "xero/connection.h"

#include <array>

#include "auth/kept_tokens.h"
#include "base/json_tree.h"
#include "xero/consent.h"
#include "xero/errors.h"
#include "xero/limits.h"
#include "xero/patience.h"

namespace crosswalk::xero {
namespace {

constexpr Millis renew_before{120'000};
constexpr Millis unexplained_pause{5'000};  // a 429 without Retry-After: too many at once
// A write waits less than an attempt's lease leaves beside the call itself.
constexpr Millis write_patience{30'000};
constexpr Millis read_patience{90'000};
constexpr int write_tries = 3;  // only what was certainly not sent

// What a refused request would have needed (xero.md §1.6).
std::string scope_for(const wire::HttpRequest& request) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 9> scopes = {
      {{"/Attachments/", "accounting.attachments"},
       {"/Invoices", "accounting.invoices"},
       {"/CreditNotes", "accounting.invoices"},
       {"/Contacts", "accounting.contacts"},
       {"/Payments", "accounting.payments"},
       {"/BatchPayments", "accounting.payments"},
       {"/BankTransactions", "accounting.banktransactions"},
       {"/BankTransfers", "accounting.banktransactions"},
       {"/ManualJournals", "accounting.manualjournals"}}};
  for (const auto& [part, scope] : scopes)
    if (request.url.find(part) != std::string::npos) return std::string(scope);
  return request.method == "GET" ? "accounting.settings.read" : "accounting.settings";
}

}  // namespace

Connection::Connection(const Settings& settings, wire::Transport& transport, Budget& budget, Clock& clock,
                       wire::Jitter jitter, auth::TokenVault* vault)
    : settings_(settings),
      gate_(transport, xero::calls_at_once(settings), budget, clock),
      budget_(budget),
      clock_(clock),
      jitter_(std::move(jitter)),
      identity_(gate_, budget, clock, jitter_),
      vault_(vault) {
  if (vault_ == nullptr)
    tokens_ = std::make_unique<auth::TokenCache>(
        [this](const Stop& stop) -> Result<auth::Token> {
          auto answer = sign_in(stop);
          if (!answer) return answer.error();
          return std::move(answer->token);
        },
        clock, renew_before);
  else
    tokens_ = std::make_unique<auth::KeptTokens>(
        *vault_,
        [this](const Secret& refresh, const Stop& stop) {
          return renew(settings_, refresh, identity_, clock_, stop);
        },
        clock, renew_before, whose_tokens(settings.pair));
}

Result<SignIn> Connection::sign_in(const Stop& stop) {
  if (vault_ == nullptr) return xero::sign_in(settings_, identity_, clock_, stop);
  auto token = tokens_->get(stop);
  if (!token) return token.error();
  const auto kept = vault_->read();
  if (!kept) return kept.error();
  SignIn answer{{std::move(*token), {}}, {}};
  if (*kept) {
    answer.token.expires = (*kept)->set.access_expires;
    answer.scope = (*kept)->set.scope;
  }
  return answer;
}

wire::Advice Connection::advise(const wire::HttpReply& reply, Instant now, Instant deadline,
                                bool repeatable) {
  // A budget that cannot be written to must not spoil a call that was made; the next `take` says what is
  // wrong.
  if (const auto left = remaining_in(reply, "X-MinLimit-Remaining"))
    (void)budget_.observe(minute_bucket(settings_), *left, now);
  if (const auto left = remaining_in(reply, "X-DayLimit-Remaining"))
    (void)budget_.observe(day_bucket(settings_), *left, now);
  if (const auto left = remaining_in(reply, "X-AppMinLimit-Remaining"))
    (void)budget_.observe(app_bucket(settings_), *left, now);

  wire::Advice advice;
  advice.not_before = wire::retry_after(reply.headers, now);
  if (reply.status == 429) {
    // The whole tenant waits, not this call alone (xero.md §2).
    if (!advice.not_before) advice.not_before = now + unexplained_pause;
    (void)budget_.pause(limited_bucket(settings_, reply), *advice.not_before);
    advice.retry = repeatable && *advice.not_before <= deadline;
  } else if (reply.status >= 500) {
    advice.retry = repeatable && advice.not_before.value_or(now) <= deadline;
  }
  return advice;
}

auth::BearerCall::Sent Connection::send(const wire::HttpRequest& request, const Manner& manner,
                                        const Stop& stop) {
  const Instant deadline = clock_.now() + manner.patience;
  Patience patience(budget_, deadline);
  wire::Caller caller(gate_, patience, clock_, jitter_);
  std::optional<Instant> throttled;
  const auto judge = [&](const wire::HttpReply& reply, Instant now) {
    wire::Advice advice = advise(reply, now, deadline, manner.repeatable);
    throttled = reply.status == 429 ? advice.not_before : std::nullopt;
    return advice;
  };
  auto result = caller.call(request, {every_bucket(settings_), manner.tries, manner.repeatable}, judge, stop);
  if (!result.reply && patience.refused_until()) throttled = patience.refused_until();
  return {std::move(result), throttled};
}

Error Connection::refusal(const wire::HttpRequest& request, const wire::HttpReply& reply) const {
  const std::string pair = " of pair \"" + settings_.pair + "\"";
  std::string text;
  if (lacks_scope(reply))
    text = "the Xero app" + pair + " lacks the scope " + scope_for(request) +
           ": tick it in the app's settings at developer.xero.com and add it to xero.scopes";
  else if (reply.status == 403)
    text = "Xero refuses the organisation" + pair +
           ": check xero.tenant_id, and that the app is still connected to it (" + describe(reply) + ")";
  else
    text = "Xero refuses the sign-in" + pair +
           " although the token is new: check that the app is still connected (" + describe(reply) + ")";
  return fail(ErrorKind::config, std::move(text));
}

auth::CallAnswer Connection::call(wire::HttpRequest request, const Manner& manner, const Stop& stop) {
  request.headers.emplace_back("Accept", "application/json");  // the default is XML
  request.headers.emplace_back("User-Agent", "crosswalk");
  if (!settings_.tenant_id.empty()) request.headers.emplace_back("xero-tenant-id", settings_.tenant_id);
  const auth::BearerCall how = {"Xero",
                                [&](const wire::HttpRequest& ready) { return send(ready, manner, stop); },
                                [](const wire::HttpReply& reply) { return !lacks_scope(reply); },
                                [&](const wire::HttpReply& reply) { return refusal(request, reply); }};
  return auth::call_with_token(*tokens_, request, how, stop);
}

auth::CallAnswer Connection::write(const FrozenRequest& frozen, const Stop& stop) {
  wire::HttpRequest request;
  request.method = frozen.method;
  request.url = settings_.api_url + frozen.path;
  request.headers = frozen.headers;
  request.body = frozen.body;
  return call(std::move(request), {write_tries, false, write_patience}, stop);
}

Result<Json> Connection::read(const std::string& path, const Stop& stop) {
  return read(path, {}, stop);
}

Result<Json> Connection::read_since(const std::string& path, const std::string& since, const Stop& stop) {
  return read(path, {{"If-Modified-Since", since}}, stop);
}

Result<Json> Connection::read(const std::string& path, wire::Headers headers, const Stop& stop) {
  wire::HttpRequest request;
  request.url = settings_.api_url + path;
  request.headers = std::move(headers);
  const auth::CallAnswer answer = call(std::move(request), {limits::read_tries, true, read_patience}, stop);
  if (answer.kind != auth::CallAnswer::Kind::reply) return answer.error;
  const std::string what = "GET " + path.substr(0, path.find('?'));
  if (answer.reply.status == 404) return fail(ErrorKind::not_found, "Xero does not know " + what);
  if (answer.reply.status == 304) return Json();  // it is asked only with If-Modified-Since
  if (answer.reply.status != 200)
    return fail(ErrorKind::outside, "Xero answered " + what + " with " + describe(answer.reply));
  auto body = parse_json(answer.reply.body, "Xero's reply to " + what);
  if (!body) return fail(ErrorKind::outside, body.error().message);
  return body;
}

}  // namespace crosswalk::xero
