#include <doctest/doctest.h>

#include "store/all_records.h"
#include "store/suite.h"

namespace crosswalk::store::suite {
namespace {

void put(Store& store, std::string_view pair, int count) {
  std::vector<RawRecord> page;
  for (int i = 1; i <= count; ++i) page.push_back(order(std::to_string(i), "body " + std::to_string(i)));
  REQUIRE(store.receive(pair, page, "", "", start).ok());
}

void filters(Store& store) {
  put(store, "us", 4);
  put(store, "ca", 2);
  CHECK(store.records({}).value().size() == 6);
  CHECK(store.records({.pair = "ca", .states = {}, .id = {}}).value().size() == 2);
  CHECK(store.records({.pair = {}, .states = {}, .id = "2"}).value().size() == 2);
  CHECK(store.records({.pair = "us", .states = {}, .id = "3"}).value().front().key.id == "3");
  CHECK(store.records({.pair = "us", .states = {RecordState::held}, .id = {}}).value().empty());
  CHECK(store.records({.pair = "us", .states = {RecordState::held, RecordState::received}, .id = {}})
            .value()
            .size() == 4);
  CHECK(store.records({.pair = "us", .states = {}, .id = {}, .limit = 3}).value().size() == 3);
  CHECK(store.record(99).error().kind == ErrorKind::not_found);
  CHECK(store.revisions(99).error().kind == ErrorKind::not_found);
  CHECK(store.document(99).error().kind == ErrorKind::not_found);
  CHECK(store.entries_of(99).value().empty());
}

void by_their_documents(Store& store) {
  Scene scene(store);
  const auto refused = scene.invoice("1");
  const auto posted_one = scene.invoice("2");
  scene.invoice("3");
  scene.answer(scene.send("a1", {refused}), {outcome(Outcome::Kind::rejected, "no such account")});
  scene.post(posted_one, "X-2");
  RecordFilter filter;
  filter.pair = "us";
  filter.documents = {DocumentState::rejected};
  const auto rows = store.records(filter).value();
  REQUIRE(rows.size() == 1);
  CHECK(rows.front().key.id == "1");
  filter.documents.push_back(DocumentState::posted);
  CHECK(store.records(filter).value().size() == 2);
  filter.states = {RecordState::held};
  CHECK(store.records(filter).value().empty());
}

void page_by_page(Store& store) {
  put(store, "us", 1'001);
  put(store, "ca", 1);
  RecordFilter filter;
  filter.pair = "us";
  CHECK(store.records(filter).value().size() == 1'000);
  const auto all = all_records(store, filter).value();
  REQUIRE(all.size() == 1'001);
  CHECK(all.back().key.id == "1001");
  filter.limit = 77;  // 1,001 is a multiple: the last page is full
  CHECK(all_records(store, filter).value().size() == 1'001);
  const auto stopped = each_record_of(store, filter, [](const RecordRow& row) -> Result<void> {
    return row.key.id == "500" ? Result<void>(fail(ErrorKind::stopped, "enough")) : Result<void>();
  });
  CHECK(stopped.error().kind == ErrorKind::stopped);
}

void streams_all(Store& store) {
  put(store, "us", 250);
  put(store, "ca", 3);
  int seen = 0;
  const auto done =
      store.each_record("us", [&](const RecordRow& row, const std::string& entries) -> Result<void> {
        ++seen;
        CHECK(row.key.id == std::to_string(seen));
        CHECK(entries.empty());
        // The store may be asked while it streams.
        CHECK(store.record(row.id).value().body == "body " + row.key.id);
        return {};
      });
  CHECK(done.ok());
  CHECK(seen == 250);
  const auto stopped = store.each_record("us", [](const RecordRow&, const std::string&) -> Result<void> {
    return fail(ErrorKind::stopped, "enough");
  });
  CHECK(stopped.error().kind == ErrorKind::stopped);
}

void received_records_are_streamed(Store& store) {
  put(store, "us", 120);
  const std::vector<RawRecord> late = {{RecordKind::order, "121", "first"},
                                       {RecordKind::order, "1", "again"}};
  CHECK(store.receive("us", late, "", "", after(10)).ok());
  CHECK(store.count_received("us", start).value() == 121);
  CHECK(store.count_received("us", after(10)).value() == 1);
  int seen = 0;
  const auto body_of = [](int number) -> std::string {
    if (number == 1) return "again";
    return number == 121 ? "first" : "body " + std::to_string(number);
  };
  CHECK(store
            .each_received(
                "us", start,
                [&](const RecordRow& row, const Record& record, const std::string& entries) -> Result<void> {
                  ++seen;
                  CHECK(row.key.id == std::to_string(seen));
                  CHECK(record.body == body_of(seen));
                  CHECK(record.revision == row.revision);
                  CHECK(entries.empty());
                  return {};
                })
            .ok());
  CHECK(seen == 121);
}

void trouble_and_its_followers(Store& store) {
  Scene scene(store);
  const auto claimed = scene.claim("1");
  auto invoice = drafted(DocumentKind::invoice, "WM-1", claimed.record.key);
  invoice.depends_on = {{DocumentKind::contact, "Channel"}};
  auto update = drafted(DocumentKind::invoice, "WM-1", claimed.record.key, 2);
  auto payment = drafted(DocumentKind::payment, "WM-1", claimed.record.key);
  payment.depends_on = {{DocumentKind::invoice, "WM-1"}};
  scene.book(claimed, {contact("Channel"), invoice, update, payment});
  CHECK(store.troubled("us").value().empty());
  scene.invoice("2");
  const auto id = store.documents("us", DocumentKind::contact).value().front().document.id;
  scene.answer(scene.send("a1", {id}), {outcome(Outcome::Kind::rejected, "archived")});
  const auto rows = store.troubled("us").value();
  REQUIRE(rows.size() == 4);
  CHECK(rows[0].document.reason == "archived");
  CHECK(rows[1].document.depends_on.size() == 1);
  CHECK(store.troubled("ca").value().empty());
}

std::vector<std::string> undelivered_keys(Store& store, Instant until) {
  std::vector<std::string> keys;
  for (const auto& each : got(store.undelivered("us", until))) keys.push_back(each.document.key);
  return keys;
}

void what_is_not_delivered(Store& store) {
  using Kind = Outcome::Kind;
  using Keys = std::vector<std::string>;
  Scene scene(store);
  const auto unknown = scene.invoice("1");
  const auto retried = scene.invoice("2");
  const auto waits = scene.invoice("3");
  const auto pending = scene.invoice("4");
  const auto arrived = scene.invoice("5");
  const auto refused = scene.invoice("6");
  scene.invoice("7");  // never sent
  Outcome expected = outcome(Kind::retry, "not yet shipped", after(60));
  expected.expected = true;
  scene.answer(scene.send("a1", {unknown}), {outcome(Kind::unknown, "no answer in time")});
  const auto failing = outcome(Kind::retry, "HTTP 503", after(30));
  scene.answer(scene.send("a2", {retried}, after(10)), {failing}, after(10));
  scene.answer(scene.send("a3", {waits, pending, arrived, refused}),
               {expected, outcome(Kind::pending, "", after(9'999)), posted("g"), outcome(Kind::rejected)});
  CHECK(undelivered_keys(store, after(9)) == Keys{"1"});
  CHECK(undelivered_keys(store, after(10)) == Keys{"1", "2"});
  CHECK(store.undelivered("ca", after(10)).value().empty());
  const auto found = got(store.undelivered("us", after(10)));
  CHECK(found[0].document.reason == "no answer in time");
  CHECK(found[0].since == start);
  CHECK(found[1].since == after(10));
  // Looked at, sent again, or drafted to be sent again: the time goes on from when it first went out.
  CHECK(scene.look_up(outcome(Kind::unknown, "no answer"), after(20)) == 1);
  const auto again = scene.send("a4", {retried}, after(40));
  CHECK(undelivered_keys(store, after(10)) == Keys{"1", "2"});
  scene.answer(again, {outcome(Kind::posted)}, after(41));
  for (int look = 1; look <= limits::absences_needed; ++look)
    CHECK(scene.look_up(outcome(Kind::absent), after(50 + 10 * look)) == 1);
  CHECK(scene.state(unknown) == DocumentState::drafted);
  CHECK(undelivered_keys(store, after(999)) == Keys{"1"});
  scene.answer(scene.send("a5", {unknown}, after(80)), {posted("g1")}, after(80));
  CHECK(undelivered_keys(store, after(999)).empty());
  // What waited for others and then fails has failed since then.
  scene.answer(scene.send("a6", {waits}, after(100)), {failing}, after(100));
  REQUIRE(undelivered_keys(store, after(100)) == Keys{"3"});
  CHECK(got(store.undelivered("us", after(100))).front().since == after(100));
  CHECK(undelivered_keys(store, after(99)).empty());
}

void counts_say_what_stands(Store& store) {
  Scene scene(store);
  scene.post(scene.invoice("1", usd("100.25")), "g1", usd("100.25"));
  scene.post(scene.invoice("2", usd("50")), "g2", usd("51"));  // disputed
  scene.invoice("3", usd("7"));
  const auto claimed = scene.claim("4");
  auto note = drafted(DocumentKind::credit_note, "CN-1", claimed.record.key);
  note.total = usd("0.25");
  auto euro = drafted(DocumentKind::invoice, "E", claimed.record.key);
  euro.total = Money{usd("3").amount, Currency::parse("EUR").value()};
  scene.book(claimed, {note, euro, drafted(DocumentKind::shipment, "4", claimed.record.key)});
  for (const auto& row : got(store.documents_of(claimed.id)))
    if (row.document.kind != DocumentKind::shipment) scene.post(row.document.id, "x" + row.document.key);
  for (const char* id : {"5", "6"}) {
    MappedRecord held;
    held.id = scene.claim(id).id;
    held.state = id[0] == '5' ? RecordState::held : RecordState::dead;
    held.stuck = usd("1.10");
    CHECK(store.finish_records(std::vector{held}, "w1", start).ok());
  }
  const auto counts = store.counts("us").value();
  const auto of = [](const std::vector<StateCount>& list, std::string_view name) {
    for (const auto& item : list)
      if (item.name == name) return item.count;
    return std::int64_t{0};
  };
  CHECK(of(counts.records, "booked") == 4);
  CHECK(of(counts.records, "held") == 1);
  CHECK(of(counts.records, "dead") == 1);
  CHECK(of(counts.documents, "posted") == 3);
  CHECK(of(counts.documents, "disputed") == 1);
  CHECK(of(counts.documents, "drafted") == 1);
  CHECK(of(counts.feedback, "drafted") == 1);
  CHECK(counts.posted == std::vector<Money>{*euro.total, usd("100")});
  CHECK(counts.stuck == std::vector<Money>{usd("2.20")});
  const auto none = store.counts("ca").value();
  CHECK(none.records.empty());
  CHECK(none.posted.empty());
}

void stages_are_counted(Store& store) {
  Scene scene(store);
  std::vector<std::int64_t> ids;
  for (const char* status : {"posted", "interfaced", "journalised", "journalised", "released", "lost"}) {
    const auto claimed = scene.claim("order " + std::to_string(ids.size()));
    auto rows = drafted(DocumentKind::gl_run_group, claimed.record.key.id, claimed.record.key);
    rows.total = usd("1.10");
    scene.book(claimed, {rows});
    ids.push_back(got(store.documents_of(claimed.id)).at(0).document.id);
    Outcome there = posted("WM_1", usd(status == std::string_view("lost") ? "2" : "1.10"));
    there.receipt.status = status == std::string_view("lost") ? "journalised" : status;
    scene.answer(scene.send("a" + std::to_string(ids.size()), {ids.back()}), {there});
  }
  const auto counted = [&] {
    std::string text;
    for (const auto& item : got(store.counts("us")).documents)
      text += std::to_string(item.count) + " " + item.name + " ";
    return text;
  };
  CHECK(counted() == "1 disputed 1 interfaced 2 journalised 1 posted 1 released ");
  CHECK(got(store.counts("us")).posted == std::vector<Money>{usd("1.10")});
  CHECK(got(store.counts("us")).staged == std::vector<Money>{usd("4.40")});

  // What has come further counts there, and its story says so.
  Comparison further;
  further.document = ids[2];
  further.status = "posted";
  further.only_receipt = true;
  CHECK(got(store.finish_comparison(std::vector{further}, "w1", after(9))) == 1);
  CHECK(counted() == "1 disputed 1 interfaced 1 journalised 2 posted 1 released ");
  CHECK(got(store.counts("us")).posted == std::vector<Money>{usd("2.20")});
  CHECK(got(store.audit_of("document", ids[2])).back().note == "journalised → posted");
}

void small_facts(Store& store) {
  CHECK(store.note("pause").value().empty());
  CHECK(store.set_note("pause", "yes").ok());
  CHECK(store.set_note("pause", "no").ok());
  CHECK(store.note("pause").value() == "no");
  const auto append = [](const std::string& value) { return std::optional(value + "!"); };
  CHECK(store.edit_note("pause", append).ok());
  CHECK(store.edit_note("new", append).ok());
  CHECK(store.edit_note("pause", [](const std::string&) { return std::optional<std::string>(); }).ok());
  CHECK(store.note("pause").value() == "no!");
  CHECK(store.note("new").value() == "!");
  CHECK_FALSE(store.published_rules("us").value().has_value());
  CHECK(store.publish_rules("us", {"v1-aaaa", start, "ann", "edit", "3 passed", "", "{}"}).ok());
  CHECK(store
            .publish_rules(
                "us", {"v2-bbbb", after(1), "bob", "reload", "3 passed", "+1.00 USD", "{\"tax.lua\":\"\"}"})
            .ok());
  CHECK(store.publish_rules("us", {"v1-aaaa", after(2), "ann", "rollback", "", "", "{}"})
            .ok());  // back to the first
  CHECK(store.published_rules("us").value()->version == "v1-aaaa");
  CHECK(store.published_rules("us").value()->published == after(2));
  CHECK_FALSE(store.published_rules("ca").value().has_value());
}

void a_note_is_swapped_only_by_who_saw_it(Store& store) {
  CHECK(store.swap_note("lease", "", "one").value());
  CHECK_FALSE(store.swap_note("lease", "", "two").value());
  CHECK(store.note("lease").value() == "one");
  CHECK(store.swap_note("lease", "one", "").value());
  CHECK(store.swap_note("lease", "", "three").value());
  CHECK(store.note("lease").value() == "three");
}

void rule_sets_have_a_history(Store& store) {
  CHECK(store.published_version("us").value().empty());
  CHECK(store.publish_rules("us", {"aaaa1", start, "ann", "start", "", "", "{\"tax.lua\":\"1\"}"}).ok());
  CHECK(store.publish_rules("us", {"aaaa2", after(1), "bob", "edit", "3 passed", "+1.00 USD", "{}"}).ok());
  CHECK(
      store.publish_rules("us", {"aaaa1", after(2), "ann", "rollback", "", "", "{\"tax.lua\":\"2\"}"}).ok());
  CHECK(store.published_version("us").value() == "aaaa1");
  const auto history = store.rules_history("us", 10).value();
  REQUIRE(history.size() == 3);
  CHECK(history[0].cause == "rollback");
  CHECK(history[1].tests == "3 passed");
  CHECK(history[1].preview == "+1.00 USD");
  CHECK(store.rules_history("us", 2).value().size() == 2);
  // A version's files are what they were when it was first published.
  CHECK(store.rules_of_version("us", "aaaa1").value()->files == "{\"tax.lua\":\"1\"}");
  CHECK(store.rules_of_version("us", "aaaa1").value()->published == after(2));
  CHECK_FALSE(store.rules_of_version("us", "bbbb").value().has_value());
  CHECK(store.rules_of_version("us", "aaaa").error().message.find("aaaa2") != std::string::npos);
  CHECK(store.rules_of_version("us", "aaa").error().kind == ErrorKind::invalid);
}

void workers_report(Store& store) {
  CHECK(store.report_worker({"host:1", "us", "v1", "", start}).ok());
  CHECK(store.report_worker({"host:2", "us", "v1", "rules/tax.lua:3: no", start}).ok());
  CHECK(store.report_worker({"host:1", "us", "v2", "", after(5)}).ok());
  const auto workers = store.workers("us").value();
  REQUIRE(workers.size() == 2);
  CHECK(workers[0].version == "v2");
  CHECK(workers[0].seen == after(5));
  CHECK(workers[1].trouble == "rules/tax.lua:3: no");
  CHECK(store.forget_worker("us", "host:1").ok());
  CHECK(store.workers("us").value().size() == 1);
  CHECK(store.workers("ca").value().empty());
}

}  // namespace

std::vector<Check> reading_checks() {
  return {{"records are found by pair, state and number", filters},
          {"records are found by the state of their documents", by_their_documents},
          {"all records of a filter come page by page", page_by_page},
          {"every record is streamed, and the store can be asked meanwhile", streams_all},
          {"what was received is streamed with its bytes", received_records_are_streamed},
          {"what waits for trouble is in trouble", trouble_and_its_followers},
          {"what went out and did not arrive is seen since it went out", what_is_not_delivered},
          {"counts say what stands and what is stuck", counts_say_what_stands},
          {"what a general ledger has not posted yet is counted by its stage", stages_are_counted},
          {"notes and rule sets are kept", small_facts},
          {"a note is swapped only by who saw what it says", a_note_is_swapped_only_by_who_saw_it},
          {"published rule sets have a history", rule_sets_have_a_history},
          {"workers say what they run", workers_report}};
}

}  // namespace crosswalk::store::suite
