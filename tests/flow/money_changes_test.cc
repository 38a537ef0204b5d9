// Money that a person moves in the ledger: credit taken off an invoice, a bank transfer or a batch payment
// deleted, and what the bank's statement has. The whole engine against the simulators.
#include <doctest/doctest.h>

#include "flow/reconcile.h"
#include "flow/rig.h"
#include "simulator/world_generator.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

constexpr Millis hour{3'600'000};
constexpr Millis a_day = 24 * hour;
const std::string po = "108800000000017";

void by_person(Rig& rig, const std::string& method, const std::string& path, const std::string& body) {
  const auto done = rig.xero().by_person(method, path, body);
  REQUIRE_MESSAGE(done.ok(), (done ? "" : done.error().text()));
}

void pass_after(Rig& rig, Millis by) {
  rig.advance(by);
  rig.pass();
}

store::DocumentRow newest(Rig& rig, DocumentKind kind, const std::string& key) {
  const auto row = rig.store().newest_document("us", kind, key);
  REQUIRE(row.ok());
  REQUIRE(row->has_value());
  return **row;
}

std::string standing(Rig& rig, DocumentKind kind, const std::string& key) {
  const Document document = newest(rig, kind, key).document;
  return std::string(name_of(document.state)) + (document.reason.empty() ? "" : ": " + document.reason);
}

std::string key_of(Rig& rig, RecordKind kind, DocumentKind wanted) {
  for (const auto& record : rig.store().records({.pair = "us", .states = {}, .id = {}}).value()) {
    if (record.key.kind != kind) continue;
    for (const auto& row : rig.store().documents_of(record.id).value())
      if (row.document.kind == wanted) return row.document.key;
  }
  FAIL("no " << name_of(wanted) << " was made");
  return {};
}

simulator::World settled_world(Instant until) {
  simulator::WorldSettings settings;
  settings.seed = 7;
  settings.orders = 12;
  settings.quirks = simulator::QuirkShares::none();
  settings.from = until - 60 * a_day;
  settings.over = 20 * a_day;
  settings.after_sale = simulator::AfterSale();
  settings.after_sale->quirks = simulator::SettlementQuirks::none();
  return simulator::make_world(settings);
}

RigSettings settling() {
  RigSettings settings;
  settings.clearing_account = "090";
  settings.adjust = [](flow::PairSettings& pair) { pair.accounts.bank = "091"; };
  return settings;
}

// What became of the deposit of the settlement that `transfer` belongs to.
std::string deposited(Rig& rig, const std::string& transfer) {
  flow::ReconcileScope scope;
  scope.pair = "us";
  scope.settlement = newest(rig, DocumentKind::bank_transfer, transfer).document.record->id;
  scope.today = Date::parse("2026-02-12").value();
  const auto done = flow::reconcile(rig.store(), rig.source(), rig.ledger(), scope);
  REQUIRE(done.ok());
  REQUIRE(done->settlements.size() == 1);
  return done->settlements.front().deposited;
}

}  // namespace

TEST_CASE("credit that a person takes off an invoice is disputed, until it lies there again") {
  Rig rig(simulator::World{}, {});  // without a clearing account credit is put on what is owed
  REQUIRE(rig.walmart().add_order(
      plain_order(po, "MUG-BLU", 2, "49.98", "3.75", rig.clock().now() - Millis(3'600'000))));
  REQUIRE(rig.walmart().ship(po, "1", 2, rig.clock().now()));
  rig.pass();
  simulator::MarketRefund lost;
  lost.reason = "Lost";
  lost.charge.amount = Decimal::parse("-5.00").value();
  lost.charge.tax_form = simulator::TaxForm::null;
  REQUIRE(rig.walmart().refund(po, "1", {lost}));
  pass_after(rig, hour);
  const auto notes = rig.xero().documents(simulator::SimList::credit_notes);
  REQUIRE(notes.size() == 1);
  REQUIRE(notes[0].allocations.size() == 1);
  const auto given = notes[0].allocations.front();
  const std::string key = key_of(rig, RecordKind::order, DocumentKind::allocation);
  pass_after(rig, hour);
  CHECK(standing(rig, DocumentKind::allocation, key) == "posted");

  const std::string path = "CreditNotes/" + notes[0].id + "/Allocations";
  by_person(rig, "DELETE", path + "/" + given.id, "");
  pass_after(rig, hour);
  CHECK(standing(rig, DocumentKind::allocation, key) ==
        "disputed: changed in Xero by somebody: removed, total 5.00 → 0.00");
  CHECK(rig.xero().documents(simulator::SimList::credit_notes)[0].allocations.empty());  // not put back by us

  SUBCASE("put back, it has another id, and is known by it") {
    by_person(rig, "PUT", path,
              R"({"Allocations":[{"Amount":5.00,"Date":"2026-02-10","Invoice":{"InvoiceID":")" +
                  given.other_id + R"("}}]})");
    pass_after(rig, hour);
    CHECK(standing(rig, DocumentKind::allocation, key) == "posted");
    CHECK(newest(rig, DocumentKind::allocation, key).receipt->outside_id ==
          rig.xero().documents(simulator::SimList::credit_notes)[0].allocations.front().id);
  }
  SUBCASE("accepted, it stays off") {
    REQUIRE(rig.store().accept_differences("us", key, "ann", rig.clock().now()).ok());
    pass_after(rig, a_day);
    CHECK(standing(rig, DocumentKind::allocation, key) == "voided");
    CHECK(rig.xero().documents(simulator::SimList::credit_notes)[0].allocations.empty());
  }
}

TEST_CASE("a bank transfer that a person deletes is disputed within a day, whatever its list tells") {
  for (const bool told : {false, true}) {
    CAPTURE(told);
    const RigSettings settings = settling();
    Rig rig(settled_world(settings.start), settings);
    auto switches = rig.xero().switches();
    switches.deleting_touches_transfer = told;
    rig.xero().set_switches(switches);
    for (int pass = 0; pass < 3; ++pass) pass_after(rig, hour);
    const auto transfers = rig.xero().transfers();
    REQUIRE_FALSE(transfers.empty());
    const simulator::SimTransfer transfer = transfers.front();
    CHECK(standing(rig, DocumentKind::bank_transfer, transfer.reference) == "posted");
    by_person(rig, "POST", "BankTransfers/" + transfer.id, R"({"Status":"DELETED"})");
    pass_after(rig, told ? hour : a_day);
    CHECK(standing(rig, DocumentKind::bank_transfer, transfer.reference) ==
          "disputed: changed in Xero by somebody: DELETED, total " + transfer.amount.text(2) + " → 0.00");
    CHECK(rig.xero().transfers().size() == transfers.size());
    REQUIRE(
        rig.store().accept_differences("us", transfer.reference, "ann", rig.clock().now()).value().size() ==
        1);
    pass_after(rig, hour);
    CHECK(standing(rig, DocumentKind::bank_transfer, transfer.reference) == "voided");
  }
}

TEST_CASE("each payment of a batch that a person deletes is disputed, and none is made again") {
  RigSettings settings;
  settings.clearing_account = "090";
  settings.ledger = [](wire::Transport& transport, store::Store& store, Clock& clock) {
    xero::Settings batching;
    batching.pair = "us";
    batching.clearing_account = "090";
    batching.batch_payments = true;
    batching.tenant_id = simulator::XeroService::tenant_id;
    batching.client_id = simulator::XeroService::client_id;
    batching.client_secret = Secret(std::string(simulator::XeroService::client_secret));
    batching.api_url = batching.identity_url = "http://xero.test";
    return std::make_unique<xero::XeroLedger>(batching, transport, store, clock, [] { return 0.5; });
  };
  Rig rig(simulator::World{}, settings);
  const std::vector<std::string> orders = {po, "108800000000018"};
  for (const std::string& order : orders) {
    REQUIRE(rig.walmart().add_order(
        plain_order(order, "MUG-BLU", 2, "49.98", "3.75", rig.clock().now() - Millis(3'600'000))));
    REQUIRE(rig.walmart().ship(order, "1", 2, rig.clock().now()));
  }
  rig.pass();
  const auto payments = rig.xero().payments();
  REQUIRE(payments.size() == 2);
  REQUIRE_FALSE(payments[0].batch_id.empty());
  REQUIRE(payments[0].batch_id == payments[1].batch_id);
  pass_after(rig, hour);
  by_person(rig, "POST", "BatchPayments/" + payments[0].batch_id, R"({"Status":"DELETED"})");
  pass_after(rig, hour);
  for (const std::string& order : orders)
    CHECK(standing(rig, DocumentKind::payment, "WM-" + order) ==
          "disputed: changed in Xero by somebody: DELETED, total " + payments[0].amount.text(2) + " → 0.00");
  CHECK(rig.xero().payments().size() == 2);
}

TEST_CASE("a transfer that a person reconciles is the evidence of its deposit, and no change") {
  const RigSettings settings = settling();
  Rig rig(settled_world(settings.start), settings);
  for (int pass = 0; pass < 3; ++pass) pass_after(rig, hour);
  REQUIRE_FALSE(rig.xero().transfers().empty());
  const simulator::SimTransfer transfer = rig.xero().transfers().front();
  CHECK(deposited(rig, transfer.reference) != "reconciled in the ledger");
  REQUIRE(rig.xero().reconcile(transfer.id).ok());
  REQUIRE(rig.xero().reconcile(rig.xero().payments().front().id).ok());
  pass_after(rig, a_day);
  CHECK(deposited(rig, transfer.reference) == "reconciled in the ledger");
  CHECK(newest(rig, DocumentKind::payment, rig.xero().payments().front().reference).receipt->status ==
        "RECONCILED");
  CHECK(rig.store().troubled("us").value().empty());
}
