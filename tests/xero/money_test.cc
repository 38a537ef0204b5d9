// Sending and looking up what pays and what is not held to a unique number: which answers are believed.
#include <doctest/doctest.h>

#include "base/json_tree.h"
#include "support.h"

using namespace crosswalk;
using namespace crosswalk::test;
using Kind = Outcome::Kind;

namespace {

constexpr const char* invoice_id = "11111111-0000-4000-8000-000000000001";
constexpr const char* payment_id = "9a9a9a9a-0000-4000-8000-000000000009";
constexpr const char* note_id = "cccccccc-0000-4000-8000-000000000001";
constexpr const char* zero = "00000000-0000-0000-0000-000000000000";

Document made(DocumentKind kind, const char* key, const char* content, std::vector<Dependency> needs) {
  Document document;
  document.pair = "us";
  document.kind = kind;
  document.key = key;
  document.content = content;
  document.depends_on = std::move(needs);
  document.total = usd("24.99");
  document.date = day("2026-01-30");
  return document;
}

Document payment(const char* key = "WM-1") {
  return made(DocumentKind::payment, key,
              R"({"Account":{"Code":"090"},"Amount":24.99,"Date":"2026-01-30","Reference":"WM-1"})",
              {{DocumentKind::invoice, "WM-1"}});
}

Document credit_note() {
  return made(DocumentKind::credit_note, "WM-1-R7",
              R"({"CreditNoteNumber":"WM-1-R7","CurrencyCode":"USD","LineItems":[{"AccountCode":"230",)"
              R"("Quantity":1,"UnitAmount":24.99}],"Reference":"r","Status":"AUTHORISED"})",
              {});
}

Receipts receipts() {
  Receipts receipts;
  receipts.add(DocumentKind::invoice, "WM-1", {invoice_id, "AUTHORISED", {}, {}});
  receipts.add(DocumentKind::payment, "WM-1", {payment_id, "AUTHORISED", {}, {}});
  receipts.add(DocumentKind::credit_note, "WM-1-R7", {note_id, "AUTHORISED", {}, {}});
  return receipts;
}

// Xero's element of the payment; `more` is put before the rest.
std::string shown(const char* id, const char* amount, const char* reference, const std::string& more = {}) {
  return std::string("{") + more + "\"PaymentID\":\"" + id + "\",\"Amount\":" + amount + ",\"Reference\":\"" +
         reference + R"(","Account":{"Code":"090"},"Invoice":{"InvoiceID":")" + invoice_id +
         R"(","CurrencyCode":"USD"}})";
}

std::string list(const char* name, const std::string& elements) {
  return "{\"" + std::string(name) + "\":[" + elements + "]}";
}

Outcome sent(Desk& desk, const Document& document, int status, const std::string& body) {
  desk.xero.answers(status, body);
  return desk.ledger.send(attempt_of(desk.ledger, {document}, receipts()), desk.stop).at(0);
}

Outcome looked_up(Desk& desk, const Document& document, int status, const std::string& body) {
  desk.xero.answers(status, body);
  return desk.ledger.check(attempt_of(desk.ledger, {document}, receipts()), desk.stop).at(0);
}

}  // namespace

TEST_CASE("a payment goes out by the invoice's id, and is posted only with an id of its own") {
  Desk desk;
  const Outcome good =
      sent(desk, payment(), 200,
           list("Payments", shown(payment_id, "24.99", "WM-1", R"("Status":"AUTHORISED",)")));
  CHECK(good.kind == Kind::posted);
  CHECK(good.receipt.outside_id == payment_id);
  CHECK(good.receipt.total == usd("24.99"));
  CHECK(desk.xero.calls[0].url == "https://api.test/api.xro/2.0/Payments?summarizeErrors=false");
  CHECK(says(desk.xero.calls[0].body, R"("Invoice":{"InvoiceID":"11111111-0000-4000-8000-000000000001"})"));
  // Seen on batch payments: no error, no id, nothing made (xero.md §3.1).
  CHECK(sent(desk, payment(), 200, list("Payments", shown(zero, "24.99", "WM-1"))).kind == Kind::unknown);
  CHECK(sent(desk, payment(), 200,
             list("Payments", shown(payment_id, "24.99", "WM-1", R"("Status":"DELETED",)")))
            .kind == Kind::unknown);
  CHECK(sent(desk, payment(), 200, "{}").kind == Kind::unknown);
}

TEST_CASE("nothing outstanding may be our own lost call: the look-up tells, and says who paid") {
  Desk desk;
  const std::string refused = shown(zero, "24.99", "WM-1",
                                    R"("HasValidationErrors":true,"ValidationErrors":[{"Message":)"
                                    R"("Payment amount exceeds the amount outstanding on this document"}],)");
  Document document = payment();
  const Outcome first = sent(desk, document, 200, list("Payments", refused));
  CHECK(first.kind == Kind::unknown);
  document.reason = first.reason;
  CHECK(looked_up(desk, document, 200, list("Payments", shown(payment_id, "24.99", "WM-1"))).kind ==
        Kind::posted);
  CHECK(says(desk.xero.calls.back().url,
             "/Payments?where=Invoice.InvoiceID%3D%3Dguid%28%2211111111-0000-4000-8000-000000000001%22%29"));
  const Outcome theirs =
      looked_up(desk, document, 200, list("Payments", shown(payment_id, "24.99", "by hand")));
  CHECK(theirs.kind == Kind::rejected);
  CHECK(says(theirs.reason, "is paid or credited in Xero already"));
  const Outcome other = looked_up(desk, document, 200, list("Payments", shown(payment_id, "20.00", "WM-1")));
  CHECK(other.kind == Kind::rejected);
  CHECK(says(other.reason, "another amount (20.00, ours is 24.99 USD)"));
  document.reason.clear();
  CHECK(looked_up(desk, document, 200, list("Payments", "")).kind == Kind::absent);
  CHECK(looked_up(desk, document, 200,
                  list("Payments", shown(payment_id, "24.99", "WM-1", R"("Status":"DELETED",)")))
            .kind == Kind::absent);
  CHECK(looked_up(desk, document, 404, "").kind == Kind::unknown);
}

TEST_CASE("a deletion is looked up by the payment's own id") {
  Desk desk;
  Document removal = payment();
  removal.operation = Operation::remove;
  removal.content = R"({"Status":"DELETED"})";
  removal.total.reset();
  CHECK(
      sent(desk, removal, 200, list("Payments", shown(payment_id, "24.99", "WM-1", R"("Status":"DELETED",)")))
          .kind == Kind::posted);
  CHECK(looked_up(desk, removal, 200,
                  list("Payments", shown(payment_id, "24.99", "WM-1", R"("Status":"AUTHORISED",)")))
            .kind == Kind::absent);
  CHECK(says(desk.xero.calls.back().url, "/Payments/9a9a9a9a-0000-4000-8000-000000000009"));
  // Not known where it was to be deleted: gone, unless a look-up shows it.
  const Outcome unknown = sent(desk, removal, 404, "");
  CHECK(unknown.kind == Kind::unknown);
  removal.reason = unknown.reason;
  CHECK(looked_up(desk, removal, 200,
                  list("Payments", shown(payment_id, "24.99", "WM-1", R"("Status":"AUTHORISED",)")))
            .kind == Kind::rejected);
  desk.xero.answers(404, "");
  CHECK(looked_up(desk, removal, 404, "").kind == Kind::posted);
}

TEST_CASE("credit that was taken off an invoice is not on it") {
  Desk desk;
  const Document allocation = made(DocumentKind::allocation, "WM-1-R7 > WM-1", R"({"Amount":24.99})",
                                   {{DocumentKind::credit_note, "WM-1-R7"}, {DocumentKind::invoice, "WM-1"}});
  const auto shows = [&](const char* deleted) {
    return list("CreditNotes", std::string(R"({"CreditNoteID":")") + note_id +
                                   R"(","Status":"AUTHORISED","Allocations":[{"AllocationID":")" +
                                   payment_id + R"(","Amount":24.99,"IsDeleted":)" + deleted +
                                   R"(,"Invoice":{"InvoiceID":")" + invoice_id + R"("}}]})");
  };
  CHECK(looked_up(desk, allocation, 200, shows("false")).kind == Kind::posted);
  CHECK(looked_up(desk, allocation, 200, shows("true")).kind == Kind::absent);
}

TEST_CASE(
    "what Xero does not know by its id is gone only when it does not know it some seconds later either") {
  Document journal = made(DocumentKind::journal, "WMA-2026-01", R"({"Status":"VOIDED"})", {});
  journal.operation = Operation::annul;
  Document removal = payment();
  removal.operation = Operation::remove;
  removal.content = R"({"Status":"DELETED"})";
  Document note = credit_note();
  note.operation = Operation::annul;
  note.content = R"({"CreditNoteNumber":"WM-1-R7","Status":"VOIDED"})";
  note.depends_on.clear();
  for (Document* one : {&journal, &removal, &note}) {
    CAPTURE(one->key);
    one->total.reset();
    Receipts with = receipts();
    with.add(DocumentKind::journal, journal.key, {note_id, "POSTED", {}, {}});
    with.add(DocumentKind::credit_note, note.key, {note_id, "AUTHORISED", {}, {}});
    const std::string lists =
        list(one == &journal ? "ManualJournals"
             : one == &note  ? "CreditNotes"
                             : "Payments",
             std::string(R"({"PaymentID":")") + payment_id + R"(","CreditNoteID":")" + note_id +
                 R"(","ManualJournalID":")" + note_id + R"(","Status":"AUTHORISED","Amount":24.99})");
    const auto looked_up_twice = [&](int status, const std::string& body) {
      Desk desk;
      const Attempt attempt = attempt_of(desk.ledger, {*one}, with);
      const Instant begun = desk.clock.now();
      desk.xero.answers(404, "");
      desk.xero.then([&](const wire::HttpRequest&) {
        CHECK(desk.clock.now() - begun >= limits::absence_spacing);
        return reply(status, body);
      });
      return desk.ledger.check(attempt, desk.stop).at(0).kind;
    };
    CHECK(looked_up_twice(200, lists) == Kind::absent);
    CHECK(looked_up_twice(400, "") == Kind::unknown);
    CHECK(looked_up_twice(404, "") == Kind::posted);
  }
  // Who is stopped before the second look knows nothing.
  Desk desk;
  Receipts with = receipts();
  with.add(DocumentKind::credit_note, note.key, {note_id, "AUTHORISED", {}, {}});
  const Attempt attempt = attempt_of(desk.ledger, {note}, with);
  std::stop_source stop;
  desk.xero.then([&](const wire::HttpRequest&) {
    stop.request_stop();
    return reply(404, "");
  });
  CHECK(desk.ledger.check(attempt, stop.get_token()).at(0).kind == Kind::unknown);
}

TEST_CASE("what Xero would take twice is looked for before it is sent") {
  Desk desk;
  const std::string stands =
      std::string(R"({"CreditNoteID":")") + note_id +
      R"(","CreditNoteNumber":"WM-1-R7","Status":"PAID","Total":24.99,"CurrencyCode":"USD",)"
      R"("Reference":"r","LineItems":[{"AccountCode":"230","LineAmount":24.99}]})";
  const Outcome found = sent(desk, credit_note(), 200, list("CreditNotes", stands));
  CHECK(found.kind == Kind::posted);
  CHECK(found.receipt.outside_id == note_id);
  REQUIRE(desk.xero.calls.size() == 1);
  CHECK(desk.xero.calls[0].method == "GET");
  CHECK(
      says(desk.xero.calls[0].url, "/CreditNotes?where=CreditNoteNumber%3D%3D%22WM-1-R7%22&unitdp=4&page=1"));

  desk.xero.answers(200, list("CreditNotes", ""));
  CHECK(sent(desk, credit_note(), 200, list("CreditNotes", stands)).kind == Kind::posted);
  CHECK(desk.xero.calls.back().method == "PUT");
  // Nothing goes out where nobody can say whether it stands.
  const std::size_t before = desk.xero.calls.size();
  CHECK(sent(desk, credit_note(), 404, "").kind == Kind::retry);
  CHECK(desk.xero.calls.size() == before + 1);
  std::string other = stands;
  other.replace(other.find("24.99,\"Currency"), 5, "20.00");
  const Outcome differs = sent(desk, credit_note(), 200, list("CreditNotes", other));
  CHECK(differs.kind == Kind::rejected);
  CHECK(says(differs.reason, "a credit note WM-1-R7 stands in Xero with another total"));
}

TEST_CASE("a transfer is matched by its marker among all of its day") {
  Desk desk;
  const Document transfer =
      made(DocumentKind::bank_transfer, "WMS-1-T-20260130",
           R"({"Amount":24.99,"FromBankAccount":{"Code":"090"},"Reference":"WMS-1-T-20260130",)"
           R"("ToBankAccount":{"Code":"091"}})",
           {});
  const auto one = [](const char* reference, const char* to, const char* status = "AUTHORISED") {
    return std::string(R"({"BankTransferID":")") + note_id + R"(","Amount":24.99,"Reference":")" + reference +
           R"(","FromBankAccount":{"Code":"090"},"ToBankAccount":{"Code":")" + to + R"("},"Status":")" +
           status + "\"}";
  };
  CHECK(looked_up(desk, transfer, 200,
                  list("BankTransfers", one("other", "091") + "," + one("WMS-1-T-20260130", "091")))
            .kind == Kind::posted);
  CHECK(says(desk.xero.calls.back().url,
             "/BankTransfers?where=Date%3E%3DDateTime%282026%2C1%2C30%29%20AND%20Date%3C%3DDateTime%282026%"
             "2C1%2C30%29"));
  CHECK(looked_up(desk, transfer, 200, list("BankTransfers", one("other", "091"))).kind == Kind::absent);
  CHECK(
      looked_up(desk, transfer, 200, list("BankTransfers", one("WMS-1-T-20260130", "091", "DELETED"))).kind ==
      Kind::absent);
  CHECK(says(looked_up(desk, transfer, 200, list("BankTransfers", one("WMS-1-T-20260130", "092"))).reason,
             "another account"));
}
