#include "simulator/cloudsuite_service.h"

#include <utility>

#include "base/crypto.h"
#include "simulator/cloudsuite_fixture.h"
#include "simulator/cloudsuite_query.h"
#include "simulator/cloudsuite_reply.h"
#include "simulator/cloudsuite_routes.h"

namespace crosswalk::simulator::cloudsuite_sim {
namespace {

// A caller that does not ask for JSON gets XML.
bool wants_json(const wire::HttpRequest& request, const Query& query) {
  const auto accept = wire::header(request.headers, "Accept").value_or("");
  return query.text("_out") == "JSON" || accept.find("application/json") != std::string_view::npos;
}

}  // namespace

// One request on its way through.
struct CloudSuiteService::Call {
  explicit Call(const wire::HttpRequest& received)
      : request(received), query(received.url), line(received.method + " " + received.url) {
    const auto& path = query.path();
    authorization = path.size() == 3 && path[1] == "as";
    if (path.size() > 4 && path[1] == "FSM" && path[2] == "fsm" && path[3] == "soap")
      resource.assign(path.begin() + 4, path.end());
    shape = received.method;
    if (authorization) shape += " " + path[2];
    // "classes", "actions" and "lists" say nothing in a count.
    for (std::size_t i = 1; i < resource.size(); ++i)
      if (i != 2 || resource[0] == "ldrest") shape += (i == 1 ? " " : "/") + resource[i];
  }
  wire::HttpRequest request;  // a copy: the work may be done later
  Query query;
  std::string line;   // "METHOD /path?query", as faults match it
  std::string shape;  // as `requests` counts it
  bool authorization = false;
  std::vector<std::string> resource;  // what follows …/FSM/fsm/soap

  bool is_batch() const { return !resource.empty() && resource.back() == "batch"; }
  // Counted by what each record of a batch begins with: it need not be exact.
  std::size_t records() const {
    constexpr std::string_view begin = "\"_fields\"";
    std::size_t count = 0;
    for (auto at = request.body.find(begin); at != std::string::npos; at = request.body.find(begin, at + 1))
      ++count;
    return count;
  }
};

CloudSuiteService::CloudSuiteService(Clock& clock, ReceivableNames names)
    : clock_(clock), names_(std::move(names)), tenant_(std::string(tenant_id)) {
  furnish(tenant_, names_);
  identity_.add(service_account_app(tenant_.id()));
  identity_.add(client_credentials_app(tenant_.id()));
}

std::string CloudSuiteService::ionapi(const std::string& base, bool service_account) {
  const std::string tenant(tenant_id);
  const auto app = service_account ? service_account_app(tenant) : client_credentials_app(tenant);
  return ionapi_file(tenant, app, base, base);
}

Answer CloudSuiteService::handle(const wire::HttpRequest& request) {
  const Call call(request);
  {
    const std::lock_guard lock(mutex_);
    ++requests_[call.shape];
    ++calls_;
    tenant_.catch_up(clock_.now());
  }
  return call.authorization ? handle_sign_in(call) : handle_gateway(call);
}

std::optional<Strike> CloudSuiteService::strike_for(const Call& call) {
  for (auto it = goes_on_.begin(); it != goes_on_.end(); ++it) {
    if (!call.line.starts_with(it->first)) continue;
    Strike strike;
    strike.kind = Strike::Kind::goes_on;
    strike.answer.reply = gateway_timed_out(switches_);
    strike.lag = it->second;
    goes_on_.erase(it);
    return strike;
  }
  return random_.draw(call.request, switches_);
}

bool CloudSuiteService::takes_repeat(const Call& call) {
  return std::erase_if(repeats_, [&](const std::string& match) { return call.line.starts_with(match); }) > 0;
}

Answer CloudSuiteService::handle_sign_in(const Call& call) {
  const std::lock_guard lock(mutex_);
  const Instant now = clock_.now();
  Answer answer;
  if (faults_.take(Fault::When::before_commit, call.line, answer)) return answer;
  const auto strike = strike_for(call);
  if (strike && strike->kind == Strike::Kind::before) return strike->answer;
  const auto& path = call.query.path();
  const bool token = path[2] == "token.oauth2";
  if (path[0] != tenant_.id() || (!token && path[2] != "revoke_token.oauth2"))
    answer.reply = no_such_path();
  else if (call.request.method != "POST")
    answer.reply = wrong_method();
  else
    answer.reply =
        token ? identity_.token(call.request, now, switches_) : identity_.revoke(call.request, switches_);
  if (strike) return strike->answer;
  faults_.take(Fault::When::after_commit, call.line, answer);
  return answer;
}

Answer CloudSuiteService::handle_gateway(const Call& call) {
  std::unique_lock lock(mutex_);
  const bool ours = !call.query.path().empty() && call.query.path().front() == tenant_.id();
  if (!ours || !identity_.admits(call.request, clock_.now())) return {unauthorised()};
  const auto passage = gate_.enter(clock_.now());
  if (passage.refused) {
    auto refusal = too_many(switches_);
    gate_.mark(refusal, switches_);
    return {std::move(refusal)};
  }
  if (const Millis wait = latency_ + passage.delay; wait > Millis{0}) {
    const Instant until = clock_.now() + wait;
    lock.unlock();
    clock_.wait_until(until, Stop{});
    lock.lock();
    tenant_.catch_up(clock_.now());
  }
  Answer answer;
  if (faults_.take(Fault::When::before_commit, call.line, answer)) return answer;
  const auto strike = strike_for(call);
  if (strike && strike->kind == Strike::Kind::slow) {
    const Instant until = clock_.now() + strike->lag;
    lock.unlock();
    clock_.wait_until(until, Stop{});
    lock.lock();
    tenant_.catch_up(clock_.now());
  }
  if (strike)
    if (auto over = struck(*strike, call)) return std::move(*over);
  if (batch_ends_after_ && call.is_batch()) {
    (void)work(call, clock_.now(), {*batch_ends_after_});
    batch_ends_after_.reset();
    return {gateway_timed_out(switches_)};
  }
  BatchFate fate;
  if (strike && strike->kind == Strike::Kind::row_refused) fate.refused = call.records() / 2;
  answer.reply = work(call, clock_.now(), fate);
  if (takes_repeat(call) || (strike && strike->kind == Strike::Kind::twice))
    answer.reply = work(call, clock_.now());
  if (answer.reply.status < 300 && !wants_json(call.request, call.query))
    answer.reply = {200, {{"Content-Type", "text/xml;charset=UTF-8"}}, "<Response/>"};
  const std::string id =
      std::to_string(clock_.now().millis()) + "-" + uuid_from("transaction " + std::to_string(calls_));
  answer.reply.headers.emplace_back("x-transaction-id", id);
  answer.reply.headers.emplace_back("lmrk-ws-guid", id);
  gate_.mark(answer.reply, switches_);
  if (strike && strike->kind == Strike::Kind::after) return strike->answer;
  faults_.take(Fault::When::after_commit, call.line, answer);
  return answer;
}

std::optional<Answer> CloudSuiteService::struck(const Strike& strike, const Call& call) {
  switch (strike.kind) {
    case Strike::Kind::revoked:
      identity_.revoke_all();
      return strike.answer;
    case Strike::Kind::before:
      return strike.answer;
    case Strike::Kind::goes_on:
      carry_out_later(call, strike.lag);
      return strike.answer;
    case Strike::Kind::half_batch:
      (void)work(call, clock_.now(), {call.records() / 2});
      return strike.answer;
    case Strike::Kind::edit_error:
      ++tenant_.edit_errors_due;
      return std::nullopt;
    case Strike::Kind::after:
    case Strike::Kind::slow:
    case Strike::Kind::row_refused:
    case Strike::Kind::twice:
      return std::nullopt;
  }
  return std::nullopt;
}

wire::HttpReply CloudSuiteService::work(const Call& call, Instant now, BatchFate fate) {
  const CallContext context{now, switches_, names_, calls_, fate};
  return answer(tenant_, call.resource, call.request, call.query, context);
}

void CloudSuiteService::carry_out_later(const Call& call, Millis lag) {
  tenant_.later(clock_.now() + lag, [this, call](Instant due) { (void)work(call, due); });
}

}  // namespace crosswalk::simulator::cloudsuite_sim
