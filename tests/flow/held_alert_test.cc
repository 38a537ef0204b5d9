// Each check before posting holds the record with a sentence that a finance person understands, and alerts.
#include <functional>

#include "flow/standing_causes.h"
#include "flow/worked_example.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

struct Check {
  const char* what;
  std::function<void(SettleDesk&)> break_it;
  const char* sentence;
  const char* where;
};

LedgerAccount& account(SettleDesk& desk, std::string_view code) {
  for (LedgerAccount& each : desk.ledger.lists.accounts)
    if (each.code == code) return each;
  FAIL("no account " << code);
  return desk.ledger.lists.accounts.front();
}

const std::vector<Check> checks = {
    {"account exists", [](SettleDesk& desk) { desk.mapper->accounts["product"] = "299"; },
     "the ledger has no account 299; correct the rule or add the account", "rules/account.lua:3"},
    {"account active", [](SettleDesk& desk) { account(desk, "200").active = false; },
     "account 200 (Account 200) is archived in the ledger", "rules/account.lua:3"},
    {"account for this use", [](SettleDesk& desk) { account(desk, "200").takes_lines = false; },
     "cannot stand on a line of a sales document", "rules/account.lua:3"},
    {"tax type exists", [](SettleDesk& desk) { desk.mapper->tax = "OUTPUT9"; },
     "the ledger has no tax type OUTPUT9; correct the rule", "rules/tax.lua:2"},
    {"tax type of the account's class",
     [](SettleDesk& desk) {
       account(desk, "200").group = "REVENUE";
       desk.ledger.lists.tax_types.front().groups = {"EXPENSE"};
     },
     "it is for EXPENSE accounts, and this one is of REVENUE; change the tax rule or the account rule",
     "rules/tax.lua:2"},
    {"tracking option active",
     [](SettleDesk& desk) {
       desk.mapper->tracking = {{"Channel", "Old", {"rules/tracking.lua", 4}}};
       desk.ledger.lists.tracking = {{"Channel", "Old", false}};
     },
     "tracking option \"Old\" of \"Channel\" is archived in the ledger", "rules/tracking.lua:4"},
    {"currency subscribed", [](SettleDesk& desk) { desk.ledger.lists.currencies.clear(); },
     "the ledger does not keep USD; add the currency there first", ""},
    {"period open",
     [](SettleDesk& desk) { desk.ledger.lists.locked_until = Date::parse("2026-02-09").value(); },
     "the books are locked until 2026-02-09", ""},
    {"the ledger's own rounding", [](SettleDesk& desk) { desk.ledger.hold = "Xero would book 24.99 USD"; },
     "Xero would book 24.99 USD", ""},
};

}  // namespace

TEST_CASE("each check before posting holds the record in words for the books, and is an alert for finance") {
  for (const Check& check : checks) {
    CAPTURE(check.what);
    SettleDesk desk;
    worked_order(desk);
    check.break_it(desk);
    desk.receive_all();
    desk.book();
    CHECK(desk.state(order_kind, po) == "held");
    const auto causes = flow::record_causes(*desk.store, desk.settings.name);
    REQUIRE(causes.ok());
    REQUIRE(causes->size() == 1);
    const AlertCause& cause = causes->front();
    CHECK(cause.kind == AlertKind::finance);
    CHECK_MESSAGE(cause.reason.find(check.sentence) != std::string::npos, cause.reason);
    CHECK(cause.where == check.where);
    CHECK(cause.examples == std::vector<std::string>{po});
    REQUIRE(cause.money.size() == 1);
    CHECK(cause.money[0].amount.is_negative() == false);
  }
}
