// The error bodies of Walmart's gateway and order API (walmart.md §8), as JSON or XML, and the faults that
// tests and soak runs inject. Texts that no source confirms are plain sentences. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "wire/message.h"

namespace crosswalk::simulator {

struct WalmartError {
  std::string code;  // "INVALID_REQUEST.GMP_ORDER_API"
  std::string field;
  std::string description;
  std::string info;
  std::string severity = "ERROR";
  std::string category = "DATA";
};

// {"errors":{"error":[…]}} comes from the order API, {"error":[…]} from the gateway.
enum class WalmartEnvelope { order_api, gateway };

std::string error_json(WalmartEnvelope envelope, const std::vector<WalmartError>& errors);
std::string error_xml(const std::vector<WalmartError>& errors);

// True: `Accept` names JSON. Without it old endpoints answer XML (walmart.md §1.4).
bool accepts_json(const wire::HttpRequest& request);

wire::HttpReply json_reply(int status, std::string body);
wire::HttpReply xml_reply(int status, std::string body);
wire::HttpReply error_reply(const wire::HttpRequest& request, int status, WalmartEnvelope envelope,
                            const std::vector<WalmartError>& errors);

WalmartError invalid_request(std::string field, std::string description);
WalmartError invalid_content(std::string description);

// Ready-made spoiled answers.
wire::HttpReply system_error_reply(int status);  // 500, 503, 520: SYSTEM_ERROR.GMP_GATEWAY_API
wire::HttpReply outage_reply();     // 400 "Invalid Request" on a good request: an outage in disguise
wire::HttpReply threshold_reply();  // 429 without any header
wire::HttpReply html_reply();       // 502 from the edge

// Any JSON text as XML elements under `root`, for callers that did not ask for JSON.
std::string xml_of(std::string_view json, std::string_view root);

}  // namespace crosswalk::simulator
