#include "simulator/cloudsuite_reply.h"

#include "base/crypto.h"
#include "base/json_tree.h"

namespace crosswalk::simulator::cloudsuite_sim {

wire::HttpReply json_reply(int status, const Json& body) {
  return {status,
          {{"Content-Type", "application/json;charset=UTF-8"}, {"Cache-Control", "no-store,no-cache"}},
          to_text(body)};
}

wire::HttpReply oauth_refusal(int status, std::string_view error, std::string_view description) {
  auto reply = json_reply(status, {{"error", error}, {"error_description", description}});
  reply.headers.front().second = "application/json";
  return reply;
}

wire::HttpReply call_failure(int status, std::string_view code, std::string_view message) {
  return json_reply(status, {{"code", code}, {"message", message}});
}

wire::HttpReply journalize_not_complete(const CloudSuiteSwitches& switches, std::string_view class_name,
                                        int number) {
  const std::string text = "Exception ID: " + uuid_from("exception " + std::to_string(number)) +
                           " - com.lawson.rdtech.type.ViewException: Cannot delete, journalize not complete "
                           "for this run group\nClass Name: " +
                           std::string(class_name) + "\nField Name: \nSet Name: \nSort Field: ";
  if (switches.business_error_status < 300) return json_reply(200, {{"exception", {{"message", text}}}});
  return call_failure(switches.business_error_status, "400", text);
}

wire::HttpReply list_failure(const CloudSuiteSwitches& switches, std::string_view message) {
  if (switches.list_failures_in_200) return json_reply(200, {{"exception", {{"message", message}}}});
  return call_failure(400, "400", message);
}

wire::HttpReply unauthorised() {
  auto reply = json_reply(401, {{"error", {{"message", "Invalid or expired access token"}}}});
  reply.headers.emplace_back("WWW-Authenticate", "Bearer");
  return reply;
}

wire::HttpReply no_such_path() {
  return json_reply(404, {{"error", {{"message", "Not Found"}}}});
}

wire::HttpReply wrong_method() {
  return json_reply(405, {{"error", {{"message", "Method Not Allowed"}}}});
}

wire::HttpReply too_many(const CloudSuiteSwitches& switches) {
  wire::HttpReply reply{429, {}, ""};
  if (switches.quota_form == RefusalForm::json)
    reply = json_reply(429, {{"error", {{"message", "Quota exceeded"}}}});
  else if (switches.quota_form == RefusalForm::html)
    reply = html_page(429);
  if (switches.retry_after_seconds)
    reply.headers.emplace_back("Retry-After", std::to_string(*switches.retry_after_seconds));
  return reply;
}

wire::HttpReply gateway_timed_out(const CloudSuiteSwitches& switches) {
  const auto limit = switches.gateway_timeout.count();
  auto reply = json_reply(
      504, {{"error",
             {{"message",
               "Request aborted after target server failed to respond within configured "
               "timeout of " +
                   std::to_string(limit) + " milliseconds (actual " + std::to_string(limit + 6) + ")"},
              {"cause", {{"message", "socket hang up"}, {"code", "ECONNRESET"}}}}}});
  reply.headers.front().second = "application/json";
  return reply;
}

wire::HttpReply html_page(int status) {
  return {status,
          {{"Content-Type", "text/html"}},
          "<html><head><title>Error " + std::to_string(status) + "</title></head><body>Error " +
              std::to_string(status) + "</body></html>"};
}

}  // namespace crosswalk::simulator::cloudsuite_sim
