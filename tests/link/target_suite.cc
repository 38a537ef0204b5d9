#include "link/target_suite.h"

#include <doctest/doctest.h>

#include "base/crypto.h"

namespace crosswalk::tests {
namespace {

Attempt freeze(TargetSubject& subject, std::vector<Document> documents) {
  Attempt attempt;
  attempt.id = random_uuid();
  attempt.pair = "us";
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

void freezing_is_pure(TargetSubject& subject) {
  const std::vector documents{subject.document(1)};
  const auto first = subject.target.freeze("a1", documents, subject.receipts);
  const auto second = subject.target.freeze("a1", documents, subject.receipts);
  REQUIRE(first.ok());
  REQUIRE(second.ok());
  CHECK(first->body == second->body);
  CHECK(first->path == second->path);
  CHECK(first->headers == second->headers);
  CHECK(subject.count_outside(documents[0]) == 0);
}

void sending_posts_once_and_says_where(TargetSubject& subject) {
  std::vector documents{subject.document(1), subject.document(2)};
  documents.resize(std::max<std::size_t>(1, std::min(documents.size(), subject.target.fits(documents))));
  const Attempt attempt = freeze(subject, documents);
  const Outcomes outcomes = subject.target.send(attempt, {});
  REQUIRE(outcomes.size() == documents.size());
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    CAPTURE(outcomes[i].reason);
    CHECK(outcomes[i].kind == Outcome::Kind::posted);
    CHECK_FALSE(outcomes[i].receipt.outside_id.empty());
    CHECK(subject.count_outside(documents[i]) == 1);
  }
  for (const auto& outcome : subject.target.check(attempt, {})) CHECK(outcome.kind == Outcome::Kind::posted);
}

void what_was_never_sent_is_absent(TargetSubject& subject) {
  const Attempt attempt = freeze(subject, {subject.document(1)});
  const Outcomes outcomes = subject.target.check(attempt, {});
  REQUIRE(outcomes.size() == 1);
  CHECK(outcomes[0].kind == Outcome::Kind::absent);
}

void a_lost_answer_is_unknown_and_found(TargetSubject& subject) {
  using simulator::Delivery;
  using simulator::Fault;
  int n = 10;
  for (const auto delivery : {Delivery::dropped, Delivery::cut, Delivery::whole}) {
    const Document document = subject.document(n++);
    subject.faults.add(subject.send_call, fault(Fault::When::after_commit, delivery, 502));
    const Attempt attempt = freeze(subject, {document});
    const Outcomes sent = subject.target.send(attempt, {});
    REQUIRE(sent.size() == 1);
    CHECK(sent[0].kind == Outcome::Kind::unknown);
    CHECK(subject.count_outside(document) == 1);
    const Outcomes found = subject.target.check(attempt, {});
    CHECK(found.at(0).kind == Outcome::Kind::posted);
    CHECK_FALSE(found.at(0).receipt.outside_id.empty());
    CHECK(subject.count_outside(document) == 1);
  }
}

void what_did_not_arrive_is_never_called_posted(TargetSubject& subject) {
  using simulator::Delivery;
  using simulator::Fault;
  int n = 20;
  for (const auto delivery : {Delivery::dropped, Delivery::refused, Delivery::whole}) {
    const Document document = subject.document(n++);
    // More often than a connector may send again by itself, where it is certain that nothing arrived.
    Fault never = fault(Fault::When::before_commit, delivery, 502);
    never.times = 50;
    subject.faults.add(subject.send_call, never);
    const Attempt attempt = freeze(subject, {document});
    const Outcomes sent = subject.target.send(attempt, {});
    subject.faults.clear();
    REQUIRE(sent.size() == 1);
    CHECK((sent[0].kind == Outcome::Kind::unknown || sent[0].kind == Outcome::Kind::retry));
    CHECK(subject.count_outside(document) == 0);
    CHECK(subject.target.check(attempt, {}).at(0).kind == Outcome::Kind::absent);
    // After the look-ups said absent it goes out again, in an attempt of its own.
    CHECK(subject.target.send(freeze(subject, {document}), {}).at(0).kind == Outcome::Kind::posted);
    CHECK(subject.count_outside(document) == 1);
  }
}

void sending_twice_makes_one(TargetSubject& subject) {
  const Document document = subject.document(30);
  CHECK(subject.target.send(freeze(subject, {document}), {}).at(0).kind == Outcome::Kind::posted);
  // Another attempt of the same document, as after a restored backup: it must not double it.
  const Attempt again = freeze(subject, {document});
  const Outcome::Kind kind = subject.target.send(again, {}).at(0).kind;
  CHECK((kind == Outcome::Kind::posted || kind == Outcome::Kind::unknown));
  CHECK(subject.target.check(again, {}).at(0).kind == Outcome::Kind::posted);
  CHECK(subject.count_outside(document) == 1);
}

void a_stop_is_not_an_answer(TargetSubject& subject) {
  const Document document = subject.document(40);
  std::stop_source stop;
  stop.request_stop();
  const Attempt attempt = freeze(subject, {document});
  const Outcomes sent = subject.target.send(attempt, stop.get_token());
  REQUIRE(sent.size() == 1);
  CHECK((sent[0].kind == Outcome::Kind::retry || sent[0].kind == Outcome::Kind::unknown));
  CHECK(subject.count_outside(document) == 0);
  CHECK(subject.target.check(attempt, stop.get_token()).at(0).kind == Outcome::Kind::unknown);
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
  SUBCASE("a stop is not an answer") {
    with_subject(a_stop_is_not_an_answer);
  }
}

}  // namespace crosswalk::tests
