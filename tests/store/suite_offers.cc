#include <doctest/doctest.h>

#include "store/suite.h"

namespace crosswalk::store::suite {
namespace {

Document stock(std::string_view sku, std::string_view units) {
  Document document;
  document.pair = "us";
  document.kind = DocumentKind::stock;
  document.key = sku;
  document.content = units;
  document.date = Date::parse("2026-01-30").value();
  return document;
}

int offer(Store& store, std::vector<Document> documents, bool again = false) {
  return store.offer_documents("us", documents, again, "w1", start).value();
}

std::string newest(Store& store, std::string_view sku) {
  const auto row = store.newest_document("us", DocumentKind::stock, sku).value();
  if (!row) return "nothing";
  return std::to_string(row->document.step) + ":" + row->document.content + ":" +
         std::string(name_of(row->document.state));
}

std::int64_t id_of(Store& store, std::string_view sku) {
  return store.newest_document("us", DocumentKind::stock, sku).value()->document.id;
}

void newest_counts(Store& store) {
  const Scene scene(store);
  CHECK(newest(store, "MUG") == "nothing");
  CHECK(offer(store, {stock("MUG", "5"), stock("LAMP", "1")}) == 2);
  CHECK(offer(store, {stock("MUG", "5"), stock("LAMP", "2")}) == 1);
  CHECK(newest(store, "MUG") == "1:5:drafted");
  CHECK(newest(store, "LAMP") == "2:2:drafted");  // what never went out is not sent any more
  const auto waiting = store.sendable("us", Side::channel, 9, start).value();
  CHECK(waiting.size() == 2);
}

void what_went_out_stays(Store& store) {
  Scene scene(store);
  offer(store, {stock("MUG", "5")});
  scene.post(id_of(store, "MUG"), "MUG");
  CHECK(offer(store, {stock("MUG", "5")}) == 0);
  CHECK(offer(store, {stock("MUG", "5")}, true) == 1);  // the market says something else
  CHECK(newest(store, "MUG") == "2:5:drafted");
  const auto attempt = scene.send("a-2", {id_of(store, "MUG")});
  CHECK(offer(store, {stock("MUG", "4")}) == 1);
  CHECK(scene.sendable(start, Side::channel).empty());  // one after the other
  scene.answer(attempt, {posted("MUG")});
  CHECK(scene.sendable(start, Side::channel) == std::vector<std::string>{"MUG/3"});
}

void refused_waits_for_another_value(Store& store) {
  Scene scene(store);
  offer(store, {stock("MUG", "5")});
  const auto attempt = scene.send("a-1", {id_of(store, "MUG")});
  scene.answer(attempt, {outcome(Outcome::Kind::rejected, "no such SKU")});
  CHECK(offer(store, {stock("MUG", "5")}) == 0);
  CHECK(offer(store, {stock("MUG", "6")}) == 1);
  CHECK(scene.state(attempt.members.front().id) == DocumentState::withdrawn);
  CHECK(scene.sendable(start, Side::channel).size() == 1);
}

void no_offer_of_a_record(Store& store) {
  Scene scene(store);
  const auto claimed = scene.claim("1");
  Document document = stock("MUG", "5");
  document.record = claimed.record.key;
  CHECK_FALSE(store.offer_documents("us", std::vector{document}, false, "w1", start).ok());
}

void open_until_it_took_effect(Store& store) {
  Scene scene(store);
  const auto first = scene.invoice("1");
  const auto second = scene.invoice("2");
  const auto third = scene.invoice("3");
  const auto keys = [&] {
    std::string out;
    for (const auto& row : got(store.open_documents("us", DocumentKind::invoice))) out += row.document.key;
    return out;
  };
  CHECK(keys() == "123");
  scene.post(first, "guid-1");
  const auto out = scene.send("a-9", {second});
  CHECK(keys() == "23");
  scene.answer(out, {outcome(Outcome::Kind::rejected, "no")});
  CHECK(keys() == "23");
  scene.post(third, "guid-3");
  CHECK(keys() == "2");
  CHECK(got(store.open_documents("us", DocumentKind::credit_note)).empty());
}

void asked_for_once(Store& store) {
  Scene scene(store);
  const auto claimed = scene.claim("1");
  scene.book(claimed, {});
  const std::vector<Document> shipment = {drafted(DocumentKind::shipment, "1/1Z", claimed.record.key)};
  const auto add = [&](const std::vector<Document>& documents) {
    return store.add_documents("us", documents, "w1", start).value();
  };
  CHECK(add(shipment) == 1);
  CHECK(add(shipment) == 0);
  const auto id = store.documents_of(claimed.id).value().front().document.id;
  const auto attempt = scene.send("a-1", {id});
  CHECK(add(shipment) == 0);
  scene.answer(attempt, {outcome(Outcome::Kind::rejected, "no such line")});
  CHECK(add(shipment) == 1);
  CHECK(scene.state(id) == DocumentState::withdrawn);
  const std::vector<Document> stray = {
      drafted(DocumentKind::shipment, "9/1Z", {"us", RecordKind::order, "9"})};
  CHECK_FALSE(store.add_documents("us", stray, "w1", start).ok());
}

}  // namespace

std::vector<Check> offer_checks() {
  return {{"of an offer only the newest value counts", newest_counts},
          {"an offer that went out stays, and the next goes after it", what_went_out_stays},
          {"a refused offer waits until another value is offered", refused_waits_for_another_value},
          {"a document of a record is no offer", no_offer_of_a_record},
          {"a notice's document is drafted once, and again where it was refused", asked_for_once},
          {"a record's document is open until it took effect", open_until_it_took_effect}};
}

}  // namespace crosswalk::store::suite
