// `test`: the rules' own tests, in the sandbox that production uses.
#include <algorithm>
#include <cmath>

#include "app/commands.h"
#include "app/opening.h"
#include "app/rule_bench.h"
#include "app/since.h"
#include "app/tested.h"
#include "app/wiring.h"
#include "base/file_watch.h"
#include "base/json_tree.h"
#include "flow/customer_notes.h"

namespace crosswalk::app {
namespace {

constexpr Millis settle{200};  // an editor saves in several steps

// Pairs that share a rule directory; the first one's settings are used.
using Sharing = std::vector<const config::PairConfig*>;

std::vector<Sharing> by_directory(const std::vector<const config::PairConfig*>& pairs) {
  std::vector<Sharing> groups;
  for (const auto* pair : pairs) {
    const auto same = std::find_if(groups.begin(), groups.end(), [&](const Sharing& group) {
      return group.front()->rules.value == pair->rules.value;
    });
    if (same != groups.end())
      same->push_back(pair);
    else
      groups.push_back({pair});
  }
  return groups;
}

class Tester {
 public:
  Tester(Session& session, const TestOptions& options, const config::Workspace& workspace)
      : session_(session), options_(options), workspace_(workspace) {}

  Result<Tested> run(const Sharing& pairs) {
    const Instant begin = session_.clock.now();
    const auto& pair = *pairs.front();
    const auto bench = RuleBench::make(pair, session_.clock);
    if (!bench) return bench.error();
    const auto rules = rules_of(pair);
    if (!rules) return fail(ErrorKind::config, rules.error().message, rules.error().where);
    rules::TestPlan plan;
    plan.filter = options_.filter;
    plan.workbench = &(*bench)->workbench();
    plan.budget = settings_of(pair).rule_budget;
    plan.coverage = options_.coverage || options_.min_coverage || !options_.history.empty();
    plan.bless = options_.bless;
    plan.directory = pair.rules.value;
    auto report = rules::run_tests(*rules, plan);
    if (!report) return report.error();
    Tested tested;
    tested.shown = pair.rules_shown;
    tested.report = std::move(*report);
    if (!options_.history.empty())
      if (auto done = weigh(pairs, *rules, (*bench)->workbench(), tested); !done) return done.error();
    tested.took = session_.clock.now() - begin;
    return tested;
  }

 private:
  Result<void> weigh(const Sharing& pairs, const std::shared_ptr<const rules::RuleSet>& rules,
                     flow::RecordWorkbench& workbench, Tested& tested) {
    if (store_ == nullptr) {
      auto opened = store::open_store("sqlite:" + workspace_.store.value.string());
      if (!opened) return opened.error();
      store_ = std::move(*opened);
    }
    auto mapper = rules::make_mapper(rules, settings_of(*pairs.front()).rule_budget);
    if (!mapper) return mapper.error();
    tested.history = options_.history;
    tested.money.emplace();
    for (const auto* pair : pairs) {
      NoNetwork network;
      NoBudget budget;
      const auto systems =
          Systems::make(*pair, {network, budget, session_.clock, wire::random_jitter()}, false);
      if (!systems) return systems.error();
      if (auto shown = flow::show_customers(*store_, pair->name.value, (*systems)->ledger(), **mapper);
          !shown)
        return shown.error();
      const auto from = since(options_.history, session_.clock, pair->books.timezone.value);
      if (!from) return from.error();
      const auto count = store_->count_received(pair->name.value, *from);
      if (!count) return count.error();
      const std::int64_t before = tested.money->records;
      auto done = flow::weigh(
          *store_, {pair->name.value, *from}, workbench, **mapper, *tested.report.coverage,
          [&](std::int64_t records) {
            progress(session_, pair->name.value + ": " + std::to_string(records - before) + " of " +
                                   std::to_string(*count) + " records weighed");
          },
          session_.stop, *tested.money);
      end_progress(session_);
      if (!done) return done;
    }
    return {};
  }

  Session& session_;
  const TestOptions& options_;
  const config::Workspace& workspace_;
  std::unique_ptr<store::Store> store_;
};

bool reaches(const rules::Share& share, double least) {
  return share.tenths() >= std::llround(std::ceil(least * 10 - 1e-6));
}

// Says on standard error which gate does not hold.
bool gates_hold(Session& session, const TestOptions& options, Tested& tested) {
  const auto refuse = [&](const rules::Share& share, std::string_view of, double least) {
    session.err << "crosswalk: " << tested.shown << ": tests cover " << share.text() << " of the " << of
                << ", less than the " << Decimal::from_units(std::llround(least * Decimal::one)).text()
                << " % asked for\n";
    return false;
  };
  bool hold = true;
  if (options.min_coverage)
    if (const auto share = tested.report.coverage->total(); !reaches(share, *options.min_coverage))
      hold = refuse(share, "lines and rows", *options.min_coverage);
  if (options.min_money_coverage)
    if (const auto share = tested.money->share(); !reaches(share, *options.min_money_coverage))
      hold = refuse(share, "money", *options.min_money_coverage);
  return hold;
}

int run_once(Session& session, const TestOptions& options, const config::Workspace& workspace,
             const std::vector<Sharing>& groups) {
  Tester tester(session, options, workspace);
  Json json = Json::object();
  std::vector<Tested> all;
  int code = exit_ok;
  for (const auto& pairs : groups) {
    auto tested = tester.run(pairs);
    if (!tested) return failed(session, tested.error());
    if (session.json)
      json[tested->shown] = tested_json(*tested);
    else
      print_tested(session, *tested);
    if (!gates_hold(session, options, *tested) || tested->report.failures() > 0) code = exit_not_so;
    all.push_back(std::move(*tested));
  }
  if (session.json) print(session, json);
  if (!options.junit.empty())
    if (auto written = write_junit(options.junit, all); !written) return failed(session, written.error());
  return code;
}

}  // namespace

int test(Session& session, const TestOptions& options) {
  const auto workspace = open_workspace(session);
  if (!workspace) return failed(session, workspace.error());
  const auto pairs =
      chosen_pairs(*workspace, options.pair.empty() ? std::vector<std::string>{} : std::vector{options.pair});
  if (!pairs) return failed(session, pairs.error());
  if (options.min_money_coverage && options.history.empty())
    return failed(session, fail(ErrorKind::config,
                                "--min-money-coverage weighs a history; say which, as in --history 90d"));
  const auto groups = by_directory(*pairs);
  if (!options.watch) return run_once(session, options, *workspace, groups);
  std::vector<std::filesystem::path> directories;
  for (const auto& group : groups) directories.push_back(group.front()->rules.value);
  const auto watch = FileWatch::of(directories);
  if (!watch) return failed(session, watch.error());
  for (;;) {
    const int code = run_once(session, options, *workspace, groups);
    session.out << std::flush;
    progress(session, "waiting for a rule file to change");
    const auto changed = (*watch)->wait(settle, session.stop);
    end_progress(session);
    if (!changed) return failed(session, changed.error());
    if (!*changed) return code;
    if (!session.json) session.out << "\n";
  }
}

}  // namespace crosswalk::app
