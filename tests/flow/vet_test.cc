#include "flow/vet.h"

#include <doctest/doctest.h>

#include "flow/fakes.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

Reference ledger() {
  Reference reference;
  reference.currencies = {Currency::parse("USD").value()};
  reference.accounts = {{"id1", "200", "Sales", "REVENUE", true, true, "REVENUE"},
                        {"id2", "400", "Old sales", "REVENUE", false, true},
                        {"id3", "090", "Walmart clearing", "BANK", true, false}};
  reference.tax_types = {{"NONE", "Tax exempt", true, true, Decimal{}},
                         {"OLD", "Old", false, true, Decimal{}},
                         {"INPUT", "Tax on purchases", true, false, Decimal{}, {"EXPENSE", "ASSET"}}};
  reference.tracking = {{"Channel", "Walmart US", true}, {"Channel", "Old", false}};
  reference.items = {{"MUG-BLU", "Mug"}};
  return reference;
}

Entries entries() {
  Entries entries;
  entries.currency = Currency::parse("USD").value();
  Entry entry;
  entry.sku = "MUG-BLU";
  entry.amount = usd("-1.00");
  entry.answers.account = {"200", {"rules/account.lua", 12}};
  entry.answers.tax = {"NONE", {"rules/tax.lua", 3}};
  entry.answers.item = {"MUG-BLU", {"rules/items.csv", 2}};
  entry.answers.tracking = {{"Channel", "Walmart US", {"rules/tracking.lua", 4}}};
  entries.entries = {entry};
  return entries;
}

std::string said(const Entries& what, std::span<const Document> documents = {}) {
  const auto objection = flow::vet(what, documents, ledger());
  return objection ? objection->reason + " @" + objection->origin : "";
}

}  // namespace

TEST_CASE("decisions that the ledger has pass") {
  CHECK(said(entries()).empty());
  auto none = entries();
  none.entries[0].answers.item.value.clear();
  CHECK(said(none).empty());
}

TEST_CASE("decisions that the ledger would refuse are named with their rule") {
  auto wrong = entries();
  auto& answers = wrong.entries[0].answers;
  SUBCASE("unknown account") {
    answers.account.value = "999";
    CHECK(said(wrong) ==
          "the ledger has no account 999; correct the rule or add the account @rules/account.lua:12");
  }
  SUBCASE("archived account") {
    answers.account.value = "400";
    CHECK(said(wrong).find("archived") != std::string::npos);
  }
  SUBCASE("bank account") {
    answers.account.value = "090";
    CHECK(said(wrong).find("BANK") != std::string::npos);
  }
  SUBCASE("unknown tax type") {
    answers.tax.value = "OUTPUT9";
    CHECK(said(wrong) == "the ledger has no tax type OUTPUT9; correct the rule @rules/tax.lua:3");
  }
  SUBCASE("inactive tax type") {
    answers.tax.value = "OLD";
    CHECK(said(wrong).find("not active") != std::string::npos);
  }
  SUBCASE("a tax type that is not for this kind of account") {
    answers.tax.value = "INPUT";
    CHECK(said(wrong) ==
          "tax type INPUT (Tax on purchases) cannot stand with account 200 (Sales): it is for EXPENSE, ASSET "
          "accounts, and this one is of REVENUE; change the tax rule or the account rule @rules/tax.lua:3");
  }
  SUBCASE("unknown tracking option") {
    answers.tracking[0].option = "Walmart CA";
    CHECK(said(wrong).ends_with("@rules/tracking.lua:4"));
  }
  SUBCASE("archived tracking option") {
    answers.tracking[0].option = "Old";
    CHECK(said(wrong).find("archived") != std::string::npos);
  }
  SUBCASE("unknown item") {
    answers.item.value = "MUG";
    CHECK(said(wrong) == "the ledger has no item MUG for SKU MUG-BLU @rules/items.csv:2");
  }
  SUBCASE("currency") {
    wrong.currency = Currency::parse("CAD").value();
    CHECK(said(wrong).find("does not keep CAD") != std::string::npos);
  }
}

TEST_CASE("what a rule lets be made in the ledger is no objection, what is put away there is one") {
  auto made = entries();
  auto& answers = made.entries[0].answers;
  answers.item.value = "LAMP";
  answers.tracking[0].option = "Outlet";
  CHECK_FALSE(said(made).empty());
  answers.catalogue = {"create", {"rules/catalogue.lua", 1}};
  CHECK(said(made).empty());
  answers.tracking[0].option = "Old";
  CHECK(said(made).find("archived") != std::string::npos);
}

TEST_CASE("a ledger in which nothing is ever made lacks what it lacks, whatever a rule lets be made") {
  Reference fixed = ledger();
  fixed.makes_codes = false;
  auto made = entries();
  auto& answers = made.entries[0].answers;
  answers.catalogue = {"create", {"rules/catalogue.lua", 1}};
  CHECK_FALSE(flow::vet(made, {}, fixed));
  answers.item.value = "LAMP";
  CHECK(flow::vet(made, {}, fixed).value().reason ==
        "the ledger has no item LAMP for SKU MUG-BLU; none is ever made in this ledger, whatever "
        "rules/catalogue.lua:1 says");
  answers.item.value.clear();
  answers.tracking[0].option = "Outlet";
  CHECK(flow::vet(made, {}, fixed).value().reason.ends_with("whatever rules/catalogue.lua:1 says"));
}

TEST_CASE("a document in a locked period is held, a contact has no date") {
  Reference locked = ledger();
  locked.locked_until = day("2026-01-31");
  Document contact;
  contact.kind = DocumentKind::contact;
  Document invoice;
  invoice.kind = DocumentKind::invoice;
  invoice.key = "WM-1";
  invoice.date = day("2026-01-31");
  const std::vector both{contact, invoice};
  const auto objection = flow::vet(entries(), both, locked);
  REQUIRE(objection);
  CHECK(objection->reason.find("2026-01-31") != std::string::npos);
  invoice.date = day("2026-02-01");
  const std::vector later{contact, invoice};
  CHECK_FALSE(flow::vet(entries(), later, locked));
}
