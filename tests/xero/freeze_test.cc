#include <doctest/doctest.h>

#include "base/json_tree.h"
#include "base/limits.h"
#include "support.h"

using namespace crosswalk;
using namespace crosswalk::test;

TEST_CASE("creates are one PUT with ids, numbers as they are, and a key that depends on tenant and attempt") {
  Desk desk;
  const std::vector<Document> documents = {invoice(desk.ledger, "1"), invoice(desk.ledger, "2", "0.10")};
  const auto request = desk.ledger.freeze("the-attempt", documents, contact_receipt()).value();
  CHECK(request.method == "PUT");
  CHECK(request.path == "/api.xro/2.0/Invoices?unitdp=4&summarizeErrors=false");
  CHECK(wire::header(request.headers, "idempotency-key") ==
        "9a3d5c1e-1111-4222-8333-444455556666:the-attempt");
  CHECK(wire::header(request.headers, "Content-Type") == "application/json");
  CHECK_FALSE(wire::header(request.headers, "Authorization"));
  const std::string contact = R"({"Contact":{"ContactID":"c0c0c0c0-0000-4000-8000-000000000001"},)";
  CHECK(request.body == "{\"Invoices\":[" + contact + documents[0].content.substr(1) + "," + contact +
                            documents[1].content.substr(1) + "]}");
  CHECK(says(request.body, "\"UnitAmount\":0.10"));
  const auto again = desk.ledger.freeze("the-attempt", documents, contact_receipt()).value();
  CHECK(again.body == request.body);
  CHECK(again.headers == request.headers);
}

TEST_CASE("what a request costs: how many share it, and what is looked for first") {
  Desk desk;
  const auto cost = [&](DocumentKind kind, Operation operation = Operation::create) {
    const CallCost found = desk.ledger.cost(kind, operation);
    return std::pair(static_cast<int>(found.together), found.reads_first);
  };
  const int batch = static_cast<int>(limits::ledger_batch);
  CHECK(cost(DocumentKind::invoice) == std::pair(batch, 0));
  CHECK(cost(DocumentKind::payment) == std::pair(batch, 0));
  CHECK(cost(DocumentKind::payment, Operation::remove) == std::pair(1, 0));
  CHECK(cost(DocumentKind::credit_note) == std::pair(batch, 1));
  CHECK(cost(DocumentKind::credit_note, Operation::annul) == std::pair(batch, 0));
  CHECK(cost(DocumentKind::allocation) == std::pair(1, 0));
  CHECK(cost(DocumentKind::bank_transfer) == std::pair(1, 1));
  CHECK(cost(DocumentKind::note) == std::pair(1, 1));
}

TEST_CASE("contacts are created without ids") {
  Desk desk;
  Document contact;
  contact.kind = DocumentKind::contact;
  contact.key = "Walmart Marketplace US";
  contact.content = R"({"ContactNumber":"wm:us:1","Name":"Walmart Marketplace US"})";
  const auto request = desk.ledger.freeze("a", std::vector{contact}, {}).value();
  CHECK(request.method == "PUT");
  CHECK(request.path == "/api.xro/2.0/Contacts?summarizeErrors=false");
  CHECK(request.body == "{\"Contacts\":[" + contact.content + "]}");
  contact.operation = Operation::update;
  CHECK_FALSE(desk.ledger.freeze("a", std::vector{contact}, {}).ok());
}

TEST_CASE("changes are a POST that always says the id and never carries an idempotency key") {
  Desk desk;
  Document change = invoice(desk.ledger);
  change.step = 2;
  change.operation = Operation::update;
  Document end = change;
  end.key = "WM-2";
  end.operation = Operation::annul;
  end.content = R"({"InvoiceNumber":"WM-2","Status":"VOIDED"})";
  end.depends_on.clear();
  Receipts receipts = contact_receipt();
  CHECK(says(desk.ledger.freeze("a", std::vector{change}, receipts).error().message, "has no receipt yet"));
  receipts.add(DocumentKind::invoice, change.key, {"11111111-0000-4000-8000-000000000001", "DRAFT", {}, {}});
  receipts.add(DocumentKind::invoice, end.key,
               {"22222222-0000-4000-8000-000000000002", "AUTHORISED", {}, {}});
  const auto request = desk.ledger.freeze("a", std::vector{change, end}, receipts).value();
  CHECK(request.method == "POST");
  CHECK(request.path == "/api.xro/2.0/Invoices?unitdp=4&summarizeErrors=false");
  CHECK_FALSE(wire::header(request.headers, "Idempotency-Key"));
  const Json elements = json(request.body)["Invoices"];
  CHECK(text_in(elements[0], "InvoiceID") == "11111111-0000-4000-8000-000000000001");
  CHECK(text_in(elements[0]["Contact"], "ContactID") == "c0c0c0c0-0000-4000-8000-000000000001");
  CHECK(elements[0]["LineItems"].size() == 1);
  CHECK_FALSE(says(request.body, "LineItemID"));
  CHECK(
      elements[1] ==
      json(
          R"({"InvoiceID":"22222222-0000-4000-8000-000000000002","InvoiceNumber":"WM-2","Status":"VOIDED"})"));
}

TEST_CASE("what cannot be one request is refused") {
  Desk desk;
  Document create = invoice(desk.ledger);
  Document change = create;
  change.operation = Operation::update;
  Receipts receipts = contact_receipt();
  receipts.add(DocumentKind::invoice, create.key, {"11111111-0000-4000-8000-000000000001", "DRAFT", {}, {}});
  CHECK_FALSE(desk.ledger.freeze("a", {}, receipts).ok());
  CHECK_FALSE(desk.ledger.freeze("a", std::vector{create, change}, receipts).ok());
  CHECK(says(desk.ledger.freeze("a", std::vector{create}, {}).error().message, "no receipt"));
  for (const auto kind : {DocumentKind::gl_run_group, DocumentKind::shipment}) {
    Document other = create;
    other.kind = kind;
    CHECK_FALSE(desk.ledger.freeze("a", std::vector{other}, receipts).ok());
  }
  Document payment = create;
  payment.kind = DocumentKind::payment;
  payment.operation = Operation::update;  // payments are never edited
  CHECK_FALSE(desk.ledger.freeze("a", std::vector{payment}, receipts).ok());
  create.content = "[]";
  CHECK_FALSE(desk.ledger.freeze("a", std::vector{create}, receipts).ok());
}

TEST_CASE("a request holds fifty documents or 3.5 MB, but always one") {
  Desk desk;
  std::vector<Document> documents(80, invoice(desk.ledger));
  CHECK(desk.ledger.fits(documents) == limits::ledger_batch);
  for (auto& document : documents) document.content.assign(1'000'000, ' ');
  CHECK(desk.ledger.fits(documents) == 3);
  documents[0].content.assign(5'000'000, ' ');
  CHECK(desk.ledger.fits(documents) == 1);
}
