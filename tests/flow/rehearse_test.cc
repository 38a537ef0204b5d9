// A rehearsal of a settlement says what its visit will do, and does none of it; preview and map show it.
#include "flow/rehearse.h"

#include <doctest/doctest.h>

#include "flow/map_text.h"
#include "flow/preview.h"
#include "flow/worked_example.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

struct Rehearsing {
  explicit Rehearsing(SettleDesk& on)
      : desk(on),
        books(*on.store, "us", std::nullopt),
        rehearsal(on.source, mapper, books, flow::rehearsal_settings(on.settings), on.store.get()),
        translator(on.source, mapper, flow::translate_settings(on.settings), &books) {}

  flow::Rehearsed settle() {
    const auto row = desk.at(report_kind, report_id);
    const auto record = desk.store->record(row.id);
    REQUIRE(record.ok());
    auto rehearsed = rehearsal.settle(*record, row.id);
    REQUIRE_MESSAGE(rehearsed.ok(), (rehearsed ? "" : rehearsed.error().text()));
    return std::move(*rehearsed);
  }
  flow::Preview preview() {
    flow::Previewer previewer({translator, {}, rehearsal, desk.ledger, *desk.store, nullptr}, std::nullopt);
    const auto done = desk.store->each_received(
        "us", Instant(), [&](const store::RecordRow& row, const Record& record, const std::string& entries) {
          return previewer.add(&row, record, entries);
        });
    REQUIRE_MESSAGE(done.ok(), (done ? "" : done.error().text()));
    return previewer.finish("v1", "v2").value();
  }

  SettleDesk& desk;
  ClassMapper mapper;  // what the rules on disk say; the desk's own mapper is live
  flow::KeptBooks books;
  flow::Rehearsal rehearsal;
  flow::Translator translator;
};

std::string by_state(const std::vector<store::SettlementCount>& counts) {
  std::string text;
  for (const char* state : {"tied", "booked", "held", "waiting", "skipped"})
    for (const auto& count : counts)
      if (store::name_of(count.state) == state)
        text += (text.empty() ? "" : ", ") + std::string(state) + " " + std::to_string(count.count);
  return text;
}

}  // namespace

TEST_CASE("a rehearsed settlement books the same entries that its visit then books, and stores nothing") {
  SettleDesk desk;
  worked_order(desk);
  worked_return(desk);
  auto& report = worked_report(desk);
  SUBCASE("all rows known") {}
  SUBCASE("one is not") {
    SettleDesk::row(report, LineClass::other, "", "Mystery", "-3.33");
  }
  SUBCASE("one settles otherwise than it was booked") {
    report.lines[0].line().amount = usd("49.99");
    desk.mapper->accounts["other"] = "490";
  }
  desk.receive(order_kind, po);
  desk.receive(return_kind, "R1");
  desk.book();
  desk.receive(report_kind, report_id);
  Rehearsing rehearsing(desk);
  rehearsing.mapper.accounts = desk.mapper->accounts;
  const auto rehearsed = rehearsing.settle();
  CHECK(desk.state(report_kind, report_id) == "received");
  CHECK(desk.rows(report_id).empty());
  desk.book();
  const auto row = desk.at(report_kind, report_id);
  CHECK(rehearsed.settled.state == row.state);
  CHECK(rehearsed.settled.reason == row.reason);
  CHECK(rehearsed.settled.stuck == row.stuck);
  CHECK(by_state(rehearsed.stands) == desk.rows(report_id));
  CHECK(rehearsed.rows == static_cast<std::int64_t>(report.lines.size()));
  CHECK(rehearsed.decided == rehearsed.rows);
  std::string said;
  std::string stored;
  write_entries(rehearsed.settled.fresh, said);
  write_entries(desk.entries(report_kind, report_id), stored);
  CHECK(said == stored);
}

TEST_CASE("what shipped before the books start is rehearsed as it settles: nobody is asked about it") {
  SettleDesk desk({}, true, [](flow::PairSettings& settings) { settings.books_start = day("2026-02-01"); });
  worked_order(desk);
  auto& report = desk.record(report_kind, report_id);
  sale_rows(report);
  report.lines[0].line().amount = usd("49.90");
  report.facts.sums.payable = usd("115.48");
  desk.receive(order_kind, po);
  desk.book();
  desk.receive(report_kind, report_id);
  Rehearsing rehearsing(desk);
  const auto rehearsed = rehearsing.settle();
  desk.book();
  CHECK(rehearsed.settled.state == RecordState::booked);
  CHECK(rehearsed.settled.state == desk.at(report_kind, report_id).state);
  CHECK(rehearsed.settled.reason == desk.at(report_kind, report_id).reason);
}

TEST_CASE("rows that tie across pieces of a large report are rehearsed like those of one piece") {
  SettleDesk desk;
  worked_order(desk);
  auto& report = desk.record(report_kind, report_id);
  sale_rows(report);
  for (int i = 0; i < 2'100; ++i) account_rows(report);
  SettleDesk::row(report, LineClass::product, "Sale", "Product Price", "1.00", po, sku_lamp);
  desk.receive(order_kind, po);
  desk.book();
  desk.receive(report_kind, report_id);
  Rehearsing rehearsing(desk);
  const auto rehearsed = rehearsing.settle();
  desk.book();
  CHECK(rehearsed.settled.reason == desk.at(report_kind, report_id).reason);
  CHECK(rehearsed.settled.reason.find("1 row over 1.00 USD held") != std::string::npos);
  CHECK(rehearsed.groups.size() < 20);
}

TEST_CASE("preview shows what edited rules make of held rows, and leaves booked ones alone") {
  SettleDesk desk;
  worked_order(desk);
  worked_return(desk);
  auto& report = worked_report(desk);
  SettleDesk::row(report, LineClass::other, "", "Mystery", "-3.33");
  desk.receive_all();
  desk.book();
  REQUIRE(desk.state(report_kind, report_id) == "held");
  Rehearsing rehearsing(desk);
  auto same = rehearsing.preview();
  CHECK(same.records == 3);
  CHECK(same.returns == 1);
  CHECK(same.changed == 0);
  CHECK(same.waits() == 1);
  rehearsing.mapper.accounts["other"] = "490";
  rehearsing.mapper.accounts["reserve"] = "999";  // of rows that are booked: too late
  const auto edited = rehearsing.preview();
  CHECK(flow::counted_records(edited) == "1 order, 1 return, 1 settlement");
  CHECK(edited.changed == 1);
  CHECK(edited.waits() == 0);
  const auto stored = desk.at(report_kind, report_id);
  std::string line;
  flow::MapText(desk.source, desk.ledger, rehearsing.mapper, desk.settings, &rehearsing.books, false,
                desk.store.get())
      .write(*desk.store->record(stored.id), flow::MapForm::entries, line, stored.id);
  CHECK(line.find(R"("state":"booked","rows":1,"amount":"-3.33")") != std::string::npos);
  CHECK(line.find("difference") == std::string::npos);
  REQUIRE(edited.settlements.size() == 1);
  const auto& settlement = edited.settlements.front();
  CHECK(settlement.before == RecordState::held);
  CHECK(settlement.after == RecordState::booked);
  CHECK(settlement.rows == 22);
  CHECK(settlement.decided == 1);
  CHECK(by_state(settlement.stood) == "tied 13, booked 8, held 1");
  CHECK(by_state(settlement.stands) == "tied 13, booked 9");
  REQUIRE(settlement.groups.size() == 1);
  CHECK(settlement.groups.front().words.account == "490");
  CHECK(settlement.groups.front().words.amount_type == "Mystery");
  bool found = false;
  for (const auto& table : edited.tables)
    if (table.dimension == flow::Dimension::account)
      for (const auto& row : table.rows) {
        CHECK(row.place != "999");
        found = found || (row.place == "490" && row.difference.text(2) == "-3.33");
      }
  CHECK(found);
  CHECK(desk.state(report_kind, report_id) == "held");
}

TEST_CASE("preview shows a return that edited rules would place elsewhere") {
  SettleDesk desk;
  worked_order(desk);
  worked_return(desk);
  desk.receive_all();
  desk.book();
  Rehearsing rehearsing(desk);
  CHECK(rehearsing.preview().changed == 0);
  rehearsing.mapper.accounts["refund"] = "200";
  const auto edited = rehearsing.preview();
  CHECK(edited.changed == 1);
  REQUIRE(edited.changes.size() == 1);
  CHECK(edited.changes.front().change.from == "205");
  CHECK(edited.changes.front().change.to == "200");
  CHECK(edited.changes.front().amount == usd("-24.99").amount);
}

TEST_CASE("map ties a settlement to the orders and returns that were mapped before it") {
  SettleDesk desk;
  worked_order(desk);
  worked_return(desk);
  worked_report(desk);
  ClassMapper mapper;
  const flow::PairSettings& how = desk.settings;
  const auto mapped = [&](flow::MapText& text, RecordKind kind, const std::string& id, flow::MapForm form) {
    Record record;
    record.key = {"us", kind, id};
    record.body = "1";
    std::string out;
    text.write(record, form, out);
    return out;
  };
  flow::MapText alone(desk.source, desk.ledger, mapper, how);
  CHECK(mapped(alone, report_kind, report_id, flow::MapForm::entries).find(R"("verdict":"waiting")") !=
        std::string::npos);
  flow::MapText text(desk.source, desk.ledger, mapper, how, nullptr, true);
  CHECK(mapped(text, return_kind, "R1", flow::MapForm::entries).find(R"("verdict":"waiting")") !=
        std::string::npos);
  mapped(text, order_kind, po, flow::MapForm::entries);
  CHECK(mapped(text, return_kind, "R1", flow::MapForm::entries).find(R"("verdict":"booked")") !=
        std::string::npos);
  const std::string all = mapped(text, report_kind, report_id, flow::MapForm::entries);
  CHECK(all.find(R"("verdict":"booked")") != std::string::npos);
  CHECK(all.find(R"("state":"tied","rows":1)") != std::string::npos);
  CHECK(all.find(R"("account":"411","account_where":"rules/account.lua:3")") != std::string::npos);
  CHECK(mapped(text, report_kind, report_id, flow::MapForm::lines).find(R"("class":"reserve")") !=
        std::string::npos);
  CHECK(mapped(text, report_kind, report_id, flow::MapForm::documents).find("bank_transaction") !=
        std::string::npos);
}
