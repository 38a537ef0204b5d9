#include "app/going_live.h"

#include "app/live_workers.h"
#include "base/json_tree.h"

namespace crosswalk::app {
namespace {

using Kind = flow::ReloadOutcome::Kind;

const char* word_of(Kind kind) {
  switch (kind) {
    case Kind::published:
      return "published";
    case Kind::unchanged:
      return "unchanged";
    case Kind::set_aside:
      return "set_aside";
    case Kind::refused:
      return "refused";
  }
  return "refused";
}

int tell_refusal(Session& session, const std::string& pair, const flow::ReloadOutcome& outcome, Json& json) {
  const std::string goes_on = outcome.live.empty() ? std::string("nothing was live before, and nothing is")
                                                   : "version " + outcome.live + " goes on";
  json["error"] = {{"where", outcome.refusal->where}, {"message", outcome.refusal->message}};
  session.err << "crosswalk: " << pair << ": " << outcome.refusal->text() << "; " << goes_on << "\n";
  return exit_not_so;
}

}  // namespace

Result<int> tell_outcome(Session& session, store::Store& store, const std::string& pair,
                         const flow::ReloadOutcome& outcome, int timeout_seconds, Json& all) {
  Json& json = all[pair];
  json = {{"result", word_of(outcome.kind)},
          {"version", outcome.version},
          {"live", outcome.live},
          {"tests", outcome.tests},
          {"remarks", outcome.remarks}};
  if (!session.json)
    for (const auto& remark : outcome.remarks) session.err << "crosswalk: " << pair << ": " << remark << "\n";
  if (outcome.kind == Kind::refused) return tell_refusal(session, pair, outcome, json);
  const auto arrival =
      await_workers(session, store, pair, outcome.version, Millis(std::int64_t{timeout_seconds} * 1000));
  end_progress(session);
  if (!arrival) return arrival.error();
  json["workers"] = workers_json(arrival->workers);
  json["lack"] = arrival->lack;
  if (!session.json) {
    session.out << pair << ": ";
    if (outcome.kind == Kind::published)
      session.out << "version " << outcome.version << " is published; its tests: " << outcome.tests << "\n";
    else
      session.out << "nothing has changed; version " << outcome.version << " is published already\n";
    for (const auto& worker : arrival->workers)
      session.out << "  " << worker.worker << " runs version " << worker.version << "\n";
    if (arrival->workers.empty())
      session.out << "  no engine runs for this pair; the next one begins with this version\n";
  }
  if (arrival->lack.empty()) return exit_ok;
  session.err << "crosswalk: " << pair << ": " << arrival->lack << "\n";
  return exit_not_so;
}

}  // namespace crosswalk::app
