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
  while (!waiting_.empty() && waiting_.front().at + kept < now) waiting_.pop_front();
  if (state_ != State::on || now < not_before_ || (waiting_.empty() && !again_)) return std::nullopt;
  std::vector<std::string> events;
  if (again_) events.push_back(again_->json);
  in_flight_ = std::min(waiting_.size(), most_events);
  for (std::size_t i = 0; i < in_flight_; ++i) events.push_back(waiting_[i].json);
  const int last = sequence_ + static_cast<int>(in_flight_);
  return Post{request(body_of(events, again_ ? sequence_ : sequence_ + 1, last, ++posts_), true), true,
              false};
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
    delivered_ += static_cast<int>(in_flight_) + (again_ ? 1 : 0);
    const bool repeat = switches.webhooks_repeat && in_flight_ > 0;
    again_ = repeat ? std::optional(waiting_[in_flight_ - 1]) : std::nullopt;
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
  if (state_ != State::on || (waiting_.empty() && !again_)) return std::nullopt;
  return not_before_;
}

}  // namespace crosswalk::simulator::xero_sim
