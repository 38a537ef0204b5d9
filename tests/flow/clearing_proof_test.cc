// What Walmart owes by the books and by its rows, on any day, and why the two differ.
#include "flow/clearing_proof.h"

#include <doctest/doctest.h>

#include "flow/rig.h"
#include "flow/tampered_store.h"
#include "flow/worked_example.h"
#include "simulator/world_generator.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

flow::ClearingProof proven(store::Store& store, const Source& source, std::string_view at) {
  auto proof = flow::prove_clearing(store, source, "us", Currency::parse("USD").value(), day(at));
  REQUIRE_MESSAGE(proof.ok(), (proof ? "" : proof.error().text()));
  return std::move(*proof);
}

// "orders and refunds that are booked and not posted yet 135.96 USD; …"
std::string causes(const flow::ClearingProof& proof) {
  std::string text;
  for (const auto& cause : proof.causes)
    text += (text.empty() ? "" : "; ") + cause.text + " " + cause.amount.text();
  return text;
}

// "settlement 2026-02-06: … 68.35 USD; …"
std::string faults(const flow::ClearingProof& proof) {
  std::string text;
  for (const auto& fault : proof.faults)
    text += (text.empty() ? "" : "; ") + fault.text + " " + fault.amount.text();
  return text;
}

// The worked example, booked.
void work(SettleDesk& desk) {
  worked_order(desk);
  worked_return(desk);
  worked_report(desk);
  desk.receive_all();
  desk.book();
}

// What `of` tells, but for the records of one name, which it cannot read.
class PartlyUnreadable final : public Source {
 public:
  PartlyUnreadable(const Source& of, std::string id) : of_(of), id_(std::move(id)) {}
  std::vector<std::string> streams() const override { return {}; }
  Result<Page> read(const Cursor& /*from*/, const Stop& /*stop*/) override { return Page{}; }
  Result<std::vector<RawRecord>> fetch(std::span<const RecordKey> /*keys*/, const Stop& /*stop*/) override {
    return std::vector<RawRecord>{};
  }
  std::string scrub(const Record& record) const override { return record.body; }
  Result<void> unpack(std::string_view /*text*/, std::string_view /*name*/,
                      const std::function<Result<void>(const RecordView&)>& /*record*/) const override {
    return {};
  }
  Result<void> lines(const Record& record, LineSink& sink) const override {
    if (record.key.id == id_) return fail(ErrorKind::invalid, "it is no JSON");
    return of_.lines(record, sink);
  }
  Result<Tally> tally(const Record& record) const override { return of_.tally(record); }

 private:
  const Source& of_;
  std::string id_;
};

void statement(SettleDesk& desk, std::string_view at, std::string_view opening, std::string_view paid,
               std::string_view closing) {
  auto& sums = desk.record(RecordKind::statement, std::string(at)).facts.sums;
  sums.to = day(at);
  sums.opening = usd(opening);
  sums.paid = usd(paid);
  sums.closing = usd(closing);
  sums.difference = usd("0");
}

}  // namespace

TEST_CASE("the clearing balance is what the rows say, at the end of January and of the period") {
  SettleDesk desk;
  worked_order(desk);
  worked_return(desk);
  worked_report(desk);
  desk.receive_all();
  desk.book();
  auto proof = proven(*desk.store, desk.source, "2026-01-31");
  CHECK(proof.books == usd("115.56"));
  CHECK(proof.rows == usd("115.56"));
  CHECK(proof.holds());
  proof = proven(*desk.store, desk.source, "2026-02-06");
  CHECK(proof.books == usd("68.35"));
  CHECK(proof.causes.empty());
  const std::vector<store::Deposit> deposits = {{day("2026-02-10"), usd("68.35"), ""}};
  REQUIRE(desk.store->add_deposits("us", deposits, desk.clock.now()).ok());
  // No entry of ours books it: the ledger's own bank feed does.
  proof = proven(*desk.store, desk.source, "2026-02-10");
  CHECK(proof.deposits == usd("68.35"));
  CHECK(proof.books == usd("0"));
  CHECK(proof.rows == usd("0"));
  CHECK(proof.holds());
}

TEST_CASE("a deposit that is booked otherwise than the bank shows it is wrong") {
  SettleDesk desk({}, true, [](flow::PairSettings& settings) { settings.accounts.bank = "091"; });
  worked_order(desk);
  worked_return(desk);
  worked_report(desk).facts.sums.settles = day("2026-02-10");
  desk.receive_all();
  desk.book();
  const auto import = [&](std::string_view date, std::string_view amount) {
    const std::vector<store::Deposit> line = {{day(date), usd(amount), ""}};
    REQUIRE(desk.store->add_deposits("us", line, desk.clock.now()).ok());
  };
  import("2026-02-11", "67.35");
  CHECK(proven(*desk.store, desk.source, "2026-02-10").holds());
  auto proof = proven(*desk.store, desk.source, "2026-02-11");
  CHECK(faults(proof) ==
        "settlement 2026-02-06: its deposit is booked as 68.35, and the bank shows 67.35 on 2026-02-11 -1.00 "
        "USD");
  CHECK_FALSE(proof.holds());
  import("2026-02-12", "68.35");
  CHECK(proven(*desk.store, desk.source, "2026-02-12").holds());
}

TEST_CASE("each cause of a difference is counted on its own, and they add up to it") {
  SettleDesk desk;
  worked_order(desk);
  worked_return(desk);
  auto& report = worked_report(desk);
  for (std::size_t i = 0; i < 12; ++i) report.lines[i].line().date = day("2026-02-01");
  SettleDesk::row(report, LineClass::product, "Sale", "Product Price", "12.00", "999", "PLATE", "2026-01-31");
  SettleDesk::row(report, LineClass::other, "Service Fee", "Mystery", "-3.33", "", "", "2026-01-31");
  SettleDesk::row(report, LineClass::fee, "Adjustment", "Label", "-1.00", "", "", "2025-12-31");
  desk.receive_all();
  desk.book();
  auto proof = proven(*desk.store, desk.source, "2026-01-31");
  CHECK(proof.books == usd("135.96"));
  CHECK(proof.rows == usd("7.67"));
  CHECK(
      causes(proof) ==
      "orders and refunds that are booked and not posted yet 135.96 USD; rows that wait for their order "
      "-12.00 USD; rows that are held for a person 3.33 USD; rows that are in the opening balance 1.00 USD");
  CHECK(proof.holds());
  REQUIRE(proof.items.size() == 1);
  CHECK(proof.items.front().purchase_order == po);
  CHECK(proof.items.front().books == usd("135.96"));
  CHECK(causes(proven(*desk.store, desk.source, "2026-02-06")).find("not posted yet") == std::string::npos);
}

TEST_CASE("a settlement of which nothing is booked is owed all the same, and keeps the proof from holding") {
  SettleDesk whole({}, true, [](flow::PairSettings& settings) {
    settings.posting = Posting::settlement;
    settings.accounts.carried_forward = "850";
  });
  worked_order(whole);
  worked_return(whole);
  SettleDesk::row(worked_report(whole), LineClass::other, "Service Fee", "Mystery", "-3.33", "", "",
                  "2026-02-04");
  statement(whole, "2026-02-05", "0", "0", "85.64");
  whole.receive_all();
  whole.book();
  REQUIRE(whole.at(report_kind, report_id).state == RecordState::held);
  auto proof = proven(*whole.store, whole.source, "2026-02-10");
  CHECK(proof.books == usd("0"));
  CHECK(proof.rows == usd("65.02"));
  CHECK(causes(proof) == "settlement 2026-02-06 is not booked -65.02 USD");
  CHECK(proof.causes[0].remark.find("rows over 65.02 USD: ") != std::string::npos);
  CHECK(proof.causes[0].remark.find("no row for other") != std::string::npos);
  CHECK(proof.unexplained == usd("0"));
  REQUIRE(proof.statement.has_value());
  CHECK(proof.statement->difference == usd("0"));
  CHECK(faults(proof).empty());
  CHECK_FALSE(proof.holds());
  CHECK(proven(*whole.store, whole.source, "2026-01-31").rows == usd("115.56"));
  CHECK(proven(*whole.store, whole.source, "2026-01-15").holds());
}

TEST_CASE("what orders have booked of a report that is held as a whole is posted") {
  SettleDesk desk;
  worked_order(desk);
  worked_return(desk);
  desk.receive(order_kind, po);
  desk.receive(return_kind, "R1");
  desk.book();
  desk.source.lie = true;  // its tally is another than its rows
  worked_report(desk);
  desk.receive(report_kind, report_id);
  desk.book();
  REQUIRE(desk.at(report_kind, report_id).state == RecordState::held);
  const auto proof = proven(*desk.store, desk.source, "2026-02-06");
  CHECK(proof.books == usd("113.47"));
  CHECK(proof.rows == usd("68.35"));
  CHECK(causes(proof) == "settlement 2026-02-06 is not booked 45.12 USD");
  CHECK(proof.items.empty());
  CHECK(proof.unexplained == usd("0"));
  CHECK_FALSE(proof.holds());
}

TEST_CASE("entries of a settlement that stand twice are not explained") {
  TamperedStore store;
  work(store.desk);
  REQUIRE(proven(*store.desk.store, store.desk.source, "2026-02-06").holds());
  store.double_entries(report_kind, report_id);
  const auto proof = proven(*store.desk.store, store.desk.source, "2026-02-06");
  CHECK_FALSE(proof.holds());
  CHECK(proof.unexplained == usd("-45.12"));
  CHECK(faults(proof) ==
        "settlement 2026-02-06: its entries come to -90.24 on clearing, and the rows that it has booked to "
        "-45.12 -45.12 USD");
}

TEST_CASE("rows of a settlement that are gone are not explained") {
  TamperedStore store;
  work(store.desk);
  SUBCASE("rows that it has booked") {
    CHECK(store.run("DELETE FROM settlement_rows WHERE state = 'booked' AND charge = 'fee'") > 1);
    const auto proof = proven(*store.desk.store, store.desk.source, "2026-02-06");
    CHECK_FALSE(proof.holds());
    CHECK_FALSE(proof.unexplained.amount.is_zero());
    CHECK(faults(proof).find("settlement 2026-02-06: it pays 68.35, and") != std::string::npos);
  }
  SUBCASE("rows that an order has booked, so that it looks posted in part") {
    CHECK(store.run("DELETE FROM settlement_rows WHERE state = 'tied' AND sku = 'lamp-01' AND "
                    "charge IN ('product', 'shipping')") == 2);
    const auto proof = proven(*store.desk.store, store.desk.source, "2026-02-06");
    CHECK_FALSE(proof.holds());
    CHECK(faults(proof) ==
          "settlement 2026-02-06: it pays 68.35, and what is known of its rows comes to -17.63 85.98 USD");
  }
  SUBCASE("a row of a line of which every unit has settled") {
    CHECK(store.run("DELETE FROM settlement_rows WHERE state = 'tied' AND charge = 'shipping'") == 1);
    CHECK(faults(proven(*store.desk.store, store.desk.source, "2026-02-06"))
              .find("order 4812345678901, lamp-01: shipping were booked as 5.99 and settled as 0.00") !=
          std::string::npos);
  }
}

TEST_CASE("a row that is booked on another day than its own is not explained until both have come") {
  TamperedStore store;
  work(store.desk);
  CHECK(store.run("UPDATE settlement_rows SET day = '2026-02-05' WHERE state = 'booked' AND amount = ?1",
                  usd("-7.85").amount.units()) == 1);
  CHECK(proven(*store.desk.store, store.desk.source, "2026-02-04").unexplained == usd("-7.85"));
  CHECK(proven(*store.desk.store, store.desk.source, "2026-02-05").holds());
}

TEST_CASE("entries of an order that stand twice are not explained") {
  TamperedStore store;
  work(store.desk);
  store.double_entries(order_kind, po);
  for (const char* at : {"2026-01-30", "2026-02-06"}) {
    const auto proof = proven(*store.desk.store, store.desk.source, at);
    CHECK_FALSE(proof.holds());
    CHECK(proof.unexplained == usd("135.96"));
    CHECK(faults(proof) ==
          "order 4812345678901: the entries of what was sold come to 271.92, and what was booked to 135.96 "
          "135.96 USD");
  }
}

TEST_CASE("Walmart's statement is held against the rows of its period") {
  SettleDesk desk;
  worked_order(desk);
  worked_return(desk);
  worked_report(desk);
  auto& next = desk.record(report_kind, "2026-02-20");
  next.facts.sums.from = day("2026-02-07");
  next.facts.sums.to = day("2026-02-20");
  SettleDesk::row(next, LineClass::fee, "Service Fee", "Storage", "-4.00", "", "", "2026-02-09");
  SettleDesk::row(next, LineClass::fee, "Service Fee", "Storage", "-2.00", "", "", "2026-02-15");
  statement(desk, "2026-02-12", "68.35", "68.35", "-4.00");
  desk.receive_all();
  desk.book();
  auto proof = proven(*desk.store, desk.source, "2026-02-14");
  REQUIRE(proof.statement.has_value());
  CHECK(proof.statement->from == day("2026-02-07"));
  CHECK(proof.statement->movements == usd("-4.00"));
  CHECK(proof.statement->difference == usd("0"));
  CHECK(proof.holds());
  CHECK_FALSE(proven(*desk.store, desk.source, "2026-02-11").statement.has_value());

  SettleDesk late;
  statement(late, "2026-02-12", "68.35", "0", "60.00");
  worked_report(late);
  late.receive_all();
  late.book();
  proof = proven(*late.store, late.source, "2026-02-14");
  CHECK(proof.statement->difference == usd("-8.35"));
  CHECK(proof.statement->cause.find("was not received yet") != std::string::npos);
  CHECK_FALSE(proof.holds());
}

TEST_CASE("a paper that cannot be read is named and stands in the way of nothing else") {
  SettleDesk desk;
  statement(desk, "2026-02-12", "68.35", "68.35", "0");
  statement(desk, "2026-02-13", "68.35", "68.35", "0");
  work(desk);
  auto proof = proven(*desk.store, PartlyUnreadable(desk.source, "2026-02-13"), "2026-02-14");
  CHECK(proof.books == usd("68.35"));
  CHECK(proof.unexplained == usd("0"));
  REQUIRE(proof.statement.has_value());
  CHECK(proof.statement->id == "2026-02-12");
  CHECK(proof.statement->difference == usd("0"));
  CHECK_FALSE(proof.holds());
  CHECK(
      faults(proof) ==
      "statement 2026-02-13 cannot be read and is left out: it is no JSON; `crosswalk review` shows it 0.00 "
      "USD");
  CHECK(proven(*desk.store, PartlyUnreadable(desk.source, "2026-02-13"), "2026-02-12").holds());
  proof = proven(*desk.store, PartlyUnreadable(desk.source, report_id), "2026-02-14");
  CHECK(proof.books == usd("68.35"));
  CHECK(faults(proof).find("settlement 2026-02-06 cannot be read") != std::string::npos);
}

TEST_CASE("at every midnight of a world with surprises nothing of the difference is unexplained") {
  constexpr Millis a_day{86'400'000};
  RigSettings settings;
  settings.clearing_account = "090";
  simulator::WorldSettings world;
  world.seed = 11;
  world.orders = 60;
  world.from = settings.start - 100 * a_day;
  world.over = 30 * a_day;
  world.after_sale = simulator::AfterSale();
  Rig rig(simulator::make_world(world), settings);
  for (int pass = 0; pass < 4; ++pass) {
    rig.pass();
    rig.advance(Millis(3'600'000));
  }
  bool differed = false;
  for (Date at = day("2025-11-01"); at < day("2026-02-10"); at = at.plus_days(1)) {
    const auto proof = proven(rig.store(), rig.source(), at.text());
    CAPTURE(at.text());
    CAPTURE(causes(proof));
    CAPTURE(faults(proof));
    CHECK(proof.holds());
    differed = differed || !proof.difference.amount.is_zero();
  }
  CHECK(differed);
}
