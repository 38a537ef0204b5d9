// What becomes of a warehouse's and an ERP's notices: documents for the market, as far as `feedback` allows,
// and each once.
#include "flow/notices.h"

#include <doctest/doctest.h>

#include "base/limits.h"
#include "base/virtual_clock.h"
#include "flow/fakes.h"
#include "flow/inbox.h"
#include "model/entry_text.h"
#include "model/push.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

const std::string order_id = "108800000000001";
const std::string return_id = "104800000000001";
const std::string refund = R"({"order":"108800000000001","line":"1","amount":"5.25","currency":"USD"})";
const std::string units = R"({"return_order":"104800000000001","units":[{"line":1,"quantity":2}]})";
const std::string shipped =
    R"({"order":"108800000000001","carrier":"UPS","tracking_number":"1Z1","shipped":"2026-02-10T10:00:00Z"})";

Feedback everything() {
  return {true, true, true, true, OfferSource::events, OfferSource::events, ""};
}

// One pair's inbox with the handlers of notices.
class Desk {
 public:
  explicit Desk(const Feedback& feedback = everything()) {
    pair.settings.name = "us";
    pair.settings.currency = Currency::parse("USD").value();
    pair.settings.feedback = feedback;
  }

  void receive(RecordKind kind, const std::string& id) {
    const std::vector<RawRecord> page = {{kind, id, "{}", Lane::fresh}};
    REQUIRE(store->receive("us", page, "", "", clock.now()).ok());
    // Its documents are sent once it has been mapped.
    const auto claimed = store->claim_records("us", "w", 50, Millis(60'000), clock.now()).value();
    REQUIRE(claimed.size() == 1);
    Entries entries;
    entries.record = claimed.front().record.key;
    entries.currency = pair.settings.currency;
    store::MappedRecord mapped;
    mapped.id = claimed.front().id;
    mapped.version = "v1";
    write_entries(entries, mapped.entries);
    REQUIRE(store->finish_records(std::vector{mapped}, "w", clock.now()).ok());
  }
  // Kept, and handled at once.
  void hand_in(std::string_view kind, const std::string& key, const std::string& body) {
    const std::vector<store::InboxRequest> requests = {{{"us", std::string(kind), key, body, {}, false}}};
    REQUIRE(store->accept(requests, clock.now()).ok());
    step();
  }
  void step() { REQUIRE(inbox.step({}).ok()); }
  // Handled although it was handled before, as after a crash or when the inbox has forgotten it.
  store::HandledItem again(std::string_view kind, const std::string& key, const std::string& body) {
    store::ClaimedItem item;
    item.item = {"us", std::string(kind), key, body, {}, false};
    item.received = clock.now();
    return notices.handlers().at(std::string(kind))(item).value();
  }
  // "1 shipment done"
  std::string state() const {
    std::string text;
    const auto counts = store->inbox_counts("us").value();
    for (const auto& count : counts)
      text += (text.empty() ? "" : ", ") + std::to_string(count.count) + " " + count.kind + " " + count.state;
    return text;
  }
  std::string reason() const {
    const auto rows = store->inbox_refused("us", 10).value();
    return rows.empty() ? "" : rows.front().reason;
  }
  // "5", or "" when there is no such document.
  std::string told(DocumentKind kind, std::string_view key) const {
    const auto row = store->newest_document("us", kind, key).value();
    return row ? row->document.content : "";
  }
  // What the market says of a document.
  void answer(DocumentKind kind, const std::string& key, Outcome::Kind said) {
    Attempt attempt;
    attempt.id = "attempt " + key;
    attempt.pair = "us";
    attempt.side = Side::channel;
    attempt.members = {store->newest_document("us", kind, key).value()->document};
    REQUIRE(store->begin_attempt(attempt, "w", Millis(60'000), clock.now()).ok());
    Outcome outcome;
    outcome.kind = said;
    outcome.receipt.outside_id = "guid";
    const std::vector<Outcome> outcomes = {outcome};
    REQUIRE(
        store->finish_attempt(attempt.id, attempt.members, outcomes, Cause::answer, "w", clock.now()).ok());
  }

  VirtualClock clock{Instant::parse("2026-02-10T12:00:00Z").value()};
  std::unique_ptr<store::Store> store = store::open_store("sqlite::memory:").value();
  FakeSource source;
  StockLedger ledger;
  PlainChannel channel;
  flow::Pair pair{{}, source, ledger, channel, *store, clock, nullptr};
  flow::ReferenceKeeper reference{"us", ledger, *store, clock};
  flow::LiveRules live{std::make_unique<FakeMapper>()};
  flow::Offers offers{pair, reference, live};
  flow::Notices notices{pair, offers};
  flow::Inbox inbox{pair, notices.handlers()};
};

}  // namespace

TEST_CASE("what feedback does not allow is refused and says which setting it is") {
  Desk desk(Feedback{});
  desk.receive(RecordKind::order, order_id);
  desk.receive(RecordKind::return_order, return_id);
  const auto refused = [&](std::string_view kind, const std::string& body, const std::string& setting) {
    desk.clock.advance(Millis(1));
    desk.hand_in(kind, "k", body);
    CHECK(desk.reason().find("`feedback." + setting + "` in crosswalk.yaml does not say ") !=
          std::string::npos);
  };
  refused(push::shipment, shipped, "shipments");
  refused(push::cancellation, R"({"order":"108800000000001"})", "cancellations");
  refused(push::order_refund, refund, "refunds");
  refused(push::return_refund, units, "refunds");
  refused(push::stock, R"({"sku":"MUG","units":5})", "stock");
  refused(push::price, R"({"sku":"MUG","price":"5","currency":"USD"})", "price");
  CHECK(desk.store->inbox_refused("us", 10).value().size() == 6);
  CHECK(desk.told(DocumentKind::order_refund, order_id + "/k").empty());
}

TEST_CASE("stock and price from the ledger are not taken from events") {
  Feedback feedback = everything();
  feedback.stock = feedback.price = OfferSource::ledger;
  Desk other(feedback);
  Desk desk;
  for (Desk* each : {&other, &desk}) {
    each->hand_in(push::stock, "s", R"({"sku":"MUG","units":5})");
    each->hand_in(push::price, "p", R"({"sku":"MUG","price":"5","currency":"USD"})");
  }
  CHECK(other.state() == "1 price refused, 1 stock refused");
  CHECK(other.told(DocumentKind::stock, "MUG").empty());
  CHECK(desk.state() == "1 price done, 1 stock done");
  CHECK(desk.told(DocumentKind::stock, "MUG") == "5");
  CHECK(desk.told(DocumentKind::price, "MUG") == "5.00 USD");
}

TEST_CASE("what an order or return is told of waits until it has been received, for a day") {
  Desk desk;
  desk.hand_in(push::order_refund, "r1", refund);
  desk.hand_in(push::return_refund, "r2", units);
  desk.hand_in(push::shipment, "s1", shipped);
  CHECK(desk.state() == "1 order_refund waiting, 1 return_refund waiting, 1 shipment waiting");
  desk.receive(RecordKind::order, order_id);
  desk.receive(RecordKind::order, return_id);  // an order of that number is not the return
  desk.clock.advance(limits::inbox_longest_retry);
  desk.step();
  CHECK(desk.state() == "1 order_refund done, 1 return_refund waiting, 1 shipment done");
  CHECK(desk.told(DocumentKind::order_refund, order_id + "/r1") == "5.25 USD");
  CHECK(desk.told(DocumentKind::shipment, order_id + "/1Z1") == "UPS");
  desk.clock.advance(limits::hint_patience);
  desk.step();
  CHECK(desk.reason() == "return 104800000000001 has not been received yet; it was tried for a day");
}

TEST_CASE("what the channel says of a notice decides whether it waits, and its reason is kept") {
  Desk desk;
  desk.receive(RecordKind::order, order_id);
  desk.channel.trouble = fail(ErrorKind::not_found, "line 1 is not shipped yet");
  desk.hand_in(push::order_refund, "r1", refund);
  CHECK(desk.state() == "1 order_refund waiting");
  desk.channel.trouble = fail(ErrorKind::invalid, "only 3.00 is left of line 1");
  desk.clock.advance(limits::inbox_longest_retry);
  desk.step();
  CHECK(desk.state() == "1 order_refund refused");
  CHECK(desk.reason() == "only 3.00 is left of line 1");
  CHECK(desk.told(DocumentKind::order_refund, order_id + "/r1").empty());
}

TEST_CASE("the same refund twice is one, also after it took effect") {
  using Kind = store::HandledItem::Kind;
  Desk desk;
  desk.receive(RecordKind::order, order_id);
  const std::string key = order_id + "/r1";
  desk.hand_in(push::order_refund, "r1", refund);
  CHECK(desk.again(push::order_refund, "r1", refund).kind == Kind::done);
  desk.answer(DocumentKind::order_refund, key, Outcome::Kind::posted);
  desk.channel.trouble = fail(ErrorKind::invalid, "nothing is left of line 1");
  CHECK(desk.again(push::order_refund, "r1", refund).kind == Kind::done);
  desk.channel.trouble = {};
  const auto row = desk.store->newest_document("us", DocumentKind::order_refund, key).value();
  REQUIRE(row);
  CHECK(row->document.state == DocumentState::posted);
  CHECK(row->document.step == 1);
  // Another key is another refund.
  desk.hand_in(push::order_refund, "r2", refund);
  CHECK(desk.told(DocumentKind::order_refund, order_id + "/r2") == "5.25 USD");
}

TEST_CASE("a rejected refund is not given again under its key") {
  Desk desk;
  desk.receive(RecordKind::order, order_id);
  desk.hand_in(push::order_refund, "r1", refund);
  desk.answer(DocumentKind::order_refund, order_id + "/r1", Outcome::Kind::rejected);
  const auto handled = desk.again(push::order_refund, "r1", refund);
  CHECK(handled.kind == store::HandledItem::Kind::refused);
  CHECK(handled.reason.find("under a new key") != std::string::npos);
  const auto row = desk.store->newest_document("us", DocumentKind::order_refund, order_id + "/r1").value();
  REQUIRE(row);
  CHECK(row->document.state == DocumentState::rejected);
}

TEST_CASE("the same units of a return are refunded once, and who asks again is told") {
  Desk desk;
  desk.receive(RecordKind::return_order, return_id);
  desk.hand_in(push::return_refund, "r1", units);
  CHECK(desk.told(DocumentKind::return_refund, return_id + "/1x2") == R"({"asked":"r1","what":"1x2"})");
  CHECK(desk.state() == "1 return_refund done");
  CHECK(desk.again(push::return_refund, "r1", units).kind == store::HandledItem::Kind::done);
  desk.hand_in(push::return_refund, "r2", units);
  CHECK(desk.state() == "1 return_refund done, 1 return_refund refused");
  CHECK(desk.reason().find("asked to be refunded before") != std::string::npos);
  CHECK(desk.reason().find("by the notice \"r1\"") != std::string::npos);
}

TEST_CASE("the same units are cancelled once, and who asks again is told by whom") {
  using Kind = store::HandledItem::Kind;
  Desk desk;
  desk.receive(RecordKind::order, order_id);
  const std::string body = R"({"order":"108800000000001"})";
  desk.hand_in(push::cancellation, "c1", body);
  CHECK(desk.state() == "1 cancellation done");
  CHECK(desk.again(push::cancellation, "c1", body).kind == Kind::done);  // as after a crash
  desk.answer(DocumentKind::cancellation, order_id + "/all", Outcome::Kind::posted);
  CHECK(desk.again(push::cancellation, "c1", body).kind == Kind::done);
  desk.hand_in(push::cancellation, "c2", body);
  CHECK(desk.state() == "1 cancellation done, 1 cancellation refused");
  CHECK(desk.reason() ==
        "the same units of order " + order_id +
            " were asked to be cancelled before, by the notice \"c1\"; nothing more is done");
}

TEST_CASE("a shipment waits for the acknowledgement that is on its way, not for one that was refused") {
  Desk desk;
  desk.receive(RecordKind::order, order_id);
  const Record order = {{"us", RecordKind::order, order_id}, 1, "", {}, ""};
  const auto acknowledge = [&] {
    Document document;
    document.pair = "us";
    document.kind = DocumentKind::acknowledgement;
    document.key = order_id;
    document.record = order.key;
    document.content = "{}";
    REQUIRE(desk.store->add_documents("us", {&document, 1}, "w", desk.clock.now()).value() == 1);
  };
  const auto sendable = [&] {
    std::vector<std::string> keys;
    for (const auto& document : desk.store->sendable("us", Side::channel, 10, desk.clock.now()).value())
      keys.push_back(document.key);
    return keys;
  };
  acknowledge();
  SUBCASE("on its way") {
    desk.hand_in(push::shipment, "s1", shipped);
    CHECK(sendable() == std::vector<std::string>{order_id});
    desk.answer(DocumentKind::acknowledgement, order_id, Outcome::Kind::posted);
    CHECK(sendable() == std::vector<std::string>{order_id + "/1Z1"});
  }
  SUBCASE("refused") {
    desk.answer(DocumentKind::acknowledgement, order_id, Outcome::Kind::rejected);
    desk.hand_in(push::shipment, "s1", shipped);
    CHECK(sendable() == std::vector<std::string>{order_id + "/1Z1"});
  }
}
