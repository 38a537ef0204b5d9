// Rounding (accounting.md §1.10): cents between what settled and what was booked are a line of their own, on
// the account that the books name for them, and never revenue; more than the tolerance is for a person.
#include <doctest/doctest.h>

#include "flow/settle_difference.h"
#include "flow/worked_example.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

void rounds(flow::PairSettings& settings) {
  settings.accounts.rounding = "860";
  settings.accounts.rounding_tolerance = Decimal::parse("0.02").value();
}

// A report of the worked order's sale alone, whose mugs settle at this price.
void sale_at(SettleDesk& desk, std::string_view mugs, std::string_view payable) {
  auto& report = desk.record(report_kind, report_id);
  sale_rows(report);
  report.lines[0].line().amount = usd(mugs);
  report.facts.sums.payable = usd(payable);
}

// What the settlement has on the account for rounding, as the documents say it.
std::string rounding_lines(SettleDesk& desk) {
  std::string text;
  for (const Entry& entry : desk.entries(report_kind, report_id).entries)
    if (entry.role == EntryRole::placed && entry.answers.account.value == "860")
      text += entry.description + " " + entry.amount.amount.text(2) + " " + entry.answers.tax.value + " " +
              entry.answers.account.origin.text() + "; ";
  return text;
}

}  // namespace

TEST_CASE("cents that settle more or less than was booked are an explicit line, and no rule is asked") {
  SettleDesk desk({}, true, rounds);
  worked_order(desk);
  std::string line;
  SUBCASE("more") {
    sale_at(desk, "50.00", "115.58");
    line = "rounding: settled more than was booked -0.02 NONE crosswalk.yaml, books.rounding_account; ";
  }
  SUBCASE("less") {
    sale_at(desk, "49.96", "115.54");
    line = "rounding: settled less than was booked 0.02 NONE crosswalk.yaml, books.rounding_account; ";
  }
  desk.receive_all();
  desk.book();
  CHECK(desk.state(report_kind, report_id) == "booked");
  CHECK(rounding_lines(desk) == line);
  CHECK(desk.balance("200") == "-129.97");
  CHECK(desk.balance("receivable") == "0.00");
  const std::string clearing = line.find("more") != std::string::npos ? "115.58" : "115.54";
  CHECK(desk.balance("clearing") == clearing);
  desk.replay(report_kind, report_id);
  CHECK(rounding_lines(desk) == line);
  CHECK(desk.balance("clearing") == clearing);
}

TEST_CASE("what differs by more than the tolerance is for the rules, and held where they have no answer") {
  SettleDesk desk({}, true, rounds);
  worked_order(desk);
  sale_at(desk, "50.01", "115.59");
  desk.receive_all();
  desk.book();
  CHECK(desk.state(report_kind, report_id) == "held");
  CHECK(desk.at(report_kind, report_id).stuck == usd("0.03"));
  CHECK(rounding_lines(desk).empty());
  CHECK(desk.balance("860") == "0.00");
  desk.mapper->accounts["other"] = "490";
  desk.replay(report_kind, report_id);
  CHECK(desk.state(report_kind, report_id) == "booked");
  CHECK(desk.balance("490") == "-0.03");
  CHECK(desk.balance("860") == "0.00");
}

TEST_CASE("cents that a report pays beside its rows are an explicit line, in either shape") {
  std::string cents = "0.01";
  Posting posting = Posting::order;
  SUBCASE("an order each") {}
  SUBCASE("a settlement each") {
    posting = Posting::settlement;
  }
  SUBCASE("a settlement each, less") {
    posting = Posting::settlement;
    cents = "-0.01";
  }
  SettleDesk desk({}, true, [posting](flow::PairSettings& settings) {
    rounds(settings);
    settings.posting = posting;
    settings.accounts.carried_forward = "850";
  });
  worked_order(desk);
  worked_return(desk);
  auto& report = worked_report(desk);
  report.facts.sums.payable.amount = add(report.facts.sums.payable.amount, usd(cents).amount).value();
  desk.receive_all();
  desk.book();
  CHECK(desk.state(report_kind, report_id) == "booked");
  CHECK(desk.balance("860") == usd(cents).amount.negated().text(2));
  CHECK(desk.balance("clearing") == add(usd("68.35").amount, usd(cents).amount).value().text(2));
  CHECK(desk.balance("200") == "-129.97");
  CHECK(rounding_lines(desk).starts_with("rounding: total payable less the rows of the report "));
}

TEST_CASE("without an account for rounding a cent is a difference like any other") {
  flow::BookAccounts accounts;
  accounts.rounding_tolerance = Decimal::whole(1);
  CHECK_FALSE(flow::is_rounding(usd("0.01"), accounts));
  accounts.rounding = "860";
  CHECK(flow::is_rounding(usd("-1.00"), accounts));
  CHECK_FALSE(flow::is_rounding(usd("-1.01"), accounts));
}
