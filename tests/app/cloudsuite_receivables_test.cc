// A pair whose orders and returns go into CloudSuite's receivables: through every fault of its side the
// ledger ends with what was booked, and receivables with an invoice or credit memo for all that was sold or
// given back.
#include <map>
#include <set>

#include "cloudsuite/receivable_names.h"
#include "cloudsuite_desk.h"
#include "config/receivables_section.h"

namespace crosswalk::tests {
namespace {

constexpr Millis a_day{86'400'000};

simulator::World a_month() {
  simulator::WorldSettings settings;
  settings.seed = 610;
  settings.orders = 40;
  settings.from = Instant::parse("2026-02-10T12:00:00Z").value();
  settings.over = 30 * a_day;
  settings.quirks = simulator::QuirkShares::none();
  settings.after_sale.emplace().quirks = simulator::SettlementQuirks::none();
  return simulator::make_world(settings);
}

void keep_receivables(CloudDesk& desk) {
  desk.edit("crosswalk.yaml", "      system: WM\n",
            "      system: WM\n      path: receivables\n      receivable_account: \"610\"\n"
            "      receivables: {company: \"1000\"}\n");
  REQUIRE(desk.run({"connect", "cloudsuite", "--ionapi", desk.path("acme.ionapi")}).code == 0);
}

using Sums = std::map<std::string, Decimal>;

void sum_up(Sums& sums, const std::string& account, const std::string& amount) {
  sums[account] = add(sums[account], Decimal::parse(amount).value()).value();
}

}  // namespace

TEST_CASE("every name that crosswalk.yaml takes for receivables is one of theirs") {
  cloudsuite::ReceivableNames names;
  std::set<std::string*> members;
  for (const auto name : config::receivable_names()) {
    CAPTURE(name);
    std::string* member = cloudsuite::name_under(names, name);
    CHECK(member != nullptr);
    CHECK(members.insert(member).second);
  }
}

TEST_CASE("through every fault of CloudSuite orders and returns are invoices and credit memos, once") {
  CloudDesk desk(a_month());
  // The example's rules ask a person about these fees.
  desk.edit("rules/account.lua", "\"Misc Invoices\", ",
            "\"Misc Invoices\", \"WMSC Logistics Services\", \"Review Accelerator\", ");
  keep_receivables(desk);
  const Ran checked = desk.run({"check"});
  CHECK_MESSAGE(checked.code == 0, (checked.out + checked.err));
  auto& ledger = desk.cloudsuite();
  ledger.set_random_faults(610, 0.05);
  // Somebody looks at what the ledger refused, and sends it round again.
  const auto visit_for = [&](int visits, Millis between) {
    for (int visit = 0; visit < visits; ++visit) {
      if (desk.run({"once"}).code != 0) (void)desk.run({"replay", "--rejected", "--yes"});
      desk.clock().advance(between);
    }
  };
  visit_for(20, 2 * a_day);
  CHECK(ledger.random_faults() > 10);
  ledger.set_random_faults(610, 0);
  visit_for(10, 5 * a_day);
  const Ran last = desk.run({"once"});
  CHECK_MESSAGE(last.code == 0, (last.out + last.err));

  Sums booked;
  for (const auto& entry : desk.run({"export", "--json"}).json()) {
    const std::string account = entry["account"].get<std::string>();
    sum_up(booked, account == "receivable" ? "610" : account, entry["amount"].get<std::string>());
  }
  Sums posted = ledger.trial_balance();
  for (const auto& sum : booked) {
    CAPTURE(sum.first);
    CHECK(posted[sum.first].text(2) == sum.second.text(2));
  }
  CHECK(posted["610"].is_zero());
  CHECK(desk.sales() == desk.simulated().walmart().totals().charges.shipped.amount);

  // What receivables are owed in all is what the orders and returns say.
  Sums owed;
  std::set<std::string> numbers;
  for (const auto& row : ledger.rows("ReceivableInvoice")) {
    sum_up(owed, row.at("InvoiceType"), row.at("Amount"));
    CHECK_MESSAGE(numbers.insert(row.at("Invoice")).second, row.at("Invoice"));
  }
  const Json told = desk.run({"status", "--json"}).json()["us"];
  CHECK(told["posted"] == told["booked"]);
  CHECK_FALSE(owed["C"].is_zero());
  const std::string net = subtract(owed["I"], owed["C"]).value().text(2);
  CHECK_MESSAGE(has(told["posted"].dump(), net), (told["posted"].dump() + " " + net));
  for (const char* staged :
       {"ReceivableInvoiceImport", "ReceivableInvoiceDetailImport", "ReceivableInvoiceDistributionImport"})
    CHECK(ledger.rows(staged).empty());
  for (const auto& used : ledger.run_groups_interfaced()) CHECK_MESSAGE(used.second == 1, used.first);
  CHECK_FALSE(has(desk.run({"reconcile"}).out, "ledger differs"));
  CHECK(ledger.tokens_over_budget() == 0);
  const std::string order = desk.simulated().walmart().purchase_orders().front();
  const std::string story = desk.run({"explain", order}).out;
  CHECK_MESSAGE((has(story, "receivable") && has(story, "WM-" + order)), story);
}

}  // namespace crosswalk::tests
