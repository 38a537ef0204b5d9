// Names are stored and seen by rules: each is written out here, so that a change of one is a decision.
#include <doctest/doctest.h>

#include <vector>

#include "model/attempt.h"
#include "model/document.h"
#include "model/line.h"
#include "model/money_documents.h"
#include "model/record.h"

using namespace crosswalk;

TEST_CASE("kinds of records") {
  CHECK(name_of(RecordKind::order) == "order");
  CHECK(name_of(RecordKind::return_order) == "return");
  CHECK(name_of(RecordKind::settlement) == "settlement");
  CHECK(name_of(RecordKind::opening) == "opening");
  CHECK(name_of(RecordKind::accrual) == "accrual");
  for (const auto kind : {RecordKind::order, RecordKind::return_order, RecordKind::settlement,
                          RecordKind::opening, RecordKind::accrual})
    CHECK(record_kind_named(name_of(kind)).value() == kind);
  CHECK(record_kind_named("orders").error().message == "\"orders\" is not a kind of record");
}

TEST_CASE("kinds of documents and who takes them") {
  const struct {
    DocumentKind kind;
    const char* name;
    Side side;
  } rows[] = {
      {DocumentKind::contact, "contact", Side::ledger},
      {DocumentKind::invoice, "invoice", Side::ledger},
      {DocumentKind::payment, "payment", Side::ledger},
      {DocumentKind::credit_note, "credit_note", Side::ledger},
      {DocumentKind::allocation, "allocation", Side::ledger},
      {DocumentKind::refund, "refund", Side::ledger},
      {DocumentKind::bank_transaction, "bank_transaction", Side::ledger},
      {DocumentKind::journal, "journal", Side::ledger},
      {DocumentKind::gl_run_group, "gl_run_group", Side::ledger},
      {DocumentKind::receivable, "receivable", Side::ledger},
      {DocumentKind::bill, "bill", Side::ledger},
      {DocumentKind::item, "item", Side::ledger},
      {DocumentKind::tracking_option, "tracking_option", Side::ledger},
      {DocumentKind::note, "note", Side::ledger},
      {DocumentKind::attachment, "attachment", Side::ledger},
      {DocumentKind::acknowledgement, "acknowledgement", Side::channel},
      {DocumentKind::shipment, "shipment", Side::channel},
      {DocumentKind::cancellation, "cancellation", Side::channel},
      {DocumentKind::order_refund, "order_refund", Side::channel},
      {DocumentKind::return_refund, "return_refund", Side::channel},
      {DocumentKind::stock, "stock", Side::channel},
      {DocumentKind::price, "price", Side::channel},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    CHECK(name_of(row.kind) == row.name);
    CHECK(document_kind_named(row.name).value() == row.kind);
    CHECK(side_of(row.kind) == row.side);
  }
  CHECK_FALSE(document_kind_named("Invoice").ok());
  CHECK_FALSE(document_kind_named("").ok());
}

TEST_CASE("what moves no amounts books no money") {
  CHECK(books_money(DocumentKind::bill));
  CHECK(books_money(DocumentKind::journal));
  CHECK_FALSE(books_money(DocumentKind::contact));
  CHECK_FALSE(books_money(DocumentKind::note));
  CHECK_FALSE(books_money(DocumentKind::stock));
}

TEST_CASE("operations") {
  const std::vector<std::pair<Operation, std::string_view>> rows = {{Operation::create, "create"},
                                                                    {Operation::update, "update"},
                                                                    {Operation::remove, "remove"},
                                                                    {Operation::annul, "annul"}};
  for (const auto& [operation, name] : rows) {
    CHECK(name_of(operation) == name);
    CHECK(operation_named(name).value() == operation);
  }
  CHECK_FALSE(operation_named("delete").ok());
}

TEST_CASE("what rules see of a line") {
  const std::vector<std::pair<LineClass, std::string_view>> classes = {
      {LineClass::product, "product"},
      {LineClass::shipping, "shipping"},
      {LineClass::discount, "discount"},
      {LineClass::tax, "tax"},
      {LineClass::tax_withheld, "tax_withheld"},
      {LineClass::commission, "commission"},
      {LineClass::refund, "refund"},
      {LineClass::fee, "fee"},
      {LineClass::reserve, "reserve"},
      {LineClass::deposit, "deposit"},
      {LineClass::other, "other"}};
  for (const auto& [value, name] : classes) CHECK(name_of(value) == name);
  CHECK(name_of(TaxClass::none) == "none");
  CHECK(name_of(TaxClass::facilitator) == "facilitator");
  CHECK(name_of(TaxClass::seller) == "seller");
  CHECK(name_of(UnitState::open) == "open");
  CHECK(name_of(UnitState::shipped) == "shipped");
  CHECK(name_of(UnitState::cancelled) == "cancelled");
}

TEST_CASE("outcomes") {
  const std::vector<std::pair<Outcome::Kind, std::string_view>> rows = {
      {Outcome::Kind::posted, "posted"},     {Outcome::Kind::pending, "pending"},
      {Outcome::Kind::retry, "retry"},       {Outcome::Kind::reauthorise, "reauthorise"},
      {Outcome::Kind::rejected, "rejected"}, {Outcome::Kind::absent, "absent"},
      {Outcome::Kind::unknown, "unknown"}};
  for (const auto& [kind, name] : rows) CHECK(name_of(kind) == name);
  // An outcome that nobody filled in is looked up, never sent again.
  CHECK(Outcome().kind == Outcome::Kind::unknown);
}
