#include "alert/book.h"

#include <algorithm>

#include "base/crypto.h"

namespace crosswalk::alert {
namespace {

std::string id_of(std::string_view pair, std::string_view topic, std::string_view name) {
  std::string seed(pair);
  seed.append(1, '\0').append(topic).append(1, '\0').append(name);
  return sha256(seed).substr(0, 16);
}

bool same(const AlertCause& a, const AlertCause& b) {
  return a.kind == b.kind && a.severity == b.severity && a.title == b.title && a.reason == b.reason &&
         a.where == b.where && a.count == b.count && a.money == b.money && a.examples == b.examples &&
         a.advice == b.advice && a.patience == b.patience;
}

// Told since it began to stand, and not only the last time that it stood.
bool told_this_time(const Entry& entry, const Told& told) {
  return told.at && *told.at >= entry.alert.since;
}

bool due(const Entry& entry, const Told& told, const Policy& policy, bool hurry, Instant now) {
  if (told.not_before > now || !wants(policy, entry.alert.cause)) return false;
  if (entry.over) return policy.cleared && !told.over && told_this_time(entry, told);
  const AlertCause& cause = entry.alert.cause;
  const Millis gather = hurry ? Millis(0) : limits::alert_gather;
  const bool ripe = now >= entry.alert.since + std::max(gather, cause.patience);
  if (!told.at) return ripe;
  const bool quiet_is_over = now >= *told.at + policy.quiet;
  if (!told_this_time(entry, told)) return ripe && quiet_is_over;
  if (cause.count >= 2 * told.count && now >= *told.at + gather) return true;
  return (quiet_is_over && cause.count > told.count) || now >= *told.at + policy.remind;
}

Millis backoff(int tries) {
  Millis wait = limits::alert_first_retry;
  for (int i = 1; i < tries && wait < limits::alert_longest_retry; ++i) wait *= 2;
  return std::min(wait, limits::alert_longest_retry);
}

}  // namespace

Entry* Book::find(std::string_view id) {
  const auto found = std::find_if(entries_.begin(), entries_.end(),
                                  [&](const Entry& entry) { return entry.alert.id == id; });
  return found == entries_.end() ? nullptr : &*found;
}

bool Book::observe(std::string_view pair, std::string_view topic, std::vector<AlertCause> causes,
                   Instant now) {
  bool changed = false;
  std::vector<std::string> standing;
  for (auto& cause : causes) {
    const std::string id = id_of(pair, topic, cause.name);
    standing.push_back(id);
    Entry* entry = find(id);
    if (entry == nullptr) {
      if (entries_.size() >= limits::alert_causes) continue;
      entries_.push_back({{id, std::string(pair), std::move(cause), now, false}, std::string(topic), {}, {}});
      changed = true;
      continue;
    }
    if (entry->over) {
      entry->over.reset();
      entry->alert.since = now;
      for (auto& told : entry->told) told.second.over = false;
    } else if (same(entry->alert.cause, cause)) {
      continue;
    }
    for (auto& told : entry->told) told.second.count = std::min(told.second.count, cause.count);
    entry->alert.cause = std::move(cause);
    changed = true;
  }
  for (auto& entry : entries_) {
    if (entry.over || entry.alert.pair != pair || entry.topic != topic ||
        std::find(standing.begin(), standing.end(), entry.alert.id) != standing.end())
      continue;
    entry.over = now;
    changed = true;
  }
  return changed;
}

std::vector<Alert> Book::claim(const Policy& policy, bool hurry, Instant now, Instant until) {
  std::vector<Alert> claimed;
  for (auto& entry : entries_) {
    const auto found = entry.told.find(policy.name);
    if (!due(entry, found == entry.told.end() ? Told{} : found->second, policy, hurry, now)) continue;
    entry.told[policy.name].not_before = until;
    claimed.push_back(entry.alert);
    claimed.back().over = entry.over.has_value();
  }
  return claimed;
}

void Book::finish(const Policy& policy, const std::vector<Alert>& alerts, bool delivered, Instant now) {
  for (const auto& alert : alerts) {
    Entry* entry = find(alert.id);
    if (entry == nullptr) continue;
    Told& told = entry->told[policy.name];
    if (!delivered) {
      told.not_before = now + backoff(++told.tries);
      continue;
    }
    told.tries = 0;
    told.not_before = Instant();
    told.over = alert.over;
    if (alert.over) continue;
    told.at = now;
    // It may have shrunk while it was told.
    told.count = std::min(alert.cause.count, entry->alert.cause.count);
  }
}

bool Book::forget(const std::vector<Policy>& policies, Instant now) {
  const auto settled = [&](const Entry& entry) {
    if (!entry.over) return false;
    return std::all_of(policies.begin(), policies.end(), [&](const Policy& policy) {
      const auto told = entry.told.find(policy.name);
      if (told == entry.told.end()) return true;
      if (told->second.not_before > now) return false;  // being told, or to be tried again
      if (due(entry, told->second, policy, true, now)) return false;
      return !told->second.at || now >= *told->second.at + policy.quiet;
    });
  };
  return std::erase_if(entries_, settled) > 0;
}

bool Book::keep_only(const std::vector<std::string>& pairs) {
  return std::erase_if(entries_, [&](const Entry& entry) {
           return std::find(pairs.begin(), pairs.end(), entry.alert.pair) == pairs.end();
         }) > 0;
}

}  // namespace crosswalk::alert
