// While the ledger's lists were never read nothing can be checked, and so nothing is booked; what is kept of
// them carries a process through an outage.
#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

#include "flow/edited_rules.h"
#include "flow/rig.h"
#include "link/alerts.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

const std::string po = "108800000000071";

// How often the simulated Xero was asked for one of its lists.
int list_calls(Rig& rig) {
  int calls = 0;
  for (const auto& [call, count] : rig.network().calls())
    for (const char* list :
         {"Organisation", "Accounts", "TaxRates", "TrackingCategories", "Items", "Currencies"})
      if (call == "GET xero.test/api.xro/2.0/" + std::string(list)) calls += count;
  return calls;
}

// What was told last of each topic.
class NotingAlerts final : public Alerts {
 public:
  std::map<std::string, std::vector<AlertCause>, std::less<>> topics;
  void standing(std::string_view /*pair*/, std::string_view topic, std::vector<AlertCause> causes) override {
    topics.insert_or_assign(std::string(topic), std::move(causes));
  }
};

struct Desk {
  Desk() : rig(simulator::World{}, settings()) { order(po); }
  RigSettings settings() {
    RigSettings settings;
    settings.alerts = &alerts;
    settings.book = BookMode::created;
    settings.rules = rules.directory();
    settings.acknowledge = false;
    return settings;
  }
  void order(const std::string& number) {
    REQUIRE(rig.walmart().add_order(plain_order(number, "MUG-BLU", 1, "24.99", "1.87", rig.clock().now())));
    rig.advance(Millis(60'000));
  }
  // Whatever is asked of Xero's lists fails.
  void lists_fail() {
    simulator::Fault outage;
    outage.reply.status = 503;
    outage.times = 1'000'000;
    rig.xero().faults().add("GET /api.xro/2.0/Organisation", outage);
  }
  NotingAlerts alerts;
  EditedRules rules;
  Rig rig;
};

}  // namespace

TEST_CASE("nothing is booked before the ledger's lists were read, and it stays received") {
  Desk desk;
  desk.rules.replace("account.lua", "\"200\"", "\"299\"");  // an account that Xero does not have
  desk.rig.restart();
  desk.lists_fail();
  const flow::EngineReport report = desk.rig.pass();
  CHECK(desk.rig.state(po) == "received");
  CHECK_FALSE(report.finished);
  REQUIRE(report.trouble.size() == 1);
  CHECK(report.trouble.front().find("nothing is booked before the ledger's lists have been read once") == 0);
  CHECK(desk.rig.writes() == 0);
  REQUIRE(desk.alerts.topics["lists"].size() == 1);
  CHECK(desk.alerts.topics["lists"].front().kind == AlertKind::operations);
  CHECK(desk.alerts.topics["lists"].front().reason.find("nothing is booked before") == 0);
  desk.rig.xero().faults().clear();
  desk.rig.restart();  // whoever comes next says that it is over
  desk.rig.advance(Millis(3'600'000));
  CHECK(desk.rig.pass().trouble.empty());
  CHECK(desk.rig.state(po) == "held");
  CHECK(desk.alerts.topics["lists"].empty());
  CHECK(desk.rig.record(po).origin.find("rules/account.lua:") == 0);
}

TEST_CASE("a pair with nothing to book does not ask for lists") {
  Rig rig(simulator::World{});
  CHECK(rig.pass().trouble.empty());
  CHECK(list_calls(rig) == 0);
}

TEST_CASE("a process that starts in an outage checks with the lists that are kept") {
  Desk desk;
  desk.rig.pass();
  REQUIRE(desk.rig.state(po) == "booked");
  const std::string second = "108800000000072";
  desk.order(second);
  desk.rules.replace("tax.lua", "\"discount\" }, use = \"NONE\"", "\"discount\" }, use = \"OUTPUT\"");
  desk.lists_fail();
  desk.rig.restart();
  desk.rig.advance(Millis(7LL * 3'600'000));
  desk.rig.pass();
  // Only whoever knows the tax rates can tell what Xero would make of it.
  const auto row = desk.rig.record(second);
  CAPTURE(row.reason);
  CHECK(name_of(row.state) == "held");
  CHECK(row.reason.find("its tax types add 2.06") != std::string::npos);
}

TEST_CASE("a second process within fifteen minutes reads no list, and one after that the locked day alone") {
  Desk desk;
  desk.rig.pass();
  CHECK(list_calls(desk.rig) == 6);
  desk.rig.network().reset_calls();
  desk.order("108800000000072");
  desk.rig.advance(Millis(10 * 60'000));
  desk.rig.restart();
  desk.rig.pass();
  REQUIRE(desk.rig.state("108800000000072") == "booked");
  CHECK(list_calls(desk.rig) == 0);
  desk.order("108800000000073");
  desk.rig.advance(Millis(10 * 60'000));
  desk.rig.restart();
  desk.rig.pass();
  REQUIRE(desk.rig.state("108800000000073") == "booked");
  CHECK(list_calls(desk.rig) == 1);
}
