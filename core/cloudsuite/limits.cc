#include "cloudsuite/limits.h"

#include <algorithm>

namespace crosswalk::cloudsuite {
namespace {

constexpr Millis minute{60'000};
constexpr Millis day{86'400'000};

// Half at once, half spread over the period: never more than `calls` in it.
BucketLimit spread(std::string name, int calls, Millis period) {
  return {std::move(name), std::max(1.0, calls / 2.0), period};
}

}  // namespace

std::vector<BucketLimit> call_buckets(const Settings& settings, std::string_view tenant) {
  const std::string name = "cloudsuite/" + (tenant.empty() ? settings.pair : std::string(tenant)) + "/";
  return {spread(name + "minute", settings.calls_per_minute, minute),
          spread(name + "day", settings.calls_per_day, day)};
}

std::vector<BucketLimit> token_buckets(const Settings& settings, std::string_view client_id) {
  const std::string name = "cloudsuite/" + std::string(client_id) + "/tokens/";
  return {spread(name + "minute", settings.tokens_per_minute, minute),
          spread(name + "day", settings.tokens_per_day, day)};
}

BucketLimit interface_bucket(std::string_view run_group) {
  return {"cloudsuite/interface/" + std::string(run_group), 1, between_interfaces};
}

BucketLimit absence_bucket(std::string_view run_group) {
  constexpr double never_empty = 1'000'000;
  return {"cloudsuite/absence/" + std::string(run_group), never_empty, between_interfaces};
}

}  // namespace crosswalk::cloudsuite
