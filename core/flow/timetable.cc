#include "flow/timetable.h"

#include <algorithm>

#include "flow/cadence.h"

namespace crosswalk::flow {
namespace {

constexpr Millis after_failure{300'000};

std::string kind_of(const std::string& stream) {
  return stream.substr(0, stream.find('/'));
}

// The note that says when `name` was last done.
std::string note_of(const std::string& pair, const std::string& name) {
  return "poll/" + pair + "/" + name;
}

}  // namespace

Timetable::Timetable(std::string pair, Schedule schedule, store::Store& store)
    : pair_(std::move(pair)), schedule_(std::move(schedule)), store_(store) {}

// What may be switched off, and is not due the first time that it is asked for; null: a stream.
const std::optional<Cadence>* Timetable::begins_later(const std::string& name) const {
  if (name == overlap_sweep) return &schedule_.overlap;
  if (name == posting) return &schedule_.post;
  return nullptr;
}

Result<std::optional<Instant>> Timetable::when(const std::string& name, Instant now) {
  const std::optional<Cadence>* const later = begins_later(name);
  if (later != nullptr && !*later) return std::optional<Instant>();
  if (const auto found = put_off_.find(name); found != put_off_.end())
    return std::optional(std::max(found->second, now));
  const auto hurried = hurried_.find(kind_of(name));
  if (hurried != hurried_.end() && hurried->second) return std::optional(now);
  const auto note = store_.note(note_of(pair_, name));
  if (!note) return note.error();
  std::optional<Instant> last;
  if (const auto kept = Instant::parse(*note)) last = *kept;
  // The first reading reaches back as far as there is anything: nothing is left to overlap. And posting keeps
  // to its calendar from the start.
  if (later != nullptr && !last) {
    if (auto begun = done(name, now); !begun) return begun.error();
    last = now;
  }
  const Cadence& cadence = later != nullptr ? **later : cadence_of(schedule_, name);
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

// By the calendar alone, so that a process that was started later agrees.
Result<std::optional<Instant>> Timetable::posting_since(Instant now) {
  const auto time = when(posting, now);
  if (!time) return time.error();
  if (!*time || **time > now) return std::optional<Instant>();
  const auto note = store_.note(note_of(pair_, posting));
  if (!note) return note.error();
  const auto last = Instant::parse(*note);
  return std::optional(last && *last < now ? last_due(*schedule_.post, schedule_, *last, now) : now);
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
  return store_.set_note(note_of(pair_, name), at.text());
}

Result<std::optional<Instant>> next_posting(const std::string& pair, const Schedule& schedule,
                                            store::Store& store, Instant now) {
  if (!schedule.post) return std::optional<Instant>();
  const auto note = store.note(note_of(pair, posting));
  if (!note) return note.error();
  const auto last = Instant::parse(*note);
  return std::optional(next_due(*schedule.post, schedule, last ? *last : now, now));
}

}  // namespace crosswalk::flow
