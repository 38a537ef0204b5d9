// `correct`: books the difference between what stands in the ledger and what the mended rules say, after it
// has shown it in money and document by document; and takes such a run back.
#include <algorithm>

#include "app/commands.h"
#include "app/correct_print.h"
#include "app/html_page.h"
#include "app/offline_mapping.h"
#include "app/opening.h"
#include "app/preview_print.h"
#include "app/since.h"
#include "base/crypto.h"
#include "base/json_tree.h"
#include "flow/correct.h"

namespace crosswalk::app {
namespace {

constexpr std::int64_t progress_every = 250;

// "20260210-3f9a": of the day, and no other's.
std::string fresh_run(Session& session, const TimeZone& zone) {
  std::string day = zone.date_of(session.clock.now()).text();
  std::erase(day, '-');
  return day + "-" + random_uuid().substr(0, 4);
}

bool is_asked_for(const CorrectOptions& options, const RecordKey& key) {
  return options.records.empty() ||
         std::find(options.records.begin(), options.records.end(), key.id) != options.records.end();
}

Result<void> plan_since(Session& session, const CorrectOptions& options, store::Store& store,
                        const std::string& pair, const TimeZone& zone, flow::CorrectionPlanner& planner) {
  const auto from =
      options.since.empty() ? Result<Instant>(Instant()) : since(options.since, session.clock, zone);
  if (!from) return from.error();
  std::optional<Date> last;
  if (!options.until.empty()) {
    const auto day = Date::parse(options.until);
    if (!day)
      return fail(ErrorKind::config, "--until \"" + options.until + "\" is no day; write it like 2026-01-31");
    last = *day;
    if (*last < zone.date_of(*from))
      return fail(ErrorKind::config, "--until " + options.until + " is before --since " + options.since);
  }
  auto read = store.each_received(
      pair, *from,
      [&](const store::RecordRow& row, const Record& record, const std::string& entries) -> Result<void> {
        if (session.stop.stop_requested())
          return fail(ErrorKind::stopped, "the correction was stopped; nothing was changed");
        if (planner.looked_at() % progress_every == 0)
          progress(session, flow::counted(planner.looked_at()) + " records");
        if (!is_asked_for(options, row.key) || (last && zone.date_of(row.received) > *last)) return {};
        return planner.add(row, record, entries);
      });
  if (read && !options.records.empty() && planner.looked_at() == 0)
    return fail(ErrorKind::not_found, "nothing that is booked is called " + options.records.front() +
                                          (options.since.empty() ? "" : " and was received since then"));
  return read;
}

Result<void> plan_back(const CorrectOptions& options, store::Store& store, const std::string& pair,
                       flow::CorrectionPlanner& planner) {
  const auto ids = store.corrected_records(pair, options.roll_back);
  if (!ids) return ids.error();
  if (ids->empty())
    return fail(ErrorKind::not_found, "no run " + options.roll_back + " has booked anything for pair " +
                                          pair +
                                          "; its name is what "
                                          "`crosswalk correct` printed when it was sent");
  store::RecordFilter filter;
  filter.pair = pair;
  for (const auto id : *ids) {
    const auto record = store.record(id);
    if (!record) return record.error();
    if (!is_asked_for(options, record->key)) continue;
    filter.id = record->key.id;
    const auto rows = store.records(filter);
    if (!rows) return rows.error();
    const auto entries = store.entries_of(id);
    if (!entries) return entries.error();
    for (const auto& row : *rows)
      if (row.id == id)
        if (auto added = planner.add_back(row, *entries, options.roll_back); !added) return added;
  }
  return {};
}

std::string total_text(const flow::CorrectedDocument& document) {
  return document.total ? document.total->text() : "";
}

void show(Session& session, const flow::CorrectionPlan& plan, const std::optional<flow::LockReading>& lock,
          std::string_view until) {
  session.out << flow::counted(plan.looked_at, "record") << " looked at, "
              << flow::counted(static_cast<std::int64_t>(plan.records.size())) << " to correct, "
              << flow::counted(static_cast<std::int64_t>(plan.refusals.size())) << " need a person\n"
              << (lock && lock->until ? "the books are locked until " + std::string(until)
                                      : std::string("no day is locked"))
              << "\n\n";
  if (std::any_of(plan.documents.begin(), plan.documents.end(), [](const auto& d) { return d.difference; })) {
    session.out << "Differences booked in the open period, because the originals may not be changed:\n";
    Table table({"entry", "record", "date", "money moved"});
    for (const auto& document : plan.documents)
      if (document.difference)
        table.add({document.key, document.record, document.date.text(), total_text(document)});
    table.print(session.out);
    session.out << "\n";
  }
  if (!plan.documents.empty()) {
    Table table({"document", "number", "what is done", "date", "total"});
    for (const auto& document : plan.documents)
      table.add({std::string(name_of(document.kind)), document.key, document.what, document.date.text(),
                 total_text(document)});
    table.print(session.out);
    session.out << "\n";
  }
  for (const auto& refusal : plan.refusals)
    session.out << refusal.record << " needs a person: " << refusal.reason << "\n";
  if (!plan.refusals.empty()) session.out << "\n";
  const std::string locked = preview_tables(plan.locked);
  if (!locked.empty())
    session.out
        << "In the locked period, where nothing is touched (before: what stands; after: the rules now):\n\n"
        << locked << "All of it:\n\n";
  session.out << preview_tables(plan.tables);
}

// Amounts are texts, so that no reader makes floating-point numbers of them.
Json json_of(const std::vector<flow::MoneyTable>& tables) {
  Json all = Json::array();
  for (const auto& table : tables) {
    Json rows = Json::array();
    for (const auto& row : table.rows)
      rows.push_back({{"place", row.place},
                      {"before", row.before.text(2)},
                      {"after", row.after.text(2)},
                      {"difference", row.difference.text(2)}});
    all.push_back({{"by", std::string(name_of(table.dimension))},
                   {"category", table.category},
                   {"currency", std::string(table.currency.code())},
                   {"rows", std::move(rows)}});
  }
  return all;
}

Json json_of(const flow::CorrectionPlan& plan, const std::string& run, int sent) {
  Json documents = Json::array();
  for (const auto& each : plan.documents)
    documents.push_back({{"record", each.record},
                         {"kind", std::string(name_of(each.kind))},
                         {"number", each.key},
                         {"what", each.what},
                         {"date", each.date.text()},
                         {"total", each.total ? each.total->amount.text(2) : ""},
                         {"difference", each.difference}});
  Json refusals = Json::array();
  for (const auto& each : plan.refusals)
    refusals.push_back({{"record", each.record}, {"reason", each.reason}});
  return {{"run", run},
          {"looked_at", plan.looked_at},
          {"to_correct", plan.records.size()},
          {"sent", sent},
          {"documents", std::move(documents)},
          {"refusals", std::move(refusals)},
          {"tables", json_of(plan.tables)},
          {"locked", json_of(plan.locked)}};
}

bool agreed(Session& session) {
  session.err << "correct them? [y/N] " << std::flush;
  std::string answer;
  std::getline(session.in, answer);
  return answer == "y" || answer == "yes";
}

// What is planned with the rules on disk is booked with those that are live.
Result<void> check_live(store::Store& store, const std::string& pair, const OfflineMapping& mapping) {
  const auto live = store.published_version(pair);
  if (!live) return live.error();
  if (live->empty() || *live == mapping.rules().version()) return {};
  return fail(
      ErrorKind::config,
      "the rules on disk are not the ones that are live; `crosswalk reload` them first, then correct");
}

}  // namespace

int correct(Session& session, const CorrectOptions& options) {
  if (options.since.empty() && options.records.empty() && options.roll_back.empty())
    return failed(session, fail(ErrorKind::config,
                                "say since when with --since, which record with --record, or which run with "
                                "--roll-back"));
  const auto opening = open_with_store(session);
  if (!opening) return failed(session, opening.error());
  const auto pair = chosen_pair(opening->workspace, options.pair);
  if (!pair) return failed(session, pair.error());
  const std::string& name = (*pair)->name.value;
  store::Store& store = *opening->store;
  const auto made = OfflineMapping::make(**pair, session.clock, store);
  if (!made) return failed(session, made.error());
  OfflineMapping& mapping = **made;
  if (mapping.reference() == nullptr || !mapping.lock())
    return failed(session,
                  fail(ErrorKind::config,
                       "which days are locked is not known yet; run `crosswalk once`, then correct"));
  const TimeZone zone = (*pair)->books.timezone.value;
  const std::string run = fresh_run(session, zone);
  flow::CorrectionPlanner planner(
      {mapping.translator(), mapping.source(), mapping.mapper(), mapping.grounds(), mapping.ledger(), store,
       mapping.lock()->until, mapping.reference()->base_currency},
      run);
  const auto planned = options.roll_back.empty() ? plan_since(session, options, store, name, zone, planner)
                                                 : plan_back(options, store, name, planner);
  end_progress(session);
  if (!planned) return failed(session, planned.error());
  const auto plan = planner.finish();
  if (!plan) return failed(session, plan.error());
  const std::string until = mapping.lock()->until ? mapping.lock()->until->text() : "";
  if (!options.html.empty())
    if (auto written = write_page(options.html, correct_page(*plan, {name, until, session.clock.now()}));
        !written)
      return failed(session, written.error());
  if (!session.json) show(session, *plan, mapping.lock(), until);
  const int done = plan->refusals.empty() ? exit_ok : exit_not_so;
  if (options.preview || plan->records.empty()) {
    if (session.json) print(session, json_of(*plan, "", 0));
    return done;
  }
  if (options.roll_back.empty())
    if (auto live = check_live(store, name, mapping); !live) return failed(session, live.error());
  if (!options.yes && !agreed(session)) return exit_not_so;
  int sent = 0;
  int busy = 0;  // that a running engine has got hold of since they were planned
  for (const auto id : plan->records) {
    const auto done_one = store.correct(id, {run, options.roll_back}, worker_name(), session.clock.now());
    if (!done_one && done_one.error().kind != ErrorKind::invalid) {
      session.err << "run " << run << " has sent " << flow::counted(sent, "record") << " round, then:\n";
      return failed(session, done_one.error());
    }
    ++(done_one ? sent : busy);
  }
  if (busy > 0)
    session.err << flow::counted(busy, "record")
                << " on their way already and left as they are: correct them when they are settled\n";
  if (session.json)
    print(session, json_of(*plan, run, sent));
  else
    session.out << "\nrun " << run << ": " << flow::counted(sent, "record")
                << " sent round; a running engine takes them, or `crosswalk once --no-sweep`. "
                << "`crosswalk correct --roll-back " << run << "` takes it back\n";
  return busy > 0 ? exit_not_so : done;
}

}  // namespace crosswalk::app
