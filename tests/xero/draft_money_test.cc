// Payments: what `pay: shipped` entries become beside the invoices, and what later revisions make of it.
#include <doctest/doctest.h>

#include "base/json_tree.h"
#include "support.h"

using namespace crosswalk;
using namespace crosswalk::test;

namespace {

constexpr auto shipped = UnitState::shipped;

xero::Settings paying() {
  xero::Settings settings = Desk::settings();
  settings.clearing_account = "090";
  return settings;
}

// The two that pay a ship date: receivable away, clearing up.
void pay(Entries& entries, const char* date, const char* amount) {
  Entry owed = sale("", shipped, date, amount);
  owed.role = EntryRole::receivable;
  owed.answers = {};
  Entry money = owed;
  money.role = EntryRole::clearing;
  money.amount = money.amount.negated();
  entries.entries.push_back(owed);
  entries.entries.push_back(money);
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

TEST_CASE("what the clearing account cannot do in Xero is told before anything is drafted") {
  Entries paid = order();
  paid.entries = {sale("1", shipped, "2026-01-30", "24.99")};
  pay(paid, "2026-01-30", "24.99");
  Entries settled = order();
  settled.record = {"us", RecordKind::settlement, "2026-02-06"};
  Entry payout = sale("", shipped, "2026-02-10", "-68.35");
  payout.line_class = LineClass::deposit;
  settled.entries = {sale("", shipped, "2026-02-03", "-7.50"), payout};
  const auto hold = [&](const Entries& entries, const char* type, bool takes_payments, bool active = true) {
    Desk desk(paying());
    LedgerAccount account;
    account.code = "090";
    account.name = "Walmart clearing";
    account.type = type;
    account.takes_payments = takes_payments;
    account.active = active;
    Reference reference;
    reference.accounts = {account};
    desk.ledger.use(reference);
    const Drafting drafting = desk.ledger.draft(entries, {}).value();
    CHECK(drafting.documents.empty() != drafting.hold.empty());
    return drafting.hold;
  };
  CHECK(hold(paid, "BANK", true).empty());
  CHECK(hold(paid, "CURRENT", true).empty());
  CHECK(says(hold(paid, "REVENUE", false), "takes no payments in Xero; name a bank account there"));
  CHECK(
      says(hold(paid, "BANK", true, false), "Xero has no active account 090, which books.clearing_account"));
  CHECK(hold(settled, "BANK", true).empty());
  CHECK(says(hold(settled, "CURRENT", true),
             "is of type CURRENT in Xero, and only a bank account takes bank transactions"));
}

TEST_CASE("an invoice that is paid at shipment gets one payment from clearing, of its day and total") {
  Desk desk(paying());
  Shelf shelf;
  Entries entries = order();
  entries.entries = {sale("1", shipped, "2026-01-30", "24.99"), sale("2", shipped, "2026-01-31", "5.00")};
  pay(entries, "2026-01-30", "24.99");
  pay(entries, "2026-01-31", "5.00");
  const Drafting drafting = desk.ledger.draft(entries, {}).value();
  REQUIRE(drafting.documents.size() == 5);
  const Document& payment = drafting.documents[3];
  CHECK(payment.kind == DocumentKind::payment);
  CHECK(payment.key == "WM-4812345678901");
  CHECK(payment.record == entries.record);
  CHECK(payment.total == usd("24.99"));
  CHECK(payment.date == day("2026-01-30"));
  CHECK(payment.depends_on == std::vector<Dependency>{{DocumentKind::invoice, "WM-4812345678901"}});
  CHECK(payment.content ==
        R"({"Account":{"Code":"090"},"Amount":24.99,"Date":"2026-01-30","Reference":"WM-4812345678901"})");
  CHECK(drafting.documents[4].key == "WM-4812345678901-2");
  shelf.take(drafting);
  CHECK(nothing(desk.ledger.draft(entries, shelf.posted()).value()));
  shelf.post_all();
  CHECK(nothing(desk.ledger.draft(entries, shelf.posted()).value()));

  // What ships later on a day that is booked gets an invoice and a payment of its own.
  entries.entries.push_back(sale("3", shipped, "2026-01-31", "7.00"));
  pay(entries, "2026-01-31", "7.00");
  const Drafting more = desk.ledger.draft(entries, shelf.posted()).value();
  REQUIRE(found(more, DocumentKind::payment) != nullptr);
  CHECK(found(more, DocumentKind::payment)->key == "WM-4812345678901-3");
  CHECK(found(more, DocumentKind::payment)->total == usd("7.00"));
}

TEST_CASE("what costs nothing is not paid; what is paid differently than invoiced is held") {
  Desk desk(paying());
  Entries entries = order();
  entries.entries = {sale("1", shipped, "2026-01-30", "5.00"), sale("2", shipped, "2026-01-30", "-5.00")};
  pay(entries, "2026-01-30", "0.00");
  CHECK(found(desk.ledger.draft(entries, {}).value(), DocumentKind::payment) == nullptr);
  entries.entries = {sale("1", shipped, "2026-01-30", "5.00")};
  pay(entries, "2026-01-30", "4.99");
  CHECK(says(desk.ledger.draft(entries, {}).value().hold,
             "the entries of 2026-01-30 pay 4.99 and the invoices of that day come to 5.00"));
  Desk without;
  entries.entries.resize(1);
  pay(entries, "2026-01-30", "5.00");
  CHECK(says(without.ledger.draft(entries, {}).value().hold, "books.clearing_account names none"));
}

TEST_CASE("a payment that waits is redrafted with its invoice, one that was refused goes out again") {
  Desk desk(paying());
  Shelf shelf;
  Entries entries = order();
  entries.entries = {sale("1", shipped, "2026-01-30", "24.99")};
  pay(entries, "2026-01-30", "24.99");
  shelf.take(desk.ledger.draft(entries, {}).value());
  entries.entries = {sale("1", shipped, "2026-01-30", "20.00")};
  pay(entries, "2026-01-30", "20.00");
  const Drafting again = desk.ledger.draft(entries, shelf.posted()).value();
  CHECK(again.withdraw.size() == 2);
  CHECK(found(again, DocumentKind::payment)->total == usd("20.00"));
  shelf.take(again);
  shelf.post_all();
  for (auto& one : shelf.standing)
    if (one.document.kind == DocumentKind::payment) one.document.state = DocumentState::rejected;
  const Drafting resent = desk.ledger.draft(entries, shelf.posted()).value();
  CHECK(resent.withdraw.size() == 1);
  REQUIRE(found(resent, DocumentKind::payment) != nullptr);
  CHECK(found(resent, DocumentKind::invoice) == nullptr);
}

TEST_CASE("a paid invoice whose units were all cancelled loses its payment before it is voided") {
  Desk desk(paying());
  Shelf shelf;
  Entries entries = order();
  entries.entries = {sale("1", shipped, "2026-01-30", "24.99")};
  pay(entries, "2026-01-30", "24.99");
  shelf.take(desk.ledger.draft(entries, {}).value());
  shelf.post_all();
  entries.entries = {sale("1", UnitState::cancelled, "2026-01-30", "24.99")};
  const Drafting drafting = desk.ledger.draft(entries, shelf.posted()).value();
  REQUIRE(drafting.documents.size() == 3);
  const std::vector<Dependency> unpaid = {{DocumentKind::payment, "WM-4812345678901"}};
  CHECK(drafting.documents[0].operation == Operation::update);
  CHECK(drafting.documents[0].depends_on == unpaid);
  const Document& annulled = drafting.documents[1];
  CHECK(annulled.operation == Operation::annul);
  CHECK(annulled.depends_on == unpaid);
  const Document& removed = drafting.documents[2];
  CHECK(removed.kind == DocumentKind::payment);
  CHECK(removed.operation == Operation::remove);
  CHECK(removed.step == 2);
  shelf.take(drafting);
  CHECK(nothing(desk.ledger.draft(entries, shelf.posted()).value()));
  // The cancellation is taken back before any of it went out: the payment stays as well.
  Entries back = order();
  back.entries = {sale("1", shipped, "2026-01-30", "24.99")};
  pay(back, "2026-01-30", "24.99");
  const Drafting stays = desk.ledger.draft(back, shelf.posted()).value();
  CHECK(stays.withdraw.size() == 3);
  CHECK(stays.documents.empty());

  Receipts receipts;
  receipts.add(DocumentKind::payment, removed.key,
               {"9a9a9a9a-0000-4000-8000-000000000009", "AUTHORISED", {}, {}});
  CHECK(desk.ledger.fits(std::vector{removed, removed}) == 1);
  const auto request = desk.ledger.freeze("a1", std::vector{removed}, receipts).value();
  CHECK(request.method == "POST");
  CHECK(request.path == "/api.xro/2.0/Payments/9a9a9a9a-0000-4000-8000-000000000009");
  CHECK(request.body == R"({"Payments":[{"Status":"DELETED"}]})");
  CHECK(request.headers.size() == 1);  // no idempotency key on a change
}

TEST_CASE("a payment that is no longer wanted is withdrawn while it waits, and stands once it is posted") {
  Desk desk(paying());
  Shelf shelf;
  Entries entries = order();
  entries.entries = {sale("1", shipped, "2026-01-30", "24.99")};
  pay(entries, "2026-01-30", "24.99");
  shelf.take(desk.ledger.draft(entries, {}).value());
  entries.entries.resize(1);  // paid by settlements from now on
  const Drafting drafting = desk.ledger.draft(entries, shelf.posted()).value();
  CHECK(drafting.documents.empty());
  CHECK(drafting.withdraw.size() == 1);
  shelf.post_all();
  CHECK(nothing(desk.ledger.draft(entries, shelf.posted()).value()));
}
