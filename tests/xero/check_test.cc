// Looking up what took effect after a lost answer.
#include <doctest/doctest.h>

#include "base/json_tree.h"
#include "support.h"

using namespace crosswalk;
using namespace crosswalk::test;
using Kind = Outcome::Kind;

namespace {

constexpr const char* our_contact = "c0c0c0c0-0000-4000-8000-000000000001";

struct Found {
  std::string number = "WM-1";
  std::string total = "24.99";
  std::string status = "AUTHORISED";
  std::string currency = "USD";
  std::string reference = "Walmart PO 1";
  std::string contact = our_contact;
  std::string account = "200";
  std::string type = "ACCREC";
  std::string id = "aaaaaaaa-0000-4000-8000-000000000001";
};

std::string text(const Found& f) {
  return R"({"Type":")" + f.type + R"(","InvoiceID":")" + f.id + R"(","InvoiceNumber":")" + f.number +
         R"(","Reference":")" + f.reference + R"(","Status":")" + f.status + R"(","CurrencyCode":")" +
         f.currency + R"(","Contact":{"ContactID":")" + f.contact + R"(","Name":"x"},"Total":)" + f.total +
         R"(,"LineItems":[{"AccountCode":")" + f.account + R"(","Quantity":1.0000,"UnitAmount":)" + f.total +
         R"(00,"LineAmount":)" + f.total + "}]}";
}

std::string page(const std::string& invoices, int number = 1, int of = 1) {
  return R"({"pagination":{"page":)" + std::to_string(number) + R"(,"pageSize":200,"pageCount":)" +
         std::to_string(of) + R"(,"itemCount":1},"Invoices":[)" + invoices + "]}";
}

Attempt created(Desk& desk, std::initializer_list<const char*> ids) {
  std::vector<Document> documents;
  for (const char* id : ids) documents.push_back(invoice(desk.ledger, id));
  return attempt_of(desk.ledger, documents, contact_receipt());
}

Outcome judged(const std::string& invoices, const std::string& why_unknown = {}) {
  Desk desk;
  Attempt attempt = created(desk, {"1"});
  attempt.members[0].reason = why_unknown;
  desk.xero.answers(200, page(invoices));
  return desk.ledger.check(attempt, desk.stop).at(0);
}

Attempt changed(Desk& desk, Operation operation, const std::string& status) {
  Document document = invoice(desk.ledger, "1");
  document.operation = operation;
  document.step = 2;
  if (operation != Operation::update) {
    document.content = R"({"InvoiceNumber":"WM-1","Status":")" + status + "\"}";
    document.depends_on.clear();
    document.total.reset();
  }
  Receipts receipts = contact_receipt();
  receipts.add(DocumentKind::invoice, "WM-1", {"aaaaaaaa-0000-4000-8000-000000000001", "DRAFT", {}, {}});
  return attempt_of(desk.ledger, {document}, receipts);
}

// `again`: what a second look shows, after a first one that shows nothing of what was to end.
Outcome judged_change(Operation operation, const std::string& status, const std::string& invoices,
                      const char* again = nullptr) {
  Desk desk;
  const Attempt attempt = changed(desk, operation, status);
  desk.xero.answers(200, page(invoices));
  const Instant begun = desk.clock.now();
  if (again != nullptr)
    desk.xero.then([&](const wire::HttpRequest&) {
      CHECK(desk.clock.now() - begun >= limits::absence_spacing);
      return reply(200, page(again));
    });
  const Outcome outcome = desk.ledger.check(attempt, desk.stop).at(0);
  CHECK(desk.xero.calls.size() == (again == nullptr ? 1U : 2U));
  CHECK(
      says(desk.xero.calls.at(0).url, "/Invoices?IDs=aaaaaaaa-0000-4000-8000-000000000001&unitdp=4&page=1"));
  return outcome;
}

}  // namespace

TEST_CASE("many creates are looked up in one call; each is found or absent by itself") {
  Desk desk;
  const Attempt attempt = created(desk, {"1", "2", "3"});
  Found third;
  third.number = "WM-3";
  third.reference = "Walmart PO 3";
  third.id = "aaaaaaaa-0000-4000-8000-000000000003";
  desk.xero.answers(200, page(text(third) + "," + text({})));
  const auto outcomes = desk.ledger.check(attempt, desk.stop);
  REQUIRE(desk.xero.calls.size() == 1);
  CHECK(desk.xero.calls[0].method == "GET");
  CHECK(desk.xero.calls[0].url ==
        "https://api.test/api.xro/2.0/Invoices?InvoiceNumbers=WM-1,WM-2,WM-3&unitdp=4&page=1&"
        "pageSize=1000&order=UpdatedDateUTC");
  CHECK(outcomes.at(0).kind == Kind::posted);
  CHECK(outcomes[0].receipt.outside_id == "aaaaaaaa-0000-4000-8000-000000000001");
  CHECK(outcomes[0].receipt.total == usd("24.99"));
  CHECK(outcomes.at(1).kind == Kind::absent);
  CHECK(outcomes.at(2).kind == Kind::posted);
  CHECK(outcomes[2].receipt.outside_id == "aaaaaaaa-0000-4000-8000-000000000003");
}

TEST_CASE("only the members that are left are looked up") {
  Desk desk;
  Attempt attempt = created(desk, {"1", "2"});
  attempt.members.erase(attempt.members.begin());
  desk.xero.answers(200, page(""));
  CHECK(desk.ledger.check(attempt, desk.stop).size() == 1);
  CHECK(says(desk.xero.calls[0].url, "InvoiceNumbers=WM-2&"));
}

TEST_CASE("long lists are asked for in several calls") {
  Desk desk;
  std::vector<Document> documents;
  for (int i = 0; i < 50; ++i)
    documents.push_back(invoice(
        desk.ledger, std::string(60, static_cast<char>('0' + i % 10)).append(std::to_string(i)).c_str()));
  const Attempt attempt = attempt_of(desk.ledger, documents, contact_receipt());
  std::size_t asked = 0;
  for (int i = 0; i < 4; ++i)
    desk.xero.then([&](const wire::HttpRequest& request) {
      CHECK(request.url.size() < 2'200);
      for (std::size_t at = request.url.find("WM-"); at != std::string::npos;
           at = request.url.find("WM-", at + 1))
        ++asked;
      return reply(200, page(""));
    });
  for (const auto& outcome : desk.ledger.check(attempt, desk.stop)) CHECK(outcome.kind == Kind::absent);
  CHECK(asked == 50);
}

TEST_CASE("what is found must be ours") {
  struct Row {
    Found found;
    Kind kind;
    const char* words;
  };
  const auto with = [](auto change) {
    Found found;
    change(found);
    return found;
  };
  for (const Row& row :
       {Row{{}, Kind::posted, ""}, Row{with([](Found& f) { f.status = "PAID"; }), Kind::posted, ""},
        Row{with([](Found& f) { f.contact = "C0C0C0C0-0000-4000-8000-000000000001"; }), Kind::posted, ""},
        Row{with([](Found& f) { f.total = "30.00"; }), Kind::rejected,
            "an invoice WM-1 stands in Xero with another total (30.00 USD, ours is 24.99 USD)"},
        Row{with([](Found& f) { f.currency = "CAD"; }), Kind::rejected, "another currency (CAD)"},
        Row{with([](Found& f) { f.reference = "by hand"; }), Kind::rejected, "another reference"},
        Row{with([](Found& f) { f.contact = "dddddddd-0000-4000-8000-000000000001"; }), Kind::rejected,
            "another contact"},
        Row{with([](Found& f) { f.account = "210"; }), Kind::rejected, "other lines"},
        Row{with([](Found& f) { f.status = "DRAFT"; }), Kind::rejected, "stands in Xero as DRAFT"},
        Row{with([](Found& f) { f.status = "VOIDED"; }), Kind::absent, ""},
        Row{with([](Found& f) { f.status = "DELETED"; }), Kind::absent, ""},
        Row{with([](Found& f) { f.type = "ACCPAY"; }), Kind::absent, ""},
        Row{with([](Found& f) { f.number = "WM-10"; }), Kind::absent, ""}}) {
    CAPTURE(row.words);
    const Outcome outcome = judged(text(row.found));
    CHECK(outcome.kind == row.kind);
    CHECK(says(outcome.reason, row.words));
  }
}

TEST_CASE(
    "a voided one beside ours is passed over; alone, where Xero refuses its number, a person renames it") {
  Found old;
  old.status = "VOIDED";
  CHECK(judged(text(old) + "," + text({})).kind == Kind::posted);
  const Outcome outcome = judged(text(old), "Invoice # must be unique.");
  CHECK(outcome.kind == Kind::rejected);
  CHECK(says(outcome.reason, "rename that one"));
}

TEST_CASE("a look-up that fails or cannot be read leaves all unknown") {
  const auto unknown = [](auto script) {
    Desk desk;
    const Attempt attempt = created(desk, {"1", "2"});
    script(desk.xero);
    const auto outcomes = desk.ledger.check(attempt, desk.stop);
    CHECK(outcomes.size() == 2);
    for (const auto& outcome : outcomes) CHECK(outcome.kind == Kind::unknown);
  };
  unknown([](ScriptedXero& xero) {
    for (int i = 0; i < 5; ++i) xero.answers(503, "");
  });
  unknown([](ScriptedXero& xero) { xero.answers(403, "{}"); });
  unknown([](ScriptedXero& xero) { xero.answers(400, "{}"); });
  unknown([](ScriptedXero& xero) { xero.answers(404, ""); });
  unknown([](ScriptedXero& xero) { xero.answers(200, "<html>"); });
  unknown([](ScriptedXero& xero) { xero.answers(200, "{}"); });
  unknown([](ScriptedXero& xero) {
    xero.answers(200, page(text({}), 1, 2));
    xero.answers(400, "{}");
  });
}

TEST_CASE("a change took effect when status and money are what we asked for") {
  const auto update = [](const std::string& invoices) {
    return judged_change(Operation::update, "", invoices);
  };
  CHECK(update(text({})).kind == Kind::posted);
  Found found;
  found.status = "DRAFT";
  CHECK(update(text(found)).kind == Kind::absent);
  found = {};
  found.total = "30.00";
  CHECK(update(text(found)).kind == Kind::absent);
  CHECK(update("").kind == Kind::absent);

  for (const auto& [operation, status] :
       {std::pair{Operation::remove, "DELETED"}, std::pair{Operation::annul, "VOIDED"}}) {
    found = {};
    CHECK(judged_change(operation, status, text(found)).kind == Kind::absent);
    CHECK(judged_change(operation, status, text(found) + "," + text(found)).kind == Kind::absent);
    found.status = status;
    const Outcome gone = judged_change(operation, status, text(found));
    CHECK(gone.kind == Kind::posted);
    CHECK(gone.receipt.outside_id == "aaaaaaaa-0000-4000-8000-000000000001");
    CHECK(gone.receipt.status == status);
    CHECK(judged_change(operation, status, "", "").kind == Kind::posted);
    found.status = "AUTHORISED";
    CHECK(judged_change(operation, status, "", text(found).c_str()).kind == Kind::absent);
  }
}

TEST_CASE("a rename took effect when Xero shows the new number, whatever else it says") {
  Desk desk;
  Document rename = invoice(desk.ledger, "1");
  rename.operation = Operation::update;
  rename.step = 2;
  rename.content = R"({"InvoiceNumber":"WM-1~V1"})";
  rename.depends_on.clear();
  rename.total.reset();
  Document other = rename;
  other.key = "WM-2";
  other.content = R"({"InvoiceNumber":"WM-2~V1"})";
  Receipts receipts;
  receipts.add(DocumentKind::invoice, "WM-1", {Found{}.id, "AUTHORISED", {}, {}});
  receipts.add(DocumentKind::invoice, "WM-2", {"aaaaaaaa-0000-4000-8000-000000000002", "AUTHORISED", {}, {}});
  const Attempt attempt = attempt_of(desk.ledger, {rename, other}, receipts);
  CHECK(says(attempt.request.body, R"({"InvoiceID":"aaaaaaaa-0000-4000-8000-000000000001",)"
                                   R"("InvoiceNumber":"WM-1~V1"})"));
  Found found;
  found.status = "PAID";
  Found second;
  second.id = "aaaaaaaa-0000-4000-8000-000000000002";
  second.number = "WM-2~V1";
  desk.xero.answers(200, page(text(found) + "," + text(second)));
  const Outcomes outcomes = desk.ledger.check(attempt, desk.stop);
  CHECK(outcomes.at(0).kind == Kind::absent);
  CHECK(outcomes.at(1).kind == Kind::posted);
  CHECK(outcomes.at(1).receipt.outside_id == second.id);
  // An answer that shows the old number is none.
  desk.xero.answers(200, page(text(second) + "," + text(found)));
  const Outcomes answered = desk.ledger.send(attempt, desk.stop);
  CHECK(answered.at(0).kind == Kind::unknown);
  CHECK(answered.at(1).kind == Kind::posted);
}

TEST_CASE("what is not found yet may still be at work: it is absent only when no call can be on its way") {
  Desk desk;
  Attempt attempt = created(desk, {"1"});
  attempt.created = desk.clock.now();
  for (const std::string& invoices : {std::string(), std::string(), text({})})
    desk.xero.answers(200, page(invoices));
  const Outcome early = desk.ledger.check(attempt, desk.stop).at(0);
  CHECK(early.kind == Kind::unknown);
  CHECK(early.at >= attempt.created + limits::attempt_lease);
  desk.clock.advance(early.at - desk.clock.now());
  CHECK(desk.ledger.check(attempt, desk.stop).at(0).kind == Kind::absent);
  attempt.created = desk.clock.now();
  CHECK(desk.ledger.check(attempt, desk.stop).at(0).kind == Kind::posted);
}
