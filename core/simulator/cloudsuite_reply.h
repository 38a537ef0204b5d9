// What CloudSuite and its gateway answer apart from data: the many shapes of a refusal (facts §2 to §4).
// Pure functions; safe from any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/json.h"
#include "simulator/cloudsuite_switches.h"
#include "wire/message.h"

namespace crosswalk::simulator::cloudsuite_sim {

wire::HttpReply json_reply(int status, const Json& body);
// {"error":…,"error_description":…} of the token endpoint.
wire::HttpReply oauth_refusal(int status, std::string_view error, std::string_view description);
// {"code":…,"message":…} of a call that failed as a whole.
wire::HttpReply call_failure(int status, std::string_view code, std::string_view message);
// In Landmark's own words, with their exception id and class: a run group is not cleared before its journals
// are made.
wire::HttpReply journalize_not_complete(const CloudSuiteSwitches& switches, std::string_view class_name,
                                        int number);
// {"exception":{"message":…}} on 200, or a 400, as the switch says.
wire::HttpReply list_failure(const CloudSuiteSwitches& switches, std::string_view message);

// The gateway's answers.
wire::HttpReply unauthorised();
wire::HttpReply no_such_path();
wire::HttpReply wrong_method();
wire::HttpReply too_many(const CloudSuiteSwitches& switches);
// 504: the target did not answer in time, which says nothing of what the target did.
wire::HttpReply gateway_timed_out(const CloudSuiteSwitches& switches);
// An error page of the back end, passed through: text/html.
wire::HttpReply html_page(int status);

}  // namespace crosswalk::simulator::cloudsuite_sim
