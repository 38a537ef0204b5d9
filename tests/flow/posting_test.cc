// How what is sold gets into the books: paid by its settlement, or booked by it as a whole, and the deposit.
#include <doctest/doctest.h>

#include "flow/commitments.h"
#include "flow/worked_example.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

void by_settlement(flow::PairSettings& settings) {
  settings.posting = Posting::settlement;
  settings.accounts.carried_forward = "850";
}

// The documents' own entries of a settlement on a day: account and amount.
std::string document(SettleDesk& desk, std::string_view date) {
  std::map<std::string, MoneySum> sums;
  for (const Entry& entry : desk.entries(report_kind, report_id).entries)
    if (!entry.counter() && entry.date == day(date))
      sums.try_emplace(entry.answers.account.value, Currency::parse("USD").value())
          .first->second.add(entry.amount.negated());
  std::string text;
  for (const auto& [account, sum] : sums) text += account + " " + sum.total().value().amount.text(2) + "; ";
  return text;
}

void all(SettleDesk& desk) {
  worked_order(desk);
  worked_return(desk);
  worked_report(desk).facts.sums.settles = day("2026-02-10");
}

}  // namespace

TEST_CASE("an invoice that its settlement pays is receivable until its sale rows settle") {
  SettleDesk desk({}, true, [](flow::PairSettings& settings) { settings.pays_settled = true; });
  all(desk);
  desk.receive(order_kind, po);
  desk.receive(return_kind, "R1");
  desk.book();
  CHECK(desk.balance("receivable") == "135.96");
  CHECK(desk.balance("clearing") == "-22.49");
  desk.receive(report_kind, report_id);
  desk.book();
  worked_balances(desk);
  CHECK(desk.balance("receivable", "2026-01-29") == "0.00");
  CHECK(desk.balance("clearing", "2026-01-31") == "115.56");
  desk.replay(report_kind, report_id);
  worked_balances(desk);
}

TEST_CASE("what settles in parts is paid in parts, on the posted days, and never more than is owed") {
  SettleDesk desk({}, true, [](flow::PairSettings& settings) { settings.pays_settled = true; });
  auto& order = desk.record(order_kind, po);
  SettleDesk::sale(order, LineClass::product, "50.00", sku_mug, 2);
  auto& first = desk.record(report_kind, "2026-02-06");
  SettleDesk::row(first, LineClass::product, "Sale", "Product Price", "20.00", po, sku_mug, "2026-02-01");
  auto& second = desk.record(report_kind, "2026-02-20");
  SettleDesk::row(second, LineClass::product, "Sale", "Product Price", "40.00", po, sku_mug, "2026-02-15");
  desk.receive(order_kind, po);
  desk.receive(report_kind, "2026-02-06");
  desk.book();
  CHECK(desk.balance("receivable") == "30.00");
  CHECK(desk.balance("clearing", "2026-01-31") == "0.00");
  CHECK(desk.balance("clearing", "2026-02-01") == "20.00");
  // Ten more have settled than were sold, and no rule says where they go.
  desk.receive(report_kind, "2026-02-20");
  desk.book();
  CHECK(desk.state(report_kind, "2026-02-20") == "held");
  CHECK(desk.balance("receivable") == "0.00");
  CHECK(desk.balance("clearing") == "50.00");
  desk.mapper->accounts["other"] = "490";
  desk.replay(report_kind, "2026-02-20");
  CHECK(desk.state(report_kind, "2026-02-20") == "booked");
  CHECK(desk.balance("receivable") == "0.00");
  CHECK(desk.balance("clearing") == "60.00");
  CHECK(desk.balance("490") == "-10.00");
}

TEST_CASE("the deposit leaves clearing for the bank once, on the day the market pays") {
  SettleDesk desk({}, true, [](flow::PairSettings& settings) { settings.accounts.bank = "091"; });
  all(desk);
  desk.receive_all();
  desk.book();
  CHECK(desk.balance("clearing", "2026-02-09") == "68.35");
  CHECK(desk.balance("clearing") == "0.00");
  CHECK(desk.balance("091") == "68.35");
  desk.replay(report_kind, report_id);
  CHECK(desk.balance("091") == "68.35");
}

TEST_CASE("a settlement that comes to less than nothing pays nothing out and stays on clearing") {
  SettleDesk desk({}, true, [](flow::PairSettings& settings) { settings.accounts.bank = "091"; });
  auto& report = desk.record(report_kind, report_id);
  report.facts.sums.settles = day("2026-02-10");
  account_rows(report);
  desk.receive_all();
  desk.book();
  CHECK(desk.state(report_kind, report_id) == "booked");
  CHECK(desk.balance("clearing") == "-28.47");
  CHECK(desk.balance("091") == "0.00");
  // The next one makes it good: it pays so much less than its rows add up to.
  auto& next = desk.record(report_kind, "2026-02-20");
  next.facts.sums.to = day("2026-02-20");
  next.facts.sums.settles = day("2026-02-24");
  SettleDesk::row(next, LineClass::reserve, "Release Reserve", "Net Payable", "100.00", "", "", "2026-02-20");
  next.facts.sums.payable = usd("71.53");
  desk.receive(report_kind, "2026-02-20");
  desk.book();
  CHECK(desk.state(report_kind, "2026-02-20") == "booked");
  CHECK(desk.balance("clearing") == "0.00");
  CHECK(desk.balance("091") == "71.53");
}

TEST_CASE("a settlement that books everything comes out to the cent, month by month, whatever comes first") {
  SettleDesk desk({}, true, by_settlement);
  all(desk);
  SUBCASE("in the order of events") {
    desk.receive(order_kind, po);
    desk.book();
    CHECK(desk.balance("200") == "0.00");
    desk.receive(return_kind, "R1");
    desk.book();
    CHECK(desk.ledger.drafted.empty());
    desk.receive(report_kind, report_id);
  }
  SUBCASE("the report first") {
    desk.receive(report_kind, report_id);
    desk.book();
    CHECK(desk.state(report_kind, report_id) == "waiting");
    CHECK(desk.entries(report_kind, report_id).entries.empty());
    desk.receive(return_kind, "R1");
    desk.receive(order_kind, po);
  }
  SUBCASE("all at once") {
    desk.receive_all();
  }
  desk.book();
  CHECK(desk.state(order_kind, po) == "booked");
  CHECK(desk.state(return_kind, "R1") == "booked");
  CHECK(desk.state(report_kind, report_id) == "booked");
  worked_balances(desk);
  CHECK(desk.balance("850") == "0.00");
  CHECK(desk.balance("850", "2026-01-31") == "115.56");
  CHECK(document(desk, "2026-01-31") == "200 129.97; 210 5.99; 400 -20.40; 820 0.00; 850 -115.56; ");
  CHECK(
      document(desk, "2026-02-06") ==
      "205 -24.99; 240 2.50; 400 3.75; 401 -4.37; 410 -7.85; 411 -6.25; 820 0.00; 840 -10.00; 850 115.56; ");
  CHECK(desk.ledger.drafted.size() == 1);
}

TEST_CASE("a settlement's rows take the decisions of their order, not the rules of the day") {
  SettleDesk desk({}, true, by_settlement);
  all(desk);
  desk.receive(order_kind, po);
  desk.receive(return_kind, "R1");
  desk.book();
  desk.mapper->accounts["product"] = "490";
  desk.mapper->accounts["refund"] = "490";
  desk.receive(report_kind, report_id);
  desk.book();
  worked_balances(desk);
  CHECK(desk.balance("490") == "0.00");
}

TEST_CASE("one row without an answer holds the whole document, and then it is booked once") {
  SettleDesk desk({}, true, by_settlement);
  all(desk);
  auto& report = desk.source.records.at(report_id + "/1");
  SettleDesk::row(report, LineClass::other, "", "Mystery", "-3.33", "", "", "2026-02-06");
  desk.receive_all();
  desk.book();
  CHECK(desk.state(report_kind, report_id) == "held");
  CHECK(desk.at(report_kind, report_id).stuck == usd("-3.33"));
  CHECK(desk.balance("clearing") == "0.00");
  CHECK(desk.rows(report_id).empty());
  bool told = false;
  for (const auto& step : desk.store->audit_of("record", desk.at(report_kind, report_id).id).value())
    told = told || step.note.find("1 row over -3.33 USD held: no row for other (rules/account.lua:9)") !=
                       std::string::npos;
  CHECK(told);
  desk.mapper->accounts["other"] = "490";
  desk.replay(report_kind, report_id);
  CHECK(desk.state(report_kind, report_id) == "booked");
  CHECK(desk.balance("clearing") == "65.02");
  CHECK(desk.balance("490") == "3.33");
  desk.replay(report_kind, report_id);
  CHECK(desk.balance("clearing") == "65.02");
}

TEST_CASE("what falls into a locked month goes to the first open day of the document and says so") {
  SettleDesk desk({}, true, by_settlement);
  all(desk);
  desk.ledger.lists.locked_until = day("2026-01-31");
  desk.receive_all();
  desk.book();
  worked_balances(desk);
  CHECK(desk.balance("200", "2026-02-05") == "0.00");
  CHECK(desk.balance("850", "2026-02-05") == "0.00");
  bool told = false;
  for (const Entry& entry : desk.entries(report_kind, report_id).entries)
    told = told || entry.description.find("of 2026-01-30, a locked day") != std::string::npos;
  CHECK(told);
}

TEST_CASE("rows of orders shipped before the books start are booked against the opening account") {
  Posting posting = Posting::order;
  SUBCASE("an order each") {}
  SUBCASE("a settlement each") {
    posting = Posting::settlement;
  }
  SettleDesk desk({}, true, [posting](flow::PairSettings& settings) {
    settings.posting = posting;
    settings.books_start = day("2026-02-01");
    settings.accounts.carried_forward = "850";
    settings.accounts.opening = "860";
  });
  all(desk);
  auto& report = desk.source.records.at(report_id + "/1");
  SettleDesk::row(report, LineClass::deposit, "Payout", "Instant transfer", "-5.00", "", "", "2026-01-31");
  desk.receive_all();
  desk.book();
  CHECK(desk.state(report_kind, report_id) == "booked");
  CHECK(desk.balance("clearing") == "63.35");
  CHECK(desk.balance("receivable") == "0.00");
  CHECK(desk.balance("200") == "0.00");
  CHECK(desk.balance("205") == "24.99");
  CHECK(desk.balance("860") == "-110.56");
  CHECK(desk.balance("091") == "0.00");
}

TEST_CASE(
    "after a switch what was booked stays and is tied, and what ships from that day goes the other way") {
  const std::string later = "4812345678999";
  Posting posting = Posting::settlement;
  SUBCASE("to a document a settlement") {}
  SUBCASE("to an invoice an order") {
    posting = Posting::order;
  }
  SettleDesk desk({}, true, [posting](flow::PairSettings& settings) {
    by_settlement(settings);
    settings.posting = posting;
    settings.posting_since = day("2026-02-02");
  });
  all(desk);
  auto& order = desk.record(order_kind, later);
  SettleDesk::sale(order, LineClass::product, "10.00", sku_mug, 1, "2026-02-04");
  auto& report = desk.source.records.at(report_id + "/1");
  SettleDesk::row(report, LineClass::product, "Sale", "Product Price", "10.00", later, sku_mug, "2026-02-05");
  desk.receive_all();
  desk.book();
  CHECK(desk.entries(order_kind, po).informs() == (posting == Posting::order));
  CHECK(desk.entries(return_kind, "R1").informs() == (posting == Posting::order));
  CHECK(desk.entries(order_kind, later).informs() == (posting == Posting::settlement));
  CHECK(desk.state(report_kind, report_id) == "booked");
  CHECK(desk.balance("clearing") == "78.35");
  CHECK(desk.balance("receivable") == "0.00");
  CHECK(desk.balance("850") == "0.00");
  CHECK(desk.balance("200") == "-139.97");
  CHECK(desk.balance("205") == "24.99");
  CHECK(desk.balance("400") == "16.65");
}

TEST_CASE("units stay promised until the settlement that takes them from stock") {
  SettleDesk desk({}, true, by_settlement);
  auto& order = desk.record(order_kind, po);
  SettleDesk::sale(order, LineClass::product, "50.00", sku_mug, 2).fulfilment = "seller";
  auto& report = desk.record(report_kind, report_id);
  SettleDesk::row(report, LineClass::product, "Sale", "Product Price", "25.00", po, sku_mug);
  desk.receive(order_kind, po);
  desk.book();
  const auto promised = [&] {
    return flow::read_commitments(*desk.store, desk.source, "us", desk.clock.now())
        .value()
        .of(sku_mug)
        .text();
  };
  CHECK(promised() == "2");
  desk.receive(report_kind, report_id);
  desk.book();
  CHECK(promised() == "1");
}
