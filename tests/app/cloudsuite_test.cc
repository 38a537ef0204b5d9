// A pair whose ledger is CloudSuite, as a person runs it: connected by its .ionapi file, checked, and booked
// from orders to posted detail.
#include <set>

#include "cloudsuite_desk.h"

namespace crosswalk::tests {

TEST_CASE(
    "a pair is connected to CloudSuite by a file that is not needed afterwards, and disconnected again") {
  CloudDesk desk;
  Ran ran = desk.run({"check"});
  CHECK(ran.code == 2);
  CHECK(has(ran.err, "crosswalk connect cloudsuite --pair us --ionapi FILE"));
  CHECK(has(desk.run({"status"}).out, "attention: not connected to Infor CloudSuite yet"));

  desk.write("half.ionapi", "{\"ti\": \"ACME_TST\"}");
  ran = desk.run({"connect", "cloudsuite", "--ionapi", desk.path("half.ionapi")});
  CHECK(ran.code == 2);
  CHECK(has(ran.err, "the field \"ci\" (client id) is missing"));

  ran = desk.run({"connect", "cloudsuite", "--ionapi", desk.path("acme.ionapi")});
  REQUIRE_MESSAGE(ran.code == 0, ran.err);
  CHECK(has(ran.out, "pair us is connected to tenant ACME_TST"));
  std::filesystem::remove(desk.directory() / "acme.ionapi");
  CHECK_FALSE(has(desk.read("books.db") + desk.read("books.db-wal"), "simulated-secret-key"));
  ran = desk.run({"check"});
  CHECK_MESSAGE(ran.code == 0, ran.err);
  CHECK(desk.cloudsuite().tokens_issued() == 1);
  CHECK(has(desk.run({"status"}).out, "signed in to CloudSuite  ACME_TST"));

  ran = desk.run({"connect", "cloudsuite", "--disconnect"});
  CHECK_MESSAGE(ran.code == 0, ran.err);
  CHECK(desk.cloudsuite().live_tokens() == 0);
  CHECK(desk.run({"check"}).code == 2);
  CHECK(desk.run({"connect", "cloudsuite", "--disconnect"}).code == 1);
  CHECK(desk.run({"connect", "cloudsuite"}).code == 2);
  CHECK(has(desk.run({"connect", "xero"}).err, "the ledger of pair \"us\" is CloudSuite"));
}

TEST_CASE("refused credentials change nothing") {
  CloudDesk desk;
  std::string file = desk.read("acme.ionapi");
  file.replace(file.find("simulated-secret-key"), 9, "forgotten");
  desk.write("wrong.ionapi", file);
  const Ran ran = desk.run({"connect", "cloudsuite", "--ionapi", desk.path("wrong.ionapi")});
  CHECK(ran.code == 2);
  CHECK(has(ran.err, "Infor refuses these credentials; nothing was changed"));
  CHECK(desk.run({"check"}).code == 2);
}

TEST_CASE("orders are read, mapped and posted in CloudSuite's ledger, once") {
  CloudDesk desk;
  REQUIRE(desk.run({"connect", "cloudsuite", "--ionapi", desk.path("acme.ionapi")}).code == 0);
  const Ran first = desk.run({"once"});
  CHECK_MESSAGE(first.code == 0, (first.out + first.err));
  CHECK(desk.sales() == desk.simulated().walmart().totals().charges.shipped.amount);
  // What rules booked and what the ledger holds are told by the same measure.
  const Json told = desk.run({"status", "--json"}).json()["us"];
  CHECK(told["posted"] == told["booked"]);
  const auto rows = desk.cloudsuite().ledger().size();
  CHECK(rows > 0);
  CHECK(desk.run({"once"}).code == 0);
  CHECK(desk.cloudsuite().ledger().size() == rows);
  for (const auto& [group, times] : desk.cloudsuite().run_groups_interfaced()) CHECK(times == 1);
  CHECK(desk.cloudsuite().tokens_issued() <= 2);
}

TEST_CASE("status says when the calendar lets documents leave for the ledger") {
  CloudDesk desk;
  CHECK(desk.run({"status", "--json"}).json()["us"]["delivery"]["leaves"].is_null());
  desk.edit("crosswalk.yaml", "    charge_amount: line\n",
            "    charge_amount: line\n    poll: {post: period_end}\n");
  CHECK(has(desk.run({"status"}).out, "a running engine sends to the ledger at 2026-03-01 11:00 UTC"));
}

TEST_CASE(
    "through every fault of CloudSuite the books come to Walmart's figures, and no run group is used twice") {
  CloudDesk desk(80);
  REQUIRE(desk.run({"connect", "cloudsuite", "--ionapi", desk.path("acme.ionapi")}).code == 0);
  desk.cloudsuite().set_random_faults(11, 0.05);
  const Decimal wanted = desk.simulated().walmart().totals().charges.shipped.amount;
  int rounds = 0;
  for (; rounds < 40 && desk.sales() != wanted; ++rounds) {
    (void)desk.run({"once"});
    desk.clock().advance(Millis(900'000));
  }
  CHECK(desk.sales() == wanted);
  desk.cloudsuite().set_random_faults(11, 0);
  for (int i = 0; i < 3; ++i) {
    (void)desk.run({"once"});
    desk.clock().advance(Millis(900'000));
  }
  CHECK(desk.run({"once"}).code == 0);  // nothing is left that waits or asks for a person
  CHECK(desk.sales() == wanted);
  for (const auto& [account, amount] : desk.cloudsuite().trial_balance())
    if (account == "820") CHECK(amount.is_zero());
  std::set<std::pair<std::string, std::string>> seen;  // no line twice
  for (const auto& row : desk.cloudsuite().ledger())
    CHECK(seen.emplace(row.at("Reference") + " " + row.at("Description"),
                       row.at("AccountCode") + row.at("PostingDate"))
              .second);
  for (const auto& [group, times] : desk.cloudsuite().run_groups_interfaced()) CHECK(times == 1);
  CHECK(desk.cloudsuite().random_faults() > 5);
  CHECK(desk.cloudsuite().tokens_over_budget() == 0);
  CHECK(desk.cloudsuite().breaches().empty());
}

}  // namespace crosswalk::tests
