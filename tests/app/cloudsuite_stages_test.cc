// What CloudSuite has taken and not posted yet, as a person sees it: counted by its stage, noticed when
// somebody posts it days later, and told of when somebody takes it out again.
#include "cloudsuite_desk.h"

namespace crosswalk::tests {
namespace {

constexpr Millis an_hour{3'600'000};
constexpr Millis a_day = 24 * an_hour;

// A pair whose journals a person posts, with everything booked that there is.
struct ByHand : CloudDesk {
  ByHand() {
    auto switches = cloudsuite().switches();
    switches.releases_by_itself = false;
    cloudsuite().set_switches(switches);
    clock().advance(10 * a_day);  // everything has shipped
    REQUIRE(run({"connect", "cloudsuite", "--ionapi", path("acme.ionapi")}).code == 0);
    live(8);
  }
  void live(int hours) {
    for (int i = 0; i < hours; ++i) {
      (void)run({"once"});
      clock().advance(an_hour);
    }
  }
  Json told() { return run({"status", "--json"}).json()["us"]; }
  // The key of the first document that waits for a person; "" when none does.
  std::string first_in_review() {
    const Json items = run({"review", "--json"}).json();
    if (items.empty()) return {};
    const auto what = items[0]["what"].get<std::string>();
    return what.substr(what.find(' ') + 1);
  }
};

}  // namespace

TEST_CASE("status counts what is not posted yet by its stage, and a person's posting days later is noticed") {
  ByHand desk;
  Json told = desk.told();
  const auto waiting = told["documents"]["journalised"].get<int>();
  CHECK(waiting > 1);
  CHECK_FALSE(told["documents"].contains("posted"));
  CHECK(told["posted"].empty());
  CHECK(told["not_yet_posted"] == told["booked"]);
  const std::string text = desk.run({"status"}).out;
  CHECK(has(text, std::to_string(waiting) + " journalised (not yet posted)"));
  CHECK(has(text, "there, not yet posted"));

  desk.clock().advance(3 * a_day);
  desk.live(1);
  CHECK(desk.told()["documents"]["journalised"] == waiting);
  CHECK(desk.cloudsuite().post_journals() > 0);
  desk.live(2);
  told = desk.told();
  CHECK(told["documents"]["posted"] == waiting);
  CHECK(told["documents"].size() == 1);
  CHECK(told["posted"] == told["booked"]);
  CHECK(told["not_yet_posted"].empty());
  CHECK_FALSE(has(desk.run({"status"}).out, "not yet posted"));
  CHECK(desk.first_in_review().empty());
  for (const auto& used : desk.cloudsuite().run_groups_interfaced()) CHECK(used.second == 1);
  CHECK(desk.sales() == desk.simulated().walmart().totals().charges.shipped.amount);
}

TEST_CASE(
    "what somebody deletes or reverses in CloudSuite is told in review, and booked anew only when asked") {
  ByHand desk;
  const auto waiting = desk.told()["documents"]["journalised"].get<int>();
  std::string what;
  SUBCASE("a journal deleted before it was posted") {
    what = "deleted";
    CHECK(desk.cloudsuite().delete_journals() > 0);
    desk.live(2);
  }
  SUBCASE("a journal reversed after it was posted and noticed") {
    what = "reversed";
    CHECK(desk.cloudsuite().post_journals() > 0);
    desk.live(2);
    CHECK(desk.told()["documents"]["posted"] == waiting);
    CHECK(desk.cloudsuite().reverse_journals() > 0);
    desk.clock().advance(a_day);
    desk.live(1);
  }
  const auto groups = desk.cloudsuite().run_groups_interfaced().size();
  CHECK(desk.told()["documents"]["disputed"] == waiting);
  CHECK(has(desk.run({"review"}).out, "changed in CloudSuite by somebody: " + what + ", total "));
  desk.clock().advance(3 * a_day);
  desk.live(3);
  CHECK(desk.cloudsuite().run_groups_interfaced().size() == groups);

  // A person lets one be gone: nothing comes in its place, until that is asked for.
  const std::string key = desk.first_in_review();
  CHECK(desk.run({"review", "--accept", key}).code == 0);
  desk.live(3);
  CHECK(desk.told()["documents"]["disputed"] == waiting - 1);
  CHECK(desk.cloudsuite().run_groups_interfaced().size() == groups);
  const std::string order = key.substr(key.find('-') + 1);
  const Ran replayed = desk.run({"replay", order, "--yes"});
  CHECK_MESSAGE(replayed.code == 0, (replayed.out + replayed.err));
  desk.live(3);
  CHECK(desk.cloudsuite().run_groups_interfaced().size() == groups + 1);
  CHECK(desk.told()["documents"]["journalised"] == 1);
}

}  // namespace crosswalk::tests
