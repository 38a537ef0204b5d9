#include "store/suite.h"

#include <doctest/doctest.h>

namespace crosswalk::store::suite {

void run_suite(const Open& open) {
  for (const auto& list : {intake_checks(), mapping_checks(), dispatch_checks(), outcome_checks(),
                           reading_checks(), budget_checks(), offer_checks(), inbox_checks(),
                           erasure_checks(), settling_checks(), reconciling_checks(), comparing_checks()})
    for (const auto& check : list) {
      CAPTURE(check.name);
      const auto store = open();
      REQUIRE(store != nullptr);
      check.run(*store);
    }
}

Instant after(std::int64_t seconds) {
  return start + Millis(seconds * 1000);
}
Money usd(std::string_view amount) {
  return {Decimal::parse(amount).value(), Currency::parse("USD").value()};
}
RawRecord order(std::string id, std::string body) {
  return {RecordKind::order, std::move(id), std::move(body)};
}

Document drafted(DocumentKind kind, std::string key, const RecordKey& record, int step) {
  Document document;
  document.pair = "us";
  document.kind = kind;
  document.content = "{\"key\":\"" + key + "\"}";
  document.key = std::move(key);
  document.step = step;
  document.record = record;
  document.date = Date::parse("2026-09-21").value();
  if (step > 1) document.operation = Operation::update;
  return document;
}

Document contact(std::string key) {
  Document document = drafted(DocumentKind::contact, std::move(key), {});
  document.record.reset();
  return document;
}

Outcome posted(std::string outside_id, std::optional<Money> total) {
  Outcome made;
  made.kind = Outcome::Kind::posted;
  made.receipt = {std::move(outside_id), "AUTHORISED", total, start};
  return made;
}

Outcome outcome(Outcome::Kind kind, std::string reason, Instant at) {
  Outcome made;
  made.kind = kind;
  made.reason = std::move(reason);
  made.at = at;
  return made;
}

ClaimedRecord Scene::claim(const std::string& id, const std::string& body, Instant now) {
  const std::vector<RawRecord> page = {order(id, body)};
  REQUIRE(store_.receive("us", page, "", "", now).ok());
  auto claimed = store_.claim_records("us", "w1", 50, lease, now);
  REQUIRE(claimed.ok());
  REQUIRE(claimed->size() == 1);
  REQUIRE(claimed->front().record.key.id == id);
  return claimed->front();
}

void Scene::book(const ClaimedRecord& claimed, std::vector<Document> documents,
                 std::vector<std::int64_t> withdraw) {
  MappedRecord mapped;
  mapped.id = claimed.id;
  mapped.revision = claimed.record.revision;
  mapped.version = "v1";
  mapped.entries = "entries " + std::to_string(mapped.revision);
  mapped.documents = std::move(documents);
  mapped.withdraw = std::move(withdraw);
  const auto done = store_.finish_records(std::vector{mapped}, "w1", start);
  if (!done.ok()) FAIL(done.error().text());
}

std::int64_t Scene::invoice(const std::string& key, std::optional<Money> total) {
  const auto claimed = claim(key);
  Document document = drafted(DocumentKind::invoice, key, claimed.record.key);
  document.total = total;
  book(claimed, {document});
  return store_.documents_of(claimed.id).value().front().document.id;
}

Attempt Scene::send(const std::string& attempt, const std::vector<std::int64_t>& documents, Instant now) {
  Attempt made;
  made.id = attempt;
  made.pair = "us";
  for (const auto id : documents) made.members.push_back(store_.document(id).value());
  made.side = side_of(made.members.front().kind);
  made.request = {"PUT",
                  "/Invoices?unitdp=4",
                  "{\"bytes\":\"of " + attempt + "\"}",
                  {{"Content-Type", "application/json"}}};
  const auto begun = store_.begin_attempt(made, "w1", limits::attempt_lease, now);
  if (!begun.ok()) FAIL(begun.error().text());
  return made;
}

void Scene::answer(const Attempt& attempt, std::vector<Outcome> outcomes, Instant now) {
  const auto done = store_.finish_attempt(attempt.id, attempt.members, outcomes, Cause::answer, "w1", now);
  if (!done.ok()) FAIL(done.error().text());
}

int Scene::look_up(const Outcome& found, Instant now) {
  int members = 0;
  for (const auto& attempt : got(store_.to_look_up("us", Side::ledger, 10, now))) {
    members += static_cast<int>(attempt.members.size());
    const auto done = store_.finish_attempt(
        attempt.id, attempt.members, Outcomes(attempt.members.size(), found), Cause::look_up, "w2", now);
    if (!done.ok()) FAIL(done.error().text());
  }
  return members;
}

void Scene::post(std::int64_t document, const std::string& outside_id, std::optional<Money> total) {
  answer(send("attempt for " + outside_id, {document}), {posted(outside_id, total)});
}

DocumentState Scene::state(std::int64_t document) {
  return store_.document(document).value().state;
}

RecordState Scene::record_state(std::int64_t record) {
  for (const auto& row : got(store_.records({})))
    if (row.id == record) return row.state;
  FAIL("the record is not there");
  return RecordState::dead;
}

std::vector<std::string> Scene::sendable(Instant now, Side side) {
  std::vector<std::string> keys;
  for (const auto& document : got(store_.sendable("us", side, 100, now)))
    keys.push_back(document.key + "/" + std::to_string(document.step));
  return keys;
}

std::string Scene::trail(std::string_view subject, std::int64_t id) {
  std::string text;
  for (const auto& row : got(store_.audit_of(subject, id)))
    text += (text.empty() ? "" : ", ") + row.from + ">" + row.to + " " + row.cause;
  return text;
}

}  // namespace crosswalk::store::suite
