// What Xero's replies to a write come to.
#include <doctest/doctest.h>

#include "base/json_tree.h"
#include "support.h"

using namespace crosswalk;
using namespace crosswalk::test;
using Kind = Outcome::Kind;

namespace {

constexpr const char* zero = "00000000-0000-0000-0000-000000000000";

std::string saved(const std::string& number, const std::string& total = "24.99", const std::string& more = "",
                  const std::string& id = "aaaaaaaa-0000-4000-8000-000000000001",
                  const std::string& status = "AUTHORISED") {
  return R"({"Type":"ACCREC","InvoiceID":")" + id + R"(","InvoiceNumber":")" + number + R"(","Status":")" +
         status + R"(","CurrencyCode":"USD","Total":)" + total + R"(,"StatusAttributeString":"OK")" + more +
         "}";
}

std::string refused(const std::string& number, const std::string& errors, const char* id = zero) {
  return R"({"InvoiceID":")" + std::string(id) + R"(","InvoiceNumber":")" + number +
         R"(","Status":"AUTHORISED","StatusAttributeString":"ERROR","HasErrors":true,"ValidationErrors":)" +
         errors + "}";
}

std::string envelope(const std::string& elements, const char* name = "Invoices") {
  return std::string(R"({"Id":"x","Status":"OK",")") + name + R"(":[)" + elements + "]}";
}

Outcomes send(Desk& desk, const std::vector<Document>& documents, int status, const std::string& body,
              wire::Headers headers = {}) {
  desk.xero.answers(status, body, std::move(headers));
  return desk.ledger.send(attempt_of(desk.ledger, documents, contact_receipt()), desk.stop);
}

Outcome send_one(int status, const std::string& body) {
  Desk desk;
  const auto outcomes = send(desk, {invoice(desk.ledger, "1")}, status, body);
  REQUIRE(outcomes.size() == 1);
  return outcomes[0];
}

Document contact() {
  Document document;
  document.pair = "us";
  document.kind = DocumentKind::contact;
  document.key = "Walmart Marketplace US";
  document.content = R"({"ContactNumber":"wm:us:1","Name":"Walmart Marketplace US"})";
  return document;
}

}  // namespace

TEST_CASE("elements are matched by number, in whatever order they come, and each gets its own outcome") {
  Desk desk;
  std::vector<Document> documents;
  for (const char* id : {"1", "2", "3", "4", "5"}) documents.push_back(invoice(desk.ledger, id));
  const auto outcomes = send(
      desk, documents, 200,
      envelope(
          saved("WM-4", "24.99", "", "aaaaaaaa-0000-4000-8000-000000000004") + "," +
          refused("WM-2", R"([{"Message":"Account code '999' is not a valid code for this document."}])") +
          "," + saved("WM-1", "24.9900") + "," + saved("WM-5", "24.99", "", zero) + "," + saved("WM-77")));
  REQUIRE(outcomes.size() == 5);
  CHECK(outcomes[0].kind == Kind::posted);
  CHECK(outcomes[0].receipt.outside_id == "aaaaaaaa-0000-4000-8000-000000000001");
  CHECK(outcomes[0].receipt.status == "AUTHORISED");
  CHECK(outcomes[0].receipt.total == usd("24.99"));
  CHECK(outcomes[0].receipt.at == desk.clock.now());
  CHECK(outcomes[1].kind == Kind::rejected);
  CHECK(outcomes[1].reason == "Account code '999' is not a valid code for this document.");
  CHECK(outcomes[2].kind == Kind::unknown);  // not named
  CHECK(outcomes[3].kind == Kind::posted);
  CHECK(outcomes[3].receipt.outside_id == "aaaaaaaa-0000-4000-8000-000000000004");
  CHECK(outcomes[4].kind == Kind::unknown);  // the zero id: nobody knows
}

TEST_CASE("the call carries what Xero asks for, and the bytes that were stored") {
  Desk desk;
  const Attempt attempt = attempt_of(desk.ledger, {invoice(desk.ledger, "1")}, contact_receipt());
  desk.xero.answers(200, envelope(saved("WM-1")));
  desk.ledger.send(attempt, desk.stop);
  desk.xero.answers(200, envelope(saved("WM-1")));
  desk.ledger.send(attempt, desk.stop);
  REQUIRE(desk.xero.calls.size() == 2);
  const auto& call = desk.xero.calls[0];
  CHECK(call.method == "PUT");
  CHECK(call.url == "https://api.test/api.xro/2.0/Invoices?unitdp=4&summarizeErrors=false");
  CHECK(wire::header(call.headers, "Accept") == "application/json");
  CHECK(wire::header(call.headers, "xero-tenant-id") == Desk::settings().tenant_id);
  CHECK(wire::header(call.headers, "Authorization") == "Bearer token-1");
  CHECK(wire::header(call.headers, "User-Agent"));
  CHECK(call.body == attempt.request.body);
  CHECK(call.body == desk.xero.calls[1].body);
  CHECK(call.headers == desk.xero.calls[1].headers);
}

TEST_CASE("errors are told in Xero's words, nested and under either name, each once") {
  const Outcome outcome = send_one(
      200,
      envelope(
          R"({"InvoiceNumber":"WM-1","InvoiceID":"aaaaaaaa-0000-4000-8000-000000000001","HasErrors":true,)"
          R"("ValidationErrors":[{"Description":"First."}],"LineItems":[{"ValidationErrors":[{"Message":)"
          R"("Second."},{"Message":"First."}]}],"Contact":{"ValidationErrors":[{"Message":"Third."}]}})"));
  CHECK(outcome.kind == Kind::rejected);
  for (const char* sentence : {"First.", "Second.", "Third."}) {
    CHECK(says(outcome.reason, sentence));
    CHECK(outcome.reason.find(sentence) == outcome.reason.rfind(sentence));
  }
}

TEST_CASE("each sign of failure is enough, and a refusal without words gets some") {
  for (const char* sign : {R"("StatusAttributeString":"ERROR")", R"("HasErrors":true)",
                           R"("HasValidationErrors":true)", R"("ValidationErrors":[{}])"}) {
    const Outcome outcome = send_one(
        200, envelope(R"({"InvoiceNumber":"WM-1","InvoiceID":"aaaaaaaa-0000-4000-8000-000000000001",)" +
                      std::string(sign) + "}"));
    CHECK(outcome.kind == Kind::rejected);
    CHECK(says(outcome.reason, "without saying why"));
  }
}

TEST_CASE("a warning was saved") {
  const Outcome outcome = send_one(
      200,
      envelope(saved("WM-1", "24.99",
                     R"(,"StatusAttributeString":"WARNING","Warnings":[{"Message":"Look at the rate."}])")));
  CHECK(outcome.kind == Kind::posted);
}

TEST_CASE("another total is posted all the same, with the total that Xero says") {
  CHECK(send_one(200, envelope(saved("WM-1", "25.99"))).receipt.total == usd("25.99"));
}

TEST_CASE("another status than we asked for is unknown") {
  CHECK(send_one(200, envelope(saved("WM-1", "24.99", "", "aaaaaaaa-0000-4000-8000-000000000001", "DRAFT")))
            .kind == Kind::unknown);
}

namespace {

constexpr const char* name_taken =
    "The contact name Walmart Marketplace US is already assigned to another contact. The contact name must "
    "be "
    "unique across all active contacts.";
constexpr const char* number_taken =
    "Another contact has this contact number. Please enter a different contact number.";

Outcome send_contact(const std::string& message) {
  Desk desk;
  return send(desk, {contact()}, 200,
              envelope(R"({"Name":"Walmart Marketplace US","ContactID":")" + std::string(zero) +
                           R"(","HasValidationErrors":true,"ValidationErrors":[{"Message":")" + message +
                           "\"}]}",
                       "Contacts"))
      .at(0);
}

}  // namespace

TEST_CASE("a number that is taken already may be our own lost call: it is looked up") {
  CHECK(send_one(200, envelope(refused("WM-1", R"([{"Message":"Invoice # must be unique."}])"))).kind ==
        Kind::unknown);
  CHECK(
      send_one(
          400,
          R"({"ErrorNumber":10,"Type":"ValidationException","Message":"A validation exception occurred","Elements":[)" +
              refused("WM-1", R"([{"Message":"Invoice # must be unique."}])") + "]}")
          .kind == Kind::unknown);
  CHECK(send_contact(number_taken).kind == Kind::unknown);
  CHECK(send_contact(std::string(name_taken) + "\"},{\"Message\":\"" + number_taken).kind == Kind::unknown);
}

TEST_CASE("a name that another contact has is left to it") {
  const Outcome outcome = send_contact(name_taken);
  CHECK(outcome.kind == Kind::retry);
  CHECK(outcome.name_taken);
  CHECK(outcome.reason.find("Walmart") == std::string::npos);
  CHECK_FALSE(send_contact(number_taken).name_taken);
}

TEST_CASE("what Xero says of a contact is told without the name") {
  const Outcome outcome = send_contact("Walmart Marketplace US is not what we like.");
  CHECK(outcome.kind == Kind::rejected);
  CHECK(outcome.reason == "[buyer] is not what we like.");
}

TEST_CASE("no reason of a contact has its name or key, whatever came of the call") {
  Document rosa = contact();
  rosa.key = "Rosa R\xC3\xBC\x62\x65 (Walmart)";
  rosa.content =
      to_text(Json{{"ContactNumber", "wm:us:1a"}, {"EmailAddress", "rosa@example.com"}, {"Name", rosa.key}});
  Document other = contact();
  other.key = "Dorian Fennimore (Walmart)";
  other.content = to_text(Json{{"ContactNumber", "wm:us:2b"}, {"Name", other.key}});
  struct Reply {
    int status;
    std::string body;
    const char* told;
  };
  const std::string none = std::string(R"({"ContactNumber":"wm:us:1a","ContactID":")") + zero + "\"}";
  const Reply replies[] = {
      {200, envelope(none, "Contacts"), "Xero's reply has no id for contact wm:us:1a"},
      {200, envelope("", "Contacts"), "Xero's reply does not name contact wm:us:1a"},
      {500, R"({"Message":"An error occurred while saving contact rosa R\u00fcbe"})",
       "An error occurred while saving contact [buyer]"},
      {400,
       R"({"Type":"QueryParseException","Message":"The string 'Dorian' is not valid for ROSA@example.com"})",
       "The string '[buyer]' is not valid for [buyer]"},
      {409, R"({"Message":"Fennimore is busy"})", "[buyer] is busy"},
  };
  for (const Reply& each : replies) {
    CAPTURE(each.body);
    Desk desk;
    const Attempt attempt = attempt_of(desk.ledger, {rosa, other}, {});
    desk.xero.answers(200, envelope("", "Contacts"));  // who has an address is looked for first
    desk.xero.answers(200, envelope("", "Contacts"));
    desk.xero.answers(each.status, each.body);
    const Outcomes outcomes = desk.ledger.send(attempt, desk.stop);
    CHECK_MESSAGE(says(outcomes.at(0).reason, each.told), outcomes[0].reason);
    for (const Outcome& outcome : outcomes)
      for (const char* name : {"Rosa", "rosa", "ROSA", "be (", "Walmart", "Dorian", "Fennimore"})
        CHECK_MESSAGE(!says(outcome.reason, name), outcome.reason);
  }
}

TEST_CASE("a stored request that does not hold a contact says so by its number") {
  Desk desk;
  Attempt attempt = attempt_of(desk.ledger, {contact()}, {});
  attempt.members[0].content = R"({"ContactNumber":"wm:us:2","Name":"Rosa"})";
  attempt.members[0].key = "Rosa";
  attempt.members.push_back(attempt.members[0]);
  const Outcomes outcomes = desk.ledger.check(attempt, desk.stop);
  CHECK(says(outcomes.at(0).reason, "does not hold contact wm:us:2"));
}

TEST_CASE("contacts are matched by number, or by name where the number is missing") {
  for (
      const char* element :
      {R"({"ContactID":"c0000000-0000-4000-8000-000000000001","ContactNumber":"wm:us:1","Name":"Renamed","ContactStatus":"ACTIVE"})",
       R"({"ContactID":"c0000000-0000-4000-8000-000000000001","Name":"walmart marketplace us","ContactStatus":"ACTIVE"})"}) {
    Desk desk;
    const auto outcomes = send(desk, {contact()}, 200, envelope(element, "contacts"));
    CHECK(outcomes.at(0).kind == Kind::posted);
    CHECK(outcomes.at(0).receipt.outside_id == "c0000000-0000-4000-8000-000000000001");
    CHECK_FALSE(outcomes.at(0).receipt.total);
  }
  Desk desk;
  CHECK(
      send(
          desk, {contact()}, 200,
          envelope(
              R"({"Name":"Walmart Marketplace US","ValidationErrors":[{"Message":"The specified contact details )"
              R"(matched an archived contact. Archived contacts cannot currently be edited via the API."}]})",
              "Contacts"))
          .at(0)
          .reason.find("Restore the contact in Xero") != std::string::npos);
}

TEST_CASE("changes are matched by id") {
  Desk desk;
  Receipts receipts = contact_receipt();
  std::vector<Document> documents;
  for (const char* key : {"WM-1", "WM-2"}) {
    Document end;
    end.kind = DocumentKind::invoice;
    end.key = key;
    end.operation = Operation::annul;
    end.content = R"({"InvoiceNumber":")" + std::string(key) + R"(","Status":"VOIDED"})";
    documents.push_back(end);
    receipts.add(DocumentKind::invoice, key,
                 {"dddddddd-0000-4000-8000-00000000000" + std::string(key + 3), "AUTHORISED", {}, {}});
  }
  desk.xero.answers(
      200,
      envelope(
          refused(
              "WM-2",
              R"([{"Message":"The status VOIDED cannot be applied to the invoice because it has payments."}])",
              "DDDDDDDD-0000-4000-8000-000000000002") +
          "," + saved("WM-1~V1", "24.99", "", "DDDDDDDD-0000-4000-8000-000000000001", "VOIDED")));
  const auto outcomes = desk.ledger.send(attempt_of(desk.ledger, documents, receipts), desk.stop);
  CHECK(outcomes.at(0).kind == Kind::posted);
  CHECK(outcomes.at(0).receipt.status == "VOIDED");
  CHECK(outcomes.at(1).kind == Kind::rejected);
  CHECK(says(outcomes.at(1).reason, "because it has payments"));
}

TEST_CASE("a refusal of the whole request is certain for one document and unknown for several") {
  const std::string body =
      R"({"ErrorNumber":10,"Type":"ValidationException","Message":"A validation exception occurred","Elements":[)" +
      refused("WM-1", R"([{"Message":"The document date cannot be before the end of year lock date."}])") +
      "]}";
  const Outcome one = send_one(400, body);
  CHECK(one.kind == Kind::rejected);
  CHECK(one.reason == "The document date cannot be before the end of year lock date.");
  Desk desk;
  for (const auto& outcome : send(desk, {invoice(desk.ledger, "1"), invoice(desk.ledger, "2")}, 400, body))
    CHECK(outcome.kind == Kind::unknown);
}

TEST_CASE("a member that is left of a larger attempt is not taken for the whole of it") {
  Desk desk;
  Attempt attempt =
      attempt_of(desk.ledger, {invoice(desk.ledger, "1"), invoice(desk.ledger, "2")}, contact_receipt());
  attempt.members.pop_back();
  desk.xero.answers(400, R"({"ErrorNumber":10,"Type":"ValidationException","Elements":[]})");
  CHECK(desk.ledger.send(attempt, desk.stop).at(0).kind == Kind::unknown);
}

TEST_CASE("what each status means for one create") {
  struct Row {
    int status;
    const char* body;
    Kind kind;
  };
  const char* mismatch = R"({"Message":"Idempotency Key: k is used with a different request."})";
  for (
      const Row& row :
      {Row{400, mismatch, Kind::unknown},
       Row{400,
           R"({"ErrorNumber":10,"Type":"ValidationException","Elements":[{"ValidationErrors":[{"Message":"Idempotency Key: k is used with a different request."}]}]})",
           Kind::unknown},
       Row{400, R"({"ErrorNumber":14,"Type":"PostDataInvalidException","Message":"no"})", Kind::rejected},
       Row{400, "<xml", Kind::rejected},
       Row{404, "", Kind::rejected},
       Row{405, "", Kind::rejected},
       Row{413, "", Kind::rejected},
       Row{408, "", Kind::unknown},
       Row{409, "", Kind::unknown},
       Row{412, "", Kind::unknown},
       Row{500, R"({"Title":"An error occurred","Detail":"Check the status page"})", Kind::unknown},
       Row{502, "<html>", Kind::unknown},
       Row{503, "The Xero API is currently offline for maintenance", Kind::unknown},
       Row{504, "", Kind::unknown},
       Row{302, "", Kind::unknown},
       Row{200, "", Kind::unknown},
       Row{200, "<Response/>", Kind::unknown},
       Row{200, "{\"Invoices\":[", Kind::unknown},
       Row{200, "[]", Kind::unknown},
       Row{200, R"({"Invoices":[]})", Kind::unknown},
       Row{200, R"({"Invoices":[null,7,{"InvoiceNumber":9}]})", Kind::unknown},
       Row{204, "", Kind::unknown}}) {
    CAPTURE(row.status);
    CAPTURE(row.body);
    const Outcome outcome = send_one(row.status, row.body);
    CHECK(outcome.kind == row.kind);
    CHECK_FALSE(outcome.reason.empty());
  }
}

TEST_CASE("a malformed request of many was carried out for none; a mute 400 of many is unknown") {
  Desk desk;
  const std::vector<Document> two = {invoice(desk.ledger, "1"), invoice(desk.ledger, "2")};
  const auto unread =
      send(desk, two, 400, R"({"ErrorNumber":14,"Type":"PostDataInvalidException","Message":"no"})");
  CHECK(unread.at(1).kind == Kind::retry);
  CHECK(unread.at(1).halve);  // one of them is why, and nobody knows which
  const auto mute = send(desk, two, 400, "oauth_problem=x");
  CHECK(mute.at(1).kind == Kind::unknown);
  CHECK(mute.at(1).halve);
  CHECK(send(desk, two, 500, "{}").at(0).halve);
  CHECK_FALSE(send(desk, two, 503, "offline").at(0).halve);
  for (const int refused : {405, 413}) {
    const auto whole = send(desk, two, refused, "");
    CHECK(whole.at(1).kind == Kind::retry);
    CHECK(whole.at(1).halve);
  }
  CHECK_FALSE(send(desk, {two[0]}, 500, "{}").at(0).halve);
}

TEST_CASE("one that Xero does not know is looked for in halves, and the others of its request go on") {
  Desk desk;
  const std::vector<Document> two = {invoice(desk.ledger, "1"), invoice(desk.ledger, "2")};
  for (const Outcome& outcome : send(desk, two, 404, "")) {
    CHECK(outcome.kind == Kind::unknown);
    CHECK(outcome.halve);
  }
  CHECK(send(desk, {two[0]}, 404, "").at(0).kind == Kind::rejected);
}

TEST_CASE("the same number twice in a reply is nobody's to choose") {
  CHECK(send_one(200, envelope(saved("WM-1") + "," + saved("WM-1"))).kind == Kind::unknown);
}

TEST_CASE("Xero's own words of a failure are passed on with its correlation id, a long page is not") {
  Desk desk;
  const auto outcomes =
      send(desk, {invoice(desk.ledger, "1")}, 500,
           R"({"title":"An error occurred","DETAIL":"An error occurred in Xero.\nLine two"})",
           {{"xero-correlation-id", "abc-1"}});
  CHECK(outcomes[0].reason ==
        "Xero answered with HTTP 500: An error occurred in Xero. Line two (xero-correlation-id abc-1)");
  CHECK(send_one(500, "<html>" + std::string(5'000, 'x')).reason == "Xero answered with HTTP 500");
}
