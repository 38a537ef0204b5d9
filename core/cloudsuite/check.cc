#include "cloudsuite/check.h"

#include <algorithm>

#include "cloudsuite/findings.h"
#include "cloudsuite/gl_row.h"
#include "cloudsuite/limits.h"
#include "cloudsuite/outcomes.h"
#include "cloudsuite/set_action.h"

namespace crosswalk::cloudsuite {
namespace {

using Kind = Outcome::Kind;

constexpr Millis next_look{30'000};
// Said where a refused run has left all rows, so that later looks know that they lay there after it.
constexpr std::string_view seen_refused = " was refused; its rows are taken away, and it goes out again";
constexpr Millis after_clearing{120'000};  // until the rows are gone, and a run that was faster has told

class Checker {
 public:
  Checker(const Settings& settings, const Dialect& dialect, const Attempt& attempt, const Sent& sent,
          const Findings& found, Connection& connection, Clock& clock, const Stop& stop)
      : settings_(settings),
        dialect_(dialect),
        attempt_(attempt),
        sent_(sent),
        found_(found),
        connection_(connection),
        now_(clock.now()),
        stop_(stop),
        taken_in_part_(found.taken_in_part || partly_taken(attempt, sent, found)) {}

  Outcomes run() {
    Outcomes outcomes;
    for (const Document& member : attempt_.members) outcomes.push_back(judge(member));
    // Where documents are taken one by one, those that were not are left. Where somebody else had a run of
    // his own, they are his to take away.
    if (run_is_over() && !found_.complete && !taken_in_part_ && !found_.staged.empty()) clear_ = true;
    if (!clear_) return outcomes;
    const std::string objection = objection_in(connection_.act(dialect_.clear_path(sent_.run_group), stop_));
    if (objection.empty()) return outcomes;
    // Nothing is over before its rows are gone.
    for (Outcome& one : outcomes)
      if (one.kind == Kind::pending || one.kind == Kind::rejected)
        one = outcome(Kind::pending, one.reason + "; its rows could not be taken away: " + objection,
                      now_ + after_clearing);
    return outcomes;
  }

 private:
  // Somebody had the clean rows interfaced, whatever became of the refused ones. Not where all lay staged
  // after the run, now or when they were taken away.
  static bool partly_taken(const Attempt& attempt, const Sent& sent, const Findings& found) {
    return found.passed_in_part && found.staged.size() < sent.keys.size() &&
           std::none_of(attempt.members.begin(), attempt.members.end(), [](const Document& member) {
             return member.reason.find(seen_refused) != std::string::npos;
           });
  }

  Outcome judge(const Document& member) {
    const std::string mark = mark_of(member);
    const SentDocument& sent = sent_.of(member);
    const Found* held = found_.held(mark);
    const bool whole = held != nullptr && held->rows >= sent.postings;
    const auto lies = [&](const std::string& key) { return found_.staged.contains(key); };
    const bool left = std::any_of(sent.sequence.begin(), sent.sequence.end(), lies);
    // A total that differs, be it that rows stand twice, is the store's to dispute.
    if (whole && !left && found_.stage(mark) == Stage::posted)
      return stands(outside_id(sent), "posted", total(member, *held), now_);
    // Where a run has left all rows staged, what lies under its mark is somebody else's.
    const bool none_taken =
        run_is_over() && !found_.complete && !taken_in_part_ && found_.staged.size() == sent_.keys.size();
    if (none_taken) return judge_refused(sent);
    if (found_.complete || taken_in_part_ || held != nullptr || (found_.standing.contains(mark) && !left))
      return await_posting(member, mark, sent, left);
    if (found_.run && !found_.run->finished)
      return outcome(Kind::pending, "run group " + sent_.run_group + " is being interfaced",
                     now_ + next_look);
    if (found_.run) return judge_refused(sent);
    if (!found_.staged.empty()) return go_on();
    if (now_ < attempt_.created + settled_after)
      return outcome(Kind::unknown, "nothing of it is found yet", attempt_.created + settled_after);
    if (asked_by_another())
      return outcome(Kind::unknown, "nothing of it is found, and interfacing was asked for lately", turn());
    return outcome(Kind::absent, "neither staged rows nor results nor posted detail");
  }

  bool run_is_over() const { return found_.run && found_.run->finished; }

  const std::string& outside_id(const SentDocument& sent) const {
    return sent.number.empty() ? sent_.run_group : sent.number;
  }

  // All rows to the cent are what was meant; of anything else it is told what they come to, so that it
  // differs: in the general ledger, where that is nothing, their debits.
  std::optional<Money> total(const Document& member, const Found& found) const {
    if (!member.total || found.is_all_of(sent_.of(member))) return member.total;
    const bool owed = !sent_.of(member).number.empty();
    return Money{owed ? found.net.negated() : found.debits, member.total->currency};
  }

  // Something was interfaced. Journals are made later, and where a person posts them perhaps much later: no
  // time is said, so that the looks at it grow rarer.
  Outcome await_posting(const Document& member, const std::string& mark, const SentDocument& sent,
                        bool left) const {
    const Found* held = found_.held(mark);
    const bool whole = held != nullptr && held->rows >= sent.postings;
    const auto standing = found_.standing.find(mark);
    const std::string doubt = doubt_about(mark, whole || standing != found_.standing.end(), left);
    const std::string how(whole ? name_of(found_.stage(mark)) : "interfaced");
    if (now_ < attempt_.created + settings_.posting_patience)
      return outcome(
          Kind::pending,
          !doubt.empty() ? doubt : "run group " + sent_.run_group + " is " + how + ", and not posted yet");
    std::optional<Money> known;
    if (whole) known = total(member, *held);
    if (!whole && standing != found_.standing.end() && member.total)
      known = Money{standing->second, member.total->currency};
    Outcome there = stands(outside_id(sent), how, known, now_);
    there.reason = doubt;
    return there;
  }

  // Why nobody but a person can say whether it is in the ledger; empty: it is.
  std::string doubt_about(const std::string& mark, bool there, bool left) const {
    constexpr const char* look = "; somebody must look whether it is in the ledger";
    if (left)
      return "rows of " + mark +
             " are interfaced, or said to be, and rows of it are still staged as run group " +
             sent_.run_group + look;
    if (found_.complete || there) return {};
    if (taken_in_part_)
      return "a run of run group " + sent_.run_group + " took other rows than were sent, and no list shows " +
             mark + look;
    return "CloudSuite shows some rows of " + mark + " and no complete run" + look;
  }

  // The run is over and not all rows passed, so that none was interfaced: partial updates are not asked for.
  Outcome judge_refused(const SentDocument& sent) {
    std::string words;
    std::size_t staged = 0;
    for (const std::string& sequence : sent.sequence) {
      const auto row = found_.staged.find(sequence);
      if (row == found_.staged.end()) continue;
      ++staged;
      if (!row->second.empty() && words.find(row->second) == std::string::npos)
        words += (words.empty() ? "" : "; ") + row->second;
    }
    if (!found_.staged.empty()) clear_ = true;
    if (!words.empty()) return outcome(Kind::rejected, words);
    const bool nobody_says_why = std::all_of(found_.staged.begin(), found_.staged.end(),
                                             [](const auto& row) { return row.second.empty(); });
    if (staged > 0 && nobody_says_why && found_.staged.size() == sent_.keys.size())
      return outcome(Kind::rejected, "CloudSuite did not interface run group " + sent_.run_group + " (" +
                                         std::to_string(found_.run->passed) + " rows passed, " +
                                         std::to_string(found_.run->failed) +
                                         " failed) and names no row that is why");
    if (!found_.staged.empty())
      return outcome(Kind::pending,
                     "another record of run group " + sent_.run_group + std::string(seen_refused),
                     now_ + after_clearing);
    if (now_ < attempt_.created + settled_after)
      return outcome(Kind::pending,
                     "another record of run group " + sent_.run_group + std::string(seen_refused),
                     attempt_.created + settled_after);
    return outcome(Kind::absent, "run group " + sent_.run_group + std::string(seen_refused));
  }

  // Rows are staged and no run is known of: the request for it was lost, or has not come to its turn.
  Outcome go_on() {
    const bool whole = found_.staged.size() == sent_.keys.size() &&
                       std::all_of(found_.staged.begin(), found_.staged.end(),
                                   [](const auto& row) { return row.second.empty(); });
    if (whole) {
      if (!asked_) asked_ = ask();
      return *asked_;
    }
    if (now_ < attempt_.created + settled_after)
      return outcome(Kind::pending, "some of its rows are staged", attempt_.created + settled_after);
    // A run that is under way may have taken the others.
    if (const Instant free = turn(); free > now_)
      return outcome(Kind::pending, "some of its rows are staged, and interfacing was asked for lately",
                     free);
    clear_ = true;
    return outcome(Kind::pending,
                   "only some rows of run group " + sent_.run_group +
                       " arrived; they are taken away, and it goes out again",
                   now_ + after_clearing);
  }

  // When it is nobody else's turn to have the run group interfaced any more; now: it is ours.
  Instant turn() {
    if (!turn_) {
      const auto when = connection_.budget().take(interface_bucket(sent_.run_group), now_);
      turn_ = when ? *when : now_ + next_look;
    }
    return *turn_;
  }

  // Whether a run may be under way though nothing is found. Our turn is kept all the same, so that whoever
  // sent it and slept has it not interfaced any more; the next look knows by the pause that it is ours.
  bool asked_by_another() {
    const BucketLimit absence = absence_bucket(sent_.run_group);
    if (turn() <= now_) return !connection_.budget().pause(absence.bucket, now_ + between_interfaces).ok();
    const auto ours_until = connection_.budget().take(absence, now_);
    return !ours_until || *turn_ > *ours_until;
  }

  Outcome ask() {
    if (turn() > now_)
      return outcome(Kind::pending, "staged as run group " + sent_.run_group + "; interfacing was asked for",
                     now_ + next_look);
    const std::string objection =
        objection_in(connection_.act(dialect_.interface_path(sent_.run_group), stop_));
    return outcome(Kind::pending,
                   "staged as run group " + sent_.run_group +
                       (objection.empty() ? "; interfacing is asked for" : "; its request: " + objection),
                   now_ + next_look);
  }

  const Settings& settings_;
  const Dialect& dialect_;
  const Attempt& attempt_;
  const Sent& sent_;
  const Findings& found_;
  Connection& connection_;
  const Instant now_;
  const Stop& stop_;
  const bool taken_in_part_;      // by a run of somebody else's
  std::optional<Instant> turn_;   // once for all members
  std::optional<Outcome> asked_;  // the same
  bool clear_ = false;
};

}  // namespace

Outcomes check(const Settings& settings, const Dialect& dialect, const Attempt& attempt,
               Connection& connection, Clock& clock, const Stop& stop) {
  const auto sent = dialect.sent_by(attempt);
  if (!sent) return same_for_all(attempt, outcome(Kind::unknown, sent.error().text()));
  const auto found = look_up(settings, dialect.places(), attempt, *sent, connection, stop);
  if (!found)
    return same_for_all(attempt, outcome(Kind::unknown, "the look-up failed: " + found.error().message));
  return Checker(settings, dialect, attempt, *sent, *found, connection, clock, stop).run();
}

}  // namespace crosswalk::cloudsuite
