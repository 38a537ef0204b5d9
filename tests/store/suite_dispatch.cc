#include <doctest/doctest.h>

#include "store/suite.h"

namespace crosswalk::store::suite {
namespace {

using Keys = std::vector<std::string>;

// An invoice is voided once its payment is deleted, and paid again once it is made again.
void what_waits_for_it_does_not_hold_it_up(Store& store) {
  Scene scene(store);
  const auto claimed = scene.claim("1");
  using Kind = DocumentKind;
  const auto step = [&](Kind kind, int number, Operation operation, std::optional<Kind> needs) {
    auto document = drafted(kind, "WM-1", claimed.record.key, number);
    document.operation = operation;
    if (needs) document.depends_on = {{*needs, "WM-1"}};
    return document;
  };
  std::string sent;
  const auto send_all = [&] {
    for (auto next = got(store.sendable("us", Side::ledger, 9, start)); !next.empty();
         next = got(store.sendable("us", Side::ledger, 9, start)))
      for (const Document& one : next) {
        sent += std::string(name_of(one.kind)) + " " + std::to_string(one.step) + ", ";
        scene.post(one.id, "id-" + std::to_string(one.id));
      }
  };
  scene.book(claimed, {step(Kind::invoice, 1, Operation::create, {}),
                       step(Kind::payment, 1, Operation::create, Kind::invoice)});
  send_all();
  CHECK(store.replay(claimed.id, "ann", start).ok());
  scene.book(got(store.claim_records("us", "w1", 9, lease, start)).front(),
             {step(Kind::invoice, 2, Operation::annul, Kind::payment),
              step(Kind::invoice, 3, Operation::create, {}), step(Kind::payment, 2, Operation::remove, {}),
              step(Kind::payment, 3, Operation::create, Kind::invoice)});
  send_all();
  CHECK(sent == "invoice 1, payment 1, payment 2, invoice 2, invoice 3, payment 3, ");
}

void order_of_sending(Store& store) {
  Scene scene(store);
  const auto claimed = scene.claim("1");
  auto invoice = drafted(DocumentKind::invoice, "WM-1", claimed.record.key);
  invoice.depends_on = {{DocumentKind::contact, "Channel"}};
  auto payment = drafted(DocumentKind::payment, "WM-1", claimed.record.key);
  payment.depends_on = {{DocumentKind::invoice, "WM-1"}};
  auto update = drafted(DocumentKind::invoice, "WM-1", claimed.record.key, 2);
  const auto acknowledgement = drafted(DocumentKind::acknowledgement, "1", claimed.record.key);
  scene.book(claimed, {invoice, payment, update, contact("Channel"), acknowledgement});
  CHECK(scene.sendable() == Keys{"Channel/1"});
  CHECK(scene.sendable(start, Side::channel) == Keys{"1/1"});
  CHECK(store.sendable("ca", Side::ledger, 9, start).value().empty());
  const auto id = [&](DocumentKind kind, int step) {
    for (const auto& row : got(store.documents("us", kind)))
      if (row.document.step == step) return row.document.id;
    return std::int64_t{0};
  };
  scene.post(id(DocumentKind::contact, 1), "contact-guid");
  CHECK(scene.sendable() == Keys{"WM-1/1"});  // the update waits for the invoice, the payment for both
  scene.post(id(DocumentKind::invoice, 1), "invoice-guid");
  CHECK(scene.sendable() == Keys{"WM-1/2"});
  const auto waiting = store.sendable("us", Side::ledger, 9, start).value();
  const auto receipts = store.receipts_of(waiting).value();
  REQUIRE(receipts.find(DocumentKind::invoice, "WM-1") != nullptr);
  CHECK(receipts.find(DocumentKind::invoice, "WM-1")->outside_id == "invoice-guid");
  CHECK(receipts.find(DocumentKind::contact, "Channel") == nullptr);  // not a dependency of the update
  scene.post(id(DocumentKind::invoice, 2), "invoice-guid-2");
  CHECK(scene.sendable() == Keys{"WM-1/1"});
  const auto last = store.sendable("us", Side::ledger, 9, start).value();
  CHECK(last.front().kind == DocumentKind::payment);
  CHECK(last.front().content == payment.content);
  CHECK(store.receipts_of(last).value().find(DocumentKind::invoice, "WM-1")->outside_id == "invoice-guid-2");
}

void oldest_first_and_bounded(Store& store) {
  Scene scene(store);
  for (int i = 1; i <= 5; ++i) scene.invoice(std::to_string(i));
  const auto some = store.sendable("us", Side::ledger, 3, start).value();
  REQUIRE(some.size() == 3);
  CHECK(some[0].key == "1");
  CHECK(some[2].key == "3");
}

void fresh_before_history(Store& store) {
  Scene scene(store);
  auto old = order("1", "{}");
  old.lane = Lane::history;
  CHECK(store.receive("us", std::vector{old}, "", "", start).ok());
  const auto imported = scene.claim("1");  // known already
  auto invoice = drafted(DocumentKind::invoice, "1", imported.record.key);
  scene.book(imported, {invoice, contact("Channel")});
  scene.invoice("2");
  CHECK(scene.sendable() == Keys{"Channel/1", "2/1", "1/1"});  // a shared document is needed by all
  // The source tells of it itself: history no more.
  CHECK(store.receive("us", std::vector{order("1", "two")}, "", "", start).ok());
  const auto claimed = store.claim_records("us", "w1", 9, lease, start).value();
  REQUIRE(claimed.size() == 1);
  scene.book(claimed[0], {drafted(DocumentKind::invoice, "1", claimed[0].record.key, 2)});
  scene.invoice("3");
  scene.post(store.documents("us", DocumentKind::invoice).value().front().document.id, "g");
  CHECK(scene.sendable() == Keys{"Channel/1", "2/1", "1/2", "3/1"});
  // What may wait does, although its record is fresh.
  const auto fresh = scene.claim("4");
  auto note = drafted(DocumentKind::note, "N", fresh.record.key);
  note.lane = Lane::history;
  scene.book(fresh, {note, drafted(DocumentKind::invoice, "4", fresh.record.key)});
  CHECK(scene.sendable() == Keys{"Channel/1", "2/1", "1/2", "3/1", "4/1", "N/1"});
}

void not_before_mapping(Store& store) {
  Scene scene(store);
  const auto id = scene.invoice("1");
  auto attempt = Attempt{};
  attempt.id = "a1";
  attempt.pair = "us";
  attempt.members = {store.document(id).value()};
  const std::vector<RawRecord> newer = {order("1", "two")};
  CHECK(store.receive("us", newer, "", "", start).ok());
  CHECK(scene.sendable().empty());  // what was drafted from the older revision may be wrong by now
  CHECK(store.begin_attempt(attempt, "w1", lease, start).error().kind == ErrorKind::limit);
  const auto claimed = store.claim_records("us", "w1", 9, lease, start).value();
  REQUIRE(claimed.size() == 1);
  scene.book(claimed[0], {});
  CHECK(scene.sendable() == Keys{"1/1"});
}

void attempts_are_all_or_nothing(Store& store) {
  Scene scene(store);
  const auto one = scene.invoice("1");
  const auto two = scene.invoice("2");
  const auto first = scene.send("a1", {one});
  CHECK(scene.state(one) == DocumentState::sending);
  CHECK(scene.sendable() == Keys{"2/1"});
  Attempt second = first;
  second.id = "a2";
  second.members = {store.document(two).value(), store.document(one).value()};
  CHECK(store.begin_attempt(second, "w2", lease, start).error().kind == ErrorKind::limit);
  CHECK(scene.state(two) == DocumentState::drafted);
  CHECK(store.attempts_of(two).value().empty());
  second.members = {store.document(two).value()};
  second.id = "a1";
  CHECK(store.begin_attempt(second, "w2", lease, start).error().kind == ErrorKind::internal);
  second.id = "a2";
  second.side = Side::channel;
  CHECK(store.begin_attempt(second, "w2", lease, start).error().kind == ErrorKind::internal);
  second.members.clear();
  CHECK(store.begin_attempt(second, "w2", lease, start).error().kind == ErrorKind::internal);
}

void bytes_come_back(Store& store) {
  Scene scene(store);
  const auto one = scene.invoice("1");
  const auto two = scene.invoice("2");
  const auto three = scene.invoice("3");
  Attempt attempt;
  attempt.id = "a1";
  attempt.pair = "us";
  for (const auto id : {three, one, two}) attempt.members.push_back(store.document(id).value());
  attempt.request = {"PUT",
                     "/Invoices?a=1&b=%20",
                     std::string("{\"n\":\"\xc3\xa9\"}\n\0", 13),
                     {{"Content-Type", "application/json"}, {"X", "\"1\""}, {"X", "2"}}};
  CHECK(store.begin_attempt(attempt, "w1", lease, after(3)).ok());
  scene.answer(attempt, {outcome(Outcome::Kind::unknown), posted("g"), outcome(Outcome::Kind::unknown)},
               after(4));
  CHECK(store.to_look_up("us", Side::ledger, 9, after(4)).value().empty());  // not yet
  CHECK(store.to_look_up("us", Side::channel, 9, after(60)).value().empty());
  const auto found = store.to_look_up("us", Side::ledger, 9, after(60)).value();
  REQUIRE(found.size() == 1);
  CHECK(found[0].id == "a1");
  CHECK(found[0].pair == "us");
  CHECK(found[0].created == after(3));
  CHECK(found[0].request.method == "PUT");
  CHECK(found[0].request.path == attempt.request.path);
  CHECK(found[0].request.body == attempt.request.body);
  CHECK(found[0].request.headers == attempt.request.headers);
  REQUIRE(found[0].members.size() == 2);
  CHECK(found[0].members[0].id == three);
  CHECK(found[0].members[1].id == two);
  CHECK(found[0].members[0].content == "{\"key\":\"3\"}");
}

void lost_workers(Store& store) {
  Scene scene(store);
  const auto id = scene.invoice("1");
  const auto attempt = scene.send("a1", {id});
  const auto end = start + limits::attempt_lease;
  CHECK(store.next_due("us").value() == end);
  CHECK(store.expire_leases(end - Millis(1)).value() == 0);
  CHECK(store.expire_leases(end).value() == 1);
  CHECK(store.expire_leases(end).value() == 0);
  CHECK(scene.state(id) == DocumentState::unknown);
  CHECK(scene.trail("document", id) == ">drafted mapped, drafted>sending send, sending>unknown lease lost");
  const auto doubtful = store.to_look_up("us", Side::ledger, 9, end).value();
  REQUIRE(doubtful.size() == 1);
  CHECK(doubtful.front().lost);
  // The worker was only slow. Its answer is no look-up: what took effect is found by looking.
  scene.answer(attempt, {posted("late-guid")}, end);
  CHECK(scene.state(id) == DocumentState::unknown);
  CHECK(store.audit_of("document", id).value().back().note == "posted as late-guid, said too late");
  CHECK(scene.look_up(posted("late-guid"), end) == 1);
  CHECK(scene.state(id) == DocumentState::posted);
}

void when_to_come_back(Store& store) {
  Scene scene(store);
  CHECK_FALSE(store.next_due("us").value().has_value());
  const auto one = scene.invoice("1");
  CHECK_FALSE(store.next_due("us").value().has_value());  // a drafted document waits for no time
  scene.answer(scene.send("a1", {one}), {outcome(Outcome::Kind::retry, "busy", after(30))});
  CHECK(store.next_due("us").value() == after(30));
  CHECK_FALSE(store.next_due("ca").value().has_value());
  CHECK(scene.sendable(after(29)).empty());
  CHECK(scene.sendable(after(30)) == Keys{"1/1"});
  const auto two = scene.invoice("2");
  scene.answer(scene.send("a2", {two}), {outcome(Outcome::Kind::pending, "", after(20))});
  CHECK(store.next_due("us").value() == after(20));
  const std::vector<RawRecord> newer = {order("1", "two")};
  CHECK(store.receive("us", newer, "", "", start).ok());
  scene.look_up(posted("g"), after(20));
  CHECK_FALSE(store.next_due("us").value().has_value());  // the retry waits for its record, not for a time
}

void what_is_still_to_leave(Store& store) {
  Scene scene(store);
  const auto unsent = [&](Instant before) { return store.has_unsent("us", Side::ledger, before).value(); };
  CHECK_FALSE(unsent(after(900)));
  const auto claimed = scene.claim("1");
  auto payment = drafted(DocumentKind::payment, "1", claimed.record.key);
  payment.depends_on = {{DocumentKind::invoice, "1"}};
  const auto feedback = drafted(DocumentKind::acknowledgement, "1", claimed.record.key);
  scene.book(claimed, {drafted(DocumentKind::invoice, "1", claimed.record.key), payment, feedback});
  CHECK_FALSE(unsent(start));  // drafted at that moment, not before
  CHECK(unsent(after(1)));
  CHECK_FALSE(store.has_unsent("ca", Side::ledger, after(1)).value());
  const auto invoice = got(store.documents("us", DocumentKind::invoice)).front().document.id;
  auto attempt = scene.send("a1", {invoice}, after(10));
  CHECK(unsent(after(1)));  // it may come back
  scene.answer(attempt, {outcome(Outcome::Kind::unknown)}, after(20));
  CHECK(unsent(after(1)));
  scene.look_up(outcome(Outcome::Kind::pending, "", after(400)), after(300));
  CHECK_FALSE(unsent(after(900)));  // neither what has left nor the payment, which waits for it
  scene.look_up(posted("g"), after(400));
  CHECK(unsent(after(1)));  // drafted long ago, and may go now
  const auto paid = got(store.documents("us", DocumentKind::payment)).front().document.id;
  scene.answer(scene.send("a2", {paid}, after(500)), {outcome(Outcome::Kind::retry, "busy", after(800))});
  CHECK(unsent(after(1)));
  scene.post(paid, "p");
  CHECK_FALSE(unsent(after(900)));
  CHECK(store.has_unsent("us", Side::channel, after(1)).value());
}

}  // namespace

std::vector<Check> dispatch_checks() {
  return {{"documents go in order", order_of_sending},
          {"what waits for a document does not hold it up", what_waits_for_it_does_not_hold_it_up},
          {"oldest first, and no more than asked for", oldest_first_and_bounded},
          {"fresh orders go before history", fresh_before_history},
          {"nothing goes while its record is to be mapped", not_before_mapping},
          {"an attempt is stored wholly or not at all", attempts_are_all_or_nothing},
          {"an attempt's bytes come back as they were", bytes_come_back},
          {"a lost worker's documents become unknown", lost_workers},
          {"next_due says when to come back", when_to_come_back},
          {"has_unsent says what is still to leave", what_is_still_to_leave}};
}

}  // namespace crosswalk::store::suite
