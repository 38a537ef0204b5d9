#include "alert/keeper.h"

#include <algorithm>

#include "base/log.h"

namespace crosswalk::alert {
namespace {

constexpr std::string_view note_key = "alerts";

}  // namespace

Keeper::Keeper(std::vector<Destination> destinations, std::vector<std::string> pairs, store::Store& store,
               Clock& clock)
    : destinations_(std::move(destinations)), pairs_(std::move(pairs)), store_(store), clock_(clock) {
  for (const auto& destination : destinations_) policies_.push_back(destination.policy);
}

void Keeper::standing(std::string_view pair, std::string_view topic, std::vector<AlertCause> causes) {
  const std::lock_guard lock(mutex_);
  heard_[{std::string(pair), std::string(topic)}] = std::move(causes);
}

Result<void> Keeper::edit(const std::function<bool(Book&)>& change) {
  return store_.edit_note(note_key, [&](const std::string& text) -> std::optional<std::string> {
    auto book = Book::parse(text);
    // Better told twice than never again.
    if (!book) log::warning("alert", book.error().text() + "; what was told before is forgotten");
    if (!book) book = Book();
    if (!change(*book)) return std::nullopt;
    return book->text();
  });
}

Result<void> Keeper::note_heard() {
  Heard heard;
  {
    const std::lock_guard lock(mutex_);
    heard = heard_;
  }
  const Instant now = clock_.now();
  auto noted = edit([&](Book& book) {
    bool changed = book.keep_only(pairs_);
    changed = book.forget(policies_, now) || changed;
    for (const auto& [whose, causes] : heard)
      changed = book.observe(whose.first, whose.second, causes, now) || changed;
    return changed;
  });
  if (!noted) return noted;
  // What was said anew meanwhile stays.
  const std::lock_guard lock(mutex_);
  for (const auto& [whose, causes] : heard) {
    const auto found = heard_.find(whose);
    const bool same = found != heard_.end() && found->second.size() == causes.size() &&
                      std::equal(causes.begin(), causes.end(), found->second.begin(),
                                 [](const AlertCause& a, const AlertCause& b) {
                                   return a.name == b.name && a.count == b.count;
                                 });
    if (same) heard_.erase(found);
  }
  return {};
}

Result<void> Keeper::step(bool hurry, const Stop& stop) {
  if (auto noted = note_heard(); !noted) return noted;
  for (auto& destination : destinations_) {
    if (stop.stop_requested()) break;
    if (auto told = tell(destination, hurry, stop); !told) return told;
  }
  return {};
}

Result<void> Keeper::tell(Destination& destination, bool hurry, const Stop& stop) {
  const Policy& policy = destination.policy;
  const Instant now = clock_.now();
  std::vector<Alert> alerts;
  auto claimed = edit([&](Book& book) {
    alerts = book.claim(policy, hurry, now, now + limits::alert_lease);
    return !alerts.empty();
  });
  if (!claimed || alerts.empty()) return claimed;
  const auto sent = destination.target->send(make_message(alerts), stop);
  if (!sent)
    log::warning("alert", policy.name + " did not take an alert, it is tried again: " + sent.error().text());
  return edit([&](Book& book) {
    book.finish(policy, alerts, sent.ok(), clock_.now());
    return true;
  });
}

void Keeper::tell_now(std::string_view pair, const AlertCause& cause, const Stop& stop) {
  const std::vector<Alert> alerts = {{"", std::string(pair), cause, clock_.now(), false}};
  for (auto& destination : destinations_) {
    if (!wants(destination.policy, cause)) continue;
    if (const auto sent = destination.target->send(make_message(alerts), stop); !sent)
      log::warning("alert", destination.policy.name + " did not take an alert: " + sent.error().text());
  }
}

}  // namespace crosswalk::alert
