#include "flow/forecast.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace crosswalk::flow {
namespace {

constexpr double day{86'400'000};

std::int64_t calls_for(const store::Backlog& backlog, const Ledger& ledger) {
  std::int64_t calls = backlog.look_ups;
  for (const auto& group : backlog.groups) {
    const CallCost cost = ledger.cost(group.kind, group.operation);
    auto together = static_cast<std::int64_t>(cost.together);
    if (group.company > 0) together = std::min<std::int64_t>(together, group.company);
    calls += (group.count + together - 1) / together * (1 + cost.reads_first);
  }
  return calls;
}

std::int64_t within_a_day(const BucketLimit& limit, double left) {
  return static_cast<std::int64_t>(
      std::floor(left + limit.capacity * day / static_cast<double>(limit.period.count())));
}

// When the last of `calls` calls can be made, as far as this limit goes.
Instant last_of(const BucketLimit& limit, const store::BudgetState& state, std::int64_t calls, Instant now) {
  const double missing = std::max(0.0, static_cast<double>(calls) - state.left);
  const Millis wait(static_cast<std::int64_t>(
      std::ceil(missing * static_cast<double>(limit.period.count()) / limit.capacity)));
  return std::max(now + wait, state.paused_until);
}

}  // namespace

Result<Forecast> forecast(store::Store& store, std::string_view pair, const Ledger& ledger, Instant now) {
  const auto backlog = store.backlog(pair, Side::ledger);
  if (!backlog) return backlog.error();
  Forecast out;
  for (const auto& group : backlog->groups) out.documents += group.count;
  out.calls = calls_for(*backlog, ledger);
  out.left = std::numeric_limits<std::int64_t>::max();
  out.done = now;
  for (const auto& limit : ledger.pace()) {
    const auto state = store.budget(limit, now);
    if (!state) return state.error();
    out.left = std::min(out.left, within_a_day(limit, state->left));
    if (out.calls > 0) out.done = std::max(out.done, last_of(limit, *state, out.calls, now));
    if (state->paused_until > now)
      out.paused.push_back({limit.bucket.substr(limit.bucket.rfind('/') + 1), state->paused_until});
  }
  return out;
}

}  // namespace crosswalk::flow
