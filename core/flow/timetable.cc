#include "flow/timetable.h"

#include <algorithm>

#include "flow/cadence.h"

namespace crosswalk::flow {
namespace {

constexpr Millis after_failure{300'000};

std::string kind_of(const std::string& stream) {
  return stream.substr(0, stream.find('/'));
}

}  // namespace

Timetable::Timetable(std::string pair, Schedule schedule, store::Store& store)
    : pair_(std::move(pair)), schedule_(std::move(schedule)), store_(store) {}

Result<std::optional<Instant>> Timetable::when(const std::string& name, Instant now) {
  const bool overlap = name == overlap_sweep;
  if (overlap && !schedule_.overlap) return std::optional<Instant>();
  if (const auto found = put_off_.find(name); found != put_off_.end())
    return std::optional(std::max(found->second, now));
  const auto hurried = hurried_.find(kind_of(name));
  if (hurried != hurried_.end() && hurried->second) return std::optional(now);
  const auto note = store_.note("poll/" + pair_ + "/" + name);
  if (!note) return note.error();
  std::optional<Instant> last;
  if (const auto kept = Instant::parse(*note)) last = *kept;
  // The first reading reaches back as far as there is anything: nothing is left to overlap.
  if (overlap && !last) {
    if (auto begun = done(name, now); !begun) return begun.error();
    last = now;
  }
  const Cadence& cadence = overlap ? *schedule_.overlap : cadence_of(schedule_, name);
  return std::optional(next_due(cadence, schedule_, last, now));
}

Result<std::vector<std::string>> Timetable::due(const std::vector<std::string>& names, Instant now) {
  std::vector<std::string> all;
  for (const auto& name : names) {
    const auto time = when(name, now);
    if (!time) return time.error();
    if (*time && **time <= now) all.push_back(name);
  }
  return all;
}

Result<Instant> Timetable::next(const std::vector<std::string>& names, Instant now) {
  Instant first = now + Millis(86'400'000);
  for (const auto& name : names) {
    const auto time = when(name, now);
    if (!time) return time.error();
    if (*time) first = std::min(first, **time);
  }
  return first;
}

void Timetable::failed(const std::string& name, Instant now) {
  const Cadence& cadence = name == overlap_sweep ? *schedule_.overlap : cadence_of(schedule_, name);
  const bool often = cadence.every.count() > 0 && cadence.every < after_failure;
  put_off_[name] = now + (often ? cadence.every : after_failure);
}

Result<void> Timetable::done(const std::string& name, Instant at) {
  hurried_.erase(kind_of(name));
  put_off_.erase(name);
  return store_.set_note("poll/" + pair_ + "/" + name, at.text());
}

}  // namespace crosswalk::flow
