#include "simulator/xero_reply.h"

#include <cstdio>

namespace crosswalk::simulator::xero_sim {

std::string json_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          char escaped[8];
          std::snprintf(escaped, sizeof escaped, "\\u%04x", static_cast<unsigned>(c));
          out += escaped;
        } else {
          out += c;
        }
    }
  }
  return out + "\"";
}

void JsonWriter::key(std::string_view name) {
  if (!out_.empty() && out_.back() != '{' && out_.back() != '[') out_ += ',';
  if (!name.empty()) out_ += json_string(name) + ":";
}

void JsonWriter::open(std::string_view name) {
  key(name);
  out_ += '{';
}

void JsonWriter::open_list(std::string_view name) {
  key(name);
  out_ += '[';
}

void JsonWriter::text(std::string_view name, std::string_view value) {
  key(name);
  out_ += json_string(value);
}

void JsonWriter::number(std::string_view name, Decimal value, int places) {
  key(name);
  out_ += round(value, std::min(places, Decimal::places)).text(std::min(places, Decimal::places));
  out_.append(static_cast<std::size_t>(std::max(0, places - Decimal::places)), '0');
}

void JsonWriter::integer(std::string_view name, long long value) {
  key(name);
  out_ += std::to_string(value);
}

void JsonWriter::flag(std::string_view name, bool value) {
  key(name);
  out_ += value ? "true" : "false";
}

void JsonWriter::null(std::string_view name) {
  key(name);
  out_ += "null";
}

void JsonWriter::raw(std::string_view name, std::string_view json) {
  key(name);
  out_ += json;
}

void JsonWriter::instant(std::string_view name, Instant value) {
  text(name, "/Date(" + std::to_string(value.millis()) + date_offset_ + ")/");
}

void JsonWriter::day(std::string_view name, std::string_view string_name, Date value) {
  if (!string_name.empty()) text(string_name, value.text() + "T00:00:00");
  instant(name, Instant::from_millis(std::int64_t{value.days()} * 86'400'000));
}

void JsonWriter::messages(std::string_view name, const std::vector<std::string>& texts, bool as_description) {
  open_list(name);
  for (const std::string& one : texts) {
    open();
    text(as_description ? "Description" : "Message", one);
    close();
  }
  close_list();
}

wire::HttpReply json_reply(int status, std::string body) {
  return {status, {{"Content-Type", "application/json; charset=utf-8"}}, std::move(body)};
}

wire::HttpReply unauthorised(std::string_view detail, std::string_view instance) {
  JsonWriter json;
  json.open();
  json.null("Type");
  json.text("Title", "Unauthorized");
  json.integer("Status", 401);
  json.text("Detail", detail);
  json.text("Instance", instance);
  json.close();
  return json_reply(401, json.take());
}

wire::HttpReply forbidden(std::string_view instance) {
  JsonWriter json;
  json.open();
  json.null("type");
  json.text("title", "Forbidden");
  json.integer("status", 403);
  json.text("detail", "AuthenticationUnsuccessful");
  json.text("instance", instance);
  json.close();
  return json_reply(403, json.take());
}

wire::HttpReply nothing_there() {
  return {404, {{"Content-Type", "text/html; charset=utf-8"}}, ""};
}

wire::HttpReply api_exception(int status, int number, std::string_view type, std::string_view message) {
  JsonWriter json;
  json.open();
  json.integer("ErrorNumber", number);
  json.text("Type", type);
  json.text("Message", message);
  json.close();
  return json_reply(status, json.take());
}

wire::HttpReply no_such_method() {
  return api_exception(501, 20, "ApiMethodNotImplementedException",
                       "The Api Method called is not "
                       "implemented");
}

wire::HttpReply malformed_request(std::string_view message) {
  return api_exception(400, 14, "PostDataInvalidException", message);
}

wire::HttpReply server_failure(int status, std::string_view instance) {
  if (status == 503)
    return {503, {{"Content-Type", "text/plain"}}, "The Xero API is currently offline for maintenance"};
  if (status != 500)
    return {
        status,
        {{"Content-Type", "text/html"}},
        "<html><head><title>" + std::to_string(status) + " Bad Gateway</title></head><body></body></html>"};
  JsonWriter json;
  json.open();
  json.text("Title", "An error occurred");
  json.text(
      "Detail",
      "An error occurred in Xero. Check the API Status page http://status.developer.xero.com for current "
      "service status.");
  json.integer("Status", 500);
  json.text("Instance", instance);
  json.close();
  return json_reply(500, json.take());
}

wire::HttpReply as_xml(const wire::HttpReply& reply) {
  wire::HttpReply out = reply;
  for (auto& [name, value] : out.headers)
    if (name == "Content-Type") value = "text/xml; charset=utf-8";
  out.body =
      reply.status < 300
          ? "<Response xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\"><Status>OK</Status></Response>"
          : "<ApiException><Type>ValidationException</Type><Message>A validation exception occurred</Message>"
            "</ApiException>";
  return out;
}

}  // namespace crosswalk::simulator::xero_sim
