// What Xero lists as changed, and documents by id: the exact requests, and what is made of the answers.
#include <doctest/doctest.h>

#include "support.h"

using namespace crosswalk;
using namespace crosswalk::test;

namespace {

std::string invoice_json(const std::string& id, const std::string& updated_millis,
                         const std::string& status = "AUTHORISED") {
  return R"({"InvoiceID":")" + id + R"(","Type":"ACCREC","InvoiceNumber":"WM-1","Status":")" + status +
         R"(","Total":19.99,"CurrencyCode":"USD","Date":"/Date(1769731200000+0000)/",)"
         R"("Contact":{"ContactID":"c1","Name":"Walmart"},"UpdatedDateUTC":"/Date()" +
         updated_millis + R"(+0000)/"})";
}

std::string page(const std::string& elements, int number, int count) {
  return R"({"pagination":{"page":)" + std::to_string(number) + R"(,"pageSize":500,"pageCount":)" +
         std::to_string(count) + R"(},"Invoices":[)" + elements + "]}";
}

std::string since_of(const wire::HttpRequest& request) {
  return std::string(wire::header(request.headers, "If-Modified-Since").value_or("nothing"));
}

}  // namespace

TEST_CASE("the lists that are asked for show every kind that can be listed") {
  const Desk desk;
  bool payments = false;
  for (const auto& stream : desk.ledger.change_streams())
    if (stream.name == "Payments")
      payments = stream.kinds == std::vector{DocumentKind::payment, DocumentKind::refund};
  CHECK(payments);
}

TEST_CASE("a list of changes is one call with a time, and overlaps by five minutes") {
  Desk desk;
  desk.xero.answers(200, page(invoice_json("i1", "1769947205000", "VOIDED"), 1, 1));
  const auto read = desk.ledger.changes({"Invoices", "2026-02-01T12:00:00", Millis(0)}, desk.stop).value();
  REQUIRE(desk.xero.calls.size() == 1);
  CHECK(desk.xero.calls[0].url ==
        "https://api.test/api.xro/2.0/Invoices?page=1&pageSize=500&order=UpdatedDateUTC");
  CHECK(since_of(desk.xero.calls[0]) == "2026-02-01T11:55:00");
  REQUIRE(read.changes.size() == 1);
  const LedgerChange& change = read.changes[0];
  CHECK(change.outside_id == "i1");
  CHECK(change.status == "VOIDED");
  CHECK(change.gone);
  CHECK(change.total == dec("19.99"));
  CHECK(change.currency == "USD");
  CHECK(change.date == day("2026-01-30"));
  CHECK(change.contact == "c1");
  CHECK(read.caught_up);
  CHECK(read.position == "2026-02-01T12:00:05");
}

TEST_CASE("nothing new, said either way, leaves the position where it is") {
  Desk desk;
  desk.xero.answers(200, page("", 1, 0));
  desk.xero.answers(304, "");
  for (int i = 0; i < 2; ++i) {
    const auto read = desk.ledger.changes({"Invoices", "2026-02-01T12:00:00", Millis(0)}, desk.stop).value();
    CHECK(read.changes.empty());
    CHECK(read.caught_up);
    CHECK(read.position == "2026-02-01T12:00:00");
  }
}

TEST_CASE("the first look and a sweep reach back") {
  Desk desk;
  desk.xero.answers(304, "");
  desk.xero.answers(304, "");
  CHECK(desk.ledger.changes({"Invoices", "", Millis(0)}, desk.stop).value().position ==
        "2026-01-25T12:00:00");
  CHECK(desk.ledger.changes({"Invoices", "2026-02-01T12:00:00", Millis(86'400'000)}, desk.stop).ok());
  CHECK(since_of(desk.xero.calls[1]) == "2026-01-31T11:55:00");
}

TEST_CASE("pages are walked by seeking, and a second that fills pages is read until it holds still") {
  Desk desk;
  const std::string first = invoice_json("i1", "1769947205000");
  const std::string second = invoice_json("i2", "1769947260900");
  const std::string third = invoice_json("i3", "1769947260950");
  desk.xero.answers(200, page(first + "," + second, 1, 3));
  auto read = desk.ledger.changes({"Invoices", "2026-02-01T12:00:00", Millis(0)}, desk.stop).value();
  CHECK_FALSE(read.caught_up);
  CHECK(read.position == "2026-02-01T12:00:59 page 1");
  // Somebody touches the one of the first page, which draws the next one over to it, unseen; seen in the end.
  const std::string touched = invoice_json("i2", "1769947261500");
  for (const auto& [elements, number] :
       {std::pair{second, 1}, {touched, 2}, {third, 1}, {touched, 2}, {third, 1}, {touched, 2}})
    desk.xero.answers(200, page(elements, number, 2));
  SUBCASE("from where it was left") {}
  SUBCASE("from a page's number, as it was once kept") {
    read.position = "2026-02-01T12:00:59 page 2";
  }
  read = desk.ledger.changes({"Invoices", read.position, Millis(86'400'000)}, desk.stop).value();
  REQUIRE(desk.xero.calls.size() == 7);
  CHECK(since_of(desk.xero.calls[1]) == "2026-02-01T12:00:59");  // no window begins here
  CHECK(desk.xero.calls[2].url.ends_with("?page=2&pageSize=500&order=UpdatedDateUTC"));
  REQUIRE(read.changes.size() == 2);
  CHECK(read.changes[0].outside_id == "i3");
  CHECK(read.caught_up);
  CHECK(read.position == "2026-02-01T12:01:01");
}

TEST_CASE("bank transfers are one call, deleted ones included, and a sweep takes the whole list") {
  Desk desk;
  const std::string list =
      R"({"BankTransfers":[{"BankTransferID":"t1","Status":"AUTHORISED","Amount":68.35,)"
      R"("Date":"/Date(1769731200000+0000)/","FromIsReconciled":false,"ToIsReconciled":true,)"
      R"("FromBankAccount":{"AccountID":"a"},"ToBankAccount":{"AccountID":"b"}},)"
      R"({"BankTransferID":"t2","Status":"DELETED","Amount":1.00}]})";
  desk.xero.answers(200, list);
  desk.xero.answers(200, list);
  const auto read =
      desk.ledger.changes({"BankTransfers", "2026-02-01T11:00:00", Millis(0)}, desk.stop).value();
  CHECK(desk.xero.calls[0].url == "https://api.test/api.xro/2.0/BankTransfers?includeDeleted=true");
  CHECK(since_of(desk.xero.calls[0]) == "2026-02-01T10:55:00");
  REQUIRE(read.changes.size() == 2);
  CHECK(read.changes[0].total == dec("68.35"));
  CHECK(read.changes[0].reconciled);
  CHECK(read.changes[1].gone);
  CHECK(read.caught_up);
  CHECK(read.position == "2026-02-01T12:00:00");
  CHECK(desk.ledger.changes({"BankTransfers", read.position, Millis(86'400'000)}, desk.stop).ok());
  CHECK(since_of(desk.xero.calls[1]) == "nothing");
}

TEST_CASE("lines are shown by where they put the money, and a credit note with what it gives") {
  Desk desk;
  desk.xero.answers(
      200, R"({"CreditNotes":[{"CreditNoteID":"c1","Status":"PAID","Total":12.00,)"
           R"("LineItems":[{"AccountCode":"205","TaxType":"NONE","LineAmount":5.00},)"
           R"({"AccountCode":"205","TaxType":"NONE","LineAmount":7.00,)"
           R"("Tracking":[{"Name":"Channel","Option":"Walmart US"}]}],)"
           R"("Allocations":[{"AllocationID":"l1","Amount":5.00,"Invoice":{"InvoiceID":"i1"}},)"
           R"({"AllocationID":"l2","Amount":7.00,"IsDeleted":true,"Invoice":{"InvoiceID":"i2"}}]}]})");
  const auto read = desk.ledger.changes({"CreditNotes", "2026-02-01T12:00:00", Millis(0)}, desk.stop).value();
  REQUIRE(read.changes.size() == 1);
  REQUIRE(read.changes[0].places);
  REQUIRE(read.changes[0].places->size() == 2);
  const PlacedAmount& tracked = read.changes[0].places->back();
  CHECK(tracked.account == "205");
  CHECK(tracked.amount == dec("7"));
  CHECK(tracked.tracking.size() == 1);
  REQUIRE(read.changes[0].shares);
  REQUIRE(read.changes[0].shares->size() == 1);
  CHECK(read.changes[0].shares->front().onto == "i1");
}

TEST_CASE("a failure is told and moves nothing") {
  Desk desk;
  desk.xero.answers(400, "{}");
  CHECK(desk.ledger.changes({"Invoices", "", Millis(0)}, desk.stop).error().kind == ErrorKind::outside);
  CHECK_FALSE(desk.ledger.changes({"Invoices", "yesterday", Millis(0)}, desk.stop).ok());
  CHECK_FALSE(desk.ledger.changes({"Quotes", "", Millis(0)}, desk.stop).ok());
}

TEST_CASE("documents by id are one call for many") {
  Desk desk;
  const std::vector<std::string> ids = {"i1", "i2"};
  desk.xero.answers(200, page(invoice_json("i1", "1769947205000"), 1, 1));
  CHECK(desk.ledger.look_at(DocumentKind::invoice, ids, desk.stop).value().size() == 1);
  CHECK(desk.xero.calls[0].url ==
        "https://api.test/api.xro/2.0/Invoices?IDs=i1,i2&page=1&pageSize=1000&"
        "order=UpdatedDateUTC");
  desk.xero.answers(200, R"({"CreditNotes":[]})");
  CHECK(desk.ledger.look_at(DocumentKind::credit_note, ids, desk.stop).value().empty());
  CHECK(says(desk.xero.calls[1].url, "where=CreditNoteID%3D%3Dguid%28%22i1%22%29%20OR%20CreditNoteID"));
  desk.xero.answers(200, R"({"Contacts":[{"ContactID":"i1","MergedToContactID":"c9"}]})");
  CHECK(desk.ledger.look_at(DocumentKind::contact, ids, desk.stop).value().front().replaced_by == "c9");
}
