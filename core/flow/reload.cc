#include "flow/reload.h"

#include <algorithm>

#include "base/json_tree.h"
#include "flow/unknown_codes.h"
#include "rules/stored.h"

namespace crosswalk::flow {
namespace {

constexpr int history_look = 10'000;

std::string refusal_note(const std::string& pair) {
  return "reload:" + pair;
}

// Rules that are wrong are a matter of configuration, whatever part of them said so.
Error refusal_of(Error error) {
  error.kind = ErrorKind::config;
  return error;
}

}  // namespace

std::optional<Error> run_own_tests(const std::shared_ptr<const rules::RuleSet>& rules,
                                   const rules::TestPlan& plan, std::string& said) {
  const auto report = rules::run_tests(rules, plan);
  if (!report) return refusal_of(report.error());
  const auto all = std::to_string(report->results.size());
  if (report->results.empty()) said = "no tests";
  if (report->failures() == 0) {
    if (said.empty()) said = all + " passed";
    return std::nullopt;
  }
  said = std::to_string(report->failures()) + " of " + all + " failed";
  const auto first = std::find_if(report->results.begin(), report->results.end(),
                                  [](const auto& result) { return !result.passed; });
  return fail(ErrorKind::config,
              "the rules' own tests do not pass (" + said + "), first \"" + first->name +
                  "\": " + first->message + "; `crosswalk test` shows them all",
              first->where);
}

Result<Reload::Rules> Reload::load() const {
  return rules::load_rules(home_.directory, home_.shown_as, home_.library);
}

std::optional<Error> Reload::examine(const Rules& rules, const ReferenceSource& reference,
                                     ReloadOutcome& outcome) const {
  if (reference) {
    const auto codes = rules->named_codes();
    auto lists = reference(false);
    auto unknown = lists ? unknown_codes(codes, *lists) : std::vector<Error>();
    if (!unknown.empty()) {
      // The lists may be older than the cure.
      lists = reference(true);
      unknown = lists ? unknown_codes(codes, *lists) : std::vector<Error>();
    }
    if (!lists)
      outcome.remarks.emplace_back(
          "the ledger's lists could not be read, so it was not checked whether it has every code that the "
          "rules "
          "name");
    if (!unknown.empty()) {
      Error first = unknown.front();
      if (unknown.size() > 1)
        first.message += "; and so with " + std::to_string(unknown.size() - 1) + " more codes";
      return first;
    }
  }
  rules::TestPlan plan;
  plan.workbench = workbench_;
  plan.budget = home_.budget;
  auto failure = run_own_tests(rules, plan, outcome.tests);
  if (!failure || home_.policy != ReloadPolicy::checked) return failure;
  outcome.remarks.push_back(failure->text());
  return std::nullopt;
}

Result<ReloadOutcome> Reload::from_disk(Wish wish, const ReferenceSource& reference) {
  for (;;) {
    ReloadOutcome outcome;
    auto live = store_.published_version(home_.pair);
    if (!live) return live.error();
    outcome.live = *live;
    auto rules = load();
    if (!rules) {
      if (auto kept = refuse(outcome, refusal_of(rules.error())); !kept) return kept.error();
      return outcome;
    }
    outcome.version = (*rules)->version();
    outcome.rules = *rules;
    if (outcome.version == outcome.live) {
      if (auto kept = remember_disk(outcome.version); !kept) return kept.error();
      if (auto kept = forget_refusal(); !kept) return kept.error();
      return outcome;
    }
    if (wish == Wish::noticed) {
      const auto aside = was_set_aside(outcome.version);
      if (!aside) return aside.error();
      if (*aside) {
        outcome.kind = ReloadOutcome::Kind::set_aside;
        if (auto kept = forget_refusal(); !kept) return kept.error();
        return outcome;
      }
    }
    if (const auto why = examine(*rules, reference, outcome)) {
      if (auto kept = refuse(outcome, *why); !kept) return kept.error();
      return outcome;
    }
    // While the tests ran, somebody else may have published: then what lies there is looked at again.
    const auto now_live = store_.published_version(home_.pair);
    if (!now_live) return now_live.error();
    if (*now_live != outcome.live) continue;
    if (auto done = publish(outcome, wish == Wish::asked ? "reload" : "edit"); !done) return done.error();
    if (auto kept = remember_disk(outcome.version); !kept) return kept.error();
    if (auto kept = forget_refusal(); !kept) return kept.error();
    return outcome;
  }
}

Result<ReloadOutcome> Reload::roll_back(const std::string& version) {
  ReloadOutcome outcome;
  const auto live = store_.published_version(home_.pair);
  if (!live) return live.error();
  outcome.live = *live;
  const auto kept = store_.rules_of_version(home_.pair, version);
  if (!kept) return kept.error();
  if (!kept->has_value())
    return fail(ErrorKind::not_found, "no version " + version + " was ever published for pair " + home_.pair +
                                          "; `crosswalk rules history` lists them");
  outcome.version = (*kept)->version;
  auto rules = rules::load_stored((*kept)->files, outcome.version);
  if (!rules) return rules.error();
  outcome.rules = *rules;
  if (outcome.version != outcome.live) {
    if (const auto why = examine(*rules, {}, outcome)) {
      outcome.kind = ReloadOutcome::Kind::refused;
      outcome.refusal = *why;
      return outcome;
    }
    if (auto done = publish(outcome, "rollback"); !done) return done.error();
  }
  // What lies on disk stays out until it changes. If it cannot even be read it stays out anyway.
  if (const auto disk = load())
    if (auto done = remember_disk((*disk)->version()); !done) return done.error();
  return outcome;
}

Result<Reload::Start> Reload::start() {
  const auto published = store_.published_rules(home_.pair);
  if (!published) return published.error();
  auto disk = load();
  if (published->has_value() && (!disk || (*disk)->version() != (*published)->version)) {
    auto kept = rules::load_stored((*published)->files, (*published)->version);
    if (kept) return Start{std::move(*kept), true, {}};
    // What was live cannot be run by this program any more; what lies on disk must do, as at the first start.
    if (!disk) return kept.error();
  }
  if (!disk) return refusal_of(disk.error());
  ReloadOutcome outcome;
  outcome.version = (*disk)->version();
  outcome.rules = *disk;
  if (!published->has_value() || (*published)->version != outcome.version) {
    if (const auto why = examine(*disk, {}, outcome)) return *why;
    if (auto done = publish(outcome, "start"); !done) return done.error();
  }
  if (auto done = remember_disk(outcome.version); !done) return done.error();
  if (auto done = forget_refusal(); !done) return done.error();
  return Start{std::move(*disk), false, std::move(outcome.remarks)};
}

// The disk has not changed since it was last looked at. A host that never looked has an old copy if it holds
// what was live once.
Result<bool> Reload::was_set_aside(const std::string& version) {
  const auto seen = store_.note(disk_note());
  if (!seen) return seen.error();
  if (!seen->empty()) return *seen == version;
  const auto history = store_.rules_history(home_.pair, history_look);
  if (!history) return history.error();
  return std::any_of(history->begin(), history->end(),
                     [&](const auto& published) { return published.version == version; });
}

Result<void> Reload::remember_disk(const std::string& version) {
  const auto seen = store_.note(disk_note());
  if (!seen) return seen.error();
  if (*seen == version) return {};
  return store_.set_note(disk_note(), version);
}

Result<void> Reload::refuse(ReloadOutcome& outcome, const Error& why) {
  outcome.kind = ReloadOutcome::Kind::refused;
  outcome.refusal = why;
  return store_.set_note(refusal_note(home_.pair), to_text({{"at", clock_.now().text()},
                                                            {"version", outcome.version},
                                                            {"where", why.where},
                                                            {"message", why.message}}));
}

Result<void> Reload::forget_refusal() {
  const auto kept = store_.note(refusal_note(home_.pair));
  if (!kept) return kept.error();
  if (kept->empty()) return {};
  return store_.set_note(refusal_note(home_.pair), "");
}

Result<void> Reload::publish(ReloadOutcome& outcome, const char* cause) {
  const auto preview = store_.note("preview:" + home_.pair + ":" + outcome.version);
  if (!preview) return preview.error();
  auto done = store_.publish_rules(home_.pair, {outcome.version, clock_.now(), home_.who, cause,
                                                outcome.tests, *preview, rules::stored_form(*outcome.rules)});
  if (!done) return done;
  outcome.kind = ReloadOutcome::Kind::published;
  outcome.live = outcome.version;
  return {};
}

Result<std::optional<Refusal>> last_refusal(store::Store& store, const std::string& pair) {
  const auto note = store.note(refusal_note(pair));
  if (!note) return note.error();
  if (note->empty()) return std::optional<Refusal>();
  const auto json = parse_json(*note, "the note of the last refused reload");
  if (!json) return json.error();
  const auto at = Instant::parse(text_in(*json, "at"));
  if (!at) return at.error();
  return std::optional(Refusal{*at, text_in(*json, "version"),
                               fail(ErrorKind::config, text_in(*json, "message"), text_in(*json, "where"))});
}

}  // namespace crosswalk::flow
