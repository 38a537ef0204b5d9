#include "xero/limits.h"

#include <algorithm>
#include <charconv>

namespace crosswalk::xero {
namespace {

constexpr Millis minute{60'000};
constexpr Millis day{86'400'000};

// A burst of a sixth of the minute's calls, the other five sixths spread over the minute.
constexpr int minute_parts = 6;

constexpr int app_calls_per_minute = 10'000;  // xero.md §2

std::string bucket(const Settings& settings, std::string_view window) {
  return "xero/" + settings.account() + "/" + std::string(window);
}

BucketLimit over_a_minute(std::string name, int calls) {
  const double burst = std::max(1, calls / minute_parts);
  const double steady = std::max(1.0, calls - burst);
  return {std::move(name), burst, Millis(static_cast<std::int64_t>(minute.count() * burst / steady))};
}

}  // namespace

BucketLimit minute_bucket(const Settings& settings) {
  return over_a_minute(bucket(settings, "minute"), settings.calls_per_minute);
}

BucketLimit app_bucket(const Settings& settings) {
  return over_a_minute("xero/" + settings.client_id + "/app", app_calls_per_minute);
}

SlotLimit calls_at_once(const Settings& settings) {
  return {bucket(settings, "at once"), settings.calls_at_once};
}

std::vector<BucketLimit> every_bucket(const Settings& settings) {
  return {minute_bucket(settings), day_bucket(settings), app_bucket(settings)};
}

BucketLimit day_bucket(const Settings& settings) {
  // Half at once, half spread over the day.
  return {bucket(settings, "day"), std::max(1.0, settings.calls_per_day / 2.0), day};
}

std::string limited_bucket(const Settings& settings, const wire::HttpReply& reply) {
  std::string problem(wire::header(reply.headers, "X-Rate-Limit-Problem").value_or(""));
  std::transform(problem.begin(), problem.end(), problem.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  const bool whole_day =
      problem.find("day") != std::string::npos || problem.find("daily") != std::string::npos;
  if (!whole_day && problem.find("app") != std::string::npos) return app_bucket(settings).bucket;
  return bucket(settings, whole_day ? "day" : "minute");
}

std::optional<double> remaining_in(const wire::HttpReply& reply, std::string_view header) {
  const auto text = wire::header(reply.headers, header);
  if (!text) return std::nullopt;
  int number = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
  if (error != std::errc{} || end != text->data() + text->size() || number < 0) return std::nullopt;
  return number;
}

}  // namespace crosswalk::xero
