#include "flow/limit_watch.h"

#include <algorithm>
#include <cmath>

#include "flow/forecast.h"

namespace crosswalk::flow {
namespace {

constexpr Millis between_looks{60'000};
constexpr Millis long_period{3'600'000};  // a shorter limit fills up again while one waits for it
constexpr double little{0.2};

std::string calls(std::int64_t count) {
  return std::to_string(count) + (count == 1 ? " call" : " calls");
}

}  // namespace

Result<std::vector<AlertCause>> LimitWatch::causes(const Pair& pair) {
  const Instant now = pair.clock.now();
  const auto pace = pair.ledger.pace();
  std::optional<std::int64_t> left;  // of the scarcest long limit, when little is left of it
  for (const auto& limit : pace) {
    if (limit.period < long_period) continue;
    const auto state = pair.store.budget(limit, now);
    if (!state) return state.error();
    const auto whole = static_cast<std::int64_t>(std::floor(state->left));
    if (state->left < little * limit.capacity) left = std::min(left.value_or(whole), whole);
  }
  if (!left) return std::vector<AlertCause>{};
  const auto ahead = forecast(pair.store, pair.settings.name, pair.ledger, now);
  if (!ahead) return ahead.error();
  if (ahead->calls <= *left) return std::vector<AlertCause>{};
  AlertCause cause;
  cause.kind = AlertKind::operations;
  cause.name = "nearly spent";
  cause.title = "the day's calls to " + pair.ledger.name() + " are nearly spent";
  cause.reason = "what waits needs " + calls(ahead->calls) + ", and " + std::to_string(*left) +
                 " can be made now, the others as the day's limit allows; all is sent at about " +
                 ahead->done.text_seconds();
  cause.count = ahead->documents;
  cause.advice = "`crosswalk status --pair " + pair.settings.name + "` says how far the calls go";
  return std::vector<AlertCause>{cause};
}

Result<void> LimitWatch::step() {
  if (pair_.alerts == nullptr || pair_.clock.now() < next_) return {};
  next_ = pair_.clock.now() + between_looks;
  auto found = causes(pair_);
  if (!found) return found.error();
  pair_.alerts->standing(pair_.settings.name, "limits", std::move(*found));
  return {};
}

}  // namespace crosswalk::flow
