// `book: shipped`: what an order's entries become, and what later revisions make of it.
#include <doctest/doctest.h>

#include "base/json_tree.h"
#include "support.h"

using namespace crosswalk;
using namespace crosswalk::test;
using Strings = std::vector<std::string>;

namespace {

constexpr auto shipped = UnitState::shipped;
constexpr auto open_units = UnitState::open;
constexpr auto cancelled = UnitState::cancelled;

Drafting drafted(const Desk& desk, const Entries& entries, const Posted& posted = {}) {
  return desk.ledger.draft(entries, posted).value();
}

bool nothing(const Drafting& drafting) {
  return drafting.documents.empty() && drafting.withdraw.empty() && drafting.hold.empty();
}

std::string hold_of(const Desk& desk, const Entries& entries, const Posted& posted = {}) {
  const Drafting drafting = drafted(desk, entries, posted);
  CHECK(drafting.documents.empty());
  CHECK(drafting.withdraw.empty());
  return drafting.hold;
}

}  // namespace

TEST_CASE("one shipment becomes a contact and an approved invoice with exact numbers") {
  Desk desk;
  Entries entries = order();
  entries.entries = {sale("1", shipped, "2026-01-30", "49.98", "2"),
                     sale("2", shipped, "2026-01-30", "5.99")};
  entries.entries[0].answers.item = {"SKU-MUG", {"rules/item.lua", 2}};
  entries.entries[0].answers.tracking = {{"Fulfilment", "Seller", {"rules/tracking.lua", 4}},
                                         {"Channel", "Walmart US", {"rules/tracking.lua", 3}}};
  const Drafting drafting = drafted(desk, entries);
  REQUIRE(drafting.documents.size() == 2);
  const Document& contact = drafting.documents[0];
  CHECK(contact.kind == DocumentKind::contact);
  CHECK(contact.key == "Walmart Marketplace US");
  CHECK(contact.pair == "us");
  CHECK_FALSE(contact.record);
  CHECK(text_in(json(contact.content), "Name") == "Walmart Marketplace US");
  CHECK(text_in(json(contact.content), "ContactNumber").substr(0, 6) == "wm:us:");

  const Document& invoice = drafting.documents[1];
  CHECK(invoice.record == entries.record);
  CHECK(invoice.depends_on == std::vector<Dependency>{{DocumentKind::contact, "Walmart Marketplace US"}});
  CHECK(invoice.total == usd("55.97"));
  CHECK(invoice.date == day("2026-01-30"));
  CHECK(
      invoice.content ==
      R"({"CurrencyCode":"USD","Date":"2026-01-30","DueDate":"2026-01-30","InvoiceNumber":"WM-4812345678901",)"
      R"("LineAmountTypes":"Exclusive","LineItems":[{"AccountCode":"200","Description":"Mug, line 1",)"
      R"("ItemCode":"SKU-MUG","Quantity":2,"TaxType":"NONE","Tracking":[{"Name":"Channel","Option":"Walmart US"},)"
      R"({"Name":"Fulfilment","Option":"Seller"}],"UnitAmount":24.99},{"AccountCode":"200","Description":)"
      R"("Mug, line 2","Quantity":1,"TaxType":"NONE","UnitAmount":5.99}],"Reference":"Walmart PO 4812345678901",)"
      R"("Status":"AUTHORISED","Type":"ACCREC"})");
}

TEST_CASE("a quantity is written out only where it multiplies to the amount exactly") {
  Desk desk;
  struct Row {
    const char* amount;
    const char* quantity;
    const char* expected;
  };
  for (const Row& row :
       {Row{"10.00", "4", "\"Quantity\":4,\"TaxType\":\"NONE\",\"UnitAmount\":2.50"},
        Row{"10.00", "3", "\"Quantity\":1,\"TaxType\":\"NONE\",\"UnitAmount\":10.00"},
        Row{"0.01", "100", "\"Quantity\":100,\"TaxType\":\"NONE\",\"UnitAmount\":0.0001"},
        Row{"0.01", "1000", "\"Quantity\":1,\"TaxType\":\"NONE\",\"UnitAmount\":0.01"},
        Row{"9.99", "1.5", "\"Quantity\":1.5,\"TaxType\":\"NONE\",\"UnitAmount\":6.66"},
        Row{"9.99", "0", "\"Quantity\":1,\"TaxType\":\"NONE\",\"UnitAmount\":9.99"},
        Row{"9999999999.99", "1", "\"Quantity\":1,\"TaxType\":\"NONE\",\"UnitAmount\":9999999999.99"}}) {
    Entries entries = order();
    entries.entries = {sale("1", shipped, "2026-01-30", row.amount, row.quantity)};
    const Drafting drafting = drafted(desk, entries);
    REQUIRE(drafting.documents.size() == 2);
    CHECK_MESSAGE(says(drafting.documents[1].content, row.expected), drafting.documents[1].content);
    CHECK(drafting.documents[1].total == usd(row.amount));
  }
}

TEST_CASE(
    "a facilitator tax and its mirror stand on one account and cancel out; the receivable is Xero's own") {
  Desk desk;
  Entries entries = order();
  Entry tax = sale("1", shipped, "2026-01-30", "2.06");
  tax.line_key = "1/0-1/PRODUCT:ItemPrice/tax";
  tax.line_class = LineClass::tax;
  tax.tax_class = TaxClass::facilitator;
  tax.answers.account.value = "820";
  Entry mirror = tax;
  mirror.role = EntryRole::mirror;
  mirror.amount = mirror.amount.negated();
  Entry receivable = sale("", shipped, "2026-01-30", "-24.99");
  receivable.role = EntryRole::receivable;
  receivable.answers = {};
  entries.entries = {receivable, mirror, tax, sale("1", shipped, "2026-01-30", "24.99")};
  const Drafting drafting = drafted(desk, entries);
  REQUIRE(drafting.documents.size() == 2);
  const Json lines = json(drafting.documents[1].content)["LineItems"];
  REQUIRE(lines.size() == 3);
  CHECK(decimal_in(lines[1], "UnitAmount").value() == dec("2.06"));
  CHECK(decimal_in(lines[2], "UnitAmount").value() == dec("-2.06"));
  CHECK(text_in(lines[2], "AccountCode") == "820");
  CHECK(drafting.documents[1].total == usd("24.99"));
}

TEST_CASE("what is open or cancelled books nothing, and neither do zero amounts") {
  Desk desk;
  Entries entries = order();
  CHECK(nothing(drafted(desk, entries)));
  entries.entries = {sale("1", open_units, "2026-01-28", "24.99"),
                     sale("2", cancelled, "2026-01-28", "5.00")};
  CHECK(nothing(drafted(desk, entries)));
  entries.entries = {sale("1", shipped, "2026-01-30", "0"), sale("2", shipped, "2026-01-30", "0")};
  CHECK(nothing(drafted(desk, entries)));
  entries.entries.push_back(sale("3", shipped, "2026-01-30", "7.00"));
  CHECK(json(drafted(desk, entries).documents.at(1).content)["LineItems"].size() == 1);
}

TEST_CASE("lines come in one order whatever order the entries had") {
  Desk desk;
  Entries entries = order();
  entries.entries = {sale("10", shipped, "2026-01-30", "1.00"), sale("9", shipped, "2026-01-30", "2.00"),
                     sale("2", shipped, "2026-01-30", "3.00")};
  const std::string content = drafted(desk, entries).documents.at(1).content;
  std::swap(entries.entries[0], entries.entries[2]);
  CHECK(drafted(desk, entries).documents.at(1).content == content);
  CHECK(text_in(json(content)["LineItems"][0], "Description") == "Mug, line 2");
  CHECK(text_in(json(content)["LineItems"][2], "Description") == "Mug, line 10");
}

TEST_CASE("every ship date gets its own invoice, numbers are assigned once, equal entries draft nothing") {
  Desk desk;
  Shelf shelf;
  Entries entries = order();
  entries.entries = {sale("1", shipped, "2026-01-30", "24.99"), sale("2", open_units, "2026-01-28", "10.00"),
                     sale("3", open_units, "2026-01-28", "3.00")};
  shelf.take(drafted(desk, entries));
  CHECK(nothing(drafted(desk, entries, shelf.posted())));
  shelf.post_all();
  CHECK(nothing(drafted(desk, entries, shelf.posted())));

  entries.entries[1] = sale("2", shipped, "2026-01-29", "10.00");  // told late, shipped before the first
  Drafting next = drafted(desk, entries, shelf.posted());
  CHECK(told(next) == Strings{"create WM-4812345678901-2/1 AUTHORISED 2026-01-29 10.00"});
  shelf.take(next);
  shelf.post_all();
  entries.entries[2] = sale("3", shipped, "2026-02-02", "3.00");
  next = drafted(desk, entries, shelf.posted());
  CHECK(told(next) == Strings{"create WM-4812345678901-3/1 AUTHORISED 2026-02-02 3.00"});
  shelf.take(next);
  shelf.post_all();
  CHECK(nothing(drafted(desk, entries, shelf.posted())));
}

TEST_CASE("two dates at once are numbered by date") {
  Desk desk;
  Entries entries = order();
  entries.entries = {sale("1", shipped, "2026-01-31", "1.00"), sale("2", shipped, "2026-01-30", "2.00")};
  CHECK(told(drafted(desk, entries)) == Strings{"create WM-4812345678901/1 AUTHORISED 2026-01-30 2.00",
                                                "create WM-4812345678901-2/1 AUTHORISED 2026-01-31 1.00"});
}

TEST_CASE("more units shipped on a day that is booked already get their own invoice") {
  Desk desk;
  Shelf shelf;
  Entries entries = order();
  entries.entries = {sale("1", shipped, "2026-01-30", "24.99"), sale("2", open_units, "2026-01-28", "10.00")};
  shelf.take(drafted(desk, entries));
  shelf.post_all();
  entries.entries[1] = sale("2", shipped, "2026-01-30", "10.00");
  const Drafting next = drafted(desk, entries, shelf.posted());
  CHECK(told(next) == Strings{"create WM-4812345678901-2/1 AUTHORISED 2026-01-30 10.00"});
  shelf.take(next);
  CHECK(nothing(drafted(desk, entries, shelf.posted())));
  shelf.post_all();
  CHECK(nothing(drafted(desk, entries, shelf.posted())));
}

TEST_CASE("what was never sent is withdrawn and drafted anew under the same number") {
  Desk desk;
  for (const auto state : {DocumentState::drafted, DocumentState::retry, DocumentState::rejected}) {
    Shelf shelf;
    Entries entries = order();
    entries.entries = {sale("1", shipped, "2026-01-30", "24.99")};
    shelf.take(drafted(desk, entries));
    shelf.set("WM-4812345678901", state);
    entries.entries[0] = sale("1", shipped, "2026-01-31", "23.99");
    const Drafting next = drafted(desk, entries, shelf.posted());
    CHECK(next.withdraw.size() == 1);
    CHECK(told(next) == Strings{"create WM-4812345678901/1 AUTHORISED 2026-01-31 23.99"});
    shelf.take(next);
    entries.entries.clear();
    const Drafting last = drafted(desk, entries, shelf.posted());
    CHECK(last.withdraw.size() == 1);
    CHECK(last.documents.empty());
  }
}

TEST_CASE("what Xero refused is sent again when the record comes round unchanged") {
  Desk desk;
  Shelf shelf;
  Entries entries = order();
  entries.entries = {sale("1", shipped, "2026-01-30", "24.99")};
  shelf.take(drafted(desk, entries));
  shelf.set("WM-4812345678901", DocumentState::rejected);
  const Drafting next = drafted(desk, entries, shelf.posted());
  CHECK(next.withdraw.size() == 1);
  CHECK(told(next) == Strings{"create WM-4812345678901/1 AUTHORISED 2026-01-30 24.99"});
}

TEST_CASE("what is posted is never redrafted: a difference in money, account or contact is held") {
  Desk desk;
  Shelf shelf;
  Entries entries = order();
  entries.entries = {sale("1", shipped, "2026-01-30", "24.99")};
  shelf.take(drafted(desk, entries));
  for (const auto state : {DocumentState::posted, DocumentState::disputed}) {
    shelf.set("WM-4812345678901", state);
    Entries changed = entries;
    changed.entries[0].amount = usd("-23.99");
    CHECK(says(hold_of(desk, changed, shelf.posted()), "WM-4812345678901 (24.99 USD) is approved"));
    changed = entries;
    changed.entries[0].answers.account.value = "210";
    CHECK(says(hold_of(desk, changed, shelf.posted()), "not redrafted"));
    changed = entries;
    changed.contact = "Somebody else";
    CHECK(says(hold_of(desk, changed, shelf.posted()), "not redrafted"));
    changed = entries;
    changed.entries[0].date = day("2026-01-31");
    CHECK(says(hold_of(desk, changed, shelf.posted()), "not redrafted"));
    changed = entries;
    changed.entries[0].description = "A better name";  // no money moves by it
    CHECK(nothing(drafted(desk, changed, shelf.posted())));
  }
}

TEST_CASE("an approved invoice is voided when all its units are cancelled, and held when only some are") {
  Desk desk;
  Shelf shelf;
  Entries entries = order();
  entries.entries = {sale("1", shipped, "2026-01-30", "24.99"), sale("2", shipped, "2026-01-30", "10.00")};
  shelf.take(drafted(desk, entries));
  shelf.post_all();

  Entries some = entries;
  some.entries[1].state = cancelled;
  CHECK(says(hold_of(desk, some, shelf.posted()), "some of its units are cancelled now"));

  Entries all = entries;
  for (auto& entry : all.entries) entry.state = cancelled;
  const Drafting gone = drafted(desk, all, shelf.posted());
  CHECK(told(gone) == Strings{"update WM-4812345678901/2 as WM-4812345678901~V1",
                              "annul WM-4812345678901/3 as WM-4812345678901~V1 VOIDED"});
  CHECK(gone.documents[0].total == usd("34.99"));
  CHECK_FALSE(gone.documents[1].total);
  shelf.take(gone);
  CHECK(nothing(drafted(desk, all, shelf.posted())));
  shelf.set("WM-4812345678901", DocumentState::rejected);  // paid, says Xero; a person has mended it
  const Drafting again = drafted(desk, all, shelf.posted());
  CHECK(again.withdraw.size() == 2);
  CHECK(told(again) == Strings{"update WM-4812345678901/2 as WM-4812345678901~V1",
                               "annul WM-4812345678901/3 as WM-4812345678901~V1 VOIDED"});
  shelf.take(again);

  // The market takes the cancellation back before the voiding went out.
  Drafting back = drafted(desk, entries, shelf.posted());
  CHECK(back.withdraw.size() == 2);
  CHECK(back.documents.empty());
}

TEST_CASE("a voided invoice gives its number back, and a renamed one that is to stay gets it back") {
  Desk desk;
  Shelf shelf;
  Entries entries = order();
  entries.entries = {sale("1", shipped, "2026-01-30", "24.99")};
  shelf.take(drafted(desk, entries));
  shelf.post_all();
  Entries all = entries;
  all.entries[0].state = cancelled;
  shelf.take(drafted(desk, all, shelf.posted()));
  // The crash comes between the two steps, and the market takes the cancellation back.
  const auto post_step = [&](int step) {
    for (auto& one : shelf.standing)
      if (one.document.step == step) one.document.state = DocumentState::posted;
  };
  post_step(2);
  CHECK(nothing(drafted(desk, all, shelf.posted())));
  const Drafting back = drafted(desk, entries, shelf.posted());
  CHECK(back.withdraw.size() == 1);
  CHECK(told(back) == Strings{"update WM-4812345678901/3"});
  shelf.take(back);
  CHECK(nothing(drafted(desk, entries, shelf.posted())));
  shelf.post_all();
  CHECK(nothing(drafted(desk, entries, shelf.posted())));

  // Cancelled again, voided, and shipped after all: the same number, three times.
  shelf.take(drafted(desk, all, shelf.posted()));
  shelf.post_all();
  CHECK(nothing(drafted(desk, all, shelf.posted())));
  Entries other = entries;
  other.entries.push_back(sale("2", shipped, "2026-01-31", "10.00"));
  const Drafting revived = drafted(desk, other, shelf.posted());
  CHECK(told(revived) == Strings{"create WM-4812345678901/6 AUTHORISED 2026-01-30 24.99",
                                 "create WM-4812345678901-2/1 AUTHORISED 2026-01-31 10.00"});
  shelf.take(revived);
  CHECK(nothing(drafted(desk, other, shelf.posted())));
  shelf.post_all();
  CHECK(nothing(drafted(desk, other, shelf.posted())));
  for (auto& entry : other.entries) entry.state = cancelled;
  CHECK(told(drafted(desk, other, shelf.posted())).front() ==
        "update WM-4812345678901/7 as WM-4812345678901~V2");
}

TEST_CASE("units cancelled after approval are voided although others ship meanwhile") {
  Desk desk;
  Shelf shelf;
  Entries entries = order();
  entries.entries = {sale("1", shipped, "2026-01-30", "24.99"), sale("2", open_units, "2026-01-28", "10.00")};
  shelf.take(drafted(desk, entries));
  shelf.post_all();
  entries.entries = {sale("1", cancelled, "2026-01-28", "24.99"), sale("2", shipped, "2026-01-31", "10.00")};
  CHECK(told(drafted(desk, entries, shelf.posted())) ==
        Strings{"update WM-4812345678901/2 as WM-4812345678901~V1",
                "annul WM-4812345678901/3 as WM-4812345678901~V1 VOIDED",
                "create WM-4812345678901-2/1 AUTHORISED 2026-01-31 10.00"});
}

TEST_CASE("cancelled units that come back as one part void the invoices that held them apart") {
  Desk desk;
  Shelf shelf;
  Entries entries = order();
  entries.entries = {sale("1", shipped, "2026-01-30", "24.99"), sale("1", shipped, "2026-01-31", "24.99")};
  shelf.take(drafted(desk, entries));
  shelf.post_all();
  entries.entries = {sale("1", cancelled, "2026-01-28", "49.98", "2")};
  CHECK(told(drafted(desk, entries, shelf.posted())) ==
        Strings{"update WM-4812345678901/2 as WM-4812345678901~V1",
                "annul WM-4812345678901/3 as WM-4812345678901~V1 VOIDED",
                "update WM-4812345678901-2/2 as WM-4812345678901-2~V1",
                "annul WM-4812345678901-2/3 as WM-4812345678901-2~V1 VOIDED"});
  entries.entries.clear();  // but without a word about them nothing is voided
  CHECK_FALSE(hold_of(desk, entries, shelf.posted()).empty());
}
