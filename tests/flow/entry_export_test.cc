// The booked entries as other programs read them, judged by hledger.
#include "flow/entry_export.h"

#include <doctest/doctest.h>

#include "base/csv.h"
#include "base/json_tree.h"
#include "flow/hledger.h"
#include "flow/worked_example.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

std::string exported(SettleDesk& desk, flow::ExportFormat format, flow::DateSpan span = {},
                     std::map<std::string, std::string, std::less<>> names = {}) {
  std::string text;
  const std::vector<flow::ExportedPair> pairs = {{"us", "090", std::move(names)}};
  const auto done =
      flow::export_entries(*desk.store, pairs, span, format, [&](std::string_view piece) -> Result<void> {
        text += piece;
        return {};
      });
  REQUIRE_MESSAGE(done.ok(), (done ? "" : done.error().text()));
  return text;
}

SettleDesk& worked(SettleDesk& desk) {
  worked_order(desk);
  worked_return(desk);
  worked_report(desk).facts.sums.settles = day("2026-02-10");
  desk.receive_all();
  desk.book();
  return desk;
}

}  // namespace

TEST_CASE("hledger confirms that the worked example balances in both shapes, and its figures") {
  bool whole = false;
  SUBCASE("an order each") {}
  SUBCASE("a settlement each") {
    whole = true;
  }
  SettleDesk desk({}, true, [whole](flow::PairSettings& settings) {
    settings.accounts.carried_forward = "850";
    settings.accounts.bank = "091";
    if (whole) settings.posting = Posting::settlement;
  });
  const Hledger hledger(exported(worked(desk), flow::ExportFormat::hledger, {},
                                 {{"090", "Walmart clearing"}, {"200", "Sales: goods"}}));
  const auto checked = hledger.run("check --strict");
  CHECK_MESSAGE(checked.code == 0, checked.text);
  // Until the settlement is paid, its first month is carried forward.
  CHECK(hledger.balance(whole ? "850" : "090 Walmart clearing", "2026-02-01") == "115.56 USD");
  CHECK(hledger.balance("850", "2026-02-07") == "0");
  CHECK(hledger.balance("090", "2026-02-07") == "68.35 USD");
  CHECK(hledger.balance("receivable", "2026-02-07") == "0");
  CHECK(hledger.balance("200 Sales_ goods", "2026-02-07") == "-129.97 USD");
  CHECK(hledger.balance("210", "2026-02-07") == "-5.99 USD");
  CHECK(hledger.balance("205", "2026-02-07") == "24.99 USD");
  CHECK(hledger.balance("240", "2026-02-07") == "-2.50 USD");
  CHECK(hledger.balance("400", "2026-02-07") == "16.65 USD");
  CHECK(hledger.balance("840", "2026-02-07") == "10.00 USD");
  CHECK(hledger.balance("820", "2026-02-07") == "0");
  CHECK(hledger.balance("410", "2026-02-07") == "7.85 USD");
  CHECK(hledger.balance("411", "2026-02-07") == "6.25 USD");
  CHECK(hledger.balance("401", "2026-02-07") == "4.37 USD");
  // The deposit empties clearing.
  CHECK(hledger.balance("090", "2026-02-11") == "0");
  CHECK(hledger.balance("091", "2026-02-11") == "68.35 USD");
  if (whole) return;
  CHECK(hledger.run("print tag:sku=LAMP-01").text.find("account_rule:rules/account.lua:3") !=
        std::string::npos);
  CHECK(hledger.run("codes").text.find(po) != std::string::npos);
}

TEST_CASE("nothing that an order says becomes markup of the journal") {
  SettleDesk desk;
  auto& order = desk.record(order_kind, "1); 2|[2020-01-01]");
  SettleDesk::sale(order, LineClass::product, "49.98", "a,date:2019-01-01 ;[2018-01-01]\n  200  1 USD", 2);
  SettleDesk::sale(order, LineClass::product, "1.00", "date:2017-01-01");
  desk.receive_all();
  desk.book();
  const Hledger hledger(exported(desk, flow::ExportFormat::hledger));
  const auto checked = hledger.run("check --strict");
  CHECK_MESSAGE(checked.code == 0, checked.text);
  CHECK(hledger.balance("200", "2026-01-30") == "0");
  CHECK(hledger.balance("200", "2026-01-31") == "-50.98 USD");
}

TEST_CASE("entries go out as CSV and JSON with what decided them, within the dates asked for") {
  SettleDesk desk;
  worked(desk);
  MoneySum sum(Currency::parse("USD").value());
  int rows = 0;
  const std::string text = exported(desk, flow::ExportFormat::csv, {{}, day("2026-01-31")});
  REQUIRE(read_csv(text, "export", [&](const CsvRow& row) -> Result<void> {
            REQUIRE(row.fields.size() == 24);
            if (++rows == 1) return {};
            CHECK(row.fields[4] == "2026-01-30");
            sum.add(usd(row.fields[7]));
            return {};
          }).ok());
  CHECK(rows > 10);
  CHECK(sum.total().value() == usd("0"));
  const auto json =
      parse_json(exported(desk, flow::ExportFormat::json, {day("2026-02-01")}), "export").value();
  MoneySum clearing(Currency::parse("USD").value());
  for (const auto& entry : json) {
    CHECK(text_in(entry, "date") > "2026-01-31");
    if (text_in(entry, "account") == "090") clearing.add(usd(text_in(entry, "amount")));
    if (text_in(entry, "account") == "205") CHECK(text_in(entry, "account_rule") == "rules/account.lua:3");
  }
  CHECK(clearing.total().value() == usd("-47.21"));
}
