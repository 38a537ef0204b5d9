#include <doctest/doctest.h>

#include <algorithm>

#include "support.h"

using namespace crosswalk;
using namespace crosswalk::test;

namespace {

void script(ScriptedXero& xero, const std::string& organisation) {
  xero.answers(200, R"({"Organisations":[)" + organisation + "]}");
  xero.answers(200, R"({"Accounts":[
    {"AccountID":"a1","Code":"090","Name":"Walmart clearing","Type":"BANK","Status":"ACTIVE","CurrencyCode":"USD"},
    {"AccountID":"a2","Code":"200","Name":"Sales","Type":"REVENUE","Status":"ACTIVE"},
    {"AccountID":"a3","Code":"400","Name":"Old","Type":"REVENUE","Status":"ARCHIVED"},
    {"AccountID":"a4","Code":"610","Name":"Receivable","Type":"CURRENT","Status":"ACTIVE","SystemAccount":"DEBTORS"},
    {"AccountID":"a5","Code":"800","Name":"Payable","Type":"CURRLIAB","Status":"ACTIVE","SystemAccount":"CREDITORS"},
    {"AccountID":"a6","Code":"860","Name":"Rounding","Type":"EXPENSE","Status":"ACTIVE","SystemAccount":"ROUNDING"},
    {"AccountID":"a7","Name":"Bank without a code","Type":"BANK"}]})");
  xero.answers(200, R"({"TaxRates":[
    {"Name":"Tax Exempt","TaxType":"NONE","Status":"ACTIVE","CanApplyToRevenue":true,"EffectiveRate":0.0000},
    {"Name":"Tax on Sales","TaxType":"OUTPUT","Status":"ACTIVE","CanApplyToRevenue":true,"EffectiveRate":8.2500},
    {"Name":"Tax on Purchases","TaxType":"INPUT","Status":"ACTIVE","CanApplyToRevenue":false,"EffectiveRate":5},
    {"Name":"Gone","TaxType":"TAX001","Status":"DELETED","CanApplyToRevenue":true,"EffectiveRate":0.0000},
    {"Name":"Automatic","TaxType":"AVALARA","Status":"ACTIVE","CanApplyToRevenue":true}]})");
  xero.answers(200, R"({"TrackingCategories":[
    {"Name":"Channel","Status":"ACTIVE","Options":[{"Name":"Walmart US","Status":"ACTIVE"},{"Name":"Old","Status":"ARCHIVED"}]},
    {"Name":"Region","Status":"ARCHIVED","Options":[{"Name":"West","Status":"ACTIVE"}]},{"Name":"Empty"}]})");
  xero.answers(200,
               R"({"Items":[{"ItemID":"i1","Code":"SKU-1","Name":"Mug"},{"ItemID":"i2","Code":"SKU-2"}]})");
  xero.answers(200, R"({"Currencies":[{"Code":"USD","Description":"US Dollar"},{"Code":"CAD"}]})");
}

constexpr const char* plain = R"({"Name":"Home Goods","CountryCode":"US","BaseCurrency":"USD"})";

}  // namespace

TEST_CASE("the reference is six reads, and says what may stand on a line") {
  Desk desk;
  script(desk.xero, plain);
  const Reference reference = desk.ledger.reference(desk.stop).value();
  CHECK(desk.xero.calls.size() == 6);
  CHECK(desk.xero.calls[3].url == "https://api.test/api.xro/2.0/TrackingCategories?includeArchived=true");
  CHECK(reference.organisation == "Home Goods");
  CHECK(reference.country == "US");
  CHECK(reference.base_currency.code() == "USD");
  CHECK(reference.read == desk.clock.now());
  CHECK_FALSE(reference.locked_until);

  REQUIRE(reference.accounts.size() == 7);
  const auto account = [&](std::size_t i) { return reference.accounts[i]; };
  CHECK_FALSE(account(0).takes_lines);
  CHECK(account(1).takes_lines);
  CHECK(account(1).active);
  CHECK(account(1).id == "a2");
  CHECK_FALSE(account(2).active);
  CHECK_FALSE(account(3).takes_lines);
  CHECK_FALSE(account(4).takes_lines);
  CHECK(account(5).takes_lines);
  CHECK(account(6).code.empty());

  REQUIRE(reference.tax_types.size() == 5);
  CHECK(reference.tax_types[1].rate == dec("8.25"));
  CHECK_FALSE(reference.tax_types[2].for_revenue);
  CHECK(reference.tax_types[2].rate == dec("5"));
  CHECK(reference.tax_types[1].groups == std::vector<std::string>{"REVENUE"});
  CHECK_FALSE(reference.tax_types[3].active);
  CHECK_FALSE(reference.tax_types[4].active);  // no rate: its total cannot be known

  REQUIRE(reference.tracking.size() == 3);
  CHECK(reference.tracking[0].active);
  CHECK_FALSE(reference.tracking[1].active);
  CHECK_FALSE(reference.tracking[2].active);
  CHECK(reference.items.size() == 2);
  CHECK(reference.currencies.size() == 2);
}

TEST_CASE("items are one call, and say stock only where Xero counts it") {
  Desk desk;
  desk.xero.answers(200, R"({"Items":[
    {"Code":"MUG","Name":"Mug","IsTrackedAsInventory":true,"QuantityOnHand":8.0000,"TotalCostPool":25.00,
     "SalesDetails":{"UnitPrice":24.9900}},
    {"Code":"GONE","IsTrackedAsInventory":true,"QuantityOnHand":-2.0000,"TotalCostPool":0},
    {"Code":"SERVICE","IsTrackedAsInventory":false,"QuantityOnHand":5}]})");
  const auto items = desk.ledger.items(desk.stop).value();
  CHECK(desk.xero.calls.size() == 1);
  CHECK(desk.xero.calls[0].url == "https://api.test/api.xro/2.0/Items?unitdp=4");
  REQUIRE(items.size() == 3);
  CHECK(items[0].code == "MUG");
  CHECK(items[0].on_hand == dec("8"));
  CHECK(items[0].price == dec("24.99"));
  CHECK(items[0].cost == dec("3.125"));
  CHECK(items[1].on_hand == dec("-2"));
  CHECK_FALSE(items[1].cost);
  CHECK_FALSE(items[1].price);
  CHECK_FALSE(items[2].on_hand);
}

TEST_CASE("the later lock date counts, as the UTC day it is") {
  Desk desk;
  script(desk.xero, R"({"Name":"H","BaseCurrency":"USD","PeriodLockDate":"/Date(1767139200000+0000)/",)"
                    R"("EndOfYearLockDate":"/Date(1764460800000+1300)/"})");
  CHECK(desk.ledger.reference(desk.stop).value().locked_until == day("2025-12-31"));
  Desk other;
  script(other.xero, R"({"Name":"H","BaseCurrency":"USD","EndOfYearLockDate":"/Date(1767139200000)/"})");
  CHECK(other.ledger.reference(other.stop).value().locked_until == day("2025-12-31"));
}

TEST_CASE("the rates that were read serve the next prediction") {
  Desk desk;
  script(desk.xero, plain);
  CHECK(desk.ledger.reference(desk.stop).ok());
  Entries entries = order();
  entries.entries = {sale("1", UnitState::shipped, "2026-01-30", "24.99")};
  entries.entries[0].answers.tax.value = "OUTPUT";
  CHECK(says(desk.ledger.draft(entries, {}).value().hold, "Xero would book 27.05 USD for 24.99 USD"));
  entries.entries[0].answers.tax.value = "AVALARA";
  CHECK(says(desk.ledger.draft(entries, {}).value().hold, "is not known"));
}

TEST_CASE("what moves a clearing account of another currency is held") {
  xero::Settings settings = Desk::settings();
  settings.clearing_account = "090";
  Desk desk(settings);
  script(desk.xero, plain);
  const auto lists = desk.ledger.reference(desk.stop);
  REQUIRE(lists.ok());
  Desk another(settings);  // it begins from lists that were read before
  another.ledger.use(*lists);
  Entries entries = order();
  entries.entries = {sale("1", UnitState::shipped, "2026-01-30", "24.99")};
  Entry paid = entries.entries[0];
  paid.role = EntryRole::clearing;
  paid.amount = usd("24.99");
  entries.entries.push_back(paid);
  CHECK(desk.ledger.draft(entries, {}).value().hold.empty());
  entries.currency = Currency::parse("CAD").value();
  for (Entry& entry : entries.entries) entry.amount.currency = entries.currency;
  CHECK(desk.ledger.draft(entries, {}).value().hold ==
        "the clearing account 090 is kept in USD in Xero, and this is in CAD; let books.clearing_account "
        "name a "
        "bank account in that currency");
  CHECK(another.ledger.draft(entries, {}).value().hold == desk.ledger.draft(entries, {}).value().hold);
  entries.entries.pop_back();
  CHECK(desk.ledger.draft(entries, {}).value().hold.empty());
}

TEST_CASE("a list that cannot be read is an error, never an empty list") {
  for (const char* organisation :
       {"", R"({"Name":"H"})", R"({"Name":"H","BaseCurrency":"USD","PeriodLockDate":"soon"})"}) {
    Desk desk;
    desk.xero.answers(200, R"({"Organisations":[)" + std::string(organisation) + "]}");
    CHECK(desk.ledger.reference(desk.stop).error().kind == ErrorKind::outside);
  }
  Desk desk;
  desk.xero.answers(200, R"({"Organisations":[{"Name":"H","BaseCurrency":"USD"}]})");
  desk.xero.answers(200, R"({"Status":"OK"})");
  CHECK(says(desk.ledger.reference(desk.stop).error().message, "holds no Accounts"));
}

TEST_CASE("a missing scope names the scope of the list") {
  Desk desk;
  desk.xero.answers(401, "{}", {{"WWW-Authenticate", "Bearer error=\"insufficient_scope\""}});
  CHECK(says(desk.ledger.reference(desk.stop).error().message, "accounting.settings.read"));
}
