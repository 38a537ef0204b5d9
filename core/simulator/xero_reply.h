// Writing what Xero answers: JSON with numbers as exact text, dates as "/Date(ms+0000)/", the standard
// envelope, and the many shapes of refusal (facts: "Errors and retry"). A JsonWriter is used by one thread;
// the rest is pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/decimal.h"
#include "wire/message.h"

namespace crosswalk::simulator::xero_sim {

class JsonWriter {
 public:
  explicit JsonWriter(std::string date_offset = "+0000") : date_offset_(std::move(date_offset)) {}

  void open(std::string_view name = {});  // an object
  void open_list(std::string_view name = {});
  void close() { out_ += '}'; }
  void close_list() { out_ += ']'; }
  void text(std::string_view name, std::string_view value);
  // Exactly `places` digits after the point.
  void number(std::string_view name, Decimal value, int places);
  void integer(std::string_view name, long long value);
  void flag(std::string_view name, bool value);
  void null(std::string_view name);
  void raw(std::string_view name, std::string_view json);
  void instant(std::string_view name, Instant value);
  // A calendar day: UTC midnight as "/Date(…)/" under `name`, "2026-01-31T00:00:00" under `string_name`
  // unless empty.
  void day(std::string_view name, std::string_view string_name, Date value);
  // [{"Message": …}] under `name`.
  void messages(std::string_view name, const std::vector<std::string>& texts, bool as_description = false);
  std::string take() { return std::move(out_); }

 private:
  void key(std::string_view name);

  std::string out_;
  std::string date_offset_;
};

std::string json_string(std::string_view text);

wire::HttpReply json_reply(int status, std::string body);
// 401. `detail` such as "AuthenticationUnsuccessful" or "TokenExpired: token expired at …".
wire::HttpReply unauthorised(std::string_view detail, std::string_view instance);
// 403 with its lower-case keys.
wire::HttpReply forbidden(std::string_view instance);
// 404: text/html without a body.
wire::HttpReply nothing_there();
// {"ErrorNumber": …}: 14 a malformed request (400), 20 a method that does not exist (501).
wire::HttpReply api_exception(int status, int number, std::string_view type, std::string_view message);
// 501 in Xero's own words: it does not have the method.
wire::HttpReply no_such_method();
wire::HttpReply malformed_request(std::string_view message);
// 500 in Xero's JSON, 502/504 as a gateway's HTML, 503 as plain text.
wire::HttpReply server_failure(int status, std::string_view instance);
// The same status with XML in place of JSON, for a caller that did not ask for JSON.
wire::HttpReply as_xml(const wire::HttpReply& reply);

}  // namespace crosswalk::simulator::xero_sim
