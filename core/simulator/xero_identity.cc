#include "simulator/xero_identity.h"

#include <algorithm>
#include <cstdio>

#include "base/crypto.h"
#include "simulator/xero_query.h"
#include "simulator/xero_reply.h"
#include "simulator/xero_text.h"

namespace crosswalk::simulator::xero_sim {
namespace {

wire::HttpReply oauth_error(std::string_view error) {
  JsonWriter json;
  json.open();
  json.text("error", error);
  json.close();
  return json_reply(400, json.take());
}

bool is_broad(std::string_view scope) {
  return scope.starts_with("accounting.transactions") || scope == "accounting.reports.read";
}

bool is_form(const wire::HttpRequest& request) {
  const auto type = wire::header(request.headers, "Content-Type").value_or("");
  return lower(type).starts_with("application/x-www-form-urlencoded");
}

bool may_ask(const XeroApp& app, const std::string& scope) {
  if (scope == "offline_access") return !app.custom_connection;
  return app.scopes.contains(scope) && !(app.granular_only && is_broad(scope));
}

// Base64 without padding, in the alphabet of URLs.
std::string jwt_part(std::string_view text) {
  std::string out = base64(text);
  std::replace(out.begin(), out.end(), '+', '-');
  std::replace(out.begin(), out.end(), '/', '_');
  out.erase(std::find(out.begin(), out.end(), '='), out.end());
  return out;
}

// "11/21/2026 10:00:00", as in "TokenExpired: token expired at …".
std::string american(Instant instant) {
  const Date day = TimeZone::utc().date_of(instant);
  char text[32];
  std::snprintf(text, sizeof text, "%02u/%02u/%04d ", day.month(), day.day(), day.year());
  return text + instant.text_seconds().substr(11, 8);
}

// "Basic …" of the client id and its secret.
bool basic_matches(std::string_view header, const std::map<std::string, XeroApp, std::less<>>& apps,
                   const XeroApp*& app) {
  if (header.size() < 6 || !same_text(header.substr(0, 6), "Basic ")) return false;
  const auto text = from_base64(header.substr(6));
  if (!text) return false;
  const auto colon = text->find(':');
  if (colon == std::string::npos) return false;
  const auto found = apps.find(text->substr(0, colon));
  if (found == apps.end() || !found->second.secret.same_as(Secret(text->substr(colon + 1)))) return false;
  app = &found->second;
  return true;
}

}  // namespace

void XeroIdentity::add(XeroApp app) {
  apps_[app.client_id] = std::move(app);
}

void XeroIdentity::revoke_tokens() {
  for (auto& [text, token] : tokens_) token.revoked = true;
}

void XeroIdentity::end_consents() {
  consents_.revoke_all();
  for (auto& [text, token] : tokens_)
    if (token.consent != 0) token.revoked = true;
}

void XeroIdentity::disconnect(std::string_view tenant) {
  for (auto& [id, app] : apps_) std::erase(app.tenants, std::string(tenant));
}

std::string XeroIdentity::new_instance() {
  return uuid_from("instance " + std::to_string(++instances_));
}

// Who asks: by Basic, or, without a secret, by the form's client_id.
const XeroApp* XeroIdentity::caller(const wire::HttpRequest& request, const Query& form) const {
  const XeroApp* app = nullptr;
  const auto basic = wire::header(request.headers, "Authorization");
  if (basic) return basic_matches(*basic, apps_, app) ? app : nullptr;
  const auto found = apps_.find(form.get("client_id").value_or(""));
  return found != apps_.end() && found->second.secret.empty() ? &found->second : nullptr;
}

wire::HttpReply XeroIdentity::token(const wire::HttpRequest& request, Instant now,
                                    const XeroSwitches& switches) {
  if (!is_form(request)) return oauth_error("invalid_request");
  const Query form("?" + request.body);
  const XeroApp* app = caller(request, form);
  if (app == nullptr) return oauth_error("invalid_client");
  const auto grant = form.get("grant_type");
  if (!grant) return oauth_error("invalid_request");
  if (*grant == "authorization_code" || *grant == "refresh_token") {
    if (app->custom_connection) return oauth_error("unauthorized_client");
    const auto text = [&](std::string_view name) { return form.get(name).value_or(""); };
    const auto pair = *grant == "refresh_token"
                          ? consents_.renew(text("refresh_token"), app->client_id, now, switches)
                          : consents_.redeem(text("code"), app->client_id, text("redirect_uri"),
                                             text("code_verifier"), now);
    if (!pair) return oauth_error("invalid_grant");
    return issue(*app, consents_.consent(pair->consent).scopes, pair->consent, pair->refresh, now);
  }
  if (*grant != "client_credentials") return oauth_error("unsupported_grant_type");
  if (!app->custom_connection) return oauth_error("unauthorized_client");
  const auto wanted = split(form.get("scope").value_or(""), ' ');
  if (wanted.empty()) return oauth_error("invalid_scope");
  for (const std::string& scope : wanted)
    if (!may_ask(*app, scope)) return oauth_error("invalid_scope");
  return issue(*app, {wanted.begin(), wanted.end()}, 0, "", now);
}

wire::HttpReply XeroIdentity::issue(const XeroApp& app, const std::set<std::string>& scopes, int consent,
                                    const std::string& refresh, Instant now) {
  const Token token{app.client_id, scopes, now + Millis{token_seconds * 1000}, false, consent};
  const std::string claims = "{\"client_id\":" + json_string(app.client_id) +
                             ",\"exp\":" + std::to_string(token.expires.millis() / 1000) +
                             ",\"jti\":" + std::to_string(++issued_) + "}";
  const std::string text = jwt_part("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + "." + jwt_part(claims) + "." +
                           jwt_part(sha256("signature " + claims));
  tokens_[text] = token;
  std::string granted;
  for (const std::string& scope : scopes) granted += (granted.empty() ? "" : " ") + scope;
  JsonWriter json;
  json.open();
  json.text("access_token", text);
  json.integer("expires_in", token_seconds);
  json.text("token_type", "Bearer");
  if (!refresh.empty()) json.text("refresh_token", refresh);
  json.text("scope", granted);
  json.close();
  return json_reply(200, json.take());
}

wire::HttpReply XeroIdentity::authorise(const wire::HttpRequest& request, Instant now,
                                        const XeroSwitches& switches) {
  const Query query(request.url);
  const auto text = [&](std::string_view name) { return query.get(name).value_or(""); };
  const auto app = apps_.find(text("client_id"));
  const std::string redirect = text("redirect_uri");
  // Xero shows a page here: where the redirect is not the app's own, nothing is sent there.
  if (app == apps_.end() || app->second.custom_connection ||
      std::find(app->second.redirect_uris.begin(), app->second.redirect_uris.end(), redirect) ==
          app->second.redirect_uris.end())
    return {400, {{"Content-Type", "text/html"}}, "<h1>Sorry, something went wrong</h1>"};
  const auto back = [&](const std::string& answer) {
    return wire::HttpReply{302, {{"Location", redirect + "?" + answer + "&state=" + text("state")}}, ""};
  };
  const auto wanted = split(text("scope"), ' ');
  for (const std::string& scope : wanted)
    if (!may_ask(app->second, scope)) return back("error=invalid_scope");
  const bool with_challenge = text("code_challenge_method") == "S256" && text("code_challenge").size() == 43;
  if (text("response_type") != "code" || wanted.empty() || (app->second.secret.empty() && !with_challenge))
    return back("error=invalid_request");
  if (switches.person_declines) return back("error=access_denied");
  for (const std::string& tenant : app->second.person_has)
    if (std::find(app->second.tenants.begin(), app->second.tenants.end(), tenant) ==
        app->second.tenants.end())
      app->second.tenants.push_back(tenant);
  return back(
      "code=" +
      consents_.allow({app->first, {wanted.begin(), wanted.end()}, redirect, text("code_challenge")}, now));
}

wire::HttpReply XeroIdentity::revocation(const wire::HttpRequest& request) {
  if (!is_form(request)) return oauth_error("invalid_request");
  const Query form("?" + request.body);
  const XeroApp* app = caller(request, form);
  if (app == nullptr) return oauth_error("invalid_client");
  const std::string id = app->client_id;
  // A token that is not known is revoked already.
  if (consents_.revoke(form.get("token").value_or(""), id)) {
    for (auto& [text, token] : tokens_)
      if (token.consent != 0 && token.client_id == id) token.revoked = true;
    XeroApp& changed = apps_.find(id)->second;
    for (const std::string& tenant : changed.person_has) std::erase(changed.tenants, tenant);
  }
  return {200, {}, ""};
}

std::variant<Grant, wire::HttpReply> XeroIdentity::authenticate(const wire::HttpRequest& request,
                                                                Instant now) {
  const auto value = wire::header(request.headers, "Authorization").value_or("");
  const auto refused = [&] { return unauthorised("AuthenticationUnsuccessful", new_instance()); };
  if (value.size() < 7 || !same_text(value.substr(0, 7), "Bearer ")) return refused();
  const auto found = tokens_.find(value.substr(7));
  if (found == tokens_.end() || found->second.revoked) return refused();
  if (found->second.expires <= now)
    return unauthorised("TokenExpired: token expired at " + american(found->second.expires), new_instance());
  return Grant{&apps_.find(found->second.client_id)->second, found->second.scopes};
}

std::string XeroIdentity::tenant_of(const Grant& grant, const wire::HttpRequest& request) const {
  const auto wanted = wire::header(request.headers, "xero-tenant-id").value_or("");
  const auto& tenants = grant.app->tenants;
  if (wanted.empty())
    return grant.app->custom_connection && tenants.size() == 1 ? tenants.front() : std::string();
  const auto found =
      std::find_if(tenants.begin(), tenants.end(), [&](const auto& one) { return same_text(one, wanted); });
  return found != tenants.end() ? *found : std::string();
}

wire::HttpReply XeroIdentity::connections(const Grant& grant, const wire::HttpRequest& request,
                                          const std::map<std::string, std::string>& names, Instant now) {
  const Query query(request.url);
  const auto connection_id = [&](const std::string& tenant) {
    return uuid_from(grant.app->client_id + "/" + tenant);
  };
  const std::vector<std::string> tenants = grant.app->tenants;
  if (request.method == "DELETE" && query.path().size() == 2) {
    for (const std::string& tenant : tenants) {
      if (!same_text(connection_id(tenant), query.path()[1])) continue;
      std::erase(apps_.find(grant.app->client_id)->second.tenants, tenant);
      return {204, {}, ""};
    }
    return nothing_there();
  }
  if (request.method != "GET" || query.path().size() != 1) return nothing_there();
  const std::string event = uuid_from(grant.app->client_id + "/event");
  JsonWriter json;
  json.open_list();
  for (const std::string& tenant : tenants) {
    if (const auto wanted = query.get("authEventId"); wanted && !same_text(*wanted, event)) continue;
    const auto name = names.find(tenant);
    std::string when = now.text();
    when.back() = '0';  // no zone, seven digits of a second
    json.open();
    json.text("id", connection_id(tenant));
    json.text("authEventId", event);
    json.text("tenantId", tenant);
    json.text("tenantType", "ORGANISATION");
    json.text("tenantName", name != names.end() ? name->second : std::string());
    json.text("createdDateUtc", when + "000");
    json.text("updatedDateUtc", when + "000");
    json.close();
  }
  json.close_list();
  return json_reply(200, json.take());
}

}  // namespace crosswalk::simulator::xero_sim
