#include "cloudsuite/send.h"

#include <algorithm>

#include "cloudsuite/findings.h"
#include "cloudsuite/gl_row.h"
#include "cloudsuite/limits.h"
#include "cloudsuite/set_action.h"
#include "cloudsuite/write_outcome.h"

namespace crosswalk::cloudsuite {
namespace {

using Kind = Outcome::Kind;

// A look-up before sending that takes longer would eat into the time that the attempt's lease leaves.
constexpr Millis longest_look_before{60'000};
constexpr Millis first_look{15'000};  // results were there 10 s after the request (cloudsuite.md §5.3)

class Sender {
 public:
  Sender(const Settings& settings, const Dialect& dialect, const Attempt& attempt, Connection& connection,
         Clock& clock, const Stop& stop)
      : settings_(settings),
        dialect_(dialect),
        attempt_(attempt),
        connection_(connection),
        clock_(clock),
        stop_(stop) {}

  Outcomes run() {
    auto sent = dialect_.sent_by(attempt_);
    if (!sent) return same_for_all(attempt_, outcome(Kind::rejected, sent.error().text()));
    sent_ = std::move(*sent);
    const auto found = look_up(settings_, dialect_.places(), attempt_, sent_, connection_, stop_);
    if (!found)
      return same_for_all(attempt_,
                          outcome(found.error().kind == ErrorKind::config ? Kind::reauthorise : Kind::retry,
                                  found.error().message));
    if (!found->untouched()) return stands_already(*found);
    if (clock_.now() > attempt_.created + longest_look_before)
      return same_for_all(attempt_,
                          outcome(Kind::retry, "Infor was too slow to say what stands; nothing was sent"));
    if (auto over = stage()) return std::move(*over);
    return interface();
  }

 private:
  // After a restored backup, say. What stands is told; what does not goes out in another attempt.
  Outcomes stands_already(const Findings& found) const {
    Outcomes outcomes;
    for (const Document& member : attempt_.members) {
      const std::string mark = mark_of(member);
      if (!found.staged.empty() || found.run) {
        outcomes.push_back(outcome(Kind::unknown, "run group " + sent_.run_group + " is in use already"));
        continue;
      }
      if (const auto standing = found.standing.find(mark); standing != found.standing.end()) {
        outcomes.push_back(standing->second == sent_.of(member).total
                               ? outcome(Kind::pending, sent_.of(member).number + " stands already",
                                         clock_.now() + first_look)
                               : others_number(sent_.of(member)));
        continue;
      }
      const Found* there = found.held(mark);
      if (there == nullptr)
        outcomes.push_back(outcome(Kind::retry, "others of its run group stand already; it goes out alone"));
      else if (there->is_all_of(sent_.of(member)))
        outcomes.push_back(
            stands(sent_.run_group, std::string(name_of(found.stage(mark))), member.total, clock_.now()));
      else
        outcomes.push_back(outcome(
            Kind::rejected, "CloudSuite holds other rows under the reference " + mark +
                                " than this document has; somebody must look at them before it is sent"));
    }
    return outcomes;
  }

  static Outcome others_number(const SentDocument& sent) {
    return outcome(Kind::rejected, "CloudSuite holds another document under the number " + sent.number +
                                       "; somebody must look at it before this one is sent");
  }

  bool too_late() const { return clock_.now() > attempt_.created + writes_begin_within; }

  // Nothing: every row is staged.
  std::optional<Outcomes> stage() {
    std::size_t before = 0;  // rows of the batches that are through
    for (const Batch& batch : sent_.batches) {
      const bool first = before == 0;
      if (!first && too_late())
        return same_for_all(attempt_, outcome(Kind::unknown, "Infor was too slow to take all rows"));
      const auth::CallAnswer answer = connection_.write(batch.path, batch.body, stop_);
      if (auto over = failed(answer, first)) return over;
      const auto taken = batch_in(answer.reply.body, batch.rows);
      if (!taken) return same_for_all(attempt_, outcome(Kind::unknown, taken.error().message));
      for (std::size_t i = 0; i < batch.rows; ++i)
        if (!(*taken)[i].empty()) refusals_[sent_.keys[before + i]] = (*taken)[i];
      before += batch.rows;
    }
    return refusals_.empty() ? std::nullopt : refused();
  }

  // What is staged tells which rows were refused, not the order of the answers. A row that lies there all the
  // same was refused for being there: something on the way sent the batch twice, and in which words Infor
  // says so is not known.
  std::optional<Outcomes> refused() {
    const auto staged = staged_rows(settings_, dialect_.places(), sent_.run_group, connection_, stop_);
    if (!staged)
      return same_for_all(attempt_, outcome(Kind::unknown,
                                            "rows were refused, and what is staged cannot be "
                                            "listed: " +
                                                staged.error().message));
    std::map<std::string, std::string> missing;
    std::string all;  // where an answer is not for the row at its place, it is for one of those
    for (const auto& [key, words] : refusals_)
      if (all.find(words) == std::string::npos) all += (all.empty() ? "" : "; ") + words;
    for (const std::string& key : sent_.keys) {
      if (staged->contains(key)) continue;
      const auto said = refusals_.find(key);
      missing[key] = said == refusals_.end() ? all : said->second;
    }
    refusals_ = std::move(missing);
    return refusals_.empty() ? std::nullopt : std::optional(give_back());
  }

  // Nothing: the batch was carried out, row by row.
  std::optional<Outcomes> failed(const auth::CallAnswer& answer, bool first) const {
    if (was_carried_out(answer)) return std::nullopt;
    // What an earlier batch has staged is found by looking.
    if (!first) return same_for_all(attempt_, outcome(Kind::unknown, why_failed(answer)));
    return same_for_all(attempt_, outcome_of_failure(answer, attempt_.members.size() > 1));
  }

  // Rows were refused: the run group is given up before anything of it is interfaced. Nobody is told of it
  // before its rows are gone, or on their way out: a look-up takes them away where this did not.
  Outcomes give_back() const {
    const std::string objection =
        too_late() ? "Infor was too slow to refuse them"
                   : objection_in(connection_.act(dialect_.clear_path(sent_.run_group), stop_));
    Outcomes outcomes;
    for (const Document& member : attempt_.members) {
      std::string words;
      for (const std::string& sequence : sent_.of(member).sequence) {
        const auto refused = refusals_.find(sequence);
        if (refused != refusals_.end() && words.find(refused->second) == std::string::npos)
          words += (words.empty() ? "" : "; ") + refused->second;
      }
      Outcome told = words.empty() ? outcome(Kind::retry, "another record of run group " + sent_.run_group +
                                                              " was refused; this one goes out again")
                                   : outcome(Kind::rejected, words);
      if (!objection.empty())
        told =
            outcome(Kind::unknown, told.reason + "; its staged rows could not be taken away: " + objection);
      outcomes.push_back(std::move(told));
    }
    return outcomes;
  }

  // From here on only looking tells what came of it, whatever the request is answered with.
  Outcomes interface() {
    const Instant now = clock_.now();
    std::string how = "staged as run group " + sent_.run_group;
    // A look-up asks for it then.
    if (too_late()) return same_for_all(attempt_, outcome(Kind::pending, how, now + first_look));
    const auto when = connection_.budget().take(interface_bucket(sent_.run_group), now);
    if (when && *when <= now) {
      const std::string objection =
          objection_in(connection_.act(dialect_.interface_path(sent_.run_group), stop_));
      if (!objection.empty()) how += "; its interface request: " + objection;
    }
    return same_for_all(attempt_, outcome(Kind::pending, how, clock_.now() + first_look));
  }

  const Settings& settings_;
  const Dialect& dialect_;
  const Attempt& attempt_;
  Connection& connection_;
  Clock& clock_;
  const Stop& stop_;
  Sent sent_;
  std::map<std::string, std::string> refusals_;  // by a row's key (sent.h), in its own words
};

}  // namespace

Outcomes send(const Settings& settings, const Dialect& dialect, const Attempt& attempt,
              Connection& connection, Clock& clock, const Stop& stop) {
  return Sender(settings, dialect, attempt, connection, clock, stop).run();
}

}  // namespace crosswalk::cloudsuite
