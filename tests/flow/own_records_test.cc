// The engine's own records as a person meets them: what Xero gets for an opening balance, what `explain`
// tells of it and of an accrual, what a replay says before it goes, and what edited rules change of what is
// accrued.
#include "flow/own_records.h"
#include "flow/accruing_desk.h"

#include <doctest/doctest.h>

#include "base/json_tree.h"
#include "flow/explain.h"
#include "flow/kept_books.h"
#include "flow/map_text.h"
#include "flow/opening_balance.h"
#include "flow/preview.h"
#include "flow/rig.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

// What `preview` says of the rules of `mapper`, or with `own` what `replay` says.
struct Previewing {
  explicit Previewing(SettleDesk& on)
      : desk(on),
        pair{on.settings, on.source, on.ledger, channel, *on.store, on.clock, nullptr},
        books(*on.store, "us", std::nullopt),
        rehearsal(on.source, mapper, books, flow::rehearsal_settings(on.settings), on.store.get()),
        translator(on.source, mapper, flow::translate_settings(on.settings), &books) {}

  flow::Preview preview(bool own = false) {
    flow::Previewer previewer({.edited = translator,
                               .live = {},
                               .settlements = rehearsal,
                               .ledger = desk.ledger,
                               .store = *desk.store,
                               .own = own ? &pair : nullptr},
                              std::nullopt);
    const auto rows = desk.store->records({.pair = "us", .states = {}, .id = {}});
    REQUIRE(rows.ok());
    for (const auto& row : *rows) {
      const auto added =
          previewer.add(&row, *desk.store->record(row.id), desk.store->entries_of(row.id).value());
      REQUIRE_MESSAGE(added.ok(), (added ? "" : added.error().text()));
    }
    return previewer.finish("v1", "v2").value();
  }

  SettleDesk& desk;
  PlainChannel channel;
  flow::Pair pair;
  ClassMapper mapper;
  flow::KeptBooks books;
  flow::Rehearsal rehearsal;
  flow::Translator translator;
};

// "200 -5.00; 210 5.00": what a preview says would come to or leave each account, income positive.
std::string said(const flow::Preview& preview) {
  std::string text;
  for (const auto& table : preview.tables)
    if (table.dimension == flow::Dimension::account)
      for (const auto& row : table.rows) text += row.place + " " + row.difference.text(2) + "; ";
  return text;
}

// The same of the books since they said `before`.
using Balances = std::map<std::string, std::string>;
Balances balances(SettleDesk& desk) {
  Balances all;
  for (const char* account :
       {"200", "205", "210", "240", "400", "401", "410", "411", "490", "820", "840", "850", "860"})
    all[account] = desk.balance(account);
  return all;
}
std::string done(const Balances& before, SettleDesk& desk) {
  std::string text;
  for (const auto& [account, amount] : balances(desk)) {
    const auto more =
        subtract(Decimal::parse(before.at(account)).value(), Decimal::parse(amount).value()).value();
    if (!more.is_zero()) text += account + " " + more.text(2) + "; ";
  }
  return text;
}

std::string story(SettleDesk& desk, const std::string& id) {
  return flow::story_text(flow::explain(*desk.store, "us", id).value());
}

bool tells(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

void say(SettleDesk& desk, const char* amount) {
  desk.settings.accounts.opening_balance = Decimal::parse(amount).value();
  const RawRecord record = flow::opening_record(desk.settings);
  REQUIRE(desk.store->receive("us", {&record, 1}, "", "", desk.clock.now()).ok());
  desk.book();
}

void opening(flow::PairSettings& settings) {
  settings.currency = Currency::parse("USD").value();
  settings.books_start = day("2026-02-01");
  settings.accounts.opening = "490";
}

}  // namespace

TEST_CASE("preview says in money what an edited rule changes of what is accrued, and says it once") {
  SettleDesk desk({}, true, accruing);
  close_january(desk);
  Previewing previewing(desk);
  CHECK(said(previewing.preview()).empty());
  SUBCASE("and no settlement is there") {}
  SUBCASE("and its settlement is about to be booked") {
    worked_return(desk);
    worked_report(desk);
    desk.receive(return_kind, "R1");
    desk.book();
    desk.receive(report_kind, report_id);
  }
  const Balances before = balances(desk);
  previewing.mapper.accounts["shipping"] = "490";
  const std::string expected = said(previewing.preview());
  CAPTURE(expected);
  CHECK(tells(expected, "210 -5.99; "));
  CHECK(tells(expected, "490 5.99; "));
  desk.mapper->accounts["shipping"] = "490";
  desk.replay(order_kind, po);
  CHECK(done(before, desk) == expected);
  CHECK(desk.state(accrual_kind, january) == "booked");
}

TEST_CASE("before an accrual that was held goes round again, its money is shown as it is booked then") {
  SettleDesk desk({}, true, accruing);
  desk.ledger.hold = "the ledger is closed";
  close_january(desk);
  REQUIRE(desk.state(accrual_kind, january) == "held");
  desk.ledger.hold.clear();
  const Balances before = balances(desk);
  Previewing previewing(desk);
  CHECK(previewing.preview().own.empty());
  const flow::Preview shown = previewing.preview(true);
  REQUIRE(shown.own.size() == 1);
  CHECK(shown.own.front().id == january);
  CHECK(shown.own.front().after == RecordState::booked);
  CHECK(shown.own.front().text == "1 order over 135.96 USD accrued");
  CHECK(shown.waits() == 0);
  CHECK(said(shown) == "200 129.97; 210 5.99; 860 -135.96; ");
  desk.replay(accrual_kind, january);
  CHECK(done(before, desk) == said(shown));
  const flow::Preview again = previewing.preview(true);
  CHECK(again.own.front().text == "nothing is to be accrued that is not");
  CHECK(said(again).empty());
}

TEST_CASE("before a changed opening balance goes round again, the difference is shown as it is booked then") {
  SettleDesk desk({}, true, opening);
  say(desk, "100.00");
  say(desk, "90.00");
  REQUIRE(desk.state(RecordKind::opening, "opening") == "held");
  const Balances before = balances(desk);
  Previewing previewing(desk);
  const flow::Preview shown = previewing.preview(true);
  REQUIRE(shown.own.size() == 1);
  CHECK(shown.own.front().text == "-10.00 USD on 2026-02-01");
  CHECK(said(shown) == "490 -10.00; ");
  desk.replay(RecordKind::opening, "opening");
  CHECK(done(before, desk) == said(shown));
  CHECK(previewing.preview(true).own.front().text == "nothing more to book");
}

TEST_CASE("an opening balance that may not be booked is shown as held before it goes round again") {
  SettleDesk desk({}, true, opening);
  worked_order(desk);
  sale_rows(desk.record(report_kind, report_id));
  desk.receive(order_kind, po);
  desk.receive(report_kind, report_id);
  desk.book();
  say(desk, "115.56");
  const flow::Preview shown = Previewing(desk).preview(true);
  REQUIRE(shown.own.size() == 1);
  CHECK(shown.own.front().after == RecordState::held);
  CHECK(tells(shown.own.front().text, "settlement 2026-02-06 has already booked rows"));
  CHECK(shown.waits() == 1);
  CHECK(said(shown).empty());
}

TEST_CASE("explain tells an opening balance and an accrual with where each amount was put and by what") {
  SettleDesk desk({}, true, [](flow::PairSettings& settings) {
    opening(settings);
    accruing(settings);
    settings.books_start = day("2026-01-01");
  });
  say(desk, "100.00");
  close_january(desk);
  const std::string opened = story(desk, "opening");
  CAPTURE(opened);
  CHECK(tells(opened, "opening opening (pair us): booked"));
  CHECK(tells(opened, "2026-01-01  100.00 USD  opening balance"));
  CHECK(tells(opened, "account 490  (crosswalk.yaml, books.opening_account)"));
  const std::string accrued = story(desk, january);
  CAPTURE(accrued);
  CHECK(tells(accrued, "accrual 2026-01 (pair us): booked: 1 order over 135.96 USD accrued"));
  CHECK(tells(accrued, "2026-01-31  129.97 USD  shipped by 2026-01-31 and not settled: product"));
  CHECK(tells(accrued, "account 200  (rules/account.lua:3)"));
  CHECK(tells(accrued, "account 860  (crosswalk.yaml, books.accrued_income_account)"));
}

TEST_CASE("map says of the engine's own records that no rule is asked about them") {
  SettleDesk desk({}, true, accruing);
  close_january(desk);
  Previewing previewing(desk);
  flow::MapText map(desk.source, desk.ledger, previewing.mapper, desk.settings, &previewing.books, false,
                    desk.store.get());
  std::string line;
  const auto row = desk.at(accrual_kind, january);
  CHECK(map.write(*desk.store->record(row.id), flow::MapForm::entries, line, row.id));
  CHECK(tells(line, R"("id":"2026-01","verdict":"skipped","reason":"an accrual books what its orders say)"));
  line.clear();
  const auto order = desk.at(order_kind, po);
  CHECK(map.write(*desk.store->record(order.id), flow::MapForm::entries, line, order.id));
  CHECK(tells(line, "79.99"));
}

TEST_CASE("an opening balance is one bank transaction in Xero, and each change of it another") {
  RigSettings settings;
  settings.clearing_account = "090";
  settings.books_start = day("2026-02-01");
  const char* first = "250.00";
  const char* second = "-40.00";
  SUBCASE("the market owes") {}
  SUBCASE("the seller owes") {
    std::swap(first, second);
  }
  SUBCASE("the start is locked") {
    first = "10.00";
    second = "0.00";
  }
  const bool locked = std::string(first) == "10.00";
  const auto says = [](const char* amount) {
    return [amount](flow::PairSettings& pair) {
      pair.currency = Currency::parse("USD").value();
      pair.channel = "Walmart Marketplace US";
      pair.accounts.opening = "126";
      pair.accounts.opening_balance = Decimal::parse(amount).value();
    };
  };
  settings.adjust = says(first);
  Rig rig(simulator::World{}, settings);
  if (locked) rig.xero().lock(day("2026-02-03"));
  const auto stands = [&](const std::string& account) {
    const auto balance = rig.xero().trial_balance();
    const auto found = balance.find(account);
    return found == balance.end() ? std::string("0.00") : found->second.text(2);
  };
  const auto made = [&] {
    int count = 0;
    for (const auto& [name, times] : rig.xero().created("BankTransactions")) count += times;
    return count;
  };
  for (int pass = 0; pass < 2; ++pass) {
    rig.pass();
    rig.advance(Millis(3'600'000));
  }
  CAPTURE(rig.record("opening").reason);
  CHECK(rig.state("opening") == "booked");
  CHECK(stands("090") == first);
  CHECK(stands("126") == Decimal::parse(first).value().negated().text(2));
  CHECK(made() == 1);
  CHECK(rig.xero().journals().empty());
  const auto documents = rig.store().documents_of(rig.record("opening").id).value();
  REQUIRE(documents.size() == 1);
  CHECK(documents.front().document.kind == DocumentKind::bank_transaction);
  CHECK(documents.front().document.state == DocumentState::posted);
  CHECK(documents.front().document.date == day(locked ? "2026-02-04" : "2026-02-01"));
  rig.settings().adjust = says(second);
  rig.restart();
  rig.pass();
  CHECK(rig.state("opening") == "held");
  CHECK(stands("090") == first);
  rig.replay("opening");
  rig.pass();
  CHECK(rig.state("opening") == "booked");
  CHECK(stands("090") == Decimal::parse(second).value().text(2));
  CHECK(made() == 2);
  CHECK(rig.store().troubled("us").value().empty());
}

TEST_CASE("where nothing is read the engine's own records are booked all the same") {
  RigSettings settings;
  settings.clearing_account = "090";
  settings.books_start = day("2026-01-01");
  settings.adjust = [](flow::PairSettings& pair) {
    pair.currency = Currency::parse("USD").value();
    pair.channel = "Walmart Marketplace US";
    pair.accounts.opening = "126";
    pair.accounts.opening_balance = Decimal::parse("250.00").value();
    pair.posting = Posting::settlement;
    pair.accounts.carried_forward = "125";
    pair.accounts.accrued = "127";
    pair.accrues = true;
  };
  Rig rig(simulator::World{}, settings);
  rig.pass(false);
  CHECK(rig.state("opening") == "booked");
  CHECK(rig.state(january) == "booked");
  CHECK(rig.xero().trial_balance()["126"].text(2) == "-250.00");
}
