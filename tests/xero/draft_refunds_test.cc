// Returns and refunds: credit notes, and what makes them good.
#include <doctest/doctest.h>

#include "base/json_tree.h"
#include "support.h"

using namespace crosswalk;
using namespace crosswalk::test;

namespace {

xero::Settings paying() {
  xero::Settings settings = Desk::settings();
  settings.clearing_account = "090";
  return settings;
}

// A return's entry: a refund is a debit, what is kept a credit. `amount` as it stands on the credit note.
Entry refunded(const char* refund, const char* date, const char* amount, bool back = true) {
  Entry entry = sale("1", UnitState::shipped, date, amount);
  entry.amount = entry.amount.negated();
  entry.line_class = LineClass::refund;
  entry.refund = refund;
  entry.purchase_order = "4812345678901";
  entry.goods_back = back;
  entry.answers.account.value = "230";
  entry.answers.item = {"SKU-MUG", {"rules/item.lua", 2}};
  return entry;
}

Entries returned(std::vector<Entry> list, bool from_clearing = true) {
  Entries entries = order();
  entries.record = {"us", RecordKind::return_order, "RMA7"};
  entries.entries = std::move(list);
  if (!from_clearing) return entries;
  for (std::size_t i = 0, n = entries.entries.size(); i < n; ++i) {
    Entry money = entries.entries[i];
    money.role = EntryRole::clearing;
    money.amount = money.amount.negated();
    money.answers = {};
    entries.entries.push_back(money);
  }
  return entries;
}

const Document* found(const Drafting& drafting, DocumentKind kind) {
  for (const Document& document : drafting.documents)
    if (document.kind == kind) return &document;
  return nullptr;
}

bool nothing(const Drafting& drafting) {
  return drafting.documents.empty() && drafting.withdraw.empty() && drafting.hold.empty();
}

}  // namespace

TEST_CASE("a return becomes a credit note with positive lines, refunded from clearing the same day") {
  Desk desk(paying());
  Shelf shelf;
  Entry kept = refunded("RMA7-1", "2026-02-03", "-2.50");
  kept.line_key = "1/restocking";
  kept.line_class = LineClass::fee;
  kept.answers.account.value = "235";
  kept.answers.item = {};
  const Entries entries = returned({refunded("RMA7-1", "2026-02-03", "24.99"), kept});
  const Drafting drafting = desk.ledger.draft(entries, {}).value();
  REQUIRE(drafting.documents.size() == 3);
  CHECK(drafting.documents[0].kind == DocumentKind::contact);
  const Document& note = drafting.documents[1];
  CHECK(note.kind == DocumentKind::credit_note);
  CHECK(note.key == "WM-4812345678901-RRMA7-1");
  CHECK(note.total == usd("22.49"));
  CHECK(note.content ==
        R"({"CreditNoteNumber":"WM-4812345678901-RRMA7-1","CurrencyCode":"USD","Date":"2026-02-03",)"
        R"("LineAmountTypes":"Exclusive","LineItems":[{"AccountCode":"230","Description":"Mug, line 1",)"
        R"("ItemCode":"SKU-MUG","Quantity":1,"TaxType":"NONE","UnitAmount":24.99},{"AccountCode":"235",)"
        R"("Description":"Mug, line 1","Quantity":1,"TaxType":"NONE","UnitAmount":-2.50}],)"
        R"("Reference":"Walmart PO 4812345678901","Status":"AUTHORISED","Type":"ACCRECCREDIT"})");
  const Document& refund = drafting.documents[2];
  CHECK(refund.kind == DocumentKind::refund);
  CHECK(refund.key == note.key);
  CHECK(refund.total == usd("22.49"));
  CHECK(refund.depends_on == std::vector<Dependency>{{DocumentKind::credit_note, note.key}});
  shelf.take(drafting);
  CHECK(nothing(desk.ledger.draft(entries, shelf.posted()).value()));
  shelf.post_all();
  CHECK(nothing(desk.ledger.draft(entries, shelf.posted()).value()));
}

TEST_CASE("goods that have not come back carry no item, or they would be in stock") {
  Desk desk(paying());
  const Drafting drafting =
      desk.ledger.draft(returned({refunded("RMA7-1", "2026-02-03", "24.99", false)}), {}).value();
  CHECK_FALSE(says(found(drafting, DocumentKind::credit_note)->content, "ItemCode"));
}

TEST_CASE("without clearing entries the credit note is allocated to the order's invoice") {
  Desk desk;
  const Drafting drafting =
      desk.ledger.draft(returned({refunded("RMA7-1", "2026-02-03", "24.99")}, false), {}).value();
  CHECK(found(drafting, DocumentKind::refund) == nullptr);
  const Document* allocation = found(drafting, DocumentKind::allocation);
  REQUIRE(allocation != nullptr);
  CHECK(allocation->content == R"({"Amount":24.99,"Date":"2026-02-03"})");
  CHECK(allocation->depends_on ==
        std::vector<Dependency>{{DocumentKind::credit_note, "WM-4812345678901-RRMA7-1"},
                                {DocumentKind::invoice, "WM-4812345678901"}});
  Receipts receipts;
  CHECK(allocation->key == "WM-4812345678901-RRMA7-1 > WM-4812345678901");
  receipts.add(DocumentKind::credit_note, "WM-4812345678901-RRMA7-1",
               {"cccccccc-0000-4000-8000-000000000001", "", {}, {}});
  receipts.add(DocumentKind::invoice, "WM-4812345678901",
               {"11111111-0000-4000-8000-000000000001", "", {}, {}});
  const auto request = desk.ledger.freeze("a1", std::vector{*allocation}, receipts).value();
  CHECK(request.path ==
        "/api.xro/2.0/CreditNotes/cccccccc-0000-4000-8000-000000000001/Allocations?summarizeErrors=false");
  CHECK(request.body == R"({"Allocations":[{"Invoice":{"InvoiceID":"11111111-0000-4000-8000-000000000001"},)"
                        R"("Amount":24.99,"Date":"2026-02-03"}]})");
}

TEST_CASE("credit is spread over the order's invoices up to what each still owes") {
  Desk desk(paying());
  Shelf sold;
  Entries entries = order();
  entries.entries = {sale("1", UnitState::shipped, "2026-01-28", "10.00"),
                     sale("2", UnitState::shipped, "2026-01-29", "20.00"),
                     sale("3", UnitState::shipped, "2026-01-30", "30.00")};
  sold.take(desk.ledger.draft(entries, {}).value());
  sold.post_all();
  // The second one is paid already.
  Document paid = sold.standing.at(2).document;
  paid.kind = DocumentKind::payment;
  sold.standing.push_back({paid, std::nullopt});
  const auto allocated = [](const Drafting& drafting) {
    std::vector<std::string> list;
    for (const Document& document : drafting.documents)
      if (document.kind == DocumentKind::allocation)
        list.push_back(document.key + " " + document.total->amount.text(2));
    return list;
  };
  using Strings = std::vector<std::string>;
  Shelf shelf;
  const auto known = [&] {
    Posted posted = shelf.posted();
    for (const Standing& one : sold.posted()) posted.push_back(one);
    return posted;
  };
  Entries back = returned({refunded("RMA7-1", "2026-02-03", "24.99")}, false);
  Drafting drafting = desk.ledger.draft(back, known()).value();
  CHECK(allocated(drafting) == Strings{"WM-4812345678901-RRMA7-1 > WM-4812345678901 10.00",
                                       "WM-4812345678901-RRMA7-1 > WM-4812345678901-3 14.99"});
  shelf.take(drafting);
  CHECK(nothing(desk.ledger.draft(back, known()).value()));
  shelf.post_all();
  CHECK(nothing(desk.ledger.draft(back, known()).value()));
  // What comes back later takes what is left; what nobody owes is for a person.
  back =
      returned({refunded("RMA7-1", "2026-02-03", "24.99"), refunded("RMA7-2", "2026-02-05", "20.00")}, false);
  drafting = desk.ledger.draft(back, known()).value();
  CHECK(allocated(drafting) == Strings{"WM-4812345678901-RRMA7-2 > WM-4812345678901-3 15.01",
                                       "WM-4812345678901-RRMA7-2 > WM-4812345678901 4.99"});
}

TEST_CASE("each refund and date gets its own number, a later part of a booked one the next") {
  Desk desk(paying());
  Shelf shelf;
  Entries entries =
      returned({refunded("RMA7-1", "2026-02-03", "24.99"), refunded("RMA7-2", "2026-02-03", "5.00")});
  shelf.take(desk.ledger.draft(entries, {}).value());
  shelf.post_all();
  entries = returned({refunded("RMA7-1", "2026-02-03", "24.99"), refunded("RMA7-2", "2026-02-03", "5.00"),
                      refunded("RMA7-1", "2026-02-09", "3.00")});
  const Drafting more = desk.ledger.draft(entries, shelf.posted()).value();
  REQUIRE(more.documents.size() == 3);
  CHECK(more.documents[1].key == "WM-4812345678901-RRMA7-1-2");
  CHECK(more.documents[1].total == usd("3.00"));
  CHECK(more.documents[2].kind == DocumentKind::refund);
}

TEST_CASE("a booked refund that vanishes or changes is held, one that waits is redrafted or withdrawn") {
  Desk desk(paying());
  Shelf shelf;
  const Entries before = returned({refunded("RMA7-1", "2026-02-03", "24.99")});
  shelf.take(desk.ledger.draft(before, {}).value());
  const Drafting redrafted =
      desk.ledger.draft(returned({refunded("RMA7-1", "2026-02-03", "20.00")}), shelf.posted()).value();
  CHECK(redrafted.withdraw.size() == 2);
  CHECK(found(redrafted, DocumentKind::credit_note)->key == "WM-4812345678901-RRMA7-1");
  CHECK(desk.ledger.draft(returned({}), shelf.posted())->withdraw.size() == 2);
  shelf.post_all();
  CHECK(says(desk.ledger.draft(returned({}), shelf.posted())->hold, "its refund now says something else"));
  CHECK(says(desk.ledger.draft(returned({refunded("RMA7-1", "2026-02-03", "20.00")}), shelf.posted())->hold,
             "credit note WM-4812345678901-RRMA7-1 (24.99 USD) is approved in Xero"));
}

TEST_CASE("an order's own refunds stand beside its invoice, and are no part of it") {
  Desk desk(paying());
  Entries entries = returned({refunded("R55", "2026-02-03", "4.00")});
  entries.record = order().record;
  entries.entries.push_back(sale("1", UnitState::shipped, "2026-01-30", "24.99"));
  entries.entries.back().purchase_order.clear();
  const Drafting drafting = desk.ledger.draft(entries, {}).value();
  CHECK(told(drafting) == std::vector<std::string>{"create WM-4812345678901/1 AUTHORISED 2026-01-30 24.99"});
  CHECK(found(drafting, DocumentKind::credit_note)->total == usd("4.00"));
  CHECK(found(drafting, DocumentKind::payment) == nullptr);
}

TEST_CASE("more kept than refunded is held") {
  Desk desk(paying());
  CHECK(says(desk.ledger.draft(returned({refunded("RMA7-1", "2026-02-03", "-1.00")}), {})->hold,
             "more is kept of the refund than is refunded"));
}
