// What stands between a caller and the endpoints of WalmartService: tokens, scopes, headers, buckets
// (walmart.md §1, §7, §10.1).
#include <algorithm>

#include "base/crypto.h"
#include "base/json_tree.h"
#include "simulator/walmart_json_out.h"
#include "simulator/walmart_query.h"
#include "simulator/walmart_service.h"

namespace crosswalk::simulator {
namespace {

WalmartError unauthorized() {
  return {"UNAUTHORIZED.GMP_GATEWAY_API",
          "UNAUTHORIZED",
          "Unauthorized",
          "Unauthorized token or incorrect authorization header.",
          "ERROR",
          "DATA"};
}

bool blank(const wire::HttpRequest& request, std::string_view name) {
  const auto value = wire::header(request.headers, name);
  return !value || value->empty();
}

std::vector<WalmartError> missing_headers(const wire::HttpRequest& request) {
  std::vector<WalmartError> errors;
  for (const char* name : {"WM_QOS.CORRELATION_ID", "WM_SVC.NAME"})
    if (blank(request, name))
      errors.push_back({"INVALID_REQUEST_HEADER.GMP_GATEWAY_API", name,
                        std::string(name) + " set blank or null", "One or more request headers are invalid.",
                        "ERROR", "DATA"});
  return errors;
}

}  // namespace

wire::HttpReply WalmartService::issue_token(const wire::HttpRequest& request) {
  const auto bad_request = [] {
    return wire::HttpReply{400, {{"Content-Type", "text/plain"}}, "Bad Request"};
  };
  const auto refused_client = [&] {
    return error_reply(request, 401, WalmartEnvelope::gateway, {unauthorized()});
  };
  if (request.method != "POST")
    return error_reply(
        request, 405, WalmartEnvelope::gateway,
        {{"METHOD_NOT_ALLOWED.GMP_GATEWAY_API", "", "Method not allowed", "", "ERROR", "DATA"}});
  const auto authorization = wire::header(request.headers, "Authorization");
  constexpr std::string_view basic = "Basic ";
  if (!authorization || !authorization->starts_with(basic)) return refused_client();
  const auto client = from_base64(authorization->substr(basic.size()));
  if (!client || !client->starts_with(account_.client_id + ":")) return bad_request();
  if (*client != account_.client_id + ":" + account_.client_secret) return refused_client();
  const auto errors = missing_headers(request);
  if (!errors.empty()) return error_reply(request, 400, WalmartEnvelope::gateway, errors);
  const auto type = wire::header(request.headers, "Content-Type");
  if (!type || !type->starts_with("application/x-www-form-urlencoded"))
    return error_reply(request, 415, WalmartEnvelope::gateway,
                       {{"UNSUPPORTED_MEDIA_TYPE.GMP_GATEWAY_API", "", "HTTP 415 Unsupported Media Type", "",
                         "ERROR", "DATA"}});
  const auto form = parameters_of(request.body);
  const bool known_grant =
      std::find(form.begin(), form.end(),
                std::pair<std::string, std::string>("grant_type", "client_credentials")) != form.end();
  if (!known_grant)
    return error_reply(request, 400, WalmartEnvelope::gateway,
                       {{"INVALID_REQUEST_PARAM.GMP_GATEWAY_API", "grant_type", "grant_type is invalid", "",
                         "ERROR", "DATA"}});
  const std::string token = tokens_.issue(now());
  if (!accepts_json(request))
    return xml_reply(
        200, "<OAuthTokenDTO xmlns=\"\"><accessToken>" + token +
                 "</accessToken><tokenType>Bearer</tokenType><expiresIn>900</expiresIn></OAuthTokenDTO>");
  return json_reply(200, R"({"access_token":")" + token + R"(","token_type":"Bearer","expires_in":)" +
                             std::to_string(WalmartTokens::lifetime_seconds) + "}");
}

wire::HttpReply WalmartService::token_detail(const wire::HttpRequest& request) {
  const auto token = tokens_.find(wire::header(request.headers, "WM_SEC.ACCESS_TOKEN").value_or(""), now());
  if (!token) return error_reply(request, 401, WalmartEnvelope::gateway, {unauthorized()});
  std::string body;
  JsonOut json(body);
  json.open('{');
  json.text("expire_at", std::to_string(token->expires.millis()));
  json.text("issued_at", std::to_string(token->issued.millis()));
  json.boolean("is_valid", true);
  json.open('{', "scopes");
  for (const char* scope : {"item", "price", "lagtime", "feeds", "inventory", "content"})
    json.text(scope, "full_access");
  json.text("orders", switches_.orders_scope);
  json.text("returns", switches_.returns_scope);
  json.text("reports", switches_.reports_scope);
  json.close('}');
  json.close('}');
  return json_reply(200, std::move(body));
}

std::optional<wire::HttpReply> WalmartService::refuse(const wire::HttpRequest& request,
                                                      std::string_view endpoint) {
  const auto gateway = [&](int status, WalmartError error) {
    return error_reply(request, status, WalmartEnvelope::gateway, {std::move(error)});
  };
  // A token in `Authorization: Bearer` is not looked at.
  const auto token = wire::header(request.headers, "WM_SEC.ACCESS_TOKEN");
  if (!token || token->empty()) return gateway(401, unauthorized());
  if (!tokens_.find(*token, now())) {
    if (refused_tokens_++ % 2 == 0) return gateway(401, unauthorized());
    return gateway(400, {"INVALID_TOKEN.GMP_GATEWAY_API", "", "The token is not valid", "", "ERROR", "DATA"});
  }
  const bool reads = request.method == "GET";
  const struct {
    std::string_view path, what;
    const std::string& scope;
  } scopes[] = {{"/v3/orders", "orders", switches_.orders_scope},
                {"/v3/returns", "returns", switches_.returns_scope},
                {"/v3/report/", "reports", switches_.reports_scope}};
  for (const auto& [path, what, scope] : scopes)
    if (endpoint.find(path) != std::string_view::npos &&
        (scope == "no_access" || (scope == "view_only" && !reads)))
      return gateway(403, {"FORBIDDEN.GMP_GATEWAY_API", "", "The token does not cover " + std::string(what),
                           "", "ERROR", "DATA"});
  if (auto refusal = refuse_headers(request)) return refusal;
  if (buckets_.take(endpoint, now())) return std::nullopt;
  return threshold_reply();
}

std::optional<wire::HttpReply> WalmartService::refuse_headers(const wire::HttpRequest& request) const {
  const auto gateway = [&](int status, std::string code, std::string text) {
    return error_reply(request, status, WalmartEnvelope::gateway,
                       {{std::move(code), "", std::move(text), "", "ERROR", "DATA"}});
  };
  const auto errors = missing_headers(request);
  if (!errors.empty()) return error_reply(request, 400, WalmartEnvelope::gateway, errors);
  const auto type = wire::header(request.headers, "Content-Type");
  // A feed may come as a file in a form (walmart.md §5.4).
  const bool form = type && request.method == "POST" && request.url.starts_with("/v3/feeds?") &&
                    type->starts_with("multipart/form-data");
  const bool json_type = form || (type && type->starts_with("application/json"));
  if ((type && !json_type) || (!type && !request.body.empty()))
    return gateway(415, "UNSUPPORTED_MEDIA_TYPE.GMP_GATEWAY_API", "HTTP 415 Unsupported Media Type");
  const auto accept = wire::header(request.headers, "Accept");
  const auto names = [&](std::string_view what) { return accept->find(what) != std::string_view::npos; };
  // A settlement report is a file; as text/csv it is refused (walmart.md §4.1).
  const bool file =
      accept && names("octet-stream") && request.url.starts_with("/v3/report/reconreport/reconFile?");
  if (accept && !file && !names("json") && !names("xml") && !names("*/*"))
    return gateway(406, "INVALID_ACCEPT_TYPE.GMP_GATEWAY_API", "Accept names no type that can be answered");
  return std::nullopt;
}

}  // namespace crosswalk::simulator
