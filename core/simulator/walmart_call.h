// WalmartCall: one call to an endpoint beside the orders, and the answers such endpoints share. Plain data.
#pragma once

#include <string>
#include <string_view>

#include "base/date.h"
#include "simulator/walmart_errors.h"
#include "simulator/walmart_query.h"

namespace crosswalk::simulator {

struct WalmartCall {
  const wire::HttpRequest& request;
  std::string_view path;
  QueryParameters parameters;
  Instant now;

  std::string parameter(std::string_view name) const { return parameter_of(parameters, name); }
};

// 400 of the system whose name ends the code: "INVENTORY_API".
inline wire::HttpReply refuse_content(const WalmartCall& call, std::string_view system, std::string field,
                                      std::string description) {
  return error_reply(call.request, 400, WalmartEnvelope::order_api,
                     {{"INVALID_REQUEST_CONTENT.GMP_" + std::string(system), std::move(field),
                       std::move(description), "Request content is invalid.", "ERROR", "DATA"}});
}

inline wire::HttpReply refuse_parameter(const WalmartCall& call, std::string_view system, std::string name,
                                        std::string description) {
  return error_reply(call.request, 400, WalmartEnvelope::order_api,
                     {{"INVALID_REQUEST_PARAM.GMP_" + std::string(system), std::move(name),
                       std::move(description), "Request parameter is invalid.", "ERROR", "DATA"}});
}

// 404 in Walmart's own words; severity INFO says that there are no rows.
inline wire::HttpReply nothing_found(const WalmartCall& call, std::string_view system,
                                     std::string description, std::string severity = "ERROR") {
  return error_reply(call.request, 404, WalmartEnvelope::order_api,
                     {{"CONTENT_NOT_FOUND.GMP_" + std::string(system), "", std::move(description),
                       "Requested content could not be found.", std::move(severity), "DATA"}});
}

}  // namespace crosswalk::simulator
