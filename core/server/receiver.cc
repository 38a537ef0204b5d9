#include "server/receiver.h"

#include "base/crypto.h"
#include "base/json_tree.h"
#include "base/log.h"
#include "server/limits.h"
#include "server/notices.h"

namespace crosswalk::server {
namespace {

constexpr int accepted = 202;
constexpr int bad_request = 400;
constexpr int unauthorized = 401;
constexpr int not_found = 404;
constexpr int bad_method = 405;
constexpr int conflict = 409;
constexpr int too_large = 413;
constexpr int too_many = 429;
constexpr int unavailable = 503;

constexpr std::string_view api_prefix = "/v1/";

wire::HttpReply empty(int status) {
  wire::HttpReply reply{status, {{"Cache-Control", "no-store"}}, {}};
  if (status == too_many || status == unavailable)
    reply.headers.emplace_back("Retry-After", std::to_string(limits::retry_after));
  return reply;
}

wire::HttpReply with_json(int status, const Json& json) {
  wire::HttpReply reply = empty(status);
  reply.headers.emplace_back("Content-Type", "application/json");
  reply.body = to_text(json) + "\n";
  return reply;
}

wire::HttpReply refused(int status, const std::string& message, const std::string& path = {}) {
  Json error = {{"message", message}};
  if (!path.empty()) error["path"] = path;
  return with_json(status, {{"errors", Json::array({std::move(error)})}});
}

int status_of(const Error& error) {
  return error.kind == ErrorKind::limit ? too_many : unavailable;
}

// The path of a request without its query.
std::string_view path_of(const wire::HttpRequest& request) {
  return std::string_view(request.url).substr(0, request.url.find('?'));
}

}  // namespace

Receiver::Receiver(std::vector<HookRoute> hooks, int rate, Acceptor& acceptor, ApiKeys& keys, Clock& clock)
    : hooks_(std::move(hooks)), gate_(rate), acceptor_(acceptor), keys_(keys), clock_(clock) {}

wire::ServerAnswer Receiver::handle(const wire::HttpRequest& request) {
  const std::string_view path = path_of(request);
  for (const auto& route : hooks_)
    if (path.size() >= route.path.size() &&
        same_in_constant_time(path.substr(0, route.path.size()), route.path) &&
        (path.size() == route.path.size() || path[route.path.size()] == '/'))
      return {hook(route, request, path.substr(route.path.size())), wire::Delivery::whole};
  if (path.starts_with(api_prefix))
    return {api(request, path.substr(api_prefix.size())), wire::Delivery::whole};
  return {empty(not_found), wire::Delivery::whole};
}

void Receiver::tell(const HookRoute& route, const WebhookReading& reading) {
  if (reading.remark.empty()) return;
  const std::string text =
      "a call of " + route.name + " was answered " + std::to_string(reading.status) + ": " + reading.remark;
  if (reading.status < bad_request)
    log::debug("server", text);
  else if (telling_.lets_in(route.name, clock_.now()))
    log::warning("server", text);
}

wire::HttpReply Receiver::hook(const HookRoute& route, const wire::HttpRequest& request,
                               std::string_view tail) {
  if (request.body.size() > limits::webhook_body) return empty(too_large);
  WebhookReading reading =
      route.webhook->read({request.method, request.url, tail, request.headers, request.body}, clock_.now());
  tell(route, reading);
  // Only what has proven itself is counted: nobody else can use up the sender's share.
  if (reading.status < bad_request && !gate_.lets_in(route.name, clock_.now())) return empty(too_many);
  if (!reading.events.empty()) {
    store::InboxRequest items;
    // A hint that comes again is the same hint, in whatever words.
    for (auto& event : reading.events)
      items.push_back(
          {route.pair, std::move(event.kind), event.key, std::move(event.body), event.key, event.urgent});
    const auto kept = acceptor_.accept(std::move(items), limits::webhook_patience);
    if (!kept) return empty(status_of(kept.error()));
  }
  wire::HttpReply reply = empty(reading.status);
  if (!reading.answer.empty()) {
    reply.headers.emplace_back("Content-Type", "application/json");
    reply.body = std::move(reading.answer);
  }
  return reply;
}

wire::HttpReply Receiver::api(const wire::HttpRequest& request, std::string_view path) {
  constexpr std::string_view scheme = "Bearer ";
  const auto authorization = wire::header(request.headers, "Authorization");
  std::optional<ApiKey> key;
  if (authorization && authorization->starts_with(scheme)) {
    auto owner = keys_.owner_of(authorization->substr(scheme.size()));
    if (!owner) return refused(unavailable, "the keys cannot be read; try again");
    key = std::move(*owner);
  }
  if (!key) {
    wire::HttpReply reply =
        refused(unauthorized, "send the header Authorization: Bearer KEY, with a key of `crosswalk secret`");
    reply.headers.emplace_back("WWW-Authenticate", "Bearer");
    return reply;
  }
  if (!gate_.lets_in("key/" + key->name, clock_.now()))
    return refused(too_many, "too many requests a second; try again");
  return keep(request, *key, path);
}

wire::HttpReply Receiver::keep(const wire::HttpRequest& request, const ApiKey& key, std::string_view path) {
  const NoticeKind* kind = notice_kind(path);
  if (kind == nullptr)
    return refused(not_found,
                   "there are /v1/shipments, /v1/cancellations, /v1/refunds, /v1/return-refunds, /v1/stock "
                   "and /v1/prices");
  if (request.method != "POST") return refused(bad_method, "only POST is taken");
  const std::string request_key(wire::header(request.headers, "Idempotency-Key").value_or(""));
  CheckedNotices checked = check_notices(*kind, request.body, request_key, key.pair);
  if (!checked.errors.empty()) {
    Json errors = Json::array();
    for (const auto& error : checked.errors)
      errors.push_back({{"path", error.where}, {"message", error.message}});
    return with_json(bad_request, {{"errors", std::move(errors)}});
  }
  const auto kept = acceptor_.accept(std::move(checked.items), limits::api_patience);
  if (!kept) return refused(status_of(kept.error()), "it could not be kept; send it again with the same key");
  if (kept->conflict)
    return refused(conflict, "the same key came before with other content; nothing of this request was kept",
                   std::string(kind->plural) + "[" + std::to_string(*kept->conflict) + "].key");
  return with_json(accepted, {{"accepted", kept->fresh}, {"known", kept->known}});
}

}  // namespace crosswalk::server
