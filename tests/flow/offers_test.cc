#include "flow/offers.h"

#include <doctest/doctest.h>

#include <fstream>
#include <map>

#include "base/log.h"
#include "base/virtual_clock.h"
#include "checkout.h"
#include "flow/fakes.h"
#include "flow/rule_folder.h"
#include "model/entry_text.h"
#include "rules/mapper.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

// Hands out the lines that the test wrote for a record.
class OrderLines final : public Source {
 public:
  std::map<std::string, std::vector<Line>, std::less<>> orders;

  std::vector<std::string> streams() const override { return {}; }
  Result<Page> read(const Cursor& /*from*/, const Stop& /*stop*/) override { return Page{}; }
  Result<std::vector<RawRecord>> fetch(std::span<const RecordKey> /*keys*/, const Stop& /*stop*/) override {
    return std::vector<RawRecord>{};
  }
  Result<void> lines(const Record& record, LineSink& sink) const override {
    for (const Line& line : orders.at(record.key.id))
      if (auto told = sink.line(line); !told) return told;
    return {};
  }
  std::string scrub(const Record& record) const override { return record.body; }
  Result<Tally> tally(const Record& /*record*/) const override { return Tally{}; }
  Result<void> unpack(std::string_view /*text*/, std::string_view /*name*/,
                      const std::function<Result<void>(const RecordView&)>& /*record*/) const override {
    return {};
  }
};

class TellTale final : public Alerts {
 public:
  std::map<std::string, std::vector<AlertCause>, std::less<>> topics;
  void standing(std::string_view /*pair*/, std::string_view topic, std::vector<AlertCause> causes) override {
    topics[std::string(topic)] = std::move(causes);
  }
};

LedgerItem item(std::string code, const char* on_hand, const char* price = "24.99") {
  LedgerItem item;
  item.code = std::move(code);
  item.name = "a thing";
  item.on_hand = Decimal::parse(on_hand).value();
  item.price = Decimal::parse(price).value();
  return item;
}

Line sold(std::string_view sku, int units, UnitState state, std::string_view fulfilment = "seller") {
  Line line;
  line.order_line = "1";
  line.unit_to = static_cast<std::uint32_t>(units);
  line.charge_type = "PRODUCT";
  line.charge_name = "ItemPrice";
  line.line_class = LineClass::product;
  line.quantity = Decimal::whole(units);
  line.sku = sku;
  line.state = state;
  line.fulfilment = fulfilment;
  line.date = day("2026-02-09");
  return line;
}

// One pair whose rules are what the test says, on the example's.
class Desk {
 public:
  Desk() : reference("us", ledger, *store, clock) {
    log::set_level(log::Level::off);
    rule("stock.lua",
         "return { api = 1, stock = function(item) return math.max(0, item.on_hand - item.committed) end }");
    rule("price.lua", "return { api = 1, price = function(item) return item.price end }");
  }

  void rule(const std::string& file, const std::string& text) const {
    std::ofstream(folder.path() / file, std::ios::binary) << text;
  }
  flow::Offers& offers() {
    if (offers_ == nullptr) {
      auto rules = rules::load_rules(folder.path(), "rules/", checkout("/scripts"));
      REQUIRE_MESSAGE(rules.ok(), (rules ? "" : rules.error().text()));
      live = std::make_unique<flow::LiveRules>(rules::make_mapper(*rules, {}).value());
      offers_ = std::make_unique<flow::Offers>(pair, reference, *live);
    }
    return *offers_;
  }
  flow::OfferReport step(flow::OfferParts parts = {true, true}) {
    auto report = offers().step(parts, {});
    REQUIRE_MESSAGE(report.ok(), (report ? "" : report.error().text()));
    return *report;
  }
  // "5", or "" when the market was never told.
  std::string told(DocumentKind kind, std::string_view key) const {
    const auto row = store->newest_document("us", kind, key).value();
    return row ? row->document.content : "";
  }
  void order(const std::string& id, std::vector<Line> lines) {
    source.orders[id] = std::move(lines);
    const std::vector<RawRecord> page = {{RecordKind::order, id, "{}", Lane::fresh}};
    REQUIRE(store->receive("us", page, "", "", clock.now()).ok());
  }
  // The order as booked, its product lines with entries, and an invoice of the day that is `sent` or not.
  void book(bool sent) {
    const auto claimed = store->claim_records("us", "w", 50, Millis(60'000), clock.now()).value();
    REQUIRE(claimed.size() == 1);
    Entries entries;
    entries.record = claimed.front().record.key;
    entries.currency = Currency::parse("USD").value();
    for (const Line& line : source.orders.at(entries.record.id)) {
      Entry entry;
      entry.line_key = key_of(line);
      entry.state = line.state;
      entry.date = line.date;
      entry.amount = usd("-1");
      if (line.state == UnitState::shipped) entries.entries.push_back(entry);
    }
    store::MappedRecord mapped;
    mapped.id = claimed.front().id;
    mapped.version = "v1";
    write_entries(entries, mapped.entries);
    Document invoice;
    invoice.kind = DocumentKind::invoice;
    invoice.key = "WM-" + entries.record.id;
    invoice.record = entries.record;
    invoice.date = day("2026-02-09");
    mapped.documents = {invoice};
    REQUIRE(store->finish_records(std::vector{mapped}, "w", clock.now()).ok());
    if (sent) post(DocumentKind::invoice, invoice.key);
  }
  void post(DocumentKind kind, const std::string& key) {
    Attempt attempt;
    attempt.id = "attempt " + key;
    attempt.pair = "us";
    attempt.side = side_of(kind);
    attempt.members = {store->newest_document("us", kind, key).value()->document};
    REQUIRE(store->begin_attempt(attempt, "w", Millis(60'000), clock.now()).ok());
    Outcome outcome;
    outcome.kind = Outcome::Kind::posted;
    outcome.receipt.outside_id = "guid";
    REQUIRE(store
                ->finish_attempt(attempt.id, attempt.members, std::vector{outcome}, Cause::answer, "w",
                                 clock.now())
                .ok());
  }

  VirtualClock clock{Instant::parse("2026-02-10T12:00:00Z").value()};
  std::unique_ptr<store::Store> store = store::open_store("sqlite::memory:").value();
  RuleFolder folder;
  OrderLines source;
  StockLedger ledger;
  PlainChannel channel;
  TellTale alerts;
  flow::ReferenceKeeper reference;
  std::unique_ptr<flow::LiveRules> live;
  flow::Pair pair{settings(), source, ledger, channel, *store, clock, nullptr, &alerts};

 private:
  static flow::PairSettings settings() {
    flow::PairSettings settings;
    settings.name = "us";
    settings.channel = "Walmart Marketplace US";
    settings.currency = Currency::parse("USD").value();
    return settings;
  }
  std::unique_ptr<flow::Offers> offers_;
};

}  // namespace

TEST_CASE("the market is told stock and price once, and again when they change") {
  Desk desk;
  desk.ledger.wanted = {item("MUG", "8"), item("LAMP", "3", "79.99")};
  auto report = desk.step();
  CHECK(report.items == 2);
  CHECK(report.skus == 2);
  CHECK(report.stocks == 2);
  CHECK(report.prices == 2);
  CHECK(desk.told(DocumentKind::stock, "MUG") == "8");
  CHECK(desk.told(DocumentKind::price, "LAMP") == "79.99 USD");
  report = desk.step();
  CHECK(report.stocks + report.prices == 0);
  desk.ledger.wanted[0].on_hand = Decimal::parse("7").value();
  report = desk.step();
  CHECK(report.stocks == 1);
  CHECK(report.prices == 0);
  CHECK(desk.told(DocumentKind::stock, "MUG") == "7");
  CHECK(desk.ledger.asked == 3);
}

TEST_CASE("only what was asked for is told") {
  Desk desk;
  desk.ledger.wanted = {item("MUG", "8")};
  CHECK(desk.step({false, true}).stocks == 0);
  CHECK(desk.told(DocumentKind::stock, "MUG").empty());
  CHECK(desk.told(DocumentKind::price, "MUG") == "24.99 USD");
}

TEST_CASE("what buyers were promised is not offered again") {
  Desk desk;
  desk.ledger.wanted = {item("MUG", "8")};
  SUBCASE("open and shipped units of an order that is not booked") {
    desk.order("1", {sold("MUG", 2, UnitState::open), sold("mug", 1, UnitState::shipped)});
    desk.source.orders["1"][1].order_line = "2";
    desk.step();
    CHECK(desk.told(DocumentKind::stock, "MUG") == "5");
  }
  SUBCASE("cancelled units and those that the market ships do not count") {
    desk.order("1", {sold("MUG", 2, UnitState::cancelled), sold("MUG", 1, UnitState::open, "wfs")});
    desk.step();
    CHECK(desk.told(DocumentKind::stock, "MUG") == "8");
  }
  SUBCASE("several charges of the same units count once") {
    desk.order("1", {sold("MUG", 2, UnitState::open), sold("MUG", 2, UnitState::open)});
    desk.source.orders["1"][1].charge_name = "SubscriptionFee";
    desk.step();
    CHECK(desk.told(DocumentKind::stock, "MUG") == "6");
  }
  SUBCASE("shipped units count until their invoice has taken them") {
    desk.order("1", {sold("MUG", 3, UnitState::shipped)});
    SUBCASE("it waits to be sent") {
      desk.book(false);
      desk.step();
      CHECK(desk.told(DocumentKind::stock, "MUG") == "5");
    }
    SUBCASE("it is there") {
      desk.book(true);
      desk.step();
      CHECK(desk.told(DocumentKind::stock, "MUG") == "8");
    }
  }
  SUBCASE("an item that is sold as several SKUs gives for all of them") {
    desk.rule("sku.lua", "return { api = 1, sku = function(item) return { 'MUG', 'MUG-B' } end }");
    desk.order("1", {sold("MUG", 1, UnitState::open)});
    desk.order("2", {sold("MUG-B", 2, UnitState::open)});
    desk.step();
    CHECK(desk.told(DocumentKind::stock, "MUG-B") == "5");
  }
}

TEST_CASE("an item that the rules hold is named, and keeps what the market was told") {
  Desk desk;
  desk.rule("price.lua", "return { api = 1, price = function(item) return '24.995' end }");
  desk.rule("stock.lua", "return { api = 1, stock = function(item) return hold 'count it first' end }");
  desk.ledger.wanted = {item("MUG", "8")};
  SUBCASE("held") {
    const auto report = desk.step();
    REQUIRE(report.withheld.size() == 1);
    CHECK(report.withheld[0].code == "MUG");
    CHECK(report.withheld[0].reason == "count it first");
    REQUIRE(desk.alerts.topics["offers"].size() == 1);
    CHECK(desk.alerts.topics["offers"][0].title == "1 item is not told to the market");
    CHECK(desk.told(DocumentKind::stock, "MUG").empty());
  }
  SUBCASE("a price of fractions of a cent") {
    desk.rule("stock.lua", "return { api = 1, stock = function(item) return 1 end }");
    const auto report = desk.step();
    REQUIRE(report.withheld.size() == 1);
    CHECK(report.withheld[0].reason.find("24.995") != std::string::npos);
    CHECK(desk.told(DocumentKind::price, "MUG").empty());
    CHECK(desk.told(DocumentKind::stock, "MUG") == "1");
  }
}

TEST_CASE("a ledger that cannot be asked changes nothing") {
  Desk desk;
  desk.ledger.trouble = fail(ErrorKind::outside, "down");
  CHECK(desk.offers().step({true, true}, {}).error().message == "down");
}

TEST_CASE("where the market has nothing left and was told otherwise, it is told again") {
  Desk desk;
  desk.ledger.wanted = {item("MUG", "8"), item("LAMP", "0")};
  desk.step({true, false});
  CHECK_FALSE(desk.offers().out_of_stock({"MUG", "", 0}).value());  // it is on its way
  desk.post(DocumentKind::stock, "MUG");
  desk.post(DocumentKind::stock, "LAMP");
  CHECK(desk.offers().out_of_stock({"MUG", "", 0}).value());
  CHECK(desk.store->newest_document("us", DocumentKind::stock, "MUG").value()->document.step == 2);
  CHECK(desk.told(DocumentKind::stock, "MUG") == "8");
  REQUIRE(desk.alerts.topics["out of stock"].size() == 1);
  CHECK_FALSE(desk.offers().out_of_stock({"LAMP", "", 0}).value());   // as we said
  CHECK_FALSE(desk.offers().out_of_stock({"CHAIR", "", 0}).value());  // never told
}
