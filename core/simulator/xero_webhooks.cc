#include "simulator/xero_webhooks.h"

#include <algorithm>
#include <array>

#include "base/crypto.h"
#include "simulator/xero_reply.h"

namespace crosswalk::simulator::xero_sim {
namespace {

constexpr std::size_t most_events = 50;  // in one post

// The series of the intent to receive: whether each is signed rightly.
constexpr std::array<bool, 4> intents = {true, false, true, false};

std::string body_of(const std::vector<std::string>& events, int first, int last, int post) {
  JsonWriter json;
  json.open();
  json.open_list("events");
  for (const std::string& event : events) json.raw({}, event);
  json.close_list();
  json.integer("firstEventSequence", first);
  json.integer("lastEventSequence", last);
  json.text("entropy", sha256("entropy " + std::to_string(post)).substr(0, 20));
  json.close();
  return json.take();
}

// "2024-06-21T01:15:39.902", without a zone.
std::string bare(Instant instant) {
  std::string text = instant.text();
  if (text.ends_with('Z')) text.pop_back();
  return text;
}

}  // namespace

void XeroWebhooks::subscribe(std::string url, std::string key, std::set<std::string> categories) {
  url_ = std::move(url);
  key_ = std::move(key);
  categories_ = std::move(categories);
  turn_on();
}

void XeroWebhooks::turn_on() {
  state_ = State::intent;
  intents_ = 0;
  tries_ = 0;
  not_before_ = {};
  down_until_ = {};
  lost_ = 0;
  for (Late& late : late_) waiting_.push_back(std::move(late.event));
  late_.clear();
  std::stable_sort(waiting_.begin(), waiting_.end(),
                   [](const Kept& a, const Kept& b) { return a.at < b.at; });
}

void XeroWebhooks::note(const SimEvent& event, const std::string& tenant, const XeroSwitches& switches) {
  if (state_ == State::none || !categories_.contains(event.category)) return;
  if (event.by_payment && !switches.payment_fires_invoice_webhook) return;
  const std::string resource = event.category == "CONTACT"   ? "Contacts"
                               : event.category == "INVOICE" ? "Invoices"
                                                             : "CreditNotes";
  JsonWriter json;
  json.open();
  json.text("resourceUrl", "https://api.xero.com/api.xro/2.0/" + resource + "/" + event.id);
  json.text("resourceId", event.id);
  json.text("tenantId", tenant);
  json.text("tenantType", "ORGANISATION");
  json.text("eventCategory", event.category);
  json.text("eventType", event.created ? "CREATE" : "UPDATE");
  json.text("eventDateUtc", bare(event.at));
  if (event.category == "CREDITNOTE") {
    json.open("data");
    json.text("Type", event.type);
    json.text("Status", event.status);
    json.close();
  }
  json.close();
  waiting_.push_back({json.take(), event.at});
}

std::optional<XeroWebhooks::Post> XeroWebhooks::next(Instant now) {
  if (state_ == State::intent) {
    const bool honest = intents.at(static_cast<std::size_t>(intents_));
    return Post{request(body_of({}, 0, 0, ++posts_), honest), honest, true};
  }
  tidy(now);
  std::optional<DeliveryFault> fault;
  if (may_post(now) && tries_ == 0 && !waiting_.empty()) fault = deliveries_.next();
  if (fault == DeliveryFault::late || fault == DeliveryFault::untold) set_aside(*fault, now);
  if (!may_post(now)) return std::nullopt;
  std::vector<std::string> events;
  for (const Kept& event : again_) events.push_back(event.json);
  in_flight_ = std::min(waiting_.size(), most_events);
  for (std::size_t i = 0; i < in_flight_; ++i) events.push_back(waiting_[i].json);
  if (fault == DeliveryFault::backwards) std::reverse(events.begin(), events.end());
  const int last = sequence_ + static_cast<int>(in_flight_);
  const int first = sequence_ + 1 - static_cast<int>(again_.size());
  return Post{request(body_of(events, first, last, ++posts_), true), true, false, road_of(fault, now)};
}

void XeroWebhooks::tidy(Instant now) {
  std::erase_if(waiting_, [&](const Kept& event) { return event.at + kept < now; });
  for (Late& late : late_)
    if (late.until <= now) waiting_.push_back(std::move(late.event));
  std::erase_if(late_, [&](const Late& late) { return late.until <= now; });
}

bool XeroWebhooks::may_post(Instant now) const {
  return state_ == State::on && now >= not_before_ && !(waiting_.empty() && again_.empty());
}

void XeroWebhooks::set_aside(DeliveryFault fault, Instant now) {
  const auto end = waiting_.begin() + static_cast<std::ptrdiff_t>(std::min(waiting_.size(), most_events));
  const Instant until = now + deliveries_.lateness();
  if (fault == DeliveryFault::late)
    for (auto event = waiting_.begin(); event != end; ++event) late_.push_back({std::move(*event), until});
  waiting_.erase(waiting_.begin(), end);
}

XeroWebhooks::Road XeroWebhooks::road_of(std::optional<DeliveryFault> fault, Instant now) {
  if (fault == DeliveryFault::lost) lost_ = 2;
  if (fault == DeliveryFault::day_down) down_until_ = now + patience + between_tries;
  if (fault == DeliveryFault::twice) whole_again_ = true;
  if (fault == DeliveryFault::answer_lost) return Road::answer_lost;
  if (lost_ > 0) {
    --lost_;
    return Road::lost;
  }
  return now < down_until_ ? Road::lost : Road::open;
}

wire::HttpRequest XeroWebhooks::request(const std::string& body, bool honest) const {
  wire::HttpRequest request{"POST", url_, {}, body};
  const std::string signature = base64(hmac_sha256(honest ? key_ : key_ + "?", body));
  request.headers = {{"Content-Type", "application/json; charset=utf-8"}, {"x-xero-signature", signature}};
  request.timeout = answer_within;
  return request;
}

bool XeroWebhooks::accepted(const Post& post, const std::optional<wire::HttpReply>& reply,
                            Millis took) const {
  if (!reply || took > answer_within) return false;
  if (!post.signature_holds) return reply->status == 401;
  return reply->status >= 200 && reply->status < 300 && reply->body.empty() &&
         !wire::header(reply->headers, "Set-Cookie");
}

void XeroWebhooks::after_intent(bool good) {
  if (!good) {
    state_ = State::refused;
  } else if (++intents_ == static_cast<int>(intents.size())) {
    state_ = State::on;
  }
}

void XeroWebhooks::answered(const Post& post, const std::optional<wire::HttpReply>& reply, Millis took,
                            Instant now, const XeroSwitches& switches) {
  const bool good = accepted(post, reply, took);
  if (post.intent) return after_intent(good);
  if (good) {
    delivered_ += static_cast<int>(in_flight_ + again_.size());
    again_.clear();
    if (in_flight_ > 0 && (switches.webhooks_repeat || whole_again_)) {
      const auto end = waiting_.begin() + static_cast<std::ptrdiff_t>(in_flight_);
      again_.assign(whole_again_ ? waiting_.begin() : end - 1, end);
    }
    whole_again_ = false;
    sequence_ += static_cast<int>(in_flight_);
    waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(in_flight_));
    tries_ = 0;
    not_before_ = {};
    return;
  }
  if (++tries_ == 1) {
    first_failure_ = now;
    return;  // once more at once
  }
  not_before_ = now + between_tries;
  if (not_before_ > first_failure_ + patience) state_ = State::off;
}

std::optional<Instant> XeroWebhooks::due() const {
  if (state_ == State::intent) return Instant{};
  if (state_ != State::on) return std::nullopt;
  std::optional<Instant> due;
  if (!waiting_.empty() || !again_.empty()) due = not_before_;
  for (const Late& late : late_) due = std::min(due.value_or(late.until), std::max(late.until, not_before_));
  return due;
}

}  // namespace crosswalk::simulator::xero_sim
