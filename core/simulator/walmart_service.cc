#include "simulator/walmart_service.h"

#include <algorithm>

#include "base/json_tree.h"
#include "simulator/walmart_order_json.h"

namespace crosswalk::simulator {
namespace {

// "GET /v3/orders/108…/x" → "GET /v3/orders/#/x".
std::string endpoint_of(std::string_view method, std::string_view path, std::string_view query) {
  if (std::string offers = WalmartOffers::endpoint_of(method, path, query); !offers.empty()) return offers;
  if (std::string hooks = WalmartSubscriptions::endpoint_of(method, path); !hooks.empty()) return hooks;
  std::string shape(path);
  for (const std::string_view things : {"/v3/orders/", "/v3/returns/"}) {
    if (!path.starts_with(things) || path == "/v3/orders/released") continue;
    const auto end = std::min(path.find('/', things.size()), path.size());
    shape = std::string(things) + "#" + std::string(path.substr(end));
  }
  return std::string(method) + " " + shape;
}

bool is_json(const wire::HttpReply& reply) {
  const auto type = wire::header(reply.headers, "Content-Type");
  return type && type->starts_with("application/json");
}

std::string envelope_of(const MarketOrder& order, const OrderStanding& standing,
                        const OrderJsonOptions& options) {
  std::string body = R"({"order":)";
  JsonOut json(body);
  write_order(json, order, standing, options);
  return body + "}";
}

wire::HttpReply unknown_order(const wire::HttpRequest& request, std::string_view po) {
  return error_reply(
      request, 404, WalmartEnvelope::order_api,
      {{"CONTENT_NOT_FOUND.GMP_ORDER_API", "", "Order not found for purchaseOrderId " + std::string(po),
        "Requested content could not be found.", "ERROR", "DATA"}});
}

}  // namespace

WalmartService::WalmartService(Clock& clock, World world, WalmartAccount account)
    : clock_(clock),
      account_(std::move(account)),
      book_(std::move(world)),
      offers_(book_, writes_, clock.now()),
      webhooks_(book_, offers_, clock.now()),
      listing_(book_),
      returns_(book_),
      recon_(book_) {}

Answer WalmartService::handle(const wire::HttpRequest& request) {
  std::unique_lock lock(mutex_);
  Answer answer = serve(request);
  if (!webhooks_.trial) return answer;
  WalmartDeliveries::Job trial = *std::exchange(webhooks_.trial, std::nullopt);
  wire::Transport* const outward = outward_;
  lock.unlock();
  const bool answers = outward != nullptr && WalmartDeliveries::send(trial, *outward, clock_, {}).accepted;
  if (!answers && answer.reply.status == 200)
    answer.reply = error_reply(request, 400, WalmartEnvelope::order_api,
                               {invalid_request("eventUrl", "The eventUrl did not answer")});
  return answer;
}

Answer WalmartService::serve(const wire::HttpRequest& request) {
  const std::string what = request.method + " " + request.url;
  const auto random = random_.draw(request);
  Answer answer;
  if (faults_.take(Fault::When::before_commit, what, answer)) return answer;
  if (random && random->fault.when == Fault::When::before_commit)
    return {random->fault.reply, random->fault.delivery};
  answer.reply = route(request);
  if (faults_.take(Fault::When::after_commit, what, answer)) return answer;
  if (!random) return answer;
  if (random->half_body)
    answer.reply.body.resize(answer.reply.body.size() / 2);
  else
    answer = {random->fault.reply, random->fault.delivery};
  return answer;
}

wire::HttpReply WalmartService::route(const wire::HttpRequest& request) {
  if (switches_.html_502) return html_reply();
  const auto [path, query] = split_url(request.url);
  if (path == "/v3/token")
    return buckets_.take(endpoint_of(request.method, path, query), now()) ? issue_token(request)
                                                                          : threshold_reply();
  wire::HttpReply reply = business(request, path, query);
  if (!accepts_json(request) && reply.status < 300 && is_json(reply))
    reply = xml_reply(reply.status, xml_of(reply.body, "answer"));
  if (!switches_.no_rate_headers)
    buckets_.tell(endpoint_of(request.method, path, query), now(), reply.headers);
  return reply;
}

wire::HttpReply WalmartService::business(const wire::HttpRequest& request, std::string_view path,
                                         std::string_view query) {
  if (auto refusal = refuse(request, endpoint_of(request.method, path, query))) return *refusal;
  constexpr std::string_view orders = "/v3/orders/";
  const bool get = request.method == "GET";
  const auto gateway = [&](int status, std::string code, std::string text) {
    return error_reply(request, status, WalmartEnvelope::gateway,
                       {{std::move(code), "", text, text, "ERROR", "DATA"}});
  };
  if (auto reply = returns_.answer(request, path, query, now())) return *reply;
  if (auto reply = recon_.answer(request, path, query, now())) return *reply;
  if (auto reply = offers_.answer(request, path, query, now())) return *reply;
  if (auto reply = webhooks_.answer(request, path, query, now())) return *reply;
  const bool list = path == "/v3/orders" || path == "/v3/orders/released";
  if (path != "/v3/token/detail" && !list && !path.starts_with(orders))
    return gateway(404, "URI_NOT_FOUND.GMP_GATEWAY_API", "There is no such address");
  if (path == "/v3/token/detail" || list) {
    if (!get) return gateway(405, "METHOD_NOT_ALLOWED.GMP_GATEWAY_API", "Method not allowed");
    return list ? listing_.list(request, query, path != "/v3/orders", now()) : token_detail(request);
  }
  const std::string_view rest = path.substr(orders.size());
  const auto slash = std::min(rest.find('/'), rest.size());
  const std::string_view po = rest.substr(0, slash);
  const std::string_view action = rest.substr(std::min(slash + 1, rest.size()));
  if (get != action.empty()) return gateway(405, "METHOD_NOT_ALLOWED.GMP_GATEWAY_API", "Method not allowed");
  return get ? one_order(request, po, query) : act(request, po, action);
}

wire::HttpReply WalmartService::one_order(const wire::HttpRequest& request, std::string_view po,
                                          std::string_view query) {
  const MarketOrder* order = book_.find(po, now());
  if (order == nullptr || order->ordered + switches_.readable_after > now())
    return unknown_order(request, po);
  OrderJsonOptions options;
  options.single_objects = switches_.listing.single_objects;
  options.refund_comments = switches_.refund_comments;
  for (const auto& [name, value] : parameters_of(query)) {
    if (name == "replacementInfo") options.replacement_info = value == "true";
    if (name == "productInfo") options.product_info = value == "true";
  }
  return json_reply(200, envelope_of(*order, book_.standing(*order, now()), options));
}

wire::HttpReply WalmartService::act(const wire::HttpRequest& request, std::string_view po,
                                    std::string_view action) {
  const MarketOrder* order = book_.find(po, now());
  if (order == nullptr) return unknown_order(request, po);
  OrderStanding standing = book_.standing(*order, now());
  ActionOutcome outcome;
  if (action == "acknowledge") {
    outcome = acknowledge_order(*order, standing, switches_.third_party_acknowledged, now());
  } else if (action == "shipping" || action == "cancel" || action == "refund") {
    const auto body = parse_json(request.body, "the request");
    if (!body)
      outcome = refused(body.error().text());
    else if (action == "shipping")
      outcome = ship_order(*order, standing, *body, now());
    else if (action == "cancel")
      outcome = cancel_order(*order, standing, *body, now());
    else {
      count_returned(*order, standing, book_.view(), now());
      outcome = refund_order(*order, standing, *body, now(), book_.world().charge_means());
    }
  } else {
    return error_reply(
        request, 404, WalmartEnvelope::gateway,
        {{"URI_NOT_FOUND.GMP_GATEWAY_API", "", "There is no such address", "", "ERROR", "DATA"}});
  }
  if (outcome.refusal) return error_reply(request, 400, WalmartEnvelope::order_api, {*outcome.refusal});
  for (OrderChange& change : outcome.changes) book_.post(order->po, std::move(change));
  const auto created = [](const LineStanding& line) { return line.created > 0; };
  writes_.count(
      action, order->po,
      action != "acknowledge" || std::any_of(standing.lines.begin(), standing.lines.end(), created));
  OrderJsonOptions options;
  options.refund_comments = switches_.refund_comments;
  return json_reply(200, envelope_of(*order, book_.standing(*order, now()), options));
}

void WalmartService::set_random_faults(std::uint64_t seed, double share) {
  const std::lock_guard lock(mutex_);
  random_.set(seed, share);
}

WalmartSwitches WalmartService::switches() const {
  const std::lock_guard lock(mutex_);
  return switches_;
}

void WalmartService::set_switches(const WalmartSwitches& switches) {
  const std::lock_guard lock(mutex_);
  switches_ = switches;
  listing_.switches = switches.listing;
  returns_.switches = switches.returns;
  recon_.switches = switches.recon;
  book_.set_rules(switches.standing);
  offers_.set_switches(switches.offers);
  webhooks_.set_switches(switches.webhooks);
}

void WalmartService::limit(std::string endpoint, int capacity, Millis period) {
  const std::lock_guard lock(mutex_);
  buckets_.limit(std::move(endpoint), capacity, period);
}

void WalmartService::revoke_tokens() {
  const std::lock_guard lock(mutex_);
  tokens_.revoke_all();
}

int WalmartService::tokens_issued() const {
  const std::lock_guard lock(mutex_);
  return tokens_.issued();
}

}  // namespace crosswalk::simulator
