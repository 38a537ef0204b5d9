#include <doctest/doctest.h>

#include "store/suite.h"

namespace crosswalk::store::suite {
namespace {

using Kind = Outcome::Kind;

void one_outcome_each(Store& store) {
  Scene scene(store);
  std::vector<std::int64_t> ids;
  for (int i = 1; i <= 6; ++i) ids.push_back(scene.invoice(std::to_string(i)));
  const auto attempt = scene.send("a1", ids);
  scene.answer(attempt, {posted("guid"), outcome(Kind::pending), outcome(Kind::retry, "busy"),
                         outcome(Kind::rejected, "archived account"), outcome(Kind::unknown, "timeout"),
                         outcome(Kind::absent)});
  const std::vector<DocumentState> expected = {DocumentState::posted,  DocumentState::pending,
                                               DocumentState::retry,   DocumentState::rejected,
                                               DocumentState::unknown, DocumentState::unknown};
  for (std::size_t i = 0; i < ids.size(); ++i) CHECK(scene.state(ids[i]) == expected[i]);
  CHECK(store.document(ids[3]).value().reason == "archived account");
  CHECK(store.document(ids[4]).value().due == start + limits::absence_spacing);
  const auto rows = store.attempts_of(ids[2]).value();
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].id == "a1");
  CHECK(rows[0].request == "PUT /Invoices?unitdp=4");
  CHECK(rows[0].outcome == "retry: busy");
  const auto audit = store.audit_of("document", ids[0]).value();
  CHECK(audit.back().note == "guid");
  CHECK(audit[1].note == "a1");
  // The same answer again changes nothing.
  scene.answer(attempt, Outcomes(6, outcome(Kind::rejected, "again")));
  for (std::size_t i = 0; i < ids.size(); ++i) CHECK(scene.state(ids[i]) == expected[i]);
}

void another_name(Store& store) {
  Scene scene(store);
  const auto id = scene.invoice("1");
  auto taken = outcome(Kind::retry, "it belongs to somebody else");
  taken.name_taken = true;
  scene.answer(scene.send("a1", {id}), {taken});
  CHECK(scene.sendable() == std::vector<std::string>{"1/1"});  // at once
  CHECK(store.document(id).value().variant == 1);
  CHECK(store.document(id).value().tries == 0);
  scene.answer(scene.send("a2", {id}), {outcome(Kind::retry, "no network")});
  CHECK(store.document(id).value().variant == 1);
}

void smaller_company(Store& store) {
  Scene scene(store);
  std::vector<std::int64_t> ids;
  for (int i = 1; i <= 5; ++i) ids.push_back(scene.invoice(std::to_string(i)));
  auto split = outcome(Kind::retry, "one of you cannot be read");
  split.halve = true;
  scene.answer(scene.send("a1", {ids[0], ids[1], ids[2]}), {split, split, split});
  // They wait for no time and have spent no try, but the rest goes before them.
  CHECK(scene.sendable() == std::vector<std::string>{"4/1", "5/1", "1/1", "2/1", "3/1"});
  CHECK(store.document(ids[0]).value().company == 2);
  CHECK(store.document(ids[0]).value().tries == 0);
  CHECK(store.document(ids[3]).value().company == 0);
  scene.answer(scene.send("a2", {ids[0], ids[1]}), {split, split});
  CHECK(store.document(ids[1]).value().company == 1);
  CHECK(scene.sendable() == std::vector<std::string>{"4/1", "5/1", "1/1", "2/1", "3/1"});
  // It is remembered through a look-up that did not find it.
  auto lost = outcome(Kind::unknown, "HTTP 500");
  lost.halve = true;
  scene.answer(scene.send("a3", {ids[3], ids[4]}), {lost, lost});
  Instant now = start;
  for (int look = 0; look < limits::absences_needed; ++look) {
    now = now + limits::absence_spacing;
    CHECK(scene.look_up(outcome(Kind::absent), now) == 2);
  }
  CHECK(scene.state(ids[3]) == DocumentState::drafted);
  CHECK(store.document(ids[3]).value().company == 1);
  // Alone there is nothing to split.
  scene.answer(scene.send("a4", {ids[0]}), {split});
  CHECK(store.document(ids[0]).value().company == 1);
  CHECK(store.document(ids[0]).value().tries == 1);
}

void misuse_is_refused(Store& store) {
  Scene scene(store);
  const auto one = scene.invoice("1");
  const auto two = scene.invoice("2");
  const auto attempt = scene.send("a1", {one});
  const auto other = std::vector{store.document(two).value()};
  const Outcomes yes = {posted("guid")};
  CHECK(store.finish_attempt("a1", other, yes, Cause::answer, "w1", start).error().kind ==
        ErrorKind::internal);
  CHECK(store.finish_attempt("a9", attempt.members, yes, Cause::answer, "w1", start).error().kind ==
        ErrorKind::internal);
  CHECK(store.finish_attempt("a1", attempt.members, {}, Cause::answer, "w1", start).error().kind ==
        ErrorKind::internal);
  CHECK(store.finish_attempt("a1", attempt.members, yes, Cause::mapped, "w1", start).error().kind ==
        ErrorKind::internal);
  CHECK(scene.state(one) == DocumentState::sending);
}

void retries_go_on(Store& store) {
  Scene scene(store);
  const auto id = scene.invoice("1");
  Instant now = start;
  Millis last{0};
  for (int i = 1; i < 3 * limits::send_tries; ++i) {
    const auto attempt = scene.send("a" + std::to_string(i), {id}, now);
    scene.answer(attempt, {outcome(i % 2 == 0 ? Kind::reauthorise : Kind::retry, "busy")}, now);
    const auto document = store.document(id).value();
    REQUIRE(document.state == DocumentState::retry);
    const Millis wait = document.due - now;
    CHECK(wait >= last);
    CHECK(wait <= limits::longest_retry);
    last = wait;
    CHECK(scene.sendable(document.due - Millis(1)).empty());
    now = document.due;
    CHECK(scene.sendable(now).size() == 1);
  }
  scene.answer(scene.send("last", {id}, now), {posted("id-1")}, now);
  CHECK(scene.state(id) == DocumentState::posted);
}

void absent_twice(Store& store) {
  Scene scene(store);
  const auto id = scene.invoice("1");
  scene.answer(scene.send("a1", {id}), {outcome(Kind::unknown, "timeout")});
  CHECK(scene.look_up(outcome(Kind::absent), after(4)) == 0);
  CHECK(scene.look_up(outcome(Kind::absent), after(5)) == 1);
  CHECK(scene.state(id) == DocumentState::unknown);
  CHECK(store.document(id).value().absences == 1);
  CHECK(scene.look_up(outcome(Kind::absent), after(9)) == 0);
  CHECK(scene.look_up(outcome(Kind::unknown, "the look-up failed"), after(10)) == 1);
  CHECK(store.document(id).value().absences == 1);
  CHECK(scene.look_up(outcome(Kind::absent), after(15)) == 1);
  CHECK(scene.state(id) == DocumentState::drafted);
  CHECK(store.document(id).value().tries == 1);
  CHECK(scene.sendable(after(15)).size() == 1);
  // A new attempt: what is said of the old one counts for nothing.
  const auto old = store.attempts_of(id).value();
  const auto second = scene.send("a2", {id}, after(16));
  Attempt first = second;
  first.id = "a1";
  scene.answer(first, {posted("ghost")}, after(17));
  CHECK(scene.state(id) == DocumentState::sending);
  scene.answer(second, {posted("guid")}, after(18));
  CHECK(scene.state(id) == DocumentState::posted);
  CHECK(store.attempts_of(id).value().size() == 2);
  CHECK(scene.trail("document", id) ==
        ">drafted mapped, drafted>sending send, sending>unknown answer, unknown>unknown look-up, "
        "unknown>drafted look-up, drafted>sending send, sending>sending answer, sending>posted answer");
}

void two_look_ups_at_once_are_one(Store& store) {
  Scene scene(store);
  const auto id = scene.invoice("1");
  scene.answer(scene.send("a1", {id}), {outcome(Kind::unknown)});
  const auto mine = store.to_look_up("us", Side::ledger, 9, after(5)).value();
  const auto theirs = store.to_look_up("us", Side::ledger, 9, after(5)).value();
  const Outcomes absent = {outcome(Kind::absent)};
  CHECK(store.finish_attempt("a1", mine[0].members, absent, Cause::look_up, "w1", after(5)).ok());
  CHECK(store.finish_attempt("a1", theirs[0].members, absent, Cause::look_up, "w2", after(99)).ok());
  CHECK(scene.state(id) == DocumentState::unknown);
  CHECK(store.document(id).value().absences == 1);
}

void never_arriving_ends(Store& store) {
  Scene scene(store);
  const auto id = scene.invoice("1");
  Instant now = start;
  for (int i = 1; i <= limits::send_tries; ++i) {
    REQUIRE(scene.state(id) == DocumentState::drafted);
    scene.answer(scene.send("a" + std::to_string(i), {id}, now), {outcome(Kind::unknown, "HTTP 500")}, now);
    for (int look = 0; look < limits::absences_needed; ++look) {
      now = now + limits::absence_spacing;
      REQUIRE(scene.look_up(outcome(Kind::absent), now) == 1);
    }
  }
  CHECK(scene.state(id) == DocumentState::rejected);
}

void look_ups_grow_rare(Store& store) {
  Scene scene(store);
  const auto id = scene.invoice("1");
  scene.answer(scene.send("a1", {id}), {outcome(Kind::unknown)});
  Instant now = start;
  Millis last{0};
  for (int i = 0; i < 12; ++i) {
    const Instant due = store.document(id).value().due;
    CHECK(store.next_due("us").value() == due);
    CHECK(due - now >= last);
    last = due - now;
    now = due;
    REQUIRE(scene.look_up(outcome(i % 2 == 0 ? Kind::unknown : Kind::reauthorise, "no answer"), now) == 1);
    REQUIRE(scene.state(id) == DocumentState::unknown);
  }
  CHECK(last == limits::longest_look_up_gap);
  CHECK(store.document(id).value().tries == 0);
  CHECK(store.audit_of("document", id).value().size() == 3);  // learning nothing is not told
}

void pending_till_known(Store& store) {
  Scene scene(store);
  const auto one = scene.invoice("1");
  const auto two = scene.invoice("2");
  scene.answer(scene.send("a1", {one, two}), {outcome(Kind::pending, "", after(60)), outcome(Kind::pending)});
  CHECK(scene.look_up(outcome(Kind::pending, "", after(90)), after(59)) == 1);  // the second only
  CHECK(scene.look_up(outcome(Kind::rejected, "refused"), after(60)) == 1);
  CHECK(scene.state(one) == DocumentState::rejected);
  CHECK(scene.look_up(outcome(Kind::absent), after(90)) == 1);
  CHECK(scene.state(two) == DocumentState::pending);
  CHECK(scene.look_up(outcome(Kind::absent), after(95)) == 1);
  CHECK(scene.state(two) == DocumentState::drafted);
}

void totals_are_compared(Store& store) {
  Scene scene(store);
  const auto same = scene.invoice("1", usd("10.00"));
  const auto differs = scene.invoice("2", usd("10.00"));
  const auto silent = scene.invoice("3", usd("10.00"));
  const auto looked = scene.invoice("4", usd("10.00"));
  scene.post(same, "g1", usd("10"));
  scene.post(differs, "g2", usd("10.01"));
  scene.post(silent, "g3");
  scene.answer(scene.send("a4", {looked}), {outcome(Kind::unknown)});
  scene.look_up(posted("g4", Money{usd("10").amount, Currency::parse("CAD").value()}), after(5));
  CHECK(scene.state(same) == DocumentState::posted);
  CHECK(scene.state(silent) == DocumentState::posted);
  CHECK(scene.state(differs) == DocumentState::disputed);
  CHECK(scene.state(looked) == DocumentState::disputed);
  const auto reason = store.document(differs).value().reason;
  CHECK(reason.find("10.01 USD") != std::string::npos);
  CHECK(reason.find("10.00 USD") != std::string::npos);
  const auto trail = scene.trail("document", differs);
  CHECK(trail.ends_with("sending>posted answer, posted>disputed compared"));
  // What else the ledger says of it: another rate, say.
  const auto rated = scene.invoice("5", usd("10.00"));
  Outcome doubted = posted("g5", usd("10"));
  doubted.reason = "Xero keeps the rate 1.35 where 0.74 was sent";
  scene.answer(scene.send("a5", {rated}), {doubted});
  CHECK(scene.state(rated) == DocumentState::disputed);
  CHECK(store.document(rated).value().reason == doubted.reason);
  const auto rows = store.documents("us", DocumentKind::invoice).value();
  CHECK(rows[1].receipt->outside_id == "g2");
  CHECK(rows[1].receipt->total == usd("10.01"));
  CHECK(rows[1].receipt->status == "AUTHORISED");
}

void deletions_void(Store& store) {
  Scene scene(store);
  const auto claimed = scene.claim("1");
  auto create = drafted(DocumentKind::invoice, "WM-1", claimed.record.key);
  create.total = usd("10");
  auto update = drafted(DocumentKind::invoice, "WM-1", claimed.record.key, 2);
  update.total = usd("20");
  auto annul = drafted(DocumentKind::invoice, "WM-1", claimed.record.key, 3);
  annul.operation = Operation::annul;
  scene.book(claimed, {create, update, annul});
  std::vector<std::int64_t> ids;
  for (const auto& row : got(store.documents_of(claimed.id))) ids.push_back(row.document.id);
  scene.post(ids[0], "g");
  CHECK(store.counts("us").value().posted == std::vector{usd("10")});
  scene.post(ids[1], "g 2");
  CHECK(store.counts("us").value().posted == std::vector{usd("20")});
  scene.answer(scene.send("a3", {ids[2]}), {outcome(Kind::unknown)});
  scene.look_up(posted("g"), after(5));
  CHECK(scene.state(ids[0]) == DocumentState::voided);
  CHECK(scene.state(ids[1]) == DocumentState::voided);
  CHECK(scene.state(ids[2]) == DocumentState::posted);
  CHECK(scene.trail("document", ids[0]).ends_with("posted>voided look-up"));
  CHECK(store.counts("us").value().posted.empty());
}

}  // namespace

std::vector<Check> outcome_checks() {
  return {{"each member has its own outcome", one_outcome_each},
          {"what has somebody else's name goes out under another", another_name},
          {"what failed as a whole goes in smaller company", smaller_company},
          {"an answer for a stranger is refused", misuse_is_refused},
          {"retries wait longer each time, and go on", retries_go_on},
          {"absent means absent twice", absent_twice},
          {"two look-ups at once are one", two_look_ups_at_once_are_one},
          {"what never arrives ends with a person", never_arriving_ends},
          {"failed look-ups grow rare and change nothing", look_ups_grow_rare},
          {"pending is looked up till it is known", pending_till_known},
          {"a receipt with another total is a dispute", totals_are_compared},
          {"a deletion voids what stood", deletions_void}};
}

}  // namespace crosswalk::store::suite
