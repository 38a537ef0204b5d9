// A pair whose ledger is CloudSuite, as a person runs it: connected by its .ionapi file, checked, and booked
// from orders to posted detail.
#include <sys/stat.h>

#include <map>
#include <thread>

#include "cloudsuite_desk.h"
#include "store/store.h"

namespace crosswalk::tests {
namespace {

constexpr const char* revocation = "POST /ACME_TST/as/revoke_token.oauth2";

// The credentials file of another tenant; the simulator signs it in like its own.
std::string of_another_tenant(const CloudDesk& desk) {
  std::string file = desk.read("acme.ionapi");
  file.replace(file.rfind("ACME_TST"), 8, "ACME_PRD");
  return file;
}

simulator::Fault answer_of(int status, int times) {
  simulator::Fault fault;
  fault.reply = {status, {}, "{}"};
  fault.times = times;
  return fault;
}

}  // namespace

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
  CHECK(has(ran.out, "pair us is connected to tenant ACME_TST by the app Crosswalk"));
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

TEST_CASE("a pair whose documents stand in one tenant is connected to no other") {
  CloudDesk desk;
  desk.write("prd.ionapi", of_another_tenant(desk));
  const auto connect = [&](const char* file) {
    return desk.run({"connect", "cloudsuite", "--ionapi", desk.path(file)});
  };
  REQUIRE(connect("acme.ionapi").code == 0);
  Ran ran = connect("prd.ionapi");
  CHECK_MESSAGE(ran.code == 0, ran.err);
  CHECK(has(ran.out, "a running engine, which still works for tenant ACME_TST"));
  ran = desk.run({"--json", "connect", "cloudsuite", "--ionapi", desk.path("acme.ionapi")});
  CHECK(text_in(ran.json(), "tenant_before") == "ACME_PRD");
  REQUIRE(desk.run({"once"}).code == 0);
  const auto refused = [&] {
    const int tokens = desk.cloudsuite().tokens_issued();
    ran = connect("prd.ionapi");
    CHECK(ran.code == 2);
    CHECK(has(ran.err, "documents of pair \"us\" stand in ACME_TST ("));
    CHECK(has(ran.err, " posted), and ACME_PRD would never get them; nothing was changed"));
    CHECK(has(ran.err, "give the pair another name in crosswalk.yaml or make a fresh workspace"));
    CHECK(desk.cloudsuite().tokens_issued() == tokens);
  };
  refused();
  CHECK(has(desk.run({"status"}).out, "signed in to CloudSuite  ACME_TST"));
  REQUIRE(desk.run({"connect", "cloudsuite", "--disconnect"}).code == 0);
  refused();  // what was connected once is remembered
  CHECK(connect("acme.ionapi").code == 0);
  desk.edit("crosswalk.yaml", "  us:\n", "  live:\n");
  CHECK(connect("prd.ionapi").code == 0);
}

TEST_CASE("status says that the kept lists are another tenant's, until its own are read") {
  CloudDesk desk;
  desk.write("prd.ionapi", of_another_tenant(desk));
  const auto connect = [&](const char* file) {
    return desk.run({"connect", "cloudsuite", "--ionapi", desk.path(file)}).code;
  };
  const std::string others =
      "attention: the kept lists (accounts, tax types, dimensions) are another ledger's, read from ACME_TST, "
      "CloudSuite 1 100";
  REQUIRE(connect("acme.ionapi") == 0);
  CHECK_FALSE(has(desk.run({"status"}).out, "kept lists"));  // never read
  REQUIRE(desk.run({"check"}).code == 0);
  CHECK_FALSE(has(desk.run({"status"}).out, "kept lists"));
  REQUIRE(connect("prd.ionapi") == 0);
  const std::string shown = desk.run({"status"}).out;
  CHECK_MESSAGE(has(shown, others), shown);
  CHECK(has(shown, "; this pair reads ACME_PRD, CloudSuite 1 100"));
  CHECK(desk.run({"status", "--json"}).json()["us"]["lists_of_another"] == true);
  REQUIRE(connect("acme.ionapi") == 0);
  CHECK_FALSE(has(desk.run({"status"}).out, "kept lists"));
  // Another entity of the same tenant has lists of its own.
  desk.edit("crosswalk.yaml", "accounting_entity: \"100\"", "accounting_entity: \"200\"");
  CHECK(has(desk.run({"status"}).out, others));
  CHECK(desk.run({"status", "--json"}).json()["us"]["lists_of_another"] == true);
}

TEST_CASE("an engine is said to work for the tenant before only where that is still connected") {
  CloudDesk desk;
  desk.write("prd.ionapi", of_another_tenant(desk));
  REQUIRE(desk.run({"connect", "cloudsuite", "--ionapi", desk.path("prd.ionapi")}).code == 0);
  REQUIRE(desk.run({"connect", "cloudsuite", "--disconnect"}).code == 0);
  const Ran ran = desk.run({"connect", "cloudsuite", "--ionapi", desk.path("acme.ionapi")});
  REQUIRE_MESSAGE(ran.code == 0, ran.err);
  CHECK(has(ran.out, "stop and start a running engine."));
  CHECK_FALSE(has(ran.out, "ACME_PRD"));
}

TEST_CASE("credentials come from a file, a pipe or standard input; only a file is left to delete") {
  CloudDesk desk;
  const auto connect = [&](const std::string& file, const std::string& input = {}) {
    return desk.run({"connect", "cloudsuite", "--ionapi", file}, input);
  };
  const Ran file = connect(desk.path("acme.ionapi"));
  CHECK(has(file.out, "sealed in the store: delete " + desk.path("acme.ionapi") + ", which is not needed"));
  const std::string text = desk.read("acme.ionapi");
  const Ran typed = connect("-", text);
  REQUIRE_MESSAGE(typed.code == 0, typed.err);
  CHECK(has(typed.out, "sealed in the store. `crosswalk check`"));
  const std::string pipe = desk.path("pipe");
  REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
  const std::jthread writer([&] { desk.write("pipe", text); });
  const Ran piped = connect(pipe);
  REQUIRE_MESSAGE(piped.code == 0, piped.err);
  CHECK_FALSE(has(piped.out, "delete"));
}

TEST_CASE("what is no file is refused in a sentence, by every command that reads one") {
  CloudDesk desk;
  const std::string directory = desk.path("rules");
  for (const std::vector<std::string>& command :
       {std::vector<std::string>{"connect", "cloudsuite", "--ionapi", directory},
        {"map", directory},
        {"import", directory}}) {
    const Ran ran = desk.run(command);
    CHECK(ran.code == 2);
    CHECK_MESSAGE(has(ran.err, directory + ": this is a directory; name a file"), ran.err);
  }
  desk.write("long.ionapi", std::string(100'000, ' '));
  const Ran ran = desk.run({"connect", "cloudsuite", "--ionapi", desk.path("long.ionapi")});
  CHECK(ran.code == 2);
  CHECK_MESSAGE(has(ran.err, "long.ionapi: this is longer than 64 KiB"), ran.err);
}

TEST_CASE("disconnect forgets what Infor refuses to revoke, and says so") {
  CloudDesk desk;
  const std::vector<std::string> disconnect = {"connect", "cloudsuite", "--disconnect"};
  const auto connect = [&] {
    REQUIRE(desk.run({"connect", "cloudsuite", "--ionapi", desk.path("acme.ionapi")}).code == 0);
  };
  const auto is_forgotten = [&] { return desk.run(disconnect).code == 1; };
  connect();
  desk.cloudsuite().faults().add(revocation, answer_of(400, 1));
  Ran ran = desk.run(disconnect);
  CHECK_MESSAGE(ran.code == 0, ran.err);
  CHECK(has(ran.out, "its credentials are forgotten. Infor did not revoke the token (HTTP 400)"));
  CHECK_FALSE(has(ran.out, "is revoked"));
  CHECK(is_forgotten());

  connect();
  desk.cloudsuite().faults().add(revocation, answer_of(503, 4));
  ran = desk.run(disconnect);
  CHECK(ran.code == 3);
  CHECK(has(ran.err, "(HTTP 503), so it still stands; nothing was forgotten. Try again, or add --forget"));
  ran = desk.run({"--json", "connect", "cloudsuite", "--disconnect", "--forget"});
  CHECK(ran.code == 0);
  CHECK(ran.json()["revoked"] == false);
  CHECK(is_forgotten());

  // A file that names no address for it.
  Json file = parse_json(desk.read("acme.ionapi"), "the file").value();
  file.erase("or");
  desk.write("acme.ionapi", file.dump());
  connect();
  ran = desk.run(disconnect);
  CHECK(ran.code == 0);
  CHECK(has(ran.out, "its credentials are forgotten. Its credentials name no address (or)"));
}

TEST_CASE("check spends from the limits that a running engine spends from") {
  CloudDesk desk;
  REQUIRE(desk.run({"connect", "cloudsuite", "--ionapi", desk.path("acme.ionapi")}).code == 0);
  const auto store = store::open_store("sqlite:" + desk.path("books.db")).value();
  const BucketLimit day{"cloudsuite/ACME_TST/day", 50'000, Millis(86'400'000)};
  const auto left = [&] { return store->budget(day, desk.clock().now()).value().left; };
  const double before = left();
  REQUIRE(desk.run({"check"}).code == 0);
  CHECK(left() < before);
  REQUIRE(store->pause(day.bucket, desk.clock().now() + Millis(3'600'000)).ok());
  const Ran ran = desk.run({"check"});
  CHECK(ran.code == 3);
  CHECK(has(ran.err, "the call budget of cloudsuite/ACME_TST/day is spent until 2026-02-10T13:00"));
}

TEST_CASE("check names the line of what the ledger lacks, and the market's currency among it") {
  CloudDesk desk;
  REQUIRE(desk.run({"connect", "cloudsuite", "--ionapi", desk.path("acme.ionapi")}).code == 0);
  const auto change = [&](const char* list, const std::string& key, const std::string& value,
                          const std::string& field, const std::string& says) {
    simulator::cloudsuite_sim::Fields found = {{key, value}};
    if (std::string(list) != "Currency") found["FinanceEnterpriseGroup"] = "1";
    REQUIRE(desk.cloudsuite().change_row(list, found, {{field, says}}).ok());
  };
  change("AccountingEntity", "AccountingEntity", "100", "CurrentPeriod", "209901");
  Ran ran = desk.run({"check"});
  CHECK_MESSAGE(ran.code == 0, ran.err);
  CHECK(has(ran.err, "us: " + desk.path("crosswalk.yaml") +
                         ":9: note: entity 100 names the current period 209901, and "
                         "GeneralLedgerClosePeriod lists no day on which it begins"));
  CHECK(desk.run({"check", "--strict"}).code == 1);

  change("Currency", "Currency", "USD", "Currency", "XTS");
  ran = desk.run({"check"});
  CHECK(ran.code == 1);
  CHECK(has(
      ran.err,
      "crosswalk.yaml:9: error: the ledger does not keep USD, in which Walmart pays in the market \"us\""));

  desk.edit("crosswalk.yaml", "{Walmart Marketplace US: WALMART}\n",
            "{Walmart Marketplace US: WALMRT}\n      receivable_account: \"999\"\n");
  ran = desk.run({"check"});
  CHECK(ran.code == 2);
  CHECK(has(ran.err, "crosswalk.yaml:13: error: cloudsuite.customer_codes says WALMRT"));
  CHECK(has(ran.err, "crosswalk.yaml:14: error: the ledger has no active account 999"));
  desk.edit("crosswalk.yaml", "accounting_entity: \"100\"", "accounting_entity: \"900\"");
  CHECK(has(desk.run({"check"}).err,
            "crosswalk.yaml:9: error: finance enterprise group 1 of pair \"us\" has no"));
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
  const std::string unseen = "a reversal in CloudSuite that is dated on another day";
  CHECK(has(desk.run({"reconcile"}).out, "Note: " + unseen));
  CHECK(has(desk.run({"reconcile", "--at", "2026-02-10"}).out, "Note: " + unseen));
  CHECK(has(desk.run({"--json", "reconcile"}).json().at("not_seen").get<std::string>(), unseen));
}

TEST_CASE("status says when the calendar lets documents leave for the ledger") {
  CloudDesk desk;
  CHECK(desk.run({"status", "--json"}).json()["us"]["delivery"]["leaves"].is_null());
  desk.edit("crosswalk.yaml", "    charge_amount: line\n",
            "    charge_amount: line\n    poll: {post: period_end}\n");
  CHECK(has(desk.run({"status"}).out, "a running engine sends to the ledger at 2026-03-01 11:00 UTC"));
}

TEST_CASE("a refused row holds its whole record, the others go again, and the mended one goes after them") {
  CloudDesk desk;
  REQUIRE(desk.run({"connect", "cloudsuite", "--ionapi", desk.path("acme.ionapi")}).code == 0);
  const auto shipping_posts = [&](const char* posting) {
    REQUIRE(desk.cloudsuite()
                .change_row("GeneralLedgerChartAccount",
                            {{"FinanceEnterpriseGroup", "1"}, {"GeneralLedgerChartAccount", "210"}},
                            {{"Posting", posting}})
                .ok());
  };
  const auto end = [&] {
    int code = 1;
    for (int i = 0; i < 4; ++i) {
      code = desk.run({"once"}).code;
      desk.clock().advance(Millis(900'000));
    }
    return code;
  };
  shipping_posts("false");
  CHECK(end() == 1);
  CHECK(has(desk.run({"review"}).out, "AccountCode 210 is not a posting account"));
  CHECK(desk.cloudsuite().rows("GLTransactionInterface").empty());
  std::map<std::string, Decimal> sums;  // by order
  for (const auto& row : desk.cloudsuite().ledger()) {
    CHECK(row.at("AccountCode") != "210");
    Decimal& sum = sums[row.at("DocumentNumber")];
    sum = add(sum, Decimal::parse(row.at("TransactionAmount")).value()).value();
  }
  CHECK_FALSE(sums.empty());
  for (const auto& sum : sums) CHECK(sum.second.is_zero());
  const auto before = desk.cloudsuite().run_groups_interfaced();

  shipping_posts("true");
  CHECK(desk.run({"replay", "--rejected", "--yes"}).code == 0);
  CHECK(end() == 0);
  CHECK(desk.sales() == desk.simulated().walmart().totals().charges.shipped.amount);
  CHECK(desk.cloudsuite().run_groups_interfaced().size() > before.size());
  for (const auto& used : desk.cloudsuite().run_groups_interfaced()) CHECK(used.second == 1);
}

}  // namespace crosswalk::tests
