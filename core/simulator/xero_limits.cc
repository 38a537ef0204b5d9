#include "simulator/xero_limits.h"

#include <algorithm>

namespace crosswalk::simulator::xero_sim {
namespace {

constexpr Millis one_minute{60'000};

CallWindow& window_of(std::map<std::string, CallWindow>& apps, const std::string& app) {
  return apps.try_emplace(app, one_minute).first->second;
}

}  // namespace

int CallWindow::remaining(int limit, bool rolling, Instant now) {
  if (rolling) {
    while (!taken_.empty() && taken_.front() + period_ <= now) taken_.pop_front();
  } else if (!taken_.empty() && taken_.front() + period_ <= now) {
    taken_.clear();
  }
  return std::max(0, limit - static_cast<int>(taken_.size()));
}

long long CallWindow::retry_after_seconds(int limit, bool rolling, Instant now) const {
  if (taken_.empty()) return period_.count() / 1000;  // nothing may ever be taken
  const std::size_t over = taken_.size() - static_cast<std::size_t>(std::max(limit, 1));
  const Instant free = taken_.at(rolling ? over : 0) + period_;
  return std::max<long long>(1, ((free - now).count() + 999) / 1000);
}

std::optional<wire::HttpReply> XeroLimits::enter(const std::string& app, const std::string& tenant,
                                                 Instant now, const XeroSwitches& switches) {
  Tenant& state = tenants_[{app, tenant}];
  CallWindow& whole = window_of(apps_, app);
  const bool rolling = switches.rolling_windows;
  std::string problem;
  std::optional<long long> wait;
  if (state.day.remaining(values_.day, rolling, now) == 0) {
    problem = "day";
    wait = state.day.retry_after_seconds(values_.day, rolling, now);
  } else if (state.minute.remaining(values_.minute, rolling, now) == 0) {
    problem = "minute";
    wait = state.minute.retry_after_seconds(values_.minute, rolling, now);
  } else if (whole.remaining(values_.app_minute, rolling, now) == 0) {
    problem = switches.app_problem;
  } else if (state.in_flight + state.occupied >= values_.concurrent) {
    problem = switches.concurrent_problem;
  }
  if (problem.empty()) {
    state.day.take(now);
    state.minute.take(now);
    whole.take(now);
    ++state.in_flight;
    return std::nullopt;
  }
  ++breaches_[problem];
  wire::HttpReply reply{429, {{"X-Rate-Limit-Problem", problem}}, ""};
  if (wait) reply.headers.emplace_back("Retry-After", std::to_string(*wait));
  mark(reply, app, tenant, now, switches);
  return reply;
}

void XeroLimits::leave(const std::string& app, const std::string& tenant) {
  --tenants_[{app, tenant}].in_flight;
}

void XeroLimits::mark(wire::HttpReply& reply, const std::string& app, const std::string& tenant, Instant now,
                      const XeroSwitches& switches) {
  Tenant& state = tenants_[{app, tenant}];
  const bool rolling = switches.rolling_windows;
  const auto shown = [](int value) { return std::to_string(value); };
  reply.headers.emplace_back("X-DayLimit-Remaining", shown(state.day.remaining(values_.day, rolling, now)));
  reply.headers.emplace_back("X-MinLimit-Remaining",
                             shown(state.minute.remaining(values_.minute, rolling, now)));
  reply.headers.emplace_back("X-AppMinLimit-Remaining",
                             shown(window_of(apps_, app).remaining(values_.app_minute, rolling, now)));
}

void XeroLimits::occupy(const std::string& app, const std::string& tenant, int calls) {
  tenants_[{app, tenant}].occupied = calls;
}

}  // namespace crosswalk::simulator::xero_sim
