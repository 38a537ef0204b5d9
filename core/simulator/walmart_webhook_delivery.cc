#include "simulator/walmart_webhook_delivery.h"

#include <algorithm>
#include <array>

#include "base/crypto.h"
#include "base/json_tree.h"

namespace crosswalk::simulator {
namespace {

constexpr Millis patience{3'000};
constexpr Millis minute{60'000};
constexpr std::array<Millis, 3> again_after = {minute * 5, minute * 15, minute * 45};

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c; });
  return text;
}

// "https://host/path?x" → "/path?x".
std::string path_of(const std::string& url) {
  const auto scheme = url.find("://");
  const auto slash = url.find('/', scheme == std::string::npos ? 0 : scheme + 3);
  return slash == std::string::npos ? "/" : url.substr(slash);
}

bool is_success(const std::optional<wire::HttpReply>& reply) {
  return reply && reply->status >= 200 && reply->status < 300;
}

}  // namespace

void WalmartDeliveries::queue(const WebhookEvent& event, const std::vector<Subscription>& subscriptions) {
  for (const Subscription& subscription : subscriptions) {
    if (!subscription.active || subscription.event_type != event.type || subscription.created > event.at)
      continue;
    Delivery delivery;
    delivery.truth.event_id = event.id;
    delivery.truth.event_type = event.type;
    delivery.truth.subscription = subscription.id;
    delivery.event_at = event.at;
    delivery.due = event.at + switches.lateness;
    delivery.body = event.body;
    deliveries_.push_back(delivery);
    if (switches.every_nth_twice > 0 && ++queued_ % switches.every_nth_twice == 0)
      deliveries_.push_back(std::move(delivery));
  }
}

std::optional<WalmartDeliveries::Job> WalmartDeliveries::next(const std::vector<Subscription>& subscriptions,
                                                              Instant now) {
  Delivery* chosen = nullptr;
  for (Delivery& delivery : deliveries_) {
    if (delivery.truth.state != DeliveryTruth::State::waiting || delivery.due > now) continue;
    const bool better = chosen == nullptr || (switches.newest_first ? delivery.event_at > chosen->event_at
                                                                    : delivery.due < chosen->due);
    if (better) chosen = &delivery;
  }
  if (chosen == nullptr) return std::nullopt;
  const auto subscription = std::find_if(subscriptions.begin(), subscriptions.end(), [&](const auto& one) {
    return one.id == chosen->truth.subscription;
  });
  if (subscription == subscriptions.end() || !subscription->active) {
    chosen->truth.state = DeliveryTruth::State::given_up;
    return next(subscriptions, now);
  }
  Job job = job_of(*subscription, chosen->body, now);
  job.delivery = static_cast<std::size_t>(chosen - deliveries_.data());
  ++chosen->truth.tries;
  chosen->due = now + minute * 60;  // nobody else takes it while it is on its way
  return job;
}

WalmartDeliveries::Job WalmartDeliveries::trial(const Subscription& subscription, Instant now) {
  return job_of(subscription,
                R"({"source":{"eventType":")" + subscription.event_type + R"(","eventTime":")" + now.text() +
                    R"(","eventId":")" + uuid_from("simulated trial " + now.text()) + R"("},"payload":{}})",
                now);
}

WalmartDeliveries::Job WalmartDeliveries::job_of(const Subscription& subscription, std::string body,
                                                 Instant now) {
  Job job;
  job.subscription = subscription.id;
  job.request.method = "POST";
  job.request.url = subscription.url;
  job.request.timeout = patience;
  job.request.body = std::move(body);
  job.request.headers = subscription.headers;
  if (!wire::header(job.request.headers, "Content-Type"))
    job.request.headers.emplace_back("Content-Type", "application/json");
  const bool wrongly = switches.wrong_signatures > 0;
  if (wrongly) --switches.wrong_signatures;
  sign(subscription, wrongly, now, job);
  return job;
}

void WalmartDeliveries::sign(const Subscription& subscription, bool wrongly, Instant now, Job& job) const {
  const WebhookAuth& auth = subscription.auth;
  const std::string twist = wrongly ? "-wrong" : "";
  wire::HttpRequest& request = job.request;
  if (auth.method == "BASIC_AUTH")
    request.headers.emplace_back(auth.header, (switches.basic_prefix ? "Basic " : "") +
                                                  base64(auth.user + ":" + auth.password + twist));
  if (auth.method == "HMAC") {
    const std::string code = hmac_sha256(auth.client_secret + twist, request.body);
    std::string text = base64(code);
    if (switches.hmac == DeliverySwitches::Code::hex) text = hex_digits(code);
    if (switches.hmac == DeliverySwitches::Code::upper_hex) text = upper(hex_digits(code));
    request.headers.emplace_back(auth.header, std::move(text));
  }
  if (auth.method == "OAUTH") {
    const auto token = tokens_.find(subscription.id);
    if (wrongly) {
      request.headers.emplace_back("Authorization", "Bearer wrong");
    } else if (token != tokens_.end() && token->second.ends > now) {
      request.headers.emplace_back("Authorization", "Bearer " + token->second.text);
    } else {
      wire::HttpRequest ask{"POST", auth.auth_url, {}, "grant_type=client_credentials"};
      ask.headers = {{auth.header, base64(auth.client_id + ":" + auth.client_secret)},
                     {"Accept", "application/json; charset=UTF-8"},
                     {"Content-type", "application/x-www-form-urlencoded; charset=ISO-8859-1"}};
      ask.timeout = patience;
      job.token_request = std::move(ask);
    }
  }
  if (!switches.timestamped) return;
  const std::string seconds = std::to_string(now.millis() / 1000);
  const std::string& secret = auth.client_secret.empty() ? auth.password : auth.client_secret;
  request.headers.emplace_back("WM_SEC.TIMESTAMP", seconds);
  request.headers.emplace_back(
      "WM_SEC.SIGNATURE",
      base64(hmac_sha256(secret + twist, request.method + "\n" + path_of(request.url) + "\n" + seconds +
                                             "\n" + sha256(request.body))));
}

WalmartDeliveries::Sent WalmartDeliveries::send(Job& job, wire::Transport& transport, Clock& clock,
                                                const Stop& stop) {
  Sent sent;
  if (job.token_request) {
    const auto answer = transport.call(*job.token_request, stop);
    if (answer.reply) sent.status = answer.reply->status;
    if (!is_success(answer.reply)) return sent;
    const auto body = parse_json(answer.reply->body, "the token");
    const auto seconds = body ? decimal_in(*body, "expires_in") : Result<Decimal>(Decimal());
    sent.token = body ? text_in(*body, "access_token") : "";
    if (sent.token.empty() || !seconds) return sent;
    sent.token_ends = clock.now() + Millis(seconds->units() / 1000);
    job.request.headers.emplace_back("Authorization", "Bearer " + sent.token);
  }
  const Instant began = clock.now();
  const auto answer = transport.call(job.request, stop);
  sent.status = answer.reply ? answer.reply->status : 0;
  sent.accepted = is_success(answer.reply) && clock.now() - began <= patience;
  return sent;
}

void WalmartDeliveries::report(const Job& job, const Sent& sent, Instant now) {
  if (!sent.token.empty()) tokens_[job.subscription] = {sent.token, sent.token_ends};
  if (sent.status == 401) tokens_.erase(job.subscription);
  Delivery& delivery = deliveries_.at(job.delivery);
  delivery.truth.last_status = sent.status;
  const auto tries = static_cast<std::size_t>(delivery.truth.tries);
  if (sent.accepted)
    delivery.truth.state = DeliveryTruth::State::accepted;
  else if (tries > again_after.size())
    delivery.truth.state = DeliveryTruth::State::given_up;
  else
    delivery.due = now + again_after.at(tries - 1);
}

std::vector<DeliveryTruth> WalmartDeliveries::all() const {
  std::vector<DeliveryTruth> all;
  for (const Delivery& delivery : deliveries_) all.push_back(delivery.truth);
  return all;
}

}  // namespace crosswalk::simulator
