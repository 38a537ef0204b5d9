// The table of transitions, held against the sentences of the design, written out here a second time and on
// purpose not shared with core/model/states.cc: every triple of from, to and cause is either in this list or
// refused.
#include "model/states.h"

#include <doctest/doctest.h>

#include <array>
#include <set>
#include <string>
#include <tuple>

using namespace crosswalk;

namespace {

constexpr std::array record_states = {RecordState::received, RecordState::waiting, RecordState::booked,
                                      RecordState::held,     RecordState::dead,    RecordState::skipped};
constexpr std::array document_states = {
    DocumentState::drafted,  DocumentState::sending, DocumentState::posted,   DocumentState::pending,
    DocumentState::retry,    DocumentState::unknown, DocumentState::rejected, DocumentState::withdrawn,
    DocumentState::disputed, DocumentState::voided};
constexpr std::array causes = {Cause::mapped, Cause::revision,   Cause::replay,  Cause::send,
                               Cause::answer, Cause::lease_lost, Cause::look_up, Cause::compared,
                               Cause::rule,   Cause::awaited,    Cause::accepted};

using Names = std::set<std::string, std::less<>>;

// "received → waiting | booked | held | dead | skipped; each returns to received by a revision or by replay."
bool record_may(const std::string& from, const std::string& to, const std::string& cause) {
  const Names outcomes = {"waiting", "booked", "held", "dead", "skipped"};
  if (cause == "mapped") return from == "received" && outcomes.count(to) == 1;
  if (cause == "revision") return to == "received";  // one that was not mapped yet stays received
  if (cause == "replay") return to == "received" && outcomes.count(from) == 1;
  // What stands still for want of something goes round when that has come.
  if (cause == "awaited") return to == "received" && (from == "waiting" || from == "held");
  return false;
}

// "drafted → sending → posted | pending | retry | unknown | rejected; retry → sending; a sending whose lease
// ran out is unknown; pending | unknown → posted | pending | rejected | drafted by look-up only; drafted |
// retry | rejected → withdrawn by revision or replay; posted → disputed | voided; disputed → posted by
// comparison or acceptance, → voided by acceptance."
bool document_may(const std::string& from, const std::string& to, const std::string& cause) {
  if (cause == "send") return (from == "drafted" || from == "retry") && to == "sending";
  if (cause == "answer") {
    const Names answers = {"posted", "pending", "retry", "unknown", "rejected"};
    return (from == "sending" && answers.count(to) == 1) || (from == "posted" && to == "voided");
  }
  if (cause == "lease lost") return from == "sending" && to == "unknown";
  if (cause == "look-up") {
    const Names found = {"posted", "pending", "rejected", "drafted"};
    if (from == "pending") return found.count(to) == 1;
    if (from == "unknown") return found.count(to) == 1 || to == "unknown";  // the first of two absences
    return from == "posted" && to == "voided";
  }
  if (cause == "revision" || cause == "replay")
    return to == "withdrawn" && (from == "drafted" || from == "retry" || from == "rejected");
  const bool ours_or_not = from == "posted" || from == "disputed";
  if (cause == "compared") return ours_or_not && (to == "disputed" || (from == "disputed" && to == "posted"));
  if (cause == "accepted") return ours_or_not && (to == "voided" || (from == "disputed" && to == "posted"));
  return false;
}

}  // namespace

TEST_CASE("a record moves as the design says and in no other way") {
  int moves = 0;
  for (const auto from : record_states)
    for (const auto to : record_states)
      for (const auto cause : causes) {
        CAPTURE(name_of(from));
        CAPTURE(name_of(to));
        CAPTURE(name_of(cause));
        const bool may =
            record_may(std::string(name_of(from)), std::string(name_of(to)), std::string(name_of(cause)));
        CHECK(allowed(from, to, cause) == may);
        moves += may ? 1 : 0;
      }
  CHECK(moves == 5 + 6 + 5 + 2);
}

TEST_CASE("a document moves as the design says and in no other way") {
  int moves = 0;
  for (const auto from : document_states)
    for (const auto to : document_states)
      for (const auto cause : causes) {
        CAPTURE(name_of(from));
        CAPTURE(name_of(to));
        CAPTURE(name_of(cause));
        const bool may =
            document_may(std::string(name_of(from)), std::string(name_of(to)), std::string(name_of(cause)));
        CHECK(allowed(from, to, cause) == may);
        moves += may ? 1 : 0;
      }
  CHECK(moves == 2 + (5 + 1) + 1 + (4 + 5 + 1) + 6 + 3 + 3);
}

TEST_CASE("what may have taken effect is never sent again without a look") {
  for (const auto cause : causes) {
    CAPTURE(name_of(cause));
    for (const auto from :
         {DocumentState::unknown, DocumentState::pending, DocumentState::posted, DocumentState::sending})
      CHECK_FALSE(allowed(from, DocumentState::sending, cause));
    if (cause != Cause::look_up) CHECK_FALSE(allowed(DocumentState::unknown, DocumentState::drafted, cause));
    for (const auto from :
         {DocumentState::sending, DocumentState::unknown, DocumentState::pending, DocumentState::posted})
      CHECK_FALSE(allowed(from, DocumentState::withdrawn, cause));
  }
}

TEST_CASE("withdrawn and voided are ends") {
  for (const auto from : {DocumentState::withdrawn, DocumentState::voided})
    for (const auto to : document_states)
      for (const auto cause : causes) CHECK_FALSE(allowed(from, to, cause));
}

TEST_CASE("states have distinct names that lead back to them") {
  Names seen;
  for (const auto state : record_states) {
    CHECK(record_state_named(name_of(state)).value() == state);
    CHECK(seen.emplace(name_of(state)).second);
  }
  seen.clear();
  for (const auto state : document_states) {
    CHECK(document_state_named(name_of(state)).value() == state);
    CHECK(seen.emplace(name_of(state)).second);
  }
  seen.clear();
  for (const auto cause : causes) CHECK(seen.emplace(name_of(cause)).second);
  CHECK(document_state_named("Posted").error().message == "\"Posted\" is not a state");
  CHECK_FALSE(record_state_named("").ok());
  CHECK_FALSE(record_state_named("posted").ok());
}
