#include "link/target_suite.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/crypto.h"

namespace crosswalk::tests {
namespace {

Attempt freeze(TargetSubject& subject, std::vector<Document> documents) {
  Attempt attempt;
  attempt.id = random_uuid();
  attempt.pair = "us";
  attempt.created = subject.now();
  auto request = subject.target.freeze(attempt.id, documents, subject.receipts);
  REQUIRE_MESSAGE(request.ok(), (request ? "" : request.error().text()));
  attempt.request = std::move(*request);
  attempt.members = std::move(documents);
  return attempt;
}

simulator::Fault fault(simulator::Fault::When when, simulator::Delivery delivery, int status) {
  simulator::Fault planned;
  planned.when = when;
  planned.delivery = delivery;
  planned.reply.status = status;
  planned.reply.headers = {{"Content-Type", "text/html"}};
  planned.reply.body = "<html>Bad Gateway</html>";
  return planned;
}

// The documents of the n-th attempt.
std::vector<Document> documents(TargetSubject& subject, int n) {
  std::vector<Document> made;
  for (int i = 0; i < subject.together; ++i) made.push_back(subject.document(n * subject.together + i));
  return made;
}

bool all_are(const Outcomes& outcomes, std::initializer_list<Outcome::Kind> kinds) {
  return std::all_of(outcomes.begin(), outcomes.end(), [&](const Outcome& outcome) {
    return std::find(kinds.begin(), kinds.end(), outcome.kind) != kinds.end();
  });
}

// What becomes of an attempt that is looked at until nothing is pending.
Outcomes looked_up(TargetSubject& subject, const Attempt& attempt) {
  Outcomes outcomes = subject.target.check(attempt, {});
  for (int i = 0; i < 5 && all_are(outcomes, {Outcome::Kind::pending}); ++i) {
    subject.work();
    outcomes = subject.target.check(attempt, {});
  }
  REQUIRE(outcomes.size() == attempt.members.size());
  return outcomes;
}

Outcomes sent(TargetSubject& subject, const Attempt& attempt) {
  Outcomes outcomes = subject.target.send(attempt, {});
  REQUIRE(outcomes.size() == attempt.members.size());
  return all_are(outcomes, {Outcome::Kind::pending}) ? looked_up(subject, attempt) : outcomes;
}

// The same until it is known that nothing took effect: a target may wait for its longest time-out.
Outcomes looked_up_in_vain(TargetSubject& subject, const Attempt& attempt) {
  Outcomes outcomes = subject.target.check(attempt, {});
  for (int i = 0; i < 5 && all_are(outcomes, {Outcome::Kind::unknown}); ++i) {
    for (const Outcome& each : outcomes)
      if (each.at <= subject.now()) return outcomes;
    subject.work();
    outcomes = subject.target.check(attempt, {});
  }
  return outcomes;
}

void check_posted(TargetSubject& subject, const Attempt& attempt, const Outcomes& outcomes) {
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    CAPTURE(outcomes[i].reason);
    CHECK(outcomes[i].kind == Outcome::Kind::posted);
    CHECK_FALSE(outcomes[i].receipt.outside_id.empty());
    CHECK(subject.count_outside(attempt.members[i]) == 1);
  }
}

int held_outside(TargetSubject& subject, const std::vector<Document>& made) {
  int count = 0;
  for (const Document& document : made) count += subject.count_outside(document);
  return count;
}

void freezing_is_pure(TargetSubject& subject) {
  const auto made = documents(subject, 1);
  const auto first = subject.target.freeze("a1", made, subject.receipts);
  const auto second = subject.target.freeze("a1", made, subject.receipts);
  REQUIRE(first.ok());
  REQUIRE(second.ok());
  CHECK(first->body == second->body);
  CHECK(first->path == second->path);
  CHECK(first->headers == second->headers);
  CHECK(held_outside(subject, made) == 0);
}

void sending_posts_once_and_says_where(TargetSubject& subject) {
  std::vector<Document> made = documents(subject, 1);
  if (subject.together == 1) made.push_back(subject.document(2));
  made.resize(std::max<std::size_t>(1, std::min(made.size(), subject.target.fits(made))));
  CHECK(made.size() >= static_cast<std::size_t>(subject.together));
  const Attempt attempt = freeze(subject, made);
  check_posted(subject, attempt, sent(subject, attempt));
  CHECK(all_are(subject.target.check(attempt, {}), {Outcome::Kind::posted}));
}

void what_was_never_sent_is_absent(TargetSubject& subject) {
  const Attempt attempt = freeze(subject, documents(subject, 1));
  const Outcomes outcomes = looked_up_in_vain(subject, attempt);
  REQUIRE(outcomes.size() == attempt.members.size());
  CHECK(all_are(outcomes, {Outcome::Kind::absent}));
}

void a_lost_answer_is_unknown_and_found(TargetSubject& subject) {
  using simulator::Delivery;
  using simulator::Fault;
  int n = 10;
  for (const auto delivery : {Delivery::dropped, Delivery::cut, Delivery::whole}) {
    const Attempt attempt = freeze(subject, documents(subject, n++));
    const std::string& call = subject.last_call.empty() ? subject.send_call : subject.last_call;
    subject.faults.add(call, fault(Fault::When::after_commit, delivery, 502));
    const Outcomes answered = subject.target.send(attempt, {});
    REQUIRE(answered.size() == attempt.members.size());
    CHECK(all_are(answered, {Outcome::Kind::unknown}));
    check_posted(subject, attempt, looked_up(subject, attempt));
  }
}

void what_did_not_arrive_is_never_called_posted(TargetSubject& subject) {
  using simulator::Delivery;
  using simulator::Fault;
  int n = 20;
  for (const auto delivery : {Delivery::dropped, Delivery::refused, Delivery::whole}) {
    const auto made = documents(subject, n++);
    // More often than a connector may send again by itself, where it is certain that nothing arrived.
    Fault never = fault(Fault::When::before_commit, delivery, 502);
    never.times = 50;
    const Attempt attempt = freeze(subject, made);
    subject.faults.add(subject.send_call, never);
    const Outcomes answered = subject.target.send(attempt, {});
    subject.faults.clear();
    REQUIRE(answered.size() == made.size());
    CHECK(all_are(answered, {Outcome::Kind::unknown, Outcome::Kind::retry}));
    CHECK(held_outside(subject, made) == 0);
    CHECK(all_are(looked_up_in_vain(subject, attempt), {Outcome::Kind::absent}));
    // After the look-ups said absent it goes out again, in an attempt of its own.
    const Attempt again = freeze(subject, made);
    check_posted(subject, again, sent(subject, again));
  }
}

void sending_twice_makes_one(TargetSubject& subject) {
  const auto made = documents(subject, 30);
  CHECK(all_are(sent(subject, freeze(subject, made)), {Outcome::Kind::posted}));
  // Another attempt of the same documents, as after a restored backup: it must not double them.
  const Attempt again = freeze(subject, made);
  if (!subject.marked) {
    CHECK(all_are(sent(subject, again), {Outcome::Kind::rejected}));
    CHECK(held_outside(subject, made) == static_cast<int>(made.size()));
    return;
  }
  CHECK(all_are(sent(subject, again), {Outcome::Kind::posted, Outcome::Kind::unknown}));
  check_posted(subject, again, looked_up(subject, again));
}

// The others of its attempt have come to their end: each is found in the stored request of them all.
void some_of_an_attempt_are_looked_up(TargetSubject& subject) {
  std::vector<Document> made = documents(subject, 1);
  if (subject.together == 1) made.push_back(subject.document(2));
  made.resize(std::max<std::size_t>(1, std::min(made.size(), subject.target.fits(made))));
  const Attempt attempt = freeze(subject, made);
  REQUIRE(all_are(sent(subject, attempt), {Outcome::Kind::posted}));
  const Outcomes whole = looked_up(subject, attempt);
  check_posted(subject, attempt, whole);
  for (std::size_t i = 0; i < made.size(); ++i) {
    Attempt rest = attempt;
    rest.members = {made[i]};
    const Outcomes outcomes = looked_up(subject, rest);
    CAPTURE(outcomes[0].reason);
    CHECK(outcomes[0].kind == Outcome::Kind::posted);
    if (subject.has_ids) CHECK(outcomes[0].receipt.outside_id == whole[i].receipt.outside_id);
  }
}

void a_stop_is_not_an_answer(TargetSubject& subject) {
  const auto made = documents(subject, 40);
  std::stop_source stop;
  stop.request_stop();
  const Attempt attempt = freeze(subject, made);
  const Outcomes answered = subject.target.send(attempt, stop.get_token());
  REQUIRE(answered.size() == made.size());
  CHECK(all_are(answered, {Outcome::Kind::retry, Outcome::Kind::unknown}));
  CHECK(held_outside(subject, made) == 0);
  CHECK(all_are(subject.target.check(attempt, stop.get_token()), {Outcome::Kind::unknown}));
}

}  // namespace

void run_target_suite(const std::function<void(const std::function<void(TargetSubject&)>&)>& with_subject) {
  SUBCASE("freezing is pure") {
    with_subject(freezing_is_pure);
  }
  SUBCASE("sending posts once and says where") {
    with_subject(sending_posts_once_and_says_where);
  }
  SUBCASE("what was never sent is absent") {
    with_subject(what_was_never_sent_is_absent);
  }
  SUBCASE("a lost answer is unknown and found") {
    with_subject(a_lost_answer_is_unknown_and_found);
  }
  SUBCASE("what did not arrive is never called posted") {
    with_subject(what_did_not_arrive_is_never_called_posted);
  }
  SUBCASE("sending twice makes one") {
    with_subject(sending_twice_makes_one);
  }
  SUBCASE("some of an attempt are looked up") {
    with_subject(some_of_an_attempt_are_looked_up);
  }
  SUBCASE("a stop is not an answer") {
    with_subject(a_stop_is_not_an_answer);
  }
}

}  // namespace crosswalk::tests
