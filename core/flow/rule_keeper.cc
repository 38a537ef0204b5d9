#include "flow/rule_keeper.h"

#include <thread>
#include <utility>

#include "base/log.h"
#include "flow/standing_causes.h"
#include "rules/stored.h"

namespace crosswalk::flow {

RuleKeeper::RuleKeeper(Settings settings, Engine& engine, store::Store& store, Clock& clock)
    : settings_(std::move(settings)),
      engine_(engine),
      store_(store),
      clock_(clock),
      reload_(settings_.home, store, clock, settings_.workbench),
      hangups_(hangups()),
      running_(engine.live_rules().version()) {}

std::uint64_t RuleKeeper::hangups() const {
  return settings_.hangup != nullptr ? settings_.hangup->count.load() : 0;
}

Result<void> RuleKeeper::begin(bool disk_differs, const Stop& stop) {
  const std::string& pair = settings_.home.pair;
  const bool manual = settings_.home.policy == ReloadPolicy::manual;
  if (settings_.watch && !manual) {
    // Before the first look, so that no change falls between the two.
    auto watch = FileWatch::of({settings_.home.directory});
    if (watch)
      watch_ = std::move(*watch);
    else
      log::error("rules",
                 pair + ": " + watch.error().text() + "; only `crosswalk reload` brings changed rules");
  }
  if (disk_differs && manual)
    log::info("rules", pair + ": the files on disk differ from version " + running_ +
                           ", which is live; `crosswalk reload` brings them");
  if (disk_differs && !manual)
    if (auto done = look_at_disk(Reload::Wish::noticed, stop); !done) return done;
  if (auto done = follow(stop); !done) return done;
  return report();
}

Result<void> RuleKeeper::run(const Stop& stop) {
  std::stop_source ended;
  const std::stop_callback forward(stop, [&ended] { ended.request_stop(); });
  Result<void> looked;
  std::jthread watcher;
  if (watch_) watcher = std::jthread([&] { watch_files(ended.get_token()); });
  std::jthread looker([&] {
    looked = look_when_told(ended.get_token());
    if (!looked) ended.request_stop();
  });
  auto followed = follow_published(ended.get_token());
  ended.request_stop();
  looker.join();
  if (watcher.joinable()) watcher.join();
  if (!looked) return looked;
  if (!followed) return followed;
  return store_.forget_worker(settings_.home.pair, settings_.worker);
}

void RuleKeeper::watch_files(const Stop& stop) {
  for (;;) {
    const auto changed = watch_->wait(limits::reload_settle, stop);
    if (!changed) {
      log::error("rules", settings_.home.pair + ": " + changed.error().text() +
                              "; only `crosswalk reload` brings changed rules");
      return;
    }
    if (!*changed) return;
    {
      const std::lock_guard lock(mutex_);
      files_changed_ = true;
    }
    noticed_.notify_all();
  }
}

Result<void> RuleKeeper::look_when_told(const Stop& stop) {
  while (!stop.stop_requested()) {
    bool changed = false;
    {
      std::unique_lock lock(mutex_);
      noticed_.wait_for(lock, stop, limits::published_look, [this] { return files_changed_; });
      changed = std::exchange(files_changed_, false);
    }
    const std::uint64_t now = hangups();
    const bool asked = now != std::exchange(hangups_, now);
    if ((!asked && !changed) || stop.stop_requested()) continue;
    if (auto done = look_at_disk(asked ? Reload::Wish::asked : Reload::Wish::noticed, stop); !done)
      return done;
  }
  return {};
}

Result<void> RuleKeeper::look_at_disk(Reload::Wish wish, const Stop& stop) {
  const std::string& pair = settings_.home.pair;
  auto outcome = reload_.from_disk(wish, [this, &stop](bool anew) {
    if (anew) engine_.reference().suspect();
    return engine_.reference().current(stop);
  });
  if (!outcome) return outcome.error();
  for (const auto& remark : outcome->remarks) log::warning("rules", pair + ": " + remark);
  if (settings_.alerts != nullptr) {
    std::vector<AlertCause> causes;
    if (outcome->refusal) causes.push_back(refused_rules(*outcome->refusal, outcome->live));
    settings_.alerts->standing(pair, "rules", std::move(causes));
  }
  switch (outcome->kind) {
    case ReloadOutcome::Kind::published: {
      log::info("rules",
                pair + ": version " + outcome->version + " is published; its tests: " + outcome->tests);
      const std::lock_guard lock(mutex_);
      ready_ = std::move(outcome->rules);
      noticed_.notify_all();
      break;
    }
    case ReloadOutcome::Kind::refused:
      log::error("rules", pair + ": the changed rules are not taken up, version " + outcome->live +
                              " goes on: " + outcome->refusal->text());
      break;
    case ReloadOutcome::Kind::set_aside:
      log::warning("rules", pair + ": the files on disk are version " + outcome->version +
                                ", which somebody has gone back from; version " + outcome->live +
                                " goes on until they change, or until `crosswalk reload`");
      break;
    case ReloadOutcome::Kind::unchanged:
      break;
  }
  return {};
}

Result<void> RuleKeeper::follow_published(const Stop& stop) {
  while (!stop.stop_requested()) {
    if (auto done = follow(stop); !done) return done;
    if (clock_.now() >= reported_ + limits::worker_heartbeat)
      if (auto done = report(); !done) return done;
    std::unique_lock lock(mutex_);
    noticed_.wait_for(lock, stop, limits::published_look, [this] { return ready_ != nullptr; });
  }
  return {};
}

std::shared_ptr<const rules::RuleSet> RuleKeeper::take_ready(const std::string& version) {
  const std::lock_guard lock(mutex_);
  auto ready = std::exchange(ready_, nullptr);
  return ready != nullptr && ready->version() == version ? ready : nullptr;
}

Result<void> RuleKeeper::follow(const Stop& stop) {
  const auto version = store_.published_version(settings_.home.pair);
  if (!version) return version.error();
  if (version->empty() || *version == declined_) return {};
  if (*version == running_) {
    if (declined_.empty()) return {};
    declined_.clear();
    trouble_.clear();
    return report();
  }
  if (auto ready = take_ready(*version)) return go_live(std::move(ready), stop);
  const auto published = store_.published_rules(settings_.home.pair);
  if (!published) return published.error();
  auto built = rules::load_stored((*published)->files, (*published)->version);
  if (built) return go_live(std::move(*built), stop);
  decline((*published)->version, built.error());
  return report();
}

Result<void> RuleKeeper::go_live(std::shared_ptr<const rules::RuleSet> rules, const Stop& stop) {
  const std::string version = rules->version();
  auto mapper = rules::make_mapper(std::move(rules), settings_.budget);
  if (!mapper) {
    decline(version, mapper.error());
    return report();
  }
  engine_.live_rules().offer(std::move(*mapper));
  if (!engine_.live_rules().wait_until_taken(stop)) return {};
  engine_.live_rules().drop_retired();
  log::info("rules", settings_.home.pair + ": version " + version + " is live, after " + running_);
  running_ = version;
  declined_.clear();
  trouble_.clear();
  return report();
}

void RuleKeeper::decline(const std::string& version, const Error& why) {
  declined_ = version;
  trouble_ = why.text();
  log::error("rules", settings_.home.pair + ": the published version " + version +
                          " cannot be taken up, version " + running_ + " goes on: " + trouble_);
}

Result<void> RuleKeeper::report() {
  reported_ = clock_.now();
  return store_.report_worker({settings_.worker, settings_.home.pair, running_, trouble_, reported_});
}

}  // namespace crosswalk::flow
