// export, report profit, reconcile and import deposits, as a person runs them.
#include "app/book_commands.h"
#include "app/desk.h"
#include "app/profit_print.h"
#include "app/reconcile_print.h"

using namespace crosswalk;
using namespace crosswalk::tests;

TEST_CASE("what was booked is exported, reported and reconciled from the store alone") {
  Desk desk;
  desk.simulate(6);
  desk.edit("crosswalk.yaml", "book: created", "book: shipped");
  desk.edit("crosswalk.yaml", "America/New_York}", "America/New_York, clearing_account: \"090\"}");
  desk.run({"once"});
  const std::string out = (desk.directory() / "out").string();

  const Ran journal = desk.run({"export"});
  CAPTURE(journal.err);
  CHECK(journal.code == app::exit_ok);
  CHECK(has(journal.out, "commodity 1000.00 USD"));
  CHECK(has(journal.out, "\naccount 090 "));  // by the name that the ledger has told
  CHECK(has(journal.out, "account_rule:rules/account.lua:"));
  CHECK(desk.run({"export", "--format", "csv", "--out", out}).out.empty());
  CHECK(desk.read("out").starts_with("pair,record_kind,record,"));
  CHECK_FALSE(std::filesystem::exists(out + ".part"));
  CHECK(desk.run({"--json", "export", "--until", "1999-12-31"}).json().empty());
  CHECK(has(desk.run({"export", "--since", "January"}).err, "--since \"January\" is no day"));

  const Json told = desk.run({"report", "profit", "--by", "state", "--format", "json"}).json();
  CHECK_FALSE(told.at("tables").at(0).at("rows").empty());
  CHECK(has(desk.run({"report", "profit", "--month", "2026-13"}).err, "--month"));
  CHECK(has(desk.run({"report", "profit", "--format", "html"}).out, "<svg "));
  CHECK(has(desk.run({"report", "profit"}).out, "total"));

  const Ran done = desk.run({"--json", "reconcile"});
  CAPTURE(done.err);
  CHECK(done.code == (done.json().at("ties_out").get<bool>() ? app::exit_ok : app::exit_not_so));
  CHECK(desk.run({"reconcile", "--format", "json"}).json() == done.json());
  CHECK(desk.run({"reconcile", "2020-01-01"}).code == app::exit_not_so);
  CHECK(desk.run({"reconcile", "2020-01-01", "--since", "2026-01-01"}).code == app::exit_usage);
  CHECK(desk.run({"reconcile", "--rate", "much"}).code == app::exit_usage);
  CHECK(has(desk.run({"reconcile", "--at", "2026-02-10"}).out, "Walmart's rows by posted date"));
  for (const auto& asked : {std::vector<std::string>{"--json", "reconcile", "--at", "2026-02-10"},
                            {"reconcile", "--at", "2026-02-10", "--format", "json"}})
    CHECK(desk.run(asked).json().at("unexplained") == "0.00 USD");
}

TEST_CASE("lines of a bank statement are taken once, and a bad one says where it is") {
  Desk desk;
  desk.configure("https://walmart.test", "https://xero.test");
  desk.write("bank.csv", "reference,date,amount,balance,currency\nPAYONEER,2026-02-10,68.35,9,USD\n");
  const std::string file = (desk.directory() / "bank.csv").string();
  CHECK(has(desk.run({"import", "deposits", file}).out, "1 new, 0 known lines of the bank"));
  CHECK(desk.run({"--json", "import", "deposits", file}).json() == Json({{"new", 0}, {"known", 1}}));
  const Ran bad =
      desk.run({"import", "deposits", "-"}, "date,amount,currency,reference\n10/02/2026,1,USD,\n");
  CHECK(bad.code == app::exit_not_so);
  CHECK(has(bad.err, "standard input:2:"));
  CHECK(has(desk.run({"import", "deposits", "-"}, "date,amount\n").err, "no column \"currency\""));
  CHECK(desk.run({"import", "deposits"}).code == app::exit_usage);
}

TEST_CASE("pages escape whatever an order says, and the largest exceptions come first in the text") {
  flow::Reconciliation done;
  for (const char* amount : {"9.00", "3.00"}) {
    flow::Finding finding;
    finding.purchase_order = "<b>1</b>";
    finding.sku = "=1+1";
    finding.money = {Decimal::parse(amount).value(), Currency::parse("USD").value()};
    finding.text = "a & b";
    done.findings.push_back(finding);
  }
  const app::ReconcileHead head{"us", "settlement 2026-02-06", {}, 1};
  const std::string page = app::reconcile_page(done, head);
  CHECK(has(page, "&lt;b&gt;1&lt;/b&gt;"));
  CHECK(has(page, "a &amp; b"));
  CHECK_FALSE(has(page, "<b>"));
  CHECK_FALSE(has(page, "<script"));
  const std::string text = app::reconcile_text(done, head);
  CHECK(has(text, "2 exceptions"));
  CHECK(has(text, "12.00 USD"));
  CHECK(has(text, "1 smaller ones are left out; --all shows them"));
  CHECK(has(app::reconcile_csv(done), ",'=1+1,"));
  auto& tie = done.settlements.emplace_back();
  tie.id = "2026-02-06";
  tie.payable = {Decimal::parse("68.35").value(), Currency::parse("USD").value()};
  tie.unexplained = {Decimal::parse("-1.00").value(), tie.payable.currency};
  tie.deposited = "missing";
  const std::string csv = app::reconcile_csv(done);
  CHECK(has(csv, "settlement,payable,68.35,USD,"));
  CHECK(has(csv, ",2026-02-06,0 of 0 documents posted; deposit: missing\r\n"));
  CHECK(has(csv, "settlement,unexplained,-1.00,USD,"));

  flow::ClearingProof proof;
  proof.books = proof.difference = tie.payable;
  proof.causes.push_back({"rows that wait for their order", tie.payable, 1, {}, false});
  proof.faults.push_back({"settlement 2026-02-06: it pays 68.35, and", tie.unexplained});
  proof.items.push_back({"=1", tie.payable, {Decimal(), tie.payable.currency}});
  const std::string proven = app::proof_csv(proof);
  CHECK(has(proven, "proof,The books: clearing with what is receivable and carried forward,68.35,USD,"));
  CHECK(has(proven, "proof,of it rows that wait for their order,68.35,USD,,,1\r\n"));
  CHECK(has(proven, "it pays 68.35"));
  CHECK(has(proven, "proof,Unexplained,0.00,"));
  CHECK(has(proven, "order,'=1,68.35,USD,68.35,0.00,\r\n"));

  flow::ProfitTable table;
  table.currency = Currency::parse("USD").value();
  for (const auto& [name, margin] : {std::pair{"<svg onload=x>", "10.00"}, std::pair{"", "-5.00"}}) {
    flow::ProfitRow row;
    row.name = name;
    row.margin = Decimal::parse(margin).value();
    table.rows.push_back(row);
  }
  const std::string profit = app::profit_page({table}, {"us", "2026-01", flow::ProfitBy::sku, {}});
  CHECK(has(profit, "&lt;svg onload=x&gt;"));
  CHECK(has(profit, "class=\"loss\""));
  CHECK(has(profit, "(not by sku)"));
  CHECK_FALSE(has(profit, "<svg onload"));
}

TEST_CASE("a profit says the same as text, CSV, JSON and a page that needs nothing else") {
  const auto amount = [](const char* text) { return Decimal::parse(text).value(); };
  flow::ProfitTable table;
  table.currency = Currency::parse("USD").value();
  table.rows = {{"MUG <1>", amount("30"), amount("-5"), amount("-3.10"), amount("0"), amount("-7.5"),
                 amount("14.4"), amount("3"), amount("0"), amount("1")},
                {"LAMP", amount("20"), amount("0"), amount("-2"), amount("1"), amount("0"), amount("19"),
                 amount("2"), amount("2"), amount("0")},
                {"", amount("0"), amount("0"), amount("-40"), amount("0"), amount("0"), amount("-40"),
                 amount("0"), amount("0"), amount("0")}};
  table.total = {"",          amount("50"),   amount("-5"),   amount("-45.1"),
                 amount("1"), amount("-7.5"), amount("-6.6"), amount("5"),
                 amount("2"), amount("1")};
  const app::ProfitHead head{"us", "2026-01", flow::ProfitBy::sku,
                             Instant::parse("2026-02-10T12:00:00Z").value()};
  CHECK(app::profit_csv({table}, head) ==
        "sku,units,units_returned,revenue,refunds,fees,other,unit_cost,units_without_cost,margin,currency\r\n"
        "MUG <1>,3,1,30.00,-5.00,-3.10,0.00,-7.50,0,14.40,USD\r\n"
        "LAMP,2,0,20.00,0.00,-2.00,1.00,,2,19.00,USD\r\n"
        "(not by sku),0,0,0.00,0.00,-40.00,0.00,0.00,0,-40.00,USD\r\n");
  const Json json = app::profit_json({table}, head).at("tables").at(0);
  CHECK(json.at("rows").at(1) == Json({{"name", "LAMP"},
                                       {"units", "2"},
                                       {"units_returned", "0"},
                                       {"revenue", "20.00"},
                                       {"refunds", "0.00"},
                                       {"fees", "-2.00"},
                                       {"other", "1.00"},
                                       {"unit_cost", nullptr},
                                       {"units_without_cost", "2"},
                                       {"margin", "19.00"}}));
  CHECK(json.at("rows").at(0).at("unit_cost") == "-7.50");
  CHECK(json.at("rows").at(2).at("name").is_null());
  CHECK(json.at("total").at("margin") == "-6.60");
  // Blanks as one, so that columns are words.
  std::string text;
  for (const char c : app::profit_text({table}, head))
    if (c != ' ' || text.empty() || text.back() != ' ') text += c;
  CAPTURE(text);
  CHECK(has(text, "MUG <1> 3 1 30.00 -5.00 -3.10 0.00 -7.50 0 14.40\n"));
  CHECK(has(text, "LAMP 2 0 20.00 0.00 -2.00 1.00 - 2 19.00\n"));
  CHECK(has(text, "total 5 1 50.00 -5.00 -45.10 1.00 -7.50 2 -6.60\n"));
  CHECK(has(text, "no rule tells what 2 of 5 units cost; margins are before it\n"));
  std::string page = app::profit_page({table}, head);
  CAPTURE(page);
  CHECK(has(page,
            "<td>MUG &lt;1&gt;</td><td class=\"n\">3</td><td class=\"n\">1</td>"
            "<td class=\"n\">30.00</td>"));
  CHECK(has(page, "<td class=\"n\">-</td><td class=\"n\">2</td><td class=\"n\">19.00</td>"));
  CHECK(has(page, "<td class=\"n\">2</td><td class=\"n\">-6.60</td>"));
  CHECK(has(page, "no rule tells what 2 of 5 units cost; margins are before it"));
  CHECK(has(page, "<svg "));
  int bars = 0;
  for (auto at = page.find("<rect "); at != std::string::npos; at = page.find("<rect ", at + 1)) ++bars;
  CHECK(bars == 3);
  const std::string name_of_svg = "http://www.w3.org/2000/svg";
  page.erase(page.find(name_of_svg), name_of_svg.size());
  for (const char* reference : {"http", "//", "src=", "href", "@import", "url(", "<script", "<link"})
    CHECK_MESSAGE(!has(page, reference), reference);
}

TEST_CASE("the opening balance and a month's accrual are told by status, explain and replay") {
  Desk desk;
  desk.simulate(3);
  desk.edit("crosswalk.yaml", "book: created",
            "book: shipped\n    posting: settlement\n    accrue: month_end");
  desk.edit("crosswalk.yaml", "timezone: America/New_York}",
            "timezone: America/New_York, clearing_account: \"090\", carried_forward_account: \"125\", "
            "accrued_income_account: \"127\", opening_account: \"126\", opening_balance: 100.00}");
  const Ran once = desk.run({"once"});
  CAPTURE(once.err);
  CHECK(has(desk.run({"status"}).out,
            "opening balance  100.00 USD, of it settled 0.00 USD, still expected 100.00 USD"));
  CHECK(desk.run({"--json", "status"}).json().at("us").at("opening_balance").at("expected") == "100.00");
  CHECK(has(desk.run({"explain", "opening"}).out, "account 126  (crosswalk.yaml, books.opening_account)"));
  CHECK(has(desk.run({"explain", "2026-01"}).out, "accrual 2026-01 (pair us): booked"));
  const auto stands = [&] { return desk.simulated().xero().trial_balance().at("126").text(2); };
  CHECK(stands() == "-100.00");

  desk.edit("crosswalk.yaml", "opening_balance: 100.00", "opening_balance: 90.00");
  CHECK(desk.run({"once"}).code == app::exit_not_so);
  CHECK(has(desk.run({"review"}).out, "the opening balance is booked as 100.00 USD of 2020-01-01"));
  const Ran asked = desk.run({"replay", "opening", "2026-01"}, "n\n");
  CAPTURE(asked.out);
  CHECK(asked.code == app::exit_not_so);
  CHECK(has(asked.out, "2 records; with the rules of now 2 would be settled and 0 would still wait"));
  CHECK(has(asked.out, "opening opening: booked, -10.00 USD on 2020-01-01"));
  CHECK(has(asked.out, "accrual 2026-01: booked, nothing is to be accrued that is not"));
  CHECK(has(asked.out, "  126 "));
  CHECK(stands() == "-100.00");
  CHECK(desk.run({"replay", "opening", "--yes"}).code == app::exit_ok);
  desk.run({"once", "--no-sweep"});
  CHECK(stands() == "-90.00");
  CHECK(has(desk.run({"status"}).out, "still expected 90.00 USD"));
}
