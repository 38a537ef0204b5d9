#include "store/progress.h"

#include <algorithm>

#include "base/limits.h"

namespace crosswalk::store {
namespace {

// `first`, then `factor` times longer each time, up to `longest`. `count` is 1 for the first wait.
Millis growing(Millis first, int factor, int count, Millis longest) {
  Millis wait = first;
  for (int i = 1; i < count && wait < longest; ++i) wait *= factor;
  return std::min(wait, longest);
}

Instant said_or(Instant said, Instant otherwise) {
  return said == Instant() ? otherwise : said;
}

bool tried_enough(const Progress& progress) {
  return progress.tries >= limits::send_tries;
}

std::string tried(int tries, std::string_view what, const std::string& reason) {
  std::string text = "given up after " + std::to_string(tries) + " tries: ";
  return text.append(what).append(what.empty() || reason.empty() ? "" : ": ").append(reason);
}

// What was certainly not executed is sent again for as long as it takes: a weekend without sign-in or an
// outage must not turn a queue into a pile for a person. Only what was sent and never arrived is given up one
// day, so these tries leave room for that.
Progress failed_send(Progress next, const Outcome& outcome, Instant now) {
  next.tries = std::min(next.tries + 1, limits::send_tries - 2);
  next.state = DocumentState::retry;
  next.due = said_or(outcome.at, now + growing(limits::first_retry, 4, next.tries, limits::longest_retry));
  return next;
}

Progress still_open(Progress next, const Outcome& outcome, Instant now) {
  ++next.looks;
  next.due =
      said_or(outcome.at, now + growing(limits::absence_spacing, 2, next.looks, limits::longest_look_up_gap));
  return next;
}

Progress not_found(Progress next, Instant now) {
  ++next.absences;
  next.due = now + limits::absence_spacing;
  if (next.absences < limits::absences_needed) return next;
  // It certainly took no effect: another attempt may send it, but not for ever.
  ++next.tries;
  next.absences = 0;
  next.looks = 0;
  next.due = now;
  next.state = DocumentState::drafted;
  if (tried_enough(next)) {
    next.state = DocumentState::rejected;
    next.reason = tried(next.tries, "it was sent and never arrived", next.reason);
  }
  return next;
}

}  // namespace

Progress after_send(const Progress& before, const Outcome& outcome, int members, Instant now) {
  Progress next = before;
  const bool halve = outcome.halve && members > 1;
  if (halve) next.company = (members + 1) / 2;
  next.absences = 0;
  next.looks = 0;
  next.reason = outcome.reason;
  switch (outcome.kind) {
    case Outcome::Kind::posted:
      next.state = DocumentState::posted;
      next.reason.clear();
      return next;
    case Outcome::Kind::pending:
      next.state = DocumentState::pending;
      next.due = said_or(outcome.at, now + limits::absence_spacing);
      return next;
    case Outcome::Kind::retry:
      if (outcome.name_taken) ++next.variant;
      if (halve ||
          outcome.name_taken) {  // not this document's try: in smaller company, or renamed, it goes at once
        next.state = DocumentState::retry;
        next.due = said_or(outcome.at, now);
        return next;
      }
      [[fallthrough]];
    case Outcome::Kind::reauthorise:
      return failed_send(std::move(next), outcome, now);
    case Outcome::Kind::rejected:
      next.state = DocumentState::rejected;
      return next;
    case Outcome::Kind::absent:
    case Outcome::Kind::unknown:
      break;
  }
  next.state = DocumentState::unknown;
  next.due = said_or(outcome.at, now + limits::absence_spacing);
  return next;
}

Progress after_look_up(const Progress& before, const Outcome& outcome, Instant now) {
  Progress next = before;
  if (!outcome.reason.empty()) next.reason = outcome.reason;
  switch (outcome.kind) {
    case Outcome::Kind::posted:
      next.state = DocumentState::posted;
      next.reason.clear();
      return next;
    case Outcome::Kind::pending:
      next.state = DocumentState::pending;
      next.absences = 0;
      return still_open(std::move(next), outcome, now);
    case Outcome::Kind::rejected:
      next.state = DocumentState::rejected;
      return next;
    case Outcome::Kind::absent:
      return not_found(std::move(next), now);
    case Outcome::Kind::retry:
    case Outcome::Kind::reauthorise:
    case Outcome::Kind::unknown:
      break;
  }
  return still_open(std::move(next), outcome, now);
}

std::string difference(const std::optional<Money>& sent, const std::optional<Money>& received) {
  if (!sent || !received || *sent == *received) return {};
  return "the receipt says " + received->text() + ", but " + sent->text() +
         " was sent; look at both and correct it";
}

}  // namespace crosswalk::store
