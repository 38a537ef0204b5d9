// Items and tracking options: made only where the settings name them and a rule allows it, once, before what
// books them.
#include <doctest/doctest.h>

#include "base/json_tree.h"
#include "support.h"

using namespace crosswalk;
using namespace crosswalk::test;
using Field = xero::ItemField;

namespace {

xero::Settings all_allowed() {
  xero::Settings settings = Desk::settings();
  settings.create_items = {Field::name, Field::description, Field::sales_account, Field::sales_tax};
  settings.update_items = {Field::name, Field::sales_account};
  settings.create_tracking = true;
  return settings;
}

Reference lists() {
  Reference reference;
  reference.tax_types = {{"NONE", "Exempt", true, true, {}}};
  reference.categories = {{"cat-1", "Channel", true}, {"cat-2", "Old", false}};
  reference.tracking = {{"Channel", "Walmart US", true}};
  LedgerItem mug;
  mug.code = "MUG";
  mug.name = "Mug, old name";
  mug.id = "item-1";
  mug.price = dec("24.99");
  mug.sales_account = "210";
  mug.sales_tax = "NONE";
  mug.changed = "/Date(1767225600000+0000)/";
  reference.items = {mug};
  return reference;
}

// A sale that names an item and a tracking option; the catalogue rule says `word`.
Entries sold(const char* word, const char* item, const char* option) {
  Entries entries = order();
  Entry entry = sale("1", UnitState::shipped, "2026-01-30", "24.99");
  entry.description = "Mug, blue";
  entry.answers.item = {item, {"rules/item.lua", 2}};
  entry.answers.tracking = {{"Channel", option, {"rules/tracking.lua", 3}}};
  entry.answers.catalogue = {word, {"rules/catalogue.lua", 4}};
  entries.entries.push_back(entry);
  return entries;
}

const Document* find(const Drafting& drafting, DocumentKind kind) {
  for (const Document& document : drafting.documents)
    if (document.kind == kind) return &document;
  return nullptr;
}

std::string hold_of(const xero::Settings& settings, const Entries& entries) {
  Desk desk(settings);
  desk.ledger.use(lists());
  const Drafting drafting = desk.ledger.draft(entries, {}).value();
  CHECK(drafting.documents.empty());
  return drafting.hold;
}

}  // namespace

TEST_CASE("what an order names and Xero lacks is made before the invoice that books it") {
  Desk desk(all_allowed());
  desk.ledger.use(lists());
  const Drafting drafting = desk.ledger.draft(sold("create", "LAMP", "Outlet"), {}).value();
  REQUIRE_MESSAGE(drafting.hold.empty(), drafting.hold);
  const Document* item = find(drafting, DocumentKind::item);
  REQUIRE(item != nullptr);
  CHECK(item->key == "LAMP");
  CHECK_FALSE(item->record);
  CHECK(item->content == R"({"Code":"LAMP","Description":"Mug, blue","Name":"Mug, blue",)"
                         R"("SalesDetails":{"AccountCode":"200","TaxType":"NONE"}})");
  const Document* option = find(drafting, DocumentKind::tracking_option);
  REQUIRE(option != nullptr);
  CHECK(option->key == "Channel/Outlet");
  const Document* invoice = find(drafting, DocumentKind::invoice);
  REQUIRE(invoice != nullptr);
  CHECK(invoice->depends_on == std::vector<Dependency>{{DocumentKind::contact, "Walmart Marketplace US"},
                                                       {DocumentKind::item, "LAMP"},
                                                       {DocumentKind::tracking_option, "Channel/Outlet"}});
}

TEST_CASE("what Xero has is not made, and equal entries draft nothing") {
  Desk desk(all_allowed());
  desk.ledger.use(lists());
  const Drafting drafting = desk.ledger.draft(sold("create", "MUG", "Walmart US"), {}).value();
  CHECK(find(drafting, DocumentKind::item) == nullptr);
  CHECK(find(drafting, DocumentKind::tracking_option) == nullptr);
  Shelf shelf;
  shelf.take(desk.ledger.draft(sold("create", "LAMP", "Outlet"), {}).value());
  shelf.post_all();
  CHECK(desk.ledger.draft(sold("create", "LAMP", "Outlet"), shelf.posted()).value().documents.empty());
}

TEST_CASE("an update says what differs, repeats what it must not lose, and nothing waits for it") {
  Desk desk(all_allowed());
  desk.ledger.use(lists());
  const Drafting drafting = desk.ledger.draft(sold("update", "MUG", "Walmart US"), {}).value();
  const Document* item = find(drafting, DocumentKind::item);
  REQUIRE(item != nullptr);
  CHECK(item->operation == Operation::update);
  CHECK(item->key == "MUG@/Date(1767225600000+0000)/");
  CHECK(item->content == R"({"Code":"MUG","ItemID":"item-1","Name":"Mug, blue",)"
                         R"("SalesDetails":{"AccountCode":"200","TaxType":"NONE","UnitPrice":24.99}})");
  CHECK(find(drafting, DocumentKind::invoice)->depends_on.size() == 1);
  const auto request = desk.ledger.freeze("a1", std::vector{*item}, {}).value();
  CHECK(request.method == "POST");
  CHECK(request.path == "/api.xro/2.0/Items?unitdp=4&summarizeErrors=false");
  CHECK(request.body == "{\"Items\":[" + item->content + "]}");
}

TEST_CASE("a sales price is what a unit of the goods was sold for, in the base currency, or is not said") {
  xero::Settings settings = all_allowed();
  settings.create_items = settings.update_items = {Field::sales_price};
  const auto said = [&](const char* item, const char* amount, const char* quantity, const char* base) {
    Desk desk(settings);
    Reference reference = lists();
    reference.base_currency = Currency::parse(base).value();
    desk.ledger.use(reference);
    Entries entries = sold(std::string_view(item) == "MUG" ? "update" : "create", item, "Walmart US");
    entries.entries.back().amount.amount = dec(amount).negated();
    entries.entries.back().quantity = dec(quantity);
    const Document* found = nullptr;
    const Drafting drafting = desk.ledger.draft(entries, {}).value();
    found = find(drafting, DocumentKind::item);
    return found == nullptr ? std::string("nothing") : found->content;
  };
  CHECK(said("LAMP", "49.98", "2", "USD") == R"({"Code":"LAMP","SalesDetails":{"UnitPrice":24.99}})");
  CHECK(said("LAMP", "10.00", "3", "USD") == R"({"Code":"LAMP"})");
  CHECK(said("LAMP", "49.98", "2", "CAD") == R"({"Code":"LAMP"})");
  CHECK(says(said("MUG", "19.99", "1", "USD"),
             R"("SalesDetails":{"AccountCode":"210","TaxType":"NONE","UnitPrice":19.99})"));
  CHECK(said("MUG", "24.99", "1", "USD") == "nothing");
}

TEST_CASE("without the setting, or where Xero would refuse it, the order is held with the rule's place") {
  CHECK(says(hold_of(Desk::settings(), sold("create", "LAMP", "Walmart US")),
             "xero.items.create of the pair names no field"));
  CHECK(says(hold_of(Desk::settings(), sold("create", "MUG", "Outlet")), "xero.tracking: {create: true}"));
  CHECK(says(hold_of(Desk::settings(), sold("create", "MUG", "Outlet")), "rules/catalogue.lua:4"));
  CHECK(says(hold_of(all_allowed(), sold("create", "A-CODE-OF-MORE-THAN-THIRTY-CHARS", "Walmart US")),
             "longer than Xero's 30 characters"));
  Entries archived = sold("create", "MUG", "Outlet");
  archived.entries[0].answers.tracking[0].category = "Old";
  CHECK(says(hold_of(all_allowed(), archived), "no active tracking category \"Old\""));
  Desk unread(all_allowed());
  CHECK(says(unread.ledger.draft(sold("create", "LAMP", "Outlet"), {}).value().hold,
             "Xero's lists have not been read yet"));
}
