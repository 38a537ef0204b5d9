#include <doctest/doctest.h>

#include "store/suite.h"

namespace crosswalk::store::suite {
namespace {

MappedRecord booked(const ClaimedRecord& claimed) {
  MappedRecord mapped;
  mapped.id = claimed.id;
  mapped.revision = claimed.record.revision;
  mapped.documents = {drafted(DocumentKind::invoice, "WM-" + claimed.record.key.id, claimed.record.key)};
  return mapped;
}

void claims_are_leases(Store& store) {
  const std::vector<RawRecord> page = {order("1", "a"), order("2", "b"), order("3", "c")};
  CHECK(store.receive("us", page, "", "", start).ok());
  const auto mine = store.claim_records("us", "w1", 2, lease, start).value();
  REQUIRE(mine.size() == 2);
  CHECK(mine[0].record.key.id == "1");
  CHECK(mine[0].record.body == "a");
  const auto theirs = store.claim_records("us", "w2", 5, lease, start).value();
  REQUIRE(theirs.size() == 1);
  CHECK(theirs[0].record.key.id == "3");
  CHECK(store.claim_records("us", "w3", 5, lease, after(59)).value().empty());
  CHECK(store.claim_records("ca", "w3", 5, lease, after(61)).value().empty());
  CHECK(store.claim_records("us", "w3", 5, lease, after(60)).value().size() == 3);
  // The first worker comes back too late: its result counts for nothing.
  CHECK(store.finish_records(std::vector{booked(mine[0])}, "w1", after(61)).ok());
  CHECK(Scene(store).record_state(mine[0].id) == RecordState::received);
  CHECK(store.documents_of(mine[0].id).value().empty());
  CHECK(store.finish_records(std::vector{booked(mine[0])}, "w3", after(62)).ok());
  CHECK(Scene(store).record_state(mine[0].id) == RecordState::booked);
  // Said twice is done once.
  CHECK(store.finish_records(std::vector{booked(mine[0])}, "w3", after(62)).ok());
  CHECK(store.documents_of(mine[0].id).value().size() == 1);
}

void held_with_reason(Store& store) {
  Scene scene(store);
  const auto claimed = scene.claim("1");
  MappedRecord mapped = booked(claimed);
  mapped.documents.clear();
  mapped.state = RecordState::held;
  mapped.reason = "the SKU is not in the table";
  mapped.origin = "rules/item.lua:7";
  mapped.version = "v9";
  mapped.stuck = usd("24.99");
  mapped.remarks = {"looked twice (rules/item.lua:5)"};
  CHECK(store.finish_records(std::vector{mapped}, "w1", after(1)).ok());
  const auto row = store.records({}).value().front();
  CHECK(row.state == RecordState::held);
  CHECK(row.reason == mapped.reason);
  CHECK(row.origin == mapped.origin);
  CHECK(row.version == "v9");
  CHECK(row.stuck == usd("24.99"));
  CHECK(row.received == start);
  CHECK(row.changed == after(1));
  CHECK(store.entries_of(row.id).value().empty());
  const auto trail = store.audit_of("record", row.id).value();
  REQUIRE(trail.size() == 3);
  CHECK(trail[2].cause == "rule");
  CHECK(trail[2].note == "looked twice (rules/item.lua:5)");
  CHECK(trail[2].from == trail[2].to);
  const auto& audit = trail[1];
  CHECK(audit.note == "the SKU is not in the table (rules/item.lua:7)");
  CHECK(audit.version == "v9");
  CHECK(audit.worker == "w1");
}

void replay_goes_round(Store& store) {
  Scene scene(store);
  const auto claimed = scene.claim("1");
  CHECK(store.replay(claimed.id, "ann", start).error().kind == ErrorKind::invalid);
  CHECK(store.replay(4711, "ann", start).error().kind == ErrorKind::not_found);
  scene.book(claimed, {});
  CHECK(store.replay(claimed.id, "ann", after(1)).ok());
  CHECK(store.replay(claimed.id, "ann", after(1)).error().kind == ErrorKind::invalid);
  const auto again = store.claim_records("us", "w1", 9, lease, after(2)).value();
  REQUIRE(again.size() == 1);
  CHECK(again[0].replayed);
  CHECK(again[0].entries == "entries 1");
  scene.book(again[0], {});
  const std::vector<RawRecord> newer = {order("1", "two")};
  CHECK(store.receive("us", newer, "", "", after(3)).ok());
  CHECK_FALSE(store.claim_records("us", "w1", 9, lease, after(4)).value().front().replayed);
  CHECK(store.audit_of("record", claimed.id).value()[2].worker == "ann");
}

void correction_goes_round(Store& store) {
  Scene scene(store);
  const auto claimed = scene.claim("1");
  CHECK(store.correct(claimed.id, {"r1", ""}, "ann", start).error().kind == ErrorKind::invalid);
  CHECK(store.correct(4711, {"r1", ""}, "ann", start).error().kind == ErrorKind::not_found);
  scene.book(claimed, {});
  CHECK(store.correct(claimed.id, {"r1", ""}, "ann", after(1)).ok());
  const auto again = got(store.claim_records("us", "w1", 9, lease, after(2))).front();
  CHECK(again.replayed);
  REQUIRE(again.correction);
  CHECK(again.correction->run == "r1");
  CHECK(again.correction->back.empty());
  CHECK(store.corrected_records("us", "r1").value().empty());
  MappedRecord mapped = booked(again);
  mapped.documents.clear();
  mapped.entries = "entries of r1";
  CHECK(store.finish_records(std::vector{mapped}, "w1", after(3)).ok());
  CHECK(store.corrected_records("us", "r1").value() == std::vector{claimed.id});
  CHECK(store.corrected_records("us", "r").value().empty());
  CHECK(store.corrected_records("ca", "r1").value().empty());
  CHECK(store.entries_before(claimed.id, "r1").value() == "entries 1");
  CHECK(store.entries_before(claimed.id, "r2").value().empty());
  CHECK(store.runs_after(claimed.id, "r1", "").value().empty());
  // The permission has ended; one to roll back names both runs.
  CHECK(store.replay(claimed.id, "ann", after(4)).ok());
  const auto plain = got(store.claim_records("us", "w1", 9, lease, after(5))).front();
  CHECK_FALSE(plain.correction);
  scene.book(plain, {});
  CHECK(store.correct(claimed.id, {"r2", "r1"}, "ann", after(6)).ok());
  const auto back = got(store.claim_records("us", "w1", 9, lease, after(7))).front();
  REQUIRE(back.correction);
  CHECK(back.correction->back == "r1");
}

void money_of_others_binds(Store& store) {
  Scene scene(store);
  const auto sold = scene.claim("1");
  scene.book(sold, {drafted(DocumentKind::invoice, "WM-1", sold.record.key),
                    drafted(DocumentKind::invoice, "WM-1-2", sold.record.key)});
  const auto other = scene.claim("2");
  auto payment = drafted(DocumentKind::payment, "WM-1", other.record.key);
  payment.depends_on = {{DocumentKind::invoice, "WM-1"}};
  scene.book(other, {payment});
  CHECK(store.bound_documents(sold.id).value() == std::vector<Dependency>{{DocumentKind::invoice, "WM-1"}});
  CHECK(store.bound_documents(other.id).value().empty());
  CHECK(store.posted_of(sold.id)->size() == 2);
}

void newer_revision_wins(Store& store) {
  Scene scene(store);
  const auto claimed = scene.claim("1", "one");
  const std::vector<RawRecord> newer = {order("1", "two")};
  CHECK(store.receive("us", newer, "", "", after(1)).ok());
  CHECK(store.finish_records(std::vector{booked(claimed)}, "w1", after(1)).ok());
  CHECK(scene.record_state(claimed.id) == RecordState::received);
  CHECK(store.documents_of(claimed.id).value().empty());
  const auto again = store.claim_records("us", "w1", 9, lease, after(1)).value();
  REQUIRE(again.size() == 1);  // the lease of the older one is gone at once
  CHECK(again[0].record.revision == 2);
  CHECK(store.finish_records(std::vector{booked(claimed)}, "w1", after(1))
            .ok());  // and it counts for nothing still
  CHECK(scene.record_state(claimed.id) == RecordState::received);
  CHECK(store.finish_records(std::vector{booked(again[0])}, "w1", after(1)).ok());
  CHECK(scene.record_state(claimed.id) == RecordState::booked);
}

void not_while_under_way(Store& store) {
  Scene scene(store);
  const auto id = scene.invoice("1");
  const auto attempt = scene.send("a1", {id});
  const std::vector<RawRecord> newer = {order("1", "two")};
  CHECK(store.receive("us", newer, "", "", start).ok());
  CHECK(store.claim_records("us", "w1", 9, lease, start).value().empty());
  scene.answer(attempt, {outcome(Outcome::Kind::unknown)});
  CHECK(store.claim_records("us", "w1", 9, lease, start).value().empty());
  CHECK(scene.look_up(outcome(Outcome::Kind::pending), after(10)) == 1);
  CHECK(store.claim_records("us", "w1", 9, lease, after(10)).value().empty());
  CHECK(scene.look_up(posted("guid"), after(600)) == 1);
  const auto claimed = store.claim_records("us", "w1", 9, lease, after(600)).value();
  REQUIRE(claimed.size() == 1);
  REQUIRE(claimed[0].posted.size() == 1);
  CHECK(claimed[0].posted[0].receipt->outside_id == "guid");
  CHECK(claimed[0].posted[0].document.content == "{\"key\":\"1\"}");
  CHECK(claimed[0].posted[0].document.record == claimed[0].record.key);
}

void steps_are_drafted_once(Store& store) {
  Scene scene(store);
  const auto one = scene.claim("1");
  auto first = contact("Channel");
  first.content = "first";
  auto invoice = drafted(DocumentKind::invoice, "WM-1", one.record.key);
  invoice.depends_on = {{DocumentKind::contact, "Channel"}};
  invoice.total = usd("10.50");
  scene.book(one, {first, invoice});
  const auto two = scene.claim("2");
  auto second = contact("Channel");
  second.content = "second";
  scene.book(two, {second});
  const auto contacts = store.documents("us", DocumentKind::contact).value();
  REQUIRE(contacts.size() == 1);
  CHECK(store.document(contacts[0].document.id).value().content == "first");
  CHECK_FALSE(contacts[0].document.record.has_value());
  const auto stored = store.documents_of(one.id).value();
  REQUIRE(stored.size() == 1);
  CHECK(stored[0].document.depends_on == invoice.depends_on);
  CHECK(stored[0].document.total == usd("10.50"));
  CHECK(stored[0].document.date == invoice.date);
  CHECK(scene.trail("document", stored[0].document.id) == ">drafted mapped");
}

void withdrawn_makes_room(Store& store) {
  Scene scene(store);
  const auto old = scene.invoice("1");
  const std::vector<RawRecord> newer = {order("1", "two")};
  CHECK(store.receive("us", newer, "", "", start).ok());
  auto claimed = store.claim_records("us", "w1", 9, lease, start).value();
  REQUIRE(claimed.size() == 1);
  REQUIRE(claimed[0].posted.size() == 1);
  auto better = drafted(DocumentKind::invoice, "1", claimed[0].record.key);
  better.content = "better";
  scene.book(claimed[0], {better}, {old});
  CHECK(scene.state(old) == DocumentState::withdrawn);
  CHECK(scene.trail("document", old) == ">drafted mapped, drafted>withdrawn revision");
  CHECK(scene.sendable() == std::vector<std::string>{"1/1"});
  const auto id = store.sendable("us", Side::ledger, 9, start).value().front().id;
  CHECK(id != old);
  // What was posted is never withdrawn, and nothing else of that mapping is stored either.
  scene.post(id, "guid");
  CHECK(store.replay(claimed[0].id, "ann", start).ok());
  claimed = store.claim_records("us", "w1", 9, lease, start).value();
  REQUIRE(claimed[0].posted.size() == 1);  // the withdrawn one is not shown
  MappedRecord wrong = booked(claimed[0]);
  wrong.withdraw = {id};
  const auto refused = store.finish_records(std::vector{wrong}, "w1", start);
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().kind == ErrorKind::internal);
  CHECK(refused.error().message.find("from posted to withdrawn") != std::string::npos);
  CHECK(scene.record_state(claimed[0].id) == RecordState::received);
  wrong.withdraw = {};
  wrong.state = RecordState::received;
  CHECK(store.finish_records(std::vector{wrong}, "w1", start).error().kind == ErrorKind::internal);
}

void replay_mends_a_shared_document(Store& store) {
  Scene scene(store);
  const auto claimed = scene.claim("1");
  scene.book(claimed, {contact("Channel")});
  const auto id = store.documents("us", DocumentKind::contact).value().front().document.id;
  scene.answer(scene.send("a1", {id}), {outcome(Outcome::Kind::rejected, "archived")});
  const auto other = scene.claim("2");
  scene.book(other, {contact("Channel")});
  CHECK(scene.sendable().empty());
  CHECK(store.replay(claimed.id, "ann", start).ok());
  const auto again = store.claim_records("us", "w1", 9, lease, start).value();
  scene.book(again[0], {contact("Channel")});
  CHECK(scene.sendable() == std::vector<std::string>{"Channel/1"});
  CHECK(scene.state(id) == DocumentState::withdrawn);
}

}  // namespace

std::vector<Check> mapping_checks() {
  return {{"claims are leases", claims_are_leases},
          {"a held record keeps its reason and its money", held_with_reason},
          {"replay goes round again", replay_goes_round},
          {"a correction goes round once with its permission", correction_goes_round},
          {"money of other records binds a document", money_of_others_binds},
          {"a newer revision wins over a mapping of the older", newer_revision_wins},
          {"a record is not mapped while its documents are under way", not_while_under_way},
          {"a step is drafted once", steps_are_drafted_once},
          {"a withdrawn step makes room", withdrawn_makes_room},
          {"a replay mends a rejected contact", replay_mends_a_shared_document}};
}

}  // namespace crosswalk::store::suite
