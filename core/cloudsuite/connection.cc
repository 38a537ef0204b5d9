#include "cloudsuite/connection.h"

#include <charconv>

#include "auth/kept_tokens.h"
#include "base/json_tree.h"
#include "cloudsuite/landmark.h"
#include "cloudsuite/limits.h"
#include "cloudsuite/token_endpoint.h"

namespace crosswalk::cloudsuite {
namespace {

constexpr Millis renew_before{120'000};
constexpr Millis unexplained_pause{30'000};  // a 429 that does not say for how long
constexpr Millis read_patience{60'000};
constexpr int write_tries = 2;  // only what was certainly not sent

// "60 second": until the window is over at the latest (cloudsuite.md §3).
std::optional<Instant> window_end(const wire::HttpReply& reply, Instant now) {
  const auto text = wire::header(reply.headers, "x-ratelimit-window");
  if (!text) return std::nullopt;
  int seconds = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), seconds);
  const std::string_view unit(end, static_cast<std::size_t>(text->data() + text->size() - end));
  if (error != std::errc{} || seconds <= 0 || unit.find("second") == std::string_view::npos)
    return std::nullopt;
  return now + Millis(std::int64_t{seconds} * 1'000);
}

}  // namespace

Connection::Connection(const Settings& settings, Ionapi ionapi, wire::Transport& transport, Budget& budget,
                       Clock& clock, wire::Jitter jitter, auth::TokenVault* vault)
    : settings_(settings),
      ionapi_(std::move(ionapi)),
      budget_(budget),
      clock_(clock),
      caller_(transport, budget, clock, std::move(jitter)) {
  if (vault == nullptr) return;
  tokens_ = std::make_unique<auth::KeptTokens>(
      *vault,
      [this](const Secret& refresh, const Stop& stop) {
        return renew(settings_, ionapi_, refresh, caller_, clock_, stop);
      },
      clock, renew_before, whose_tokens(settings.pair));
}

wire::Advice Connection::advise(const wire::HttpReply& reply, Instant now, bool repeatable) const {
  wire::Advice advice;
  advice.not_before = wire::retry_after(reply.headers, now);
  if (reply.status == 429) {
    if (!advice.not_before) advice.not_before = window_end(reply, now).value_or(now + unexplained_pause);
    // The whole tenant waits, not this call alone.
    advice.pause_bucket = call_buckets(settings_, ionapi_.tenant).front().bucket;
    advice.retry = repeatable;
  } else if (reply.status >= 500) {
    advice.retry = repeatable;
  }
  return advice;
}

Error Connection::refusal(const wire::HttpReply& reply) const {
  return fail(ErrorKind::config,
              "Infor refuses pair \"" + settings_.pair + "\" although its token is new (" + described(reply) +
                  "): check the service account's user and its security roles in FSM, and that the "
                  "authorized app is still active");
}

auth::BearerCall::Sent Connection::send(const wire::HttpRequest& request, bool repeatable, const Stop& stop) {
  std::optional<Instant> throttled;
  const auto judge = [&](const wire::HttpReply& reply, Instant now) {
    wire::Advice advice = advise(reply, now, repeatable);
    throttled = reply.status == 429 ? advice.not_before : std::nullopt;
    return advice;
  };
  wire::CallResult result =
      caller_.call(request,
                   {call_buckets(settings_, ionapi_.tenant), repeatable ? limits::read_tries : write_tries,
                    repeatable, repeatable ? read_patience : write_patience},
                   judge, stop);
  if (!result.reply) throttled.reset();  // of an earlier try
  return {std::move(result), throttled};
}

auth::CallAnswer Connection::call(wire::HttpRequest request, bool repeatable, const Stop& stop) {
  if (tokens_ == nullptr)
    return auth::CallAnswer::failed(
        auth::CallAnswer::Kind::sign_in,
        fail(ErrorKind::config,
             "pair \"" + settings_.pair +
                 "\" is not connected to Infor CloudSuite; run: " + whose_tokens(settings_.pair).command));
  request.url = (settings_.api_url.empty() ? ionapi_.api_url : settings_.api_url) + "/" + ionapi_.tenant +
                "/FSM/fsm/soap" + request.url;
  request.timeout = call_timeout;
  request.headers.emplace_back("Accept", "application/json");
  request.headers.emplace_back("User-Agent", "crosswalk");
  const auth::BearerCall how = {"Infor",
                                [&](const wire::HttpRequest& ready) { return send(ready, repeatable, stop); },
                                [](const wire::HttpReply&) { return true; },
                                [this](const wire::HttpReply& reply) { return refusal(reply); }};
  return auth::call_with_token(*tokens_, std::move(request), how, stop);
}

auth::CallAnswer Connection::write(const std::string& path, const std::string& body, const Stop& stop) {
  wire::HttpRequest request;
  request.method = "POST";
  request.url = path;
  request.headers = {{"Content-Type", "application/json"}};
  request.body = body;
  return call(std::move(request), false, stop);
}

auth::CallAnswer Connection::act(const std::string& path, const Stop& stop) {
  wire::HttpRequest request;
  request.url = path;
  return call(std::move(request), false, stop);
}

Result<Json> Connection::read(const std::string& path, const Stop& stop, bool may_lack) {
  wire::HttpRequest request;
  request.url = path;
  const auth::CallAnswer answer = call(std::move(request), true, stop);
  const int status = answer.reply.status;  // 0: there is none
  const bool lacks = may_lack && (status == 400 || status == 403 || status == 404);
  if (answer.kind != auth::CallAnswer::Kind::reply)
    return lacks ? fail(ErrorKind::not_found, answer.error.message) : answer.error;
  const std::string what = "GET " + path.substr(0, path.find('?'));
  if (status != 200)
    return fail(lacks ? ErrorKind::not_found : ErrorKind::outside,
                "Infor answered " + what + " with " + described(answer.reply));
  auto body = parse_json(answer.reply.body, "Infor's reply to " + what);
  if (!body) return fail(ErrorKind::outside, body.error().message);
  return body;
}

}  // namespace crosswalk::cloudsuite
