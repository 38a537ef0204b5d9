// What a person changes outside: documents by the ledger's ids, disputes that come and go, and acceptance.
#include <doctest/doctest.h>

#include "store/suite.h"

namespace crosswalk::store::suite {
namespace {

Comparison other_total(const OutsideDocument& document, std::string_view total) {
  Comparison found;
  found.document = document.row.document.id;
  found.state = document.row.document.state;
  found.difference = "changed: total → " + std::string(total);
  found.seen = std::string(total);
  found.status = "AUTHORISED";
  found.total = usd(total);
  return found;
}

Comparison removed(const OutsideDocument& document) {
  Comparison found = other_total(document, "0.00");
  found.seen = "gone";
  found.gone = true;
  found.status = "VOIDED";
  found.total.reset();
  return found;
}

Comparison as_sent(const OutsideDocument& document) {
  Comparison found = other_total(document, "10");
  found.difference.clear();
  return found;
}

OutsideDocument shown(Store& store, const std::string& id) {
  const std::vector<std::string> ids = {id};
  auto found = got(store.outside_documents("us", ids));
  REQUIRE(found.size() == 1);
  return found.front();
}

int finish(Store& store, const Comparison& found) {
  const std::vector<Comparison> list = {found};
  return got(store.finish_comparison(list, "w1", after(100)));
}

void found_by_outside_id(Store& store) {
  Scene scene(store);
  scene.post(scene.invoice("WM-1", usd("10")), "g1", usd("10"));
  const auto waiting = scene.invoice("WM-2", usd("20"));
  const std::vector<std::string> ids = {"g1", "g2", "nobody"};
  const auto found = got(store.outside_documents("us", ids));
  REQUIRE(found.size() == 1);
  CHECK(found[0].row.document.key == "WM-1");
  CHECK(found[0].row.receipt->outside_id == "g1");
  CHECK_FALSE(found[0].under_way);
  CHECK(found[0].touched == start);
  CHECK(got(store.outside_documents("ca", ids)).empty());
  scene.post(waiting, "g2", usd("20"));
  CHECK(got(store.outside_documents("us", ids)).size() == 2);
  CHECK(got(store.document_kinds("us")) == std::vector{DocumentKind::invoice});
  CHECK(got(store.document_kinds("ca")).empty());
}

void own_changes_are_known(Store& store) {
  Scene scene(store);
  const auto claimed = scene.claim("1");
  auto payment = drafted(DocumentKind::payment, "WM-1", claimed.record.key);
  payment.depends_on = {{DocumentKind::invoice, "WM-1"}};
  scene.book(claimed, {drafted(DocumentKind::invoice, "WM-1", claimed.record.key),
                       drafted(DocumentKind::invoice, "WM-1", claimed.record.key, 2), payment});
  std::vector<std::int64_t> ids;
  for (const auto& row : got(store.documents_of(claimed.id))) ids.push_back(row.document.id);
  scene.post(ids[0], "g");
  const auto attempt = scene.send("a2", {ids[1]}, after(60));
  CHECK(shown(store, "g").under_way);
  scene.answer(attempt, {posted("g")}, after(60));
  CHECK_FALSE(shown(store, "g").under_way);
  CHECK(shown(store, "g").row.document.step == 2);
  CHECK(shown(store, "g").touched == start);  // by the time of the receipt
  Outcome paid = posted("p");
  paid.receipt.at = after(90);
  scene.answer(scene.send("a3", {ids[2]}, after(90)), {paid}, after(90));
  CHECK(shown(store, "g").touched == after(90));
}

void disputes_come_and_go(Store& store) {
  Scene scene(store);
  const auto id = scene.invoice("WM-1", usd("10"));
  scene.post(id, "g", usd("10"));
  CHECK(finish(store, other_total(shown(store, "g"), "15")) == 1);
  CHECK(scene.state(id) == DocumentState::disputed);
  CHECK(store.document(id).value().reason == "changed: total → 15");
  CHECK(finish(store, other_total(shown(store, "g"), "15")) == 0);
  CHECK(finish(store, other_total(shown(store, "g"), "16")) == 1);
  CHECK(got(store.troubled("us")).size() == 1);
  Comparison stale = as_sent(shown(store, "g"));
  stale.state = DocumentState::posted;  // somebody else was faster
  CHECK(finish(store, stale) == 0);
  CHECK(finish(store, as_sent(shown(store, "g"))) == 1);
  CHECK(scene.state(id) == DocumentState::posted);
  CHECK(scene.trail("document", id)
            .ends_with("posted>disputed compared, disputed>disputed compared, disputed>posted compared"));
}

void what_stands_is_accepted(Store& store) {
  Scene scene(store);
  const auto id = scene.invoice("WM-1", usd("10"));
  scene.post(id, "g", usd("10"));
  finish(store, other_total(shown(store, "g"), "15"));
  CHECK(shown(store, "g").accepted.empty());
  const auto accepted = got(store.accept_differences("us", "WM-1", "ann", after(200)));
  REQUIRE(accepted.size() == 1);
  CHECK(accepted[0].document.reason == "changed: total → 15");
  CHECK(scene.state(id) == DocumentState::posted);
  CHECK(shown(store, "g").accepted == "15");
  CHECK(shown(store, "g").row.receipt->total == usd("15"));
  CHECK(got(store.audit_of("document", id)).back().worker == "ann");
  CHECK(got(store.accept_differences("us", "WM-1", "ann", after(201))).empty());
  finish(store, as_sent(shown(store, "g")));  // and put back all the same
  CHECK(shown(store, "g").accepted.empty());
  CHECK(shown(store, "g").row.receipt->total == usd("10"));
}

void what_is_gone_is_void(Store& store) {
  Scene scene(store);
  const auto claimed = scene.claim("1");
  scene.book(claimed, {drafted(DocumentKind::invoice, "WM-1", claimed.record.key),
                       drafted(DocumentKind::invoice, "WM-1", claimed.record.key, 2)});
  std::vector<std::int64_t> ids;
  for (const auto& row : got(store.documents_of(claimed.id))) ids.push_back(row.document.id);
  for (const auto id : ids) scene.answer(scene.send("a" + std::to_string(id), {id}), {posted("g")});
  finish(store, removed(shown(store, "g")));
  CHECK(scene.state(ids[1]) == DocumentState::disputed);
  got(store.accept_differences("us", "WM-1", "ann", after(200)));
  CHECK(scene.state(ids[0]) == DocumentState::voided);
  CHECK(scene.state(ids[1]) == DocumentState::voided);
  CHECK(store.counts("us").value().posted.empty());
}

void held_records_go_round(Store& store) {
  Scene scene(store);
  const auto id = scene.invoice("WM-1", usd("10"));
  scene.post(id, "g", usd("10"));
  finish(store, other_total(shown(store, "g"), "15"));
  const auto record = got(store.records({})).front().id;
  REQUIRE(store.replay(record, "ann", after(110)).ok());
  const auto again = got(store.claim_records("us", "w1", 10, lease, after(110)));
  REQUIRE(again.size() == 1);
  MappedRecord mapped;
  mapped.id = record;
  mapped.state = RecordState::held;
  mapped.reason = "its invoice was changed";
  const std::vector<MappedRecord> list = {mapped};
  REQUIRE(store.finish_records(list, "w1", after(110)).ok());
  SUBCASE("when the difference is accepted") {
    got(store.accept_differences("us", "WM-1", "ann", after(200)));
  }
  SUBCASE("when it is as it was sent again") {
    finish(store, as_sent(shown(store, "g")));
  }
  CHECK(scene.record_state(record) == RecordState::received);
  CHECK(scene.trail("record", record).ends_with("held>received awaited"));
}

// An order's rows of one day; the answer is their id.
std::int64_t rows_of(Scene& scene, Store& store, const std::string& order, std::string_view day,
                     const std::string& status) {
  const auto claimed = scene.claim(order);
  auto rows = drafted(DocumentKind::gl_run_group, order, claimed.record.key);
  rows.content = "rows of " + order;
  rows.date = Date::parse(day).value();
  scene.book(claimed, {rows});
  const auto id = got(store.documents_of(claimed.id)).at(0).document.id;
  if (status.empty()) return id;
  Outcome there = posted("WM_" + order);
  there.receipt.status = status;
  scene.answer(scene.send("a" + order, {id}), {there});
  return id;
}

void days_of_a_general_ledger(Store& store) {
  Scene scene(store);
  rows_of(scene, store, "1", "2026-01-05", "posted");
  rows_of(scene, store, "2", "2026-01-05", "journalised");
  rows_of(scene, store, "3", "2026-01-07", "posted");
  rows_of(scene, store, "4", "2026-01-02", "interfaced");
  rows_of(scene, store, "5", "2026-01-01", "");  // still to be sent
  scene.post(scene.invoice("WM-1", usd("10")), "g1", usd("10"));
  const auto days = [&](std::optional<Date> since) {
    std::string text;
    for (const Date day : got(store.days_standing("us", since))) text += day.text() + " ";
    return text;
  };
  const auto on = [&](std::string_view day, bool all) {
    std::string text;
    for (const auto& one : got(store.standing_on("us", Date::parse(day).value(), all)))
      text += one.contents.at(0) + " " + one.row.receipt->status + ", ";
    return text;
  };
  CHECK(days({}) == "2026-01-02 2026-01-05 ");
  CHECK(days(Date::parse("2026-01-05").value()) == "2026-01-02 2026-01-05 2026-01-07 ");
  CHECK(on("2026-01-05", false) == "rows of 2 journalised, ");
  CHECK(on("2026-01-05", true) == "rows of 1 posted, rows of 2 journalised, ");
  CHECK(on("2026-01-07", false).empty());
  CHECK(got(store.days_standing("ca", {})).empty());

  // What is disputed may be put right again, and is still looked at.
  const auto two = got(store.standing_on("us", Date::parse("2026-01-05").value(), false)).at(0);
  CHECK(finish(store, removed(two)) == 1);
  const auto disputed = got(store.standing_on("us", Date::parse("2026-01-05").value(), false)).at(0);
  CHECK(disputed.row.document.state == DocumentState::disputed);
  CHECK(disputed.accepted.empty());
}

// Each step is rows of its own: that one is gone says nothing of the others.
void rows_are_void_one_by_one(Store& store) {
  Scene scene(store);
  const auto claimed = scene.claim("1");
  auto first = drafted(DocumentKind::gl_run_group, "WM-1", claimed.record.key);
  first.date = Date::parse("2026-01-05").value();
  auto second = first;
  second.step = 2;
  scene.book(claimed, {first, second});
  std::vector<std::int64_t> ids;
  for (const auto& row : got(store.documents_of(claimed.id))) {
    ids.push_back(row.document.id);
    scene.post(row.document.id, "WM_" + std::to_string(row.document.step));
  }
  finish(store, removed(got(store.standing_on("us", first.date, true)).at(1)));
  CHECK(got(store.accept_differences("us", "WM-1", "ann", after(200))).size() == 1);
  CHECK(scene.state(ids[0]) == DocumentState::posted);
  CHECK(scene.state(ids[1]) == DocumentState::voided);
}

}  // namespace

std::vector<Check> comparing_checks() {
  return {{"documents are found by the ledger's ids", found_by_outside_id},
          {"what is our own doing is known", own_changes_are_known},
          {"disputes come and go", disputes_come_and_go},
          {"a person lets stand what is there", what_stands_is_accepted},
          {"what is gone and accepted is void", what_is_gone_is_void},
          {"what stands in a general ledger is found by its day", days_of_a_general_ledger},
          {"rows of a general ledger are void one by one", rows_are_void_one_by_one},
          {"held records go round when a dispute ends", held_records_go_round}};
}

}  // namespace crosswalk::store::suite
