// What waits for a person: why, where, how much money, and that it goes through once it is mended.
#include <doctest/doctest.h>

#include "flow/edited_rules.h"
#include "flow/rig.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

const std::string po = "108800000000031";

struct Desk {
  explicit Desk(const std::string& sku = "MUG-BLU", int quantity = 1) : rig(simulator::World{}, settings()) {
    REQUIRE(rig.walmart().add_order(
        plain_order(po, sku, quantity, "24.99", "1.87", rig.clock().now() - Millis(3'600'000))));
  }
  RigSettings settings() const {
    RigSettings settings;
    settings.book = BookMode::created;
    settings.rules = rules.directory();
    return settings;
  }
  void mended_and_replayed() {
    rig.restart();
    rig.advance(Millis(120'000));
    rig.replay(po);
    rig.pass(false);
    CHECK(rig.state(po) == "booked");
    const auto invoice = rig.xero().invoice("WM-" + po);
    REQUIRE(invoice);
    CHECK(invoice->status == "DRAFT");
    CHECK(rig.xero().invoices_created()["WM-" + po] == 1);
  }
  void is_held(const std::string& words, const std::string& file) {
    rig.pass();
    const auto row = rig.record(po);
    CHECK(name_of(row.state) == "held");
    CAPTURE(row.reason);
    CAPTURE(row.origin);
    CHECK(row.reason.find(words) != std::string::npos);
    CHECK((row.origin + row.reason).find(file) != std::string::npos);
    REQUIRE(row.stuck);
    CHECK(row.stuck->text() == "26.86 USD");
    CHECK_FALSE(rig.xero().invoice("WM-" + po));
  }
  EditedRules rules;
  Rig rig;
};

}  // namespace

TEST_CASE("an unknown SKU is held with its money and posted after the table is mended") {
  Desk desk("NEW-SKU");
  desk.is_held("NEW-SKU", "rules/item");
  desk.rules.append("items.csv", "NEW-SKU,MUG-BLU,A new mug");
  desk.mended_and_replayed();
}

TEST_CASE("an account that the ledger does not have is held with the rule's line") {
  Desk desk;
  desk.rules.replace("account.lua", "\"200\"", "\"299\"");
  desk.rig.restart();
  desk.is_held("no account 299", "rules/account.lua:");
  SUBCASE("the rule is mended") {
    desk.rules.replace("account.lua", "\"299\"", "\"200\"");
  }
  SUBCASE("the account is added in the ledger") {
    desk.rig.xero().add_account(
        {.code = "299", .name = "Sales new", .type = "REVENUE", .account_class = "REVENUE"});
  }
  desk.mended_and_replayed();
}

TEST_CASE("a tax type that the ledger does not have is held with the rule's line") {
  Desk desk;
  desk.rules.replace("tax.lua", "\"NONE\"", "\"NONESUCH\"");
  desk.rig.restart();
  desk.is_held("no tax type NONESUCH", "rules/tax.lua:");
  desk.rules.replace("tax.lua", "\"NONESUCH\"", "\"NONE\"");
  desk.mended_and_replayed();
}

TEST_CASE("a tracking option that the ledger does not have is held with the rule's line") {
  Desk desk;
  desk.rules.replace("tracking.lua", "\"Walmart US\"", "\"Walmart Mars\"");
  desk.rig.restart();
  desk.is_held("Walmart Mars", "rules/tracking.lua:");
  desk.rules.replace("tracking.lua", "\"Walmart Mars\"", "\"Walmart US\"");
  desk.mended_and_replayed();
}

TEST_CASE("a contact that was archived is held in the ledger's words and posted after a replay") {
  Desk desk;
  desk.rig.pass();
  REQUIRE(desk.rig.xero().invoice("WM-" + po));
  REQUIRE(desk.rig.xero().archive_contact("Walmart Marketplace US").ok());
  const std::string second = "108800000000032";
  REQUIRE(desk.rig.walmart().add_order(
      plain_order(second, "MUG-BLU", 1, "24.99", "1.87", desk.rig.clock().now())));
  desk.rig.advance(Millis(3'600'000));
  desk.rig.pass();
  CHECK_FALSE(desk.rig.xero().invoice("WM-" + second));
  const auto troubled = desk.rig.store().troubled("us");
  REQUIRE(troubled.ok());
  REQUIRE(troubled->size() == 1);
  CHECK(troubled->front().document.key == "WM-" + second);
  CHECK(troubled->front().document.reason.find("archived") != std::string::npos);
  CHECK(troubled->front().document.total->text() == "24.99 USD");
  REQUIRE(desk.rig.xero().restore_contact("Walmart Marketplace US").ok());
  desk.rig.replay(second);
  desk.rig.pass(false);
  REQUIRE(desk.rig.xero().invoice("WM-" + second));
  CHECK(desk.rig.xero().invoices_created()["WM-" + second] == 1);
  CHECK(desk.rig.store().troubled("us")->empty());
}

TEST_CASE("a quantity above one is held until charge_amount is said") {
  RigSettings settings;
  settings.book = BookMode::created;
  settings.charge_amount.reset();
  Rig rig(simulator::World{}, settings);
  REQUIRE(rig.walmart().add_order(
      plain_order(po, "MUG-BLU", 2, "49.98", "3.75", rig.clock().now() - Millis(3'600'000))));
  rig.pass();
  CHECK(rig.state(po) == "held");
  CHECK(rig.record(po).reason.find("charge_amount") != std::string::npos);
  rig.settings().charge_amount = walmart::ChargeAmount::line;
  rig.restart();
  rig.replay(po);
  rig.pass(false);
  CHECK(rig.xero().invoice("WM-" + po)->total.text(2) == "49.98");
}

TEST_CASE("a record without shipping information is a dead letter, kept whole") {
  Rig rig(simulator::World{});
  auto order = plain_order(po, "MUG-BLU", 1, "24.99", "1.87", rig.clock().now() - Millis(3'600'000));
  order.quirks.set(simulator::Quirk::no_shipping_information);
  REQUIRE(rig.walmart().add_order(order));
  rig.pass();
  CHECK(rig.state(po) == "dead");
  const auto record = rig.store().record(rig.record(po).id);
  REQUIRE(record.ok());
  CHECK(record->body.find(po) != std::string::npos);
}

TEST_CASE("a locked period is held and never asked to be opened") {
  Desk desk;
  desk.rig.xero().lock(Date::parse("2026-02-28").value());
  desk.is_held("locked until 2026-02-28", "");
}
