#include "simulator/xero_service.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/crypto.h"
#include "simulator/xero_list.h"
#include "simulator/xero_routes.h"
#include "simulator/xero_text.h"

namespace crosswalk::simulator::xero_sim {
namespace {

constexpr std::array<std::string_view, 15> granular_scopes = {
    "accounting.invoices",         "accounting.invoices.read",
    "accounting.payments",         "accounting.payments.read",
    "accounting.banktransactions", "accounting.banktransactions.read",
    "accounting.manualjournals",   "accounting.manualjournals.read",
    "accounting.settings",         "accounting.settings.read",
    "accounting.contacts",         "accounting.contacts.read",
    "accounting.attachments",      "accounting.attachments.read",
    "accounting.transactions"};

}  // namespace

// One request on its way through.
struct XeroService::Call {
  explicit Call(const wire::HttpRequest& received) : request(received), query(received.url) {
    const auto found = route_of(query);
    accounting = found.has_value();
    if (found) route = *found;
    const std::string_view url = received.url;
    line = received.method + " " + std::string(url);
    shape = received.method + " " +
            (accounting ? "/" + route.resource : std::string(url.substr(0, url.find('?'))));
    for (std::size_t i = 0; i < route.behind.size(); ++i)
      shape += i % 2 == 1 || same_text(route.behind[i], "Actions") ? "/" + route.behind[i] : "/#";
    writes = received.method != "GET" && received.method != "HEAD";
  }
  // As faults ask for it (CallTrait).
  unsigned traits() const {
    if (!accounting) return CallTrait::signs_in;
    if (writes) {
      unsigned all = CallTrait::writes;
      if (wire::header(request.headers, "Idempotency-Key")) all |= CallTrait::keyed;
      const auto body = request.method == "PUT" ? read_body(request.body) : Result<BodyValue>(BodyValue());
      const auto elements = body ? elements_of(*body, route.resource) : std::nullopt;
      if (elements && elements->size() > 1) all |= CallTrait::creates_many;
      return all;
    }
    unsigned all = CallTrait::reads;
    if (route.behind.empty()) all |= CallTrait::lists;
    if (page_of(query).page > 1) all |= CallTrait::later_pages;
    if (modified_since(request)) all |= CallTrait::asks_since;
    return all;
  }
  const wire::HttpRequest& request;
  Query query;
  std::string line;   // "METHOD /path?query", as faults match it
  std::string shape;  // as `requests` counts it
  Route route;
  bool accounting = false;
  bool writes = false;
};

XeroService::XeroService(Clock& clock, const ItemNames& items) : clock_(clock) {
  XeroApp app;
  app.client_id = client_id;
  app.secret = Secret(std::string(client_secret));
  for (const std::string_view scope : granular_scopes) app.scopes.emplace(scope);
  app.tenants = {std::string(tenant_id)};
  identity_.add(std::move(app));
  organisations_.emplace(std::string(tenant_id), example_home_goods(std::string(tenant_id), items));
}

Answer XeroService::handle(const wire::HttpRequest& request) {
  const Call call(request);
  {
    const std::lock_guard lock(mutex_);
    ++requests_[call.shape];
    ++calls_;
  }
  return call.accounting ? handle_accounting(call) : handle_identity(call);
}

void XeroService::wait(Millis time, std::unique_lock<std::mutex>& lock) {
  if (time <= Millis{0}) return;
  const Instant until = clock_.now() + time;
  lock.unlock();
  clock_.wait_until(until, Stop{});
  lock.lock();
}

// A caller does not wait longer than it said.
Answer XeroService::spoiled(const Call& call, const Strike& strike, Answer whole,
                            std::unique_lock<std::mutex>& lock) {
  const Millis patience = call.request.timeout;
  wait(std::min(strike.fault->takes, patience), lock);
  whole = strike.fault->spoil(whole, identity_.new_instance());
  if (strike.fault->takes >= patience) whole.delivery = Delivery::dropped;
  return whole;
}

std::optional<Strike> XeroService::take_strike(const Call& call) {
  auto strike = std::exchange(next_strike_, std::nullopt);
  if (!strike) strike = random_.next(call.traits());
  if (strike) random_.count(*strike);
  return strike;
}

Answer XeroService::handle_identity(const Call& call) {
  std::unique_lock lock(mutex_);
  const Instant now = clock_.now();
  Answer answer;
  if (faults_.take(Fault::When::before_commit, call.line, answer)) return answer;
  const auto strike = take_strike(call);
  if (strike && strike->when == Fault::When::before_commit) return spoiled(call, *strike, {}, lock);
  const auto& path = call.query.path();
  if (path.size() == 2 && path[0] == "connect" && path[1] == "token" && call.request.method == "POST") {
    answer.reply = identity_.token(call.request, now, switches_);
  } else if (path.size() == 2 && path[0] == "connect" && path[1] == "revocation" &&
             call.request.method == "POST") {
    answer.reply = identity_.revocation(call.request);
  } else if (path.size() == 3 && path[0] == "identity" && path[2] == "authorize" &&
             call.request.method == "GET") {
    answer.reply = identity_.authorise(call.request, now, switches_);
  } else if (!path.empty() && same_text(path[0], "connections")) {
    auto who = identity_.authenticate(call.request, now);
    std::map<std::string, std::string> names;
    for (const auto& [id, organisation] : organisations_) names[id] = organisation.name;
    answer.reply = std::holds_alternative<Grant>(who)
                       ? identity_.connections(std::get<Grant>(who), call.request, names, now)
                       : std::get<wire::HttpReply>(std::move(who));
  } else {
    answer.reply = nothing_there();
  }
  if (strike) return spoiled(call, *strike, std::move(answer), lock);
  faults_.take(Fault::When::after_commit, call.line, answer);
  return answer;
}

Answer XeroService::handle_accounting(const Call& call) {
  std::unique_lock lock(mutex_);
  carry_out_late();
  auto who = identity_.authenticate(call.request, clock_.now());
  if (auto* refused = std::get_if<wire::HttpReply>(&who)) return {std::move(*refused)};
  const Grant grant = std::get<Grant>(std::move(who));
  const std::string tenant = identity_.tenant_of(grant, call.request);
  const auto organisation = organisations_.find(tenant);
  if (tenant.empty() || organisation == organisations_.end()) return {forbidden(identity_.new_instance())};
  const std::string app = grant.app->client_id;
  if (auto refused = limits_.enter(app, tenant, clock_.now(), switches_)) return {std::move(*refused)};
  wait(latency_, lock);
  const auto strike = take_strike(call);
  if (strike && strike->fault->twist == Twist::later)
    late_.push_back({call.request, grant, tenant, clock_.now() + random_.lateness()});
  Answer answer = answer_accounting(call, grant, organisation->second, strike, lock);
  limits_.mark(answer.reply, app, tenant, clock_.now(), switches_);
  answer.reply.headers.emplace_back("xero-correlation-id",
                                    uuid_from("correlation " + std::to_string(calls_)));
  limits_.leave(app, tenant);
  return answer;
}

// Each as of its own time.
void XeroService::carry_out_late() {
  for (auto late = late_.begin(); late != late_.end();) {
    if (late->due > clock_.now()) {
      ++late;
      continue;
    }
    const Late one = std::move(*late);
    late = late_.erase(late);
    if (idempotency_.before(one.grant.app->client_id, one.request, one.due, switches_)) continue;
    ++calls_;
    carry_out(Call(one.request), one.grant, organisations_.find(one.tenant)->second, one.due, Twist::none);
  }
}

Answer XeroService::answer_accounting(const Call& call, const Grant& grant, XeroOrganisation& organisation,
                                      const std::optional<Strike>& strike,
                                      std::unique_lock<std::mutex>& lock) {
  const Instant now = clock_.now();
  const std::string& app = grant.app->client_id;
  const auto kept = idempotency_.before(app, call.request, now, switches_);
  // A failure inside Xero is kept under the request's key; one on the way (a gateway, the network) is not.
  const auto kept_if_inside = [&](Answer answer) {
    if (!kept && answer.delivery == Delivery::whole && answer.reply.status == 500)
      idempotency_.after(app, call.request, answer.reply, now, switches_);
    return answer;
  };
  const auto struck = [&](Answer whole) {
    Answer answer = spoiled(call, *strike, std::move(whole), lock);
    return strike->fault->twist == Twist::no_key_store ? answer : kept_if_inside(std::move(answer));
  };
  Answer answer;
  if (faults_.take(Fault::When::before_commit, call.line, answer)) return kept_if_inside(std::move(answer));
  if (strike && strike->when == Fault::When::before_commit) return struck({});

  const Twist twist = strike ? strike->fault->twist : Twist::none;
  answer.reply = kept ? *kept : carry_out(call, grant, organisation, now, twist);
  if (twist == Twist::delivered_twice) {
    auto again = idempotency_.before(app, call.request, now, switches_);
    answer.reply = again ? std::move(*again) : carry_out(call, grant, organisation, now, Twist::none);
  }
  const auto accept = wire::header(call.request.headers, "Accept").value_or("");
  const bool json =
      answer.reply.headers.empty() || contains_text(answer.reply.headers.front().second, "json");
  if (json && !contains_text(accept, "application/json")) answer.reply = as_xml(answer.reply);

  if (strike) return struck(std::move(answer));
  if (faults_.take(Fault::When::after_commit, call.line, answer)) return kept_if_inside(std::move(answer));
  return answer;
}

wire::HttpReply XeroService::carry_out(const Call& call, const Grant& grant, XeroOrganisation& organisation,
                                       Instant now, Twist twist) {
  auto reply = work(call, grant, organisation, now, twist);
  idempotency_.after(grant.app->client_id, call.request, reply, now, switches_);
  return reply;
}

wire::HttpReply XeroService::work(const Call& call, const Grant& grant, XeroOrganisation& organisation,
                                  Instant now, Twist twist) {
  if (!resource_exists(call.route.resource)) return nothing_there();
  if (!scope_allows(grant.scopes, scoped_resource(call.route), call.writes)) {
    const int status = switches_.missing_scope_status;
    wire::HttpReply reply = status == 403
                                ? forbidden(identity_.new_instance())
                                : unauthorised("AuthenticationUnsuccessful", identity_.new_instance());
    reply.headers.emplace_back("WWW-Authenticate", "Bearer error=\"" + switches_.missing_scope_word + "\"");
    return reply;
  }
  XeroSwitches switches = switches_;
  if (twist == Twist::lists_lag) switches.list_lag = Millis{60'000};
  if (twist == Twist::other_boundary) switches.modified_since_inclusive = !switches.modified_since_inclusive;
  const CallContext context{now, switches, grant.app->name, calls_, twist};
  auto reply = answer(organisation, call.request, call.query, call.route, context);
  tell_of_changes(organisation);
  return reply;
}

}  // namespace crosswalk::simulator::xero_sim
