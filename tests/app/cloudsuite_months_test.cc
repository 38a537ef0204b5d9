// Whole months of an account whose ledger is CloudSuite: the books are closed on the first day of the next
// month, and three months under every fault of its side, each met by its name, end with what was booked,
// once.
//
// CROSSWALK_WORLDS=20 runs so many larger worlds of other seeds instead; a failure names its seed.
#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

#include "cloudsuite_desk.h"

namespace crosswalk::tests {
namespace {

constexpr Millis an_hour{3'600'000};
constexpr Millis a_day = 24 * an_hour;

simulator::World months(std::uint64_t seed, int orders, Instant from, Millis over) {
  simulator::WorldSettings settings;
  settings.seed = seed;
  settings.orders = orders;
  settings.from = from;
  settings.over = over;
  settings.quirks = simulator::QuirkShares::none();
  settings.after_sale = simulator::AfterSale();
  settings.after_sale->quirks = simulator::SettlementQuirks::none();
  return simulator::make_world(settings);
}

Decimal plus(Decimal a, Decimal b) {
  return add(a, b).value();
}

// By account, of posted rows dated before `day`.
std::map<std::string, Decimal> posted_before(CloudDesk& desk, Date day) {
  std::string text = day.text();
  std::erase(text, '-');
  std::map<std::string, Decimal> sums;
  for (const auto& row : desk.cloudsuite().ledger()) {
    if (row.at("PostingDate") >= text) continue;
    Decimal& sum = sums[row.at("AccountCode")];
    sum = plus(sum, Decimal::parse(row.at("TransactionAmount")).value());
  }
  return sums;
}

// What the market had shipped by then, and what was given back, without taxes.
Decimal shipped_before(CloudDesk& desk, Instant when) {
  Decimal sum;
  for (const auto& po : desk.simulated().walmart().purchase_orders())
    for (const auto& part : desk.simulated().walmart().truth(po).parts)
      if (part.at < when) sum = plus(sum, part.charges.amount);
  return sum;
}
Decimal returned_before(CloudDesk& desk, Instant when) {
  Decimal sum;
  for (const auto& id : desk.simulated().walmart().return_orders())
    for (const auto& line : desk.simulated().walmart().return_truth(id).lines)
      for (const auto& refund : line.refunds)
        if (refund.at < when)
          for (const auto& charge : refund.charges) sum = plus(sum, charge.amount);
  return sum;
}
Decimal given_back(CloudDesk& desk) {
  Decimal sum;
  for (const auto& po : desk.simulated().walmart().purchase_orders())
    for (const auto& line : desk.simulated().walmart().standing(po).lines)
      for (const auto& refund : line.refunds) sum = subtract(sum, refund.charge.amount).value();
  return sum;
}

// Each account of the ledger holds on each day what our own entries say, which `export` tells.
void check_posted_is_booked(CloudDesk& desk) {
  std::map<std::string, Decimal> booked;
  for (const auto& entry : desk.run({"export", "--json"}).json()) {
    const auto account = entry["account"].get<std::string>();
    if (account == "receivable") continue;  // zero in sum where there is a clearing account, and in no row
    std::string day = entry["date"].get<std::string>();
    std::erase(day, '-');
    Decimal& sum = booked[account + " " + day];
    sum = plus(sum, Decimal::parse(entry["amount"].get<std::string>()).value());
  }
  std::map<std::string, Decimal> posted;
  for (const auto& row : desk.cloudsuite().ledger()) {
    Decimal& sum = posted[row.at("AccountCode") + " " + row.at("PostingDate")];
    sum = plus(sum, Decimal::parse(row.at("TransactionAmount")).value());
  }
  for (const auto& sum : booked) {
    CAPTURE(sum.first);
    CHECK(posted[sum.first].text(2) == sum.second.text(2));
  }
  for (const auto& sum : posted)
    CHECK_MESSAGE((booked.contains(sum.first) || sum.second.is_zero()), sum.first);
}

void check_once(CloudDesk& desk) {
  std::set<std::string> seen;
  for (const auto& row : desk.cloudsuite().ledger()) {
    std::string all;
    for (const char* name : {"Reference", "Description", "DocumentNumber", "AccountCode", "PostingDate",
                             "FinanceDimension1", "FinanceDimension2", "FinanceDimension3"})
      if (const auto found = row.find(name); found != row.end()) all += found->second + "|";
    CHECK_MESSAGE(seen.insert(all).second, all);
  }
  for (const auto& used : desk.cloudsuite().run_groups_interfaced())
    CHECK_MESSAGE(used.second == 1, used.first);
}

// What the settlements come to whose reports are there.
Decimal settled(CloudDesk& desk) {
  Decimal sum;
  for (const auto& settlement : desk.simulated().walmart().settlements())
    if (Instant::parse(settlement.report_date.text() + "T12:00:00Z").value() <= desk.clock().now())
      sum = plus(sum, settlement.payable);
  return sum;
}

void live_through(std::uint64_t seed, int orders, Millis between_passes, bool whole = false) {
  CAPTURE(seed);
  const Instant begin = Instant::parse("2026-02-10T12:00:00Z").value();
  CloudDesk desk(months(seed, orders, begin, 80 * a_day));
  // The example's rules ask a person about these fees.
  desk.edit("rules/account.lua", "\"Misc Invoices\", ",
            "\"Misc Invoices\", \"WMSC Logistics Services\", \"Review Accelerator\", ");
  if (whole)
    desk.edit("crosswalk.yaml", "clearing_account: \"090\"}\n",
              "clearing_account: \"090\", carried_forward_account: \"125\"}\n    posting: settlement\n");
  REQUIRE(desk.run({"connect", "cloudsuite", "--ionapi", desk.path("acme.ionapi")}).code == 0);
  auto& ledger = desk.cloudsuite();
  simulator::CloudSuiteLimits limits;  // no more than crosswalk.yaml lets us ask for
  limits.minute = 600;
  limits.day = 100'000;
  limits.smoothed_after = 300;
  ledger.set_limits(limits);
  ledger.set_random_faults(seed, 0.05);
  while (desk.clock().now() < begin + 90 * a_day) {
    // Somebody looks at what the ledger refused, and sends it round again.
    if (desk.run({"once"}).code != 0) (void)desk.run({"replay", "--rejected", "--yes"});
    desk.clock().advance(between_passes);
  }
  // A document a settlement is too few for every name.
  if (whole) CHECK(ledger.random_faults() > 20);
  for (const auto& struck : ledger.random_faults_by_name())
    CHECK_MESSAGE((whole || struck.second > 0), struck.first);
  ledger.set_random_faults(seed, 0);
  (void)desk.run({"once"});
  (void)desk.run({"replay", "--rejected", "--yes"});
  // What shipped last is settled weeks later.
  for (int visit = 0; visit < 16; ++visit) {
    (void)desk.run({"once"});
    desk.clock().advance(5 * a_day);
  }
  const Ran last = desk.run({"once"});
  CHECK_MESSAGE(last.code == 0, (last.out + last.err));
  const auto rows = ledger.ledger().size();
  CHECK(desk.run({"once"}).code == 0);
  CHECK(ledger.ledger().size() == rows);

  const Json told = desk.run({"status", "--json"}).json()["us"];
  CHECK(told["unsettled"].empty());
  CHECK(ledger.trial_balance()["090"].text(2) == settled(desk).text(2));
  CHECK(desk.sales() == desk.simulated().walmart().totals().charges.shipped.amount);
  check_posted_is_booked(desk);
  check_once(desk);
  CHECK(ledger.rows("GLTransactionInterface").empty());
  CHECK(ledger.tokens_over_budget() == 0);
  CHECK(ledger.breaches().empty());
  CHECK_FALSE(has(desk.run({"reconcile"}).out, "ledger differs"));
}

}  // namespace

TEST_CASE("on the first of a month one `once` closes the books of the month before") {
  const Instant march = Instant::parse("2026-03-01T05:00:00Z").value();  // midnight in New York
  CloudDesk desk(months(7, 60, march - 40 * a_day, 40 * a_day));
  REQUIRE(desk.run({"connect", "cloudsuite", "--ionapi", desk.path("acme.ionapi")}).code == 0);
  CHECK(desk.run({"once"}).code == 0);
  desk.clock().advance(march + an_hour - desk.clock().now());
  const Ran closing = desk.run({"once"});
  CHECK_MESSAGE(closing.code == 0, (closing.out + closing.err));

  const Date first = Date::parse("2026-03-01").value();
  auto posted = posted_before(desk, first);
  const Decimal income = plus(plus(posted["200"], posted["210"]), posted["215"]);
  CHECK(income.negated().text(2) == shipped_before(desk, march).text(2));
  CHECK(posted["230"].text(2) == plus(returned_before(desk, march), given_back(desk)).text(2));
  CHECK_FALSE(posted["230"].is_zero());

  // Nothing is open but what Walmart has not settled.
  const Json told = desk.run({"status", "--json"}).json()["us"];
  for (const char* state : {"held", "dead", "received"}) CHECK_FALSE(told["records"].contains(state));
  CHECK(told["documents"].size() == 1);
  CHECK(told["documents"].contains("posted"));
  CHECK(told["stuck"].empty());
  for (const auto& settlement : told["settlements"]) CHECK(settlement["state"] == "booked");
  const Decimal open = subtract(desk.cloudsuite().trial_balance()["090"], settled(desk)).value();
  CHECK_FALSE(open.is_zero());
  CHECK(told["unsettled"]["USD"]["amount"].get<std::string>() == open.text(2));
  CHECK(
      has(desk.run({"status"}).out, "shipped or refunded, and not settled yet  " + open.text(2) + " USD of"));

  // Each record's run groups say what is booked of it.
  CHECK_FALSE(has(desk.run({"reconcile"}).out, "ledger differs"));

  // The accountant closes the period, and nothing goes into it any more.
  desk.cloudsuite().open_periods_from(first);
  desk.clock().advance(3 * a_day);
  const Ran later = desk.run({"once"});
  CHECK_MESSAGE(later.code == 0, (later.out + later.err));
  for (const auto& sum : posted_before(desk, first)) {
    CAPTURE(sum.first);
    CHECK(sum.second.text(2) == posted[sum.first].text(2));
  }
}

TEST_CASE("with one document a settlement the month is closed by what is accrued, and once in the end") {
  const Instant march = Instant::parse("2026-03-01T05:00:00Z").value();  // midnight in New York
  CloudDesk desk(months(7, 60, march - 40 * a_day, 40 * a_day));
  desk.edit("crosswalk.yaml", "clearing_account: \"090\"}\n",
            "clearing_account: \"090\", carried_forward_account: \"125\", accrued_income_account: \"127\"}\n"
            "    posting: settlement\n"
            "    accrue: month_end\n");
  // The example's rules ask a person about these fees.
  desk.edit("rules/account.lua", "\"Misc Invoices\", ",
            "\"Misc Invoices\", \"WMSC Logistics Services\", \"Review Accelerator\", ");
  REQUIRE(desk.run({"connect", "cloudsuite", "--ionapi", desk.path("acme.ionapi")}).code == 0);
  CHECK(desk.run({"once"}).code == 0);
  desk.clock().advance(march + 7 * an_hour - desk.clock().now());
  const Ran closing = desk.run({"once"});
  CHECK_MESSAGE(closing.code == 0, (closing.out + closing.err));

  const Date first = Date::parse("2026-03-01").value();
  auto posted = posted_before(desk, first);
  const Decimal income = plus(plus(posted["200"], posted["210"]), posted["215"]);
  CHECK(income.negated().text(2) == shipped_before(desk, march).text(2));
  CHECK(posted["230"].text(2) == plus(returned_before(desk, march), given_back(desk)).text(2));
  const Decimal accrued = desk.cloudsuite().trial_balance()["127"];
  CHECK_FALSE(accrued.is_zero());
  CHECK(desk.run({"status", "--json"}).json()["us"]["accrued"]["USD"]["amount"] == accrued.text(2));
  CHECK(has(desk.run({"status"}).out, "accrued at a month's end, and not settled yet  " + accrued.text(2)));
  CHECK(has(desk.run({"explain", "2026-02"}).out, "gl_run_group WMA-2026-02"));

  desk.cloudsuite().open_periods_from(first);
  for (int visit = 0; visit < 16; ++visit) {
    (void)desk.run({"once"});
    desk.clock().advance(5 * a_day);
  }
  const Ran last = desk.run({"once"});
  CHECK_MESSAGE(last.code == 0, (last.out + last.err));
  for (const auto& sum : posted_before(desk, first)) {
    CAPTURE(sum.first);
    CHECK(sum.second.text(2) == posted[sum.first].text(2));
  }
  CHECK(desk.cloudsuite().trial_balance()["127"].text(2) == "0.00");
  CHECK(desk.run({"status", "--json"}).json()["us"]["accrued"].empty());
  CHECK(desk.sales() == desk.simulated().walmart().totals().charges.shipped.amount);
  check_posted_is_booked(desk);
  check_once(desk);
}

TEST_CASE("three months under every fault of CloudSuite: what is posted is what was booked, once") {
  const char* worlds = std::getenv("CROSSWALK_WORLDS");
  if (worlds == nullptr) {
    live_through(20260210, 120, a_day);
    return;
  }
  for (int i = 1; i <= std::atoi(worlds); ++i) live_through(static_cast<std::uint64_t>(i), 300, a_day / 2);
}

TEST_CASE("three months under every fault of CloudSuite, a document a settlement") {
  live_through(20260210, 40, 3 * a_day, true);
}

}  // namespace crosswalk::tests
