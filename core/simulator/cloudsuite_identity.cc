#include "simulator/cloudsuite_identity.h"

#include <algorithm>

#include "base/crypto.h"
#include "base/json_tree.h"
#include "simulator/cloudsuite_query.h"
#include "simulator/cloudsuite_reply.h"

namespace crosswalk::simulator::cloudsuite_sim {
namespace {

constexpr Millis one_minute{60'000};
constexpr Millis one_day{86'400'000};

bool is_form(const wire::HttpRequest& request) {
  return wire::header(request.headers, "Content-Type")
      .value_or("")
      .starts_with("application/x-www-form-urlencoded");
}

std::ptrdiff_t since(const std::deque<Instant>& times, Instant start) {
  return std::count_if(times.begin(), times.end(), [&](Instant one) { return one > start; });
}

wire::HttpReply not_the_client(const CloudSuiteSwitches& switches) {
  return oauth_refusal(switches.wrong_client_status, "invalid_client",
                       "Invalid client or client credentials");
}

}  // namespace

// By the form's client_id and client_secret, or by Basic; never by what stands in the address.
const CloudSuiteApp* CloudSuiteIdentity::caller(const wire::HttpRequest& request, const Query& form) const {
  std::string id = form.text("client_id");
  std::string secret = form.text("client_secret");
  const auto basic = wire::header(request.headers, "Authorization").value_or("");
  if (basic.starts_with("Basic ")) {
    const auto text = from_base64(basic.substr(6));
    const auto colon = text ? text->find(':') : std::string::npos;
    if (colon == std::string::npos) return nullptr;
    id = text->substr(0, colon);
    secret = text->substr(colon + 1);
  }
  const auto found = apps_.find(id);
  if (found == apps_.end() || !found->second.client_secret.same_as(Secret(std::move(secret)))) return nullptr;
  return &found->second;
}

bool CloudSuiteIdentity::sign_in_fits(Instant now) {
  while (!sign_ins_.empty() && sign_ins_.front() + one_day <= now) sign_ins_.pop_front();
  if (budget_.sign_ins_a_day > 0 && std::ssize(sign_ins_) >= budget_.sign_ins_a_day) return false;
  if (budget_.sign_ins_a_minute > 0 && since(sign_ins_, now - one_minute) >= budget_.sign_ins_a_minute)
    return false;
  sign_ins_.push_back(now);
  return true;
}

wire::HttpReply CloudSuiteIdentity::token(const wire::HttpRequest& request, Instant now,
                                          const CloudSuiteSwitches& switches) {
  if (!is_form(request)) return oauth_refusal(400, "invalid_request", "A form is expected");
  const Query form("?" + request.body);
  const CloudSuiteApp* app = caller(request, form);
  if (app == nullptr) return not_the_client(switches);
  const std::string grant = form.text("grant_type");
  const auto refuse = [&](std::string_view error, std::string_view why) {
    return oauth_refusal(error == "invalid_grant" ? switches.wrong_grant_status : 400, error, why);
  };
  if (grant == "refresh_token") return refresh(*app, form.text("refresh_token"), now, switches);
  if (grant != "password" && grant != "client_credentials")
    return refuse("unsupported_grant_type", "Unsupported grant type");
  const bool by_password = grant == "password";
  if (by_password == app->access_key.empty())
    return refuse("unauthorized_client", "The client may not use this grant type");
  if (!sign_in_fits(now)) {
    ++over_budget_;
    return oauth_refusal(switches.spent_budget_status, "temporarily_unavailable", "Usage limit exceeded");
  }
  if (by_password && (form.text("username") != app->access_key ||
                      !app->access_secret.same_as(Secret(form.text("password")))))
    return refuse("invalid_grant", "Invalid username or password");
  if (app->enforce_scopes) {
    const std::string wanted = form.text("scope");
    const auto scopes = parts_of(wanted, " ");
    const bool known = std::all_of(scopes.begin(), scopes.end(), [&](std::string_view one) {
      return std::find(app->scopes.begin(), app->scopes.end(), one) != app->scopes.end();
    });
    if (scopes.empty() || !known) return refuse("invalid_scope", "The requested scope is missing or unknown");
  }
  return issue(*app, ++grants_, "", now, switches);
}

wire::HttpReply CloudSuiteIdentity::refresh(const CloudSuiteApp& app, const std::string& text, Instant now,
                                            const CloudSuiteSwitches& switches) {
  const auto found = refresh_tokens_.find(text);
  if (found == refresh_tokens_.end() || found->second.revoked || found->second.expires <= now ||
      found->second.client_id != app.client_id)
    return oauth_refusal(switches.wrong_grant_status, "invalid_grant", "Unknown or expired refresh token");
  if (!switches.refresh_token_changes) return issue(app, found->second.grant, text, now, switches);
  auto reply = issue(app, found->second.grant, "", now, switches);
  if (reply.status == 200) found->second.revoked = true;
  return reply;
}

wire::HttpReply CloudSuiteIdentity::issue(const CloudSuiteApp& app, int grant,
                                          const std::string& kept_refresh, Instant now,
                                          const CloudSuiteSwitches& switches) {
  Times& issues = issues_[app.client_id];
  while (!issues.empty() && issues.front() + one_day <= now) issues.pop_front();
  if (budget_.tokens_a_day > 0 && std::ssize(issues) >= budget_.tokens_a_day) {
    ++over_budget_;
    return oauth_refusal(switches.spent_budget_status, "temporarily_unavailable", "Usage limit exceeded");
  }
  issues.push_back(now);
  ++issued_;
  const std::string text = "sim-" + sha256("access " + app.client_id + " " + std::to_string(issued_));
  tokens_[text] = {app.client_id, now + app.token_life, grant, false};
  Json body = {
      {"access_token", text}, {"token_type", "Bearer"}, {"expires_in", app.token_life.count() / 1000}};
  if (app.refresh_tokens) {
    std::string next = kept_refresh;
    if (next.empty()) {
      next = "simr-" + sha256("refresh " + app.client_id + " " + std::to_string(++refreshes_issued_));
      refresh_tokens_[next] = {app.client_id, now + app.refresh_life, grant, false};
    }
    body["refresh_token"] = next;
  }
  auto reply = json_reply(200, body);
  reply.headers = {{"Content-Type", "application/json"},
                   {"Cache-Control", "no-store"},
                   {"X-STS-Trace-ID", uuid_from("token " + std::to_string(issued_))}};
  return reply;
}

wire::HttpReply CloudSuiteIdentity::revoke(const wire::HttpRequest& request,
                                           const CloudSuiteSwitches& switches) {
  if (!is_form(request)) return oauth_refusal(400, "invalid_request", "A form is expected");
  const Query form("?" + request.body);
  const CloudSuiteApp* app = caller(request, form);
  if (app == nullptr) return not_the_client(switches);
  const std::string text = form.text("token");
  // A token that is not known is revoked already.
  if (const auto known = refresh_tokens_.find(text);
      known != refresh_tokens_.end() && known->second.client_id == app->client_id) {
    for (auto& [name, token] : refresh_tokens_)
      if (token.grant == known->second.grant) token.revoked = true;
    for (auto& [name, token] : tokens_)
      if (token.grant == known->second.grant) token.revoked = true;
  }
  if (const auto known = tokens_.find(text);
      known != tokens_.end() && known->second.client_id == app->client_id)
    known->second.revoked = true;
  return {200, {}, ""};
}

bool CloudSuiteIdentity::admits(const wire::HttpRequest& request, Instant now) const {
  const auto value = wire::header(request.headers, "Authorization").value_or("");
  if (!value.starts_with("Bearer ")) return false;
  const auto found = tokens_.find(value.substr(7));
  return found != tokens_.end() && !found->second.revoked && found->second.expires > now;
}

void CloudSuiteIdentity::revoke_all() {
  for (auto& [text, token] : tokens_) token.revoked = true;
  for (auto& [text, token] : refresh_tokens_) token.revoked = true;
}

int CloudSuiteIdentity::live_tokens(Instant now) const {
  return static_cast<int>(std::count_if(tokens_.begin(), tokens_.end(), [&](const auto& one) {
    return !one.second.revoked && one.second.expires > now;
  }));
}

}  // namespace crosswalk::simulator::cloudsuite_sim
