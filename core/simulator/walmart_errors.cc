#include "simulator/walmart_errors.h"

#include "base/json_tree.h"
#include "simulator/walmart_json_out.h"

namespace crosswalk::simulator {
namespace {

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) switch (c) {
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '&':
        out += "&amp;";
        break;
      default:
        out += c;
    }
  return out;
}

constexpr std::string_view xml_head = R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)";

void element(std::string& out, std::string_view name, const Json& value) {
  if (value.is_array()) {
    for (const Json& item : value) element(out, name, item);
    return;
  }
  out += "<" + std::string(name) + ">";
  if (value.is_object())
    for (const auto& [key, item] : value.items()) element(out, key, item);
  else if (value.is_string())
    out += escaped(value.get_ref<const std::string&>());
  else if (!value.is_null())
    out += to_text(value);
  out += "</" + std::string(name) + ">";
}

}  // namespace

std::string error_json(WalmartEnvelope envelope, const std::vector<WalmartError>& errors) {
  const bool gateway = envelope == WalmartEnvelope::gateway;
  std::string out;
  JsonOut json(out);
  json.open('{');
  if (!gateway) json.open('{', "errors");
  json.open('[', "error");
  for (const WalmartError& error : errors) {
    json.open('{');
    json.text("code", error.code);
    if (!error.field.empty()) json.text("field", error.field);
    json.text("description", error.description);
    json.text("info", error.info);
    json.text("severity", error.severity);
    json.text("category", error.category);
    json.raw("causes", "[]");
    json.raw("errorIdentifiers", gateway ? "{}" : R"({"entry":[]})");
    json.close('}');
  }
  json.close(']');
  if (!gateway) json.close('}');
  json.close('}');
  return out;
}

std::string error_xml(const std::vector<WalmartError>& errors) {
  std::string out(xml_head);
  out += R"(<ns4:errors xmlns:ns3="http://walmart.com/mp/v3/orders" xmlns:ns4="http://walmart.com/">)";
  for (const WalmartError& error : errors) {
    const auto field = [&](std::string_view name, std::string_view value) {
      out += "<ns4:" + std::string(name) + ">" + escaped(value) + "</ns4:" + std::string(name) + ">";
    };
    out += "<ns4:error>";
    field("code", error.code);
    field("field", error.field);
    field("description", error.description);
    field("info", error.info);
    field("severity", error.severity);
    field("category", error.category);
    out += "<ns4:causes/><ns4:errorIdentifiers/></ns4:error>";
  }
  return out + "</ns4:errors>";
}

bool accepts_json(const wire::HttpRequest& request) {
  const auto accept = wire::header(request.headers, "Accept");
  return accept && accept->find("json") != std::string_view::npos;
}

wire::HttpReply json_reply(int status, std::string body) {
  return {status, {{"Content-Type", "application/json;charset=utf-8"}}, std::move(body)};
}

wire::HttpReply xml_reply(int status, std::string body) {
  return {status, {{"Content-Type", "application/xml"}}, std::move(body)};
}

wire::HttpReply error_reply(const wire::HttpRequest& request, int status, WalmartEnvelope envelope,
                            const std::vector<WalmartError>& errors) {
  return accepts_json(request) ? json_reply(status, error_json(envelope, errors))
                               : xml_reply(status, error_xml(errors));
}

WalmartError invalid_request(std::string field, std::string description) {
  return {"INVALID_REQUEST.GMP_ORDER_API",
          std::move(field),
          std::move(description),
          "Request invalid.",
          "ERROR",
          "DATA"};
}

WalmartError invalid_content(std::string description) {
  return {"INVALID_REQUEST_CONTENT.GMP_ORDER_API", "data",  std::move(description),
          "Request content is invalid.",           "ERROR", "DATA"};
}

wire::HttpReply system_error_reply(int status) {
  return json_reply(status, error_json(WalmartEnvelope::gateway,
                                       {{"SYSTEM_ERROR.GMP_GATEWAY_API", "", "Internal error",
                                         "System encountered an internal error.", "ERROR", "SYSTEM"}}));
}

wire::HttpReply outage_reply() {
  return json_reply(400,
                    error_json(WalmartEnvelope::order_api, {invalid_request("data", "Invalid Request")}));
}

wire::HttpReply threshold_reply() {
  return json_reply(429, error_json(WalmartEnvelope::gateway,
                                    {{"REQUEST_THRESHOLD_VIOLATED.GMP_GATEWAY_API", "", "Too many requests",
                                      "Request threshold violated.", "ERROR", "REQUEST"}}));
}

wire::HttpReply html_reply() {
  return {502,
          {{"Content-Type", "text/html"}},
          "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"};
}

std::string xml_of(std::string_view json, std::string_view root) {
  std::string out(xml_head);
  const auto tree = parse_json(json, "the answer");
  if (tree) element(out, root, *tree);
  return out;
}

}  // namespace crosswalk::simulator
