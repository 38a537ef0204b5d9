#include "simulator/xero_fault_table.h"

#include <array>

#include "simulator/xero_reply.h"

namespace crosswalk::simulator::xero_sim {
namespace {

constexpr unsigned api = reads | writes;
constexpr unsigned every = signs_in | api;

constexpr Millis at_once{0};
constexpr Millis slow{40'000};       // and still in time
constexpr Millis given_up{100'000};  // longer than anybody waits

Answer answered(int status, std::string type, std::string body) {
  wire::HttpReply reply{status, {}, std::move(body)};
  if (!type.empty()) reply.headers.emplace_back("Content-Type", std::move(type));
  return {std::move(reply)};
}

Answer whole(const Answer& answer, const std::string& /*instance*/) {
  return answer;
}

template <Delivery how>
Answer delivered(const Answer& answer, const std::string& /*instance*/) {
  Answer changed = answer;
  changed.delivery = how;
  return changed;
}

template <int status>
Answer failure(const Answer& /*answer*/, const std::string& instance) {
  return {server_failure(status, instance)};
}

template <int status>
Answer without_body(const Answer& /*answer*/, const std::string& /*instance*/) {
  return answered(status, "", "");
}

Answer half_a_body(const Answer& answer, const std::string& /*instance*/) {
  Answer changed = answer;
  changed.reply.body.resize(changed.reply.body.size() / 2);
  return changed;
}

Answer typed_as_text(const Answer& answer, const std::string& /*instance*/) {
  Answer changed = answer;
  for (auto& [name, value] : changed.reply.headers)
    if (name == "Content-Type") value = "text/plain";
  return changed;
}

Answer in_xml(const Answer& answer, const std::string& /*instance*/) {
  return {as_xml(answer.reply)};
}

Answer some_page(const Answer& /*answer*/, const std::string& /*instance*/) {
  return answered(200, "text/html", "<html><head><title>Please wait</title></head><body></body></html>");
}

Answer not_modified(const Answer& answer, const std::string& /*instance*/) {
  return answer.reply.status == 200 && answer.reply.body.ends_with(":[]}") ? answered(304, "", "") : answer;
}

Answer limited(std::string problem, wire::Headers more) {
  Answer answer;
  answer.reply.status = 429;
  answer.reply.headers = std::move(more);
  answer.reply.headers.emplace_back("X-Rate-Limit-Problem", std::move(problem));
  return answer;
}

Answer minute_limit(const Answer& /*answer*/, const std::string& /*instance*/) {
  return limited("minute", {{"Retry-After", "37"}, {"X-MinLimit-Remaining", "0"}});
}

Answer day_limit(const Answer& /*answer*/, const std::string& /*instance*/) {
  return limited("day", {{"Retry-After", "73451"}, {"X-DayLimit-Remaining", "0"}});
}

Answer app_limit(const Answer& /*answer*/, const std::string& /*instance*/) {
  return limited("appminute", {{"X-AppMinLimit-Remaining", "0"}});
}

Answer concurrent_limit(const Answer& /*answer*/, const std::string& /*instance*/) {
  return limited("concurrent", {});
}

Answer expired(const Answer& /*answer*/, const std::string& instance) {
  return {unauthorised("TokenExpired: token expired at 01/01/2001 00:00:00", instance)};
}

Answer not_signed_in(const Answer& /*answer*/, const std::string& instance) {
  return {unauthorised("AuthenticationUnsuccessful", instance)};
}

Answer no_scope(const Answer& /*answer*/, const std::string& instance) {
  Answer answer{unauthorised("AuthenticationUnsuccessful", instance)};
  answer.reply.headers.emplace_back("WWW-Authenticate", "Bearer error=\"insufficient_scope\"");
  return answer;
}

Answer no_tenant(const Answer& /*answer*/, const std::string& instance) {
  return {forbidden(instance)};
}

Answer not_there(const Answer& /*answer*/, const std::string& /*instance*/) {
  return {nothing_there()};
}

Answer not_implemented(const Answer& /*answer*/, const std::string& /*instance*/) {
  return {no_such_method()};
}

Answer not_json(const Answer& /*answer*/, const std::string& /*instance*/) {
  return answered(400, "text/xml; charset=utf-8", "<ApiException><ErrorNumber>10</ErrorNumber><Type>Val");
}

Answer form_encoded(const Answer& /*answer*/, const std::string& /*instance*/) {
  return answered(400, "text/plain", "oauth_problem=parameter_rejected&oauth_problem_advice=Try%20again");
}

Answer other_key(const Answer& /*answer*/, const std::string& instance) {
  return {api_exception(400, 10, "ValidationException",
                        "Idempotency Key: " + instance + " is used with a different request.")};
}

constexpr std::array faults = {
    // Xero or something before it fails (facts: "Errors and retry").
    NamedFault{"500 in Xero's JSON", every, true, true, failure<500>},
    NamedFault{"500 without a body", every, true, true, without_body<500>},
    NamedFault{"502 as a gateway's page", every, true, true, failure<502>},
    NamedFault{"503 offline for maintenance", every, true, true, failure<503>},
    NamedFault{"503 without a body", every, true, true, without_body<503>},
    NamedFault{"504 as a gateway's page", every, true, true, failure<504>},
    NamedFault{"key store down: 500", keyed, true, false, failure<500>, at_once, Twist::no_key_store},
    // The network.
    NamedFault{"connection refused", every, true, false, delivered<Delivery::refused>},
    NamedFault{"hung up without an answer", every, true, true, delivered<Delivery::dropped>},
    NamedFault{"no answer in time", every, true, true, delivered<Delivery::dropped>, given_up},
    NamedFault{"hung up inside the answer", every, false, true, delivered<Delivery::cut>},
    NamedFault{"half a body as a whole one", every, false, true, half_a_body},
    NamedFault{"slow, and still in time", every, false, true, whole, slow},
    NamedFault{"carried out after it was given up", writes, true, false, delivered<Delivery::dropped>,
               at_once, Twist::later},
    NamedFault{"carried out after a 504", writes, true, false, failure<504>, at_once, Twist::later},
    NamedFault{"delivered twice", writes, false, true, whole, at_once, Twist::delivered_twice},
    // Another form than was asked for.
    NamedFault{"a page with 200", every, true, true, some_page},
    NamedFault{"200 without a body", every, true, true, without_body<200>},
    NamedFault{"XML", api, false, true, in_xml},
    NamedFault{"JSON called text", every, false, true, typed_as_text},
    // Limits.
    NamedFault{"429 minute", api, true, false, minute_limit},
    NamedFault{"429 day", api, true, false, day_limit, at_once, Twist::none, Cure::next_day},
    NamedFault{"429 app, without Retry-After", api, true, false, app_limit},
    NamedFault{"429 concurrent, without Retry-After", api, true, false, concurrent_limit},
    // Sign-in and organisation.
    NamedFault{"401 token expired", api, true, false, expired},
    NamedFault{"401 token not known", api, true, false, not_signed_in},
    NamedFault{"401 insufficient scope", api, true, false, no_scope, at_once, Twist::none, Cure::person},
    NamedFault{"403 organisation", api, true, false, no_tenant, at_once, Twist::none, Cure::person},
    // Refusals without a cause in the request.
    NamedFault{"404 without a body", reads, true, false, not_there},
    NamedFault{"404 to a write", writes, true, false, not_there, at_once, Twist::none, Cure::person},
    NamedFault{"412", api, true, true, without_body<412>},
    NamedFault{"501", api, true, false, not_implemented},
    NamedFault{"400 in XML that ends early", api, true, false, not_json, at_once, Twist::none, Cure::person},
    NamedFault{"400 form-encoded", api, true, false, form_encoded, at_once, Twist::none, Cure::person},
    NamedFault{"400 key used with another request", keyed, true, false, other_key},
    // Batches (facts: "Writes").
    NamedFault{"one of a batch refused", creates_many, false, true, whole, at_once, Twist::one_refused,
               Cure::person},
    NamedFault{"one of a batch refused, 400 for all", creates_many, false, true, whole, at_once,
               Twist::one_refused_summarised, Cure::person},
    NamedFault{"one of a batch not made and not said", creates_many, false, true, whole, at_once,
               Twist::one_silent},
    NamedFault{"one of a batch missing in the answer", creates_many, false, true, whole, at_once,
               Twist::one_unsaid},
    // Reads (facts: "Reads").
    NamedFault{"a list a minute behind", lists, false, true, whole, at_once, Twist::lists_lag},
    NamedFault{"a row moves between pages", later_pages, false, true, whole, at_once, Twist::row_moved},
    NamedFault{"If-Modified-Since the other way", asks_since, false, true, whole, at_once,
               Twist::other_boundary},
    NamedFault{"304", asks_since, false, true, not_modified},
};

}  // namespace

std::span<const NamedFault> named_faults() {
  return faults;
}

std::string fault_name(const NamedFault& fault, Fault::When when) {
  return std::string(fault.name) + (when == Fault::When::before_commit ? ", before" : ", after");
}

}  // namespace crosswalk::simulator::xero_sim
