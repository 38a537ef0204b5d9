// Orders that change: shipments on two dates, cancellations, edits, in both modes.
#include <doctest/doctest.h>

#include "flow/rig.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

const std::string po = "108800000000017";
constexpr Millis day_long{86'400'000};

struct Life {
  explicit Life(BookMode mode, int quantity = 3) : rig(simulator::World{}, settings(mode)) {
    auto order = plain_order(po, "MUG-BLU", quantity, "74.97", "5.62", rig.clock().now() - Millis(3'600'000));
    REQUIRE(rig.walmart().add_order(order));
  }
  static RigSettings settings(BookMode mode) {
    RigSettings settings;
    settings.book = mode;
    return settings;
  }
  void ship(int quantity) { REQUIRE(rig.walmart().ship(po, "1", quantity, rig.clock().now())); }
  void cancel(int quantity) { REQUIRE(rig.walmart().cancel(po, "1", quantity)); }
  void next_day() {
    rig.advance(day_long);
    rig.pass();
  }
  std::string status(const std::string& number) {
    const auto invoice = rig.xero().invoice(number);
    return invoice ? invoice->status + " " + invoice->total.text(2) : "none";
  }
  Rig rig;
};

}  // namespace

TEST_CASE("book: shipped: nothing before units ship, then an invoice a ship date") {
  Life life(BookMode::shipped);
  life.rig.pass();
  CHECK(life.rig.state(po) == "waiting");
  CHECK(life.status("WM-" + po) == "none");
  life.ship(2);
  life.next_day();
  CHECK(life.status("WM-" + po) == "AUTHORISED 49.98");
  life.ship(1);
  life.next_day();
  CHECK(life.status("WM-" + po) == "AUTHORISED 49.98");
  CHECK(life.status("WM-" + po + "-2") == "AUTHORISED 24.99");
  CHECK(life.rig.xero().invoices().size() == 2);
}

TEST_CASE("book: shipped: what is cancelled before it ships is never booked") {
  Life life(BookMode::shipped);
  life.rig.pass();
  life.cancel(1);
  life.ship(2);
  life.next_day();
  CHECK(life.status("WM-" + po) == "AUTHORISED 49.98");
  life.next_day();
  CHECK(life.rig.xero().invoices().size() == 1);
}

TEST_CASE("book: created: a draft on arrival, authorised by id when it ships") {
  Life life(BookMode::created);
  life.rig.pass();
  CHECK(life.status("WM-" + po) == "DRAFT 74.97");
  const std::string id = life.rig.xero().invoice("WM-" + po)->id;
  SUBCASE("whole") {
    life.ship(3);
    life.next_day();
    CHECK(life.status("WM-" + po) == "AUTHORISED 74.97");
    CHECK(life.rig.xero().invoice("WM-" + po)->id == id);
  }
  SUBCASE("on two dates") {
    life.ship(1);
    life.next_day();
    CHECK(life.status("WM-" + po) == "AUTHORISED 24.99");
    CHECK(life.rig.xero().invoice("WM-" + po)->id == id);
    CHECK(life.status("WM-" + po + "-2") == "DRAFT 49.98");
    life.ship(2);
    life.next_day();
    CHECK(life.status("WM-" + po) == "AUTHORISED 24.99");
    CHECK(life.status("WM-" + po + "-2") == "AUTHORISED 49.98");
  }
  SUBCASE("a line cancelled in part") {
    life.cancel(1);
    life.next_day();
    CHECK(life.status("WM-" + po) == "DRAFT 49.98");
  }
  SUBCASE("all cancelled") {
    life.cancel(3);
    life.next_day();
    CHECK(life.status("WM-" + po).starts_with("DELETED"));
    CHECK(life.rig.state(po) == "skipped");
  }
  CHECK(life.rig.xero().invoices_created()["WM-" + po] == 1);
}

TEST_CASE("a changed phone books nothing") {
  Life life(BookMode::created);
  life.rig.pass();
  life.rig.network().reset_calls();
  REQUIRE(life.rig.walmart().set_phone(po, "0000000000"));
  life.next_day();
  CHECK(life.rig.record(po).revision == 2);
  CHECK(life.rig.writes() == 0);
  CHECK(life.status("WM-" + po) == "DRAFT 74.97");
}

TEST_CASE("an order is acknowledged once, held or not") {
  RigSettings settings;
  Rig rig(simulator::World{}, settings);
  const Instant ordered = rig.clock().now() - Millis(3'600'000);
  REQUIRE(rig.walmart().add_order(plain_order("108800000000018", "NO-SUCH-SKU", 1, "5.00", "0", ordered)));
  REQUIRE(rig.walmart().add_order(plain_order("108800000000019", "MUG-BLU", 1, "24.99", "1.87", ordered)));
  rig.pass();
  rig.advance(day_long);
  rig.pass();
  CHECK(rig.walmart().acknowledgements("108800000000018").effects == 1);
  CHECK(rig.walmart().acknowledgements("108800000000018").calls == 1);
  CHECK(rig.walmart().acknowledgements("108800000000019").calls == 1);
}

TEST_CASE("nothing is written back unless it is asked for") {
  RigSettings settings;
  settings.acknowledge = false;
  Rig rig(simulator::World{}, settings);
  REQUIRE(rig.walmart().add_order(
      plain_order("108800000000019", "MUG-BLU", 1, "24.99", "1.87", rig.clock().now() - Millis(3'600'000))));
  rig.pass();
  CHECK(rig.walmart().acknowledgements("108800000000019").calls == 0);
}

TEST_CASE("an authorised invoice whose units are cancelled is voided, a paid one is held with the reason") {
  Life life(BookMode::created);
  life.rig.pass();
  life.ship(3);
  life.next_day();
  const std::string number = "WM-" + po;
  REQUIRE(life.status(number) == "AUTHORISED 74.97");
  const auto replace_all = [&](std::initializer_list<std::string> words, const std::string& by) {
    std::string body = life.rig.store().record(life.rig.record(po).id).value().body;
    for (const std::string& word : words)
      for (auto at = body.find(word); at != std::string::npos; at = body.find(word, at + by.size()))
        body.replace(at, word.size(), by);
    const std::vector<RawRecord> page = {{RecordKind::order, po, body}};
    REQUIRE(life.rig.store().receive("us", page, "", "", life.rig.clock().now()).ok());
    life.rig.pass(false);
  };
  const auto cancel_what_shipped = [&] { replace_all({"\"Shipped\"", "\"Delivered\""}, "\"Cancelled\""); };
  SUBCASE("unpaid") {
    cancel_what_shipped();
    CHECK(life.status(number + "~V1").starts_with("VOIDED"));
    CHECK(life.rig.state(po) == "skipped");
    CHECK(life.status(number) == "none");
    // They were shipped after all: the same number stands again.
    replace_all({"\"Cancelled\""}, "\"Shipped\"");
    CHECK(life.status(number) == "AUTHORISED 74.97");
    CHECK(life.status(number + "~V1").starts_with("VOIDED"));
  }
  SUBCASE("paid") {
    REQUIRE(life.rig.xero().pay(number, Decimal::parse("74.97").value()).ok());
    cancel_what_shipped();
    CHECK(life.status(number + "~V1").starts_with("PAID"));
    const auto troubled = life.rig.store().troubled("us");
    REQUIRE(troubled.ok());
    REQUIRE(troubled->size() == 1);
    CHECK(troubled->front().document.key == number);
    CHECK(troubled->front().document.reason.find("payments") != std::string::npos);
  }
}
