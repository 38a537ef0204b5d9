// `replay` of what the ledger refused, as a person or a script uses it.
#include <set>

#include "app/desk.h"

namespace crosswalk::tests {
namespace {

constexpr const char* contact = "Walmart Marketplace US";

// Orders over two days, one of them gone by, so that the second finds the contact archived.
simulator::World two_days(const Instant& now) {
  simulator::WorldSettings settings;
  settings.orders = 6;
  settings.over = Millis(2LL * 86'400'000);
  settings.from = now - Millis(86'400'000);
  settings.quirks = simulator::QuirkShares::none();
  return simulator::make_world(settings);
}

}  // namespace

TEST_CASE("replay --rejected shows, asks, and sends round again what the ledger refused and nothing else") {
  Desk desk;
  CHECK(has(desk.run({"replay", "--help"}).out,
            "All records with a document that was refused, whatever their state"));
  desk.simulate(two_days(desk.clock().now()));
  REQUIRE(desk.run({"once"}).code == 0);
  const Ran none = desk.run({"replay", "--rejected"});
  CAPTURE(none.err);
  CHECK(none.code == app::exit_ok);
  CHECK(has(none.out, "0 records; with the rules of now 0 would be settled and 0 would still wait\n"));
  CHECK_FALSE(has(none.err, "replay them?"));

  auto& xero = desk.simulated().xero();
  REQUIRE_FALSE(xero.invoices().empty());
  REQUIRE(xero.archive_contact(contact).ok());
  desk.clock().advance(Millis(86'400'000));
  CHECK(desk.run({"once"}).code == app::exit_not_so);
  std::set<std::string> refused;
  for (const auto& item : desk.run({"--json", "review"}).json())
    if (item.at("state") == "rejected") refused.insert(item.at("what").get<std::string>());
  REQUIRE(refused.size() > 1);
  REQUIRE(refused.size() < 6);
  // Their records are booked, so that --held finds none of them.
  CHECK(desk.run({"--json", "status"}).json().at("us").at("records") == Json{{"booked", 6}});
  CHECK(has(desk.run({"replay", "--held", "--yes"}).out, "0 records; "));

  const std::string count = std::to_string(refused.size()) + " records";
  const Ran declined = desk.run({"replay", "--rejected"}, "n\n");
  CHECK(declined.code == app::exit_not_so);
  CHECK(has(declined.out, count + "; with the rules of now " + std::to_string(refused.size()) +
                              " would be settled and 0 would still wait\n"));
  CHECK(has(declined.err, "replay them? [y/N] "));
  CHECK_FALSE(has(declined.out, "sent round again"));
  CHECK(desk.run({"--json", "status"}).json().at("us").at("records") == Json{{"booked", 6}});

  REQUIRE(xero.restore_contact(contact).ok());
  const Ran sent = desk.run({"replay", "--rejected"}, "y\n");
  CHECK(sent.code == app::exit_ok);
  CHECK(has(sent.out, count + " sent round again; a running engine takes them"));
  CHECK(desk.run({"--json", "status"}).json().at("us").at("records") ==
        Json{{"booked", 6 - refused.size()}, {"received", refused.size()}});
  CHECK(desk.run({"once", "--no-sweep"}).code == app::exit_ok);
  CHECK(has(desk.run({"review"}).out, "nothing waits for a person"));
  CHECK(xero.invoices().size() == 6);
  const Ran after = desk.run({"--json", "replay", "--rejected"});
  CHECK(after.code == app::exit_ok);
  CHECK(after.json() == Json{{"replayed", 0}, {"settled", 0}, {"held", 0}});
}

}  // namespace crosswalk::tests
