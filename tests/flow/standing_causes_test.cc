// From records, documents and troubles to causes: grouped, with money and place, and without the buyers,
// whose names are marked here.
#include "flow/standing_causes.h"

#include <doctest/doctest.h>

#include "flow/edited_rules.h"
#include "flow/rig.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

std::string number(int i) {
  return "1088000000000" + std::to_string(31 + i);
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// Everything of a cause that leaves the machine.
std::string said(const AlertCause& cause) {
  std::string all = cause.title + "\n" + cause.reason + "\n" + cause.where + "\n" + cause.advice;
  for (const auto& example : cause.examples) all += "\n" + example;
  return all;
}

struct Desk {
  Desk() : rig(simulator::World{}, settings()) {}
  RigSettings settings() const {
    RigSettings settings;
    settings.book = BookMode::created;
    settings.rules = rules.directory();
    return settings;
  }
  void order(int i, const std::string& sku = "MUG-BLU") {
    auto order = plain_order(number(i), sku, 1, "24.99", "1.87", rig.clock().now() - Millis(3'600'000));
    order.email = "markedmail" + std::to_string(i) + "@buyers.test";
    order.ship_to = {
        "Markedname Markedsurname", "6145550199", "5 Markedstreet", "", "Markedtown", "OH", "43215"};
    REQUIRE(rig.walmart().add_order(order));
  }
  std::vector<AlertCause> records() {
    auto causes = flow::record_causes(rig.store(), "us");
    REQUIRE_MESSAGE(causes.ok(), (causes ? "" : causes.error().text()));
    return *causes;
  }
  EditedRules rules;
  Rig rig;
};

}  // namespace

TEST_CASE(
    "many orders that one rule holds are one cause with its money and its line, the same at every look") {
  Desk desk;
  for (int i = 0; i < 8; ++i) desk.order(i, "NEW-SKU-" + std::to_string(i));
  desk.rig.pass();
  const auto causes = desk.records();
  REQUIRE(causes.size() == 1);
  CHECK(causes[0].kind == AlertKind::finance);
  CHECK(causes[0].count == 8);
  CHECK(causes[0].title == "8 orders are held");
  REQUIRE(causes[0].money.size() == 1);
  CHECK(causes[0].money[0].text() == "214.88 USD");
  CHECK(has(causes[0].where + causes[0].reason, "rules/item"));
  CHECK(has(causes[0].reason, "NEW-SKU-"));
  CHECK(causes[0].examples.size() == 5);
  CHECK(causes[0].examples[0] == number(0));
  desk.rig.advance(Millis(7'200'000));
  desk.order(8, "NEW-SKU-8");
  desk.rig.pass();
  const auto later = desk.records();
  REQUIRE(later.size() == 1);
  CHECK(later[0].name == causes[0].name);
  CHECK(later[0].count == 9);
}

TEST_CASE("no word of a buyer gets into a cause, also when a rule writes it into its reason") {
  Desk desk;
  desk.rules.write("hold.lua", R"(return {
  api = 1,
  hold = function(order)
    local to = order.raw.shippingInfo.postalAddress
    return hold("ask " .. to.name .. " of " .. to.address1 .. ", " .. to.city .. ", " .. order.raw.customerEmailId)
  end,
})");
  desk.rig.restart();
  desk.order(0);
  desk.rig.pass();
  const auto causes = desk.records();
  REQUIRE(causes.size() == 1);
  CHECK_MESSAGE(causes[0].reason.starts_with("ask "), causes[0].reason);
  CHECK_FALSE(has(said(causes[0]), "arked"));
}

TEST_CASE("what is well is no cause") {
  Desk desk;
  desk.order(0);
  desk.rig.pass();
  CHECK(desk.rig.state(number(0)) == "booked");
  CHECK(desk.records().empty());
  CHECK(flow::document_causes(desk.rig.store(), "us")->empty());
}

TEST_CASE("a document that the ledger refuses is a grave cause with its money") {
  auto store = store::open_store("sqlite::memory:").value();
  const Instant now = Instant::parse("2026-02-10T12:00:00Z").value();
  RawRecord raw;
  raw.id = number(0);
  raw.body = R"({"shippingInfo": {"postalAddress": {"name": "Markedname"}}})";
  REQUIRE(store->receive("us", std::vector<RawRecord>{raw}, "", "", now).ok());
  const auto claimed = store->claim_records("us", "w", 10, Millis(60'000), now);
  REQUIRE(claimed->size() == 1);
  store::MappedRecord mapped;
  mapped.id = claimed->front().id;
  Document invoice;
  invoice.pair = "us";
  invoice.key = "WM-" + raw.id;
  invoice.record = RecordKey{"us", RecordKind::order, raw.id};
  invoice.content = "{}";
  invoice.total = Money{Decimal::parse("24.99").value(), Currency::parse("USD").value()};
  mapped.documents = {invoice};
  REQUIRE(store->finish_records(std::vector<store::MappedRecord>{mapped}, "w", now).ok());
  Attempt attempt;
  attempt.id = "a1";
  attempt.pair = "us";
  attempt.side = Side::ledger;
  attempt.created = now;
  attempt.members = *store->sendable("us", Side::ledger, 10, now);
  REQUIRE(attempt.members.size() == 1);
  REQUIRE(store->begin_attempt(attempt, "w", Millis(60'000), now).ok());
  Outcome refused;
  refused.kind = Outcome::Kind::rejected;
  refused.reason = "The period is locked for Markedname";
  REQUIRE(store->finish_attempt("a1", attempt.members, std::vector<Outcome>{refused}, Cause::answer, "w", now)
              .ok());
  const auto causes = flow::document_causes(*store, "us");
  REQUIRE(causes.ok());
  REQUIRE(causes->size() == 1);
  CHECK(causes->front().title == "1 invoice is refused by the ledger");
  CHECK(causes->front().severity == AlertSeverity::error);
  CHECK(causes->front().reason == "The period is locked for [buyer]");
  CHECK(causes->front().money == std::vector<Money>{*invoice.total});
  CHECK(causes->front().examples == std::vector<std::string>{invoice.key});
}

TEST_CASE("trouble is a cause once it lasts, a refused sign-in at once, and nothing when all went well") {
  CHECK(flow::trouble_causes("sending documents", {}, false).empty());
  const auto lasting = flow::trouble_causes("sending documents", {"no answer in time", "again"}, false);
  REQUIRE(lasting.size() == 1);
  CHECK(lasting[0].kind == AlertKind::operations);
  CHECK(lasting[0].patience == Millis(15LL * 60'000));
  CHECK(lasting[0].reason == "no answer in time");
  const auto refused = flow::trouble_causes("sending documents", {"sign-in refused"}, true);
  REQUIRE(refused.size() == 1);
  CHECK(refused[0].severity == AlertSeverity::error);
  CHECK(refused[0].patience == Millis(0));
}
