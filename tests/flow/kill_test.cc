// Killed with SIGKILL at every write and every call, and started again: each document stands exactly once.
//
// CROSSWALK_KILLS=1 dies at every n-th point, here every one, where a test takes a share of them.
#include <doctest/doctest.h>

#include <functional>

#include "flow/cloud_books.h"
#include "flow/kill_parent.h"
#include "flow/settled_world.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

// One to book, one of two lines that ships on two dates, one that is held.
void add_three_orders(KillParent& parent, bool created) {
  const Instant now = parent.outside.clock.now();
  const auto add = [&](const char* po, const char* sku, int quantity) {
    REQUIRE(parent.outside.walmart.add_order(
        plain_order(po, sku, quantity, "49.98", "3.75", now - Millis(7'200'000))));
  };
  add("108800000000051", "MUG-BLU", 1);
  add("108800000000052", "LAMP-01", 2);
  add("108800000000053", "NO-SUCH-SKU", 1);
  REQUIRE(parent.outside.walmart.ship("108800000000051", "1", 1, now - Millis(3'600'000)));
  REQUIRE(parent.outside.walmart.ship("108800000000052", "1", 1, now - Millis(3'600'000)));
  parent.orders.created = created;
}

void all_stands_once(KillParent& parent, bool created) {
  auto& xero = parent.outside.xero;
  for (const auto& made : xero.invoices_created())
    CHECK_MESSAGE(made.second == 1, made.first << " was made " << made.second);
  CHECK(xero.contacts_created().size() == 1);
  const auto invoices = xero.invoices();
  CHECK(ledgered(invoices, "108800000000051", true).charges.text(2) == "49.98");
  CHECK(ledgered(invoices, "108800000000052", true).charges.text(2) == (created ? "49.98" : "24.99"));
  CHECK(ledgered(invoices, "108800000000053", true).invoices == 0);
  CHECK(invoices.size() == (created ? 3U : 2U));
  CHECK(parent.outside.walmart.acknowledgements("108800000000053").effects == 1);
}

void kill_everywhere(bool created) {
  for (int die_at = 1;; ++die_at) {
    CAPTURE(die_at);
    KillParent parent{simulator::World{}};
    add_three_orders(parent, created);
    const bool ended = parent.run_child(die_at);
    REQUIRE(parent.run_child(0));
    all_stands_once(parent, created);
    if (ended) {
      const int points = die_at - 1;
      MESSAGE("kill points: " << points);
      CHECK(die_at > 40);
      return;
    }
  }
}

std::map<std::string, std::string> texts_of(const std::map<std::string, Decimal>& balance) {
  std::map<std::string, std::string> texts;
  for (const auto& [account, amount] : balance) texts[account] = amount.text(2);
  return texts;
}

// A document a settlement, in five lives; February is accrued in the first. It dies in the one that is
// `mortal`, at a share of the points, and leaves what lives without deaths leave in the ledger.
void kill_settling(const std::string& rules, bool in_cloudsuite,
                   const std::function<std::map<std::string, std::string>(KillParent&)>& stands, int stride,
                   int mortal) {
  stride = kill_stride(stride);
  std::map<std::string, std::string> expected;
  for (int die_at = 0;; die_at += die_at == 0 ? (stride + 1) / 2 : stride) {
    CAPTURE(die_at);
    simulator::WorldSettings world = settled_settings(RigSettings{}.start, 5, 6);
    world.from = RigSettings{}.start - Millis(10LL * 86'400'000);
    KillParent parent(simulator::make_world(world));
    parent.outside.clock.advance(Millis(20LL * 86'400'000));  // the second of March
    parent.orders.pays = parent.orders.whole = parent.orders.accrues = true;
    parent.orders.rules = rules;
    if (in_cloudsuite) parent.orders.cloudsuite_port = parent.cloudsuite.listen(0).value();
    bool ended = true;
    bool accrued = false;
    for (int life = 0; life < 5; ++life) {
      if (life == mortal) ended = parent.run_child(die_at);
      if (life == mortal) parent.outside.clock.advance(Millis(3'600'000));  // its right to interface lapses
      REQUIRE(parent.run_child(0));
      const std::string open = stands(parent)["127"];
      accrued = accrued || (!open.empty() && open != "0.00");
      parent.outside.clock.advance(Millis(9LL * 86'400'000));
    }
    const auto balance = stands(parent);
    CHECK(accrued);
    CHECK(balance.at("091") != "0.00");
    CHECK(balance.at("127") == "0.00");
    if (die_at == 0) expected = balance;
    CHECK(balance == expected);
    if (die_at == 0 || !ended) continue;
    MESSAGE("kill points: less than " << die_at);
    CHECK(die_at > 3 * stride);
    return;
  }
}

}  // namespace

TEST_CASE("killed anywhere while settlements book everything, each document stands once in Xero") {
  const auto stands = [](KillParent& parent) {
    for (const char* list : {"Invoices", "Payments", "BankTransfers", "Contacts", "ManualJournals"})
      for (const auto& made : parent.outside.xero.created(list))
        CHECK_MESSAGE(made.second == 1, list << " " << made.first << " was made " << made.second);
    return texts_of(parent.outside.xero.trial_balance());
  };
  for (const int mortal : {0, 1}) kill_settling(KillOrders{}.rules, false, stands, 67, mortal);
}

TEST_CASE("killed anywhere while settlements book everything, each row stands once in CloudSuite") {
  const EditedRules rules;
  use_cloud_codes(rules);
  const auto stands = [](KillParent& parent) {
    for (const auto& used : parent.cloudsuite_service.run_groups_interfaced())
      CHECK_MESSAGE(used.second == 1, used.first);
    return texts_of(parent.cloudsuite_service.trial_balance());
  };
  for (const int mortal : {0, 1}) kill_settling(rules.directory().string(), true, stands, 151, mortal);
}

TEST_CASE("killed anywhere, everything stands once, book: shipped") {
  kill_everywhere(false);
}

TEST_CASE("killed anywhere, everything stands once, book: created") {
  kill_everywhere(true);
}
