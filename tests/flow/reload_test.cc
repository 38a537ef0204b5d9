// What must hold before a rule set goes live, and what the store keeps of it.
#include "flow/reload.h"

#include <doctest/doctest.h>

#include "base/virtual_clock.h"
#include "checkout.h"
#include "flow/edited_rules.h"
#include "flow/example_tests.h"
#include "rules/stored.h"

using namespace crosswalk;
using namespace crosswalk::tests;
using Kind = flow::ReloadOutcome::Kind;
using Wish = flow::Reload::Wish;

namespace {

// A ledger that has everything that the example rules name, but for one account if it is said.
std::shared_ptr<const Reference> ledger_for(const EditedRules& rules, const std::string& without = {}) {
  const auto loaded = rules::load_rules(rules.directory(), "rules/", checkout("/scripts"));
  REQUIRE(loaded.ok());
  Reference reference;
  for (const auto& code : (*loaded)->named_codes()) {
    const auto slash = code.value.find('/');
    if (code.kind == rules::NamedCode::Kind::account && code.value != without)
      reference.accounts.push_back({"id", code.value, "An account", "REVENUE", true, true});
    if (code.kind == rules::NamedCode::Kind::tax)
      reference.tax_types.push_back({code.value, "A tax", true, true, Decimal{}});
    if (code.kind == rules::NamedCode::Kind::item) reference.items.push_back({code.value, "An item"});
    if (code.kind == rules::NamedCode::Kind::tracking)
      reference.tracking.push_back({code.value.substr(0, slash), code.value.substr(slash + 1), true});
  }
  return std::make_shared<const Reference>(std::move(reference));
}

// Books every order by drafting nothing.
class DraftsNothing final : public rules::Workbench {
 public:
  Result<std::vector<Record>> unpack(std::string_view /*text*/, std::string_view /*name*/) override {
    return std::vector<Record>();
  }
  Result<rules::OrderView> lines(const Record& /*record*/) override {
    return fail(ErrorKind::invalid, "there are no records here");
  }
  Result<std::string> documents(const Record& /*record*/, rules::Mapper& /*mapper*/) override {
    return answer();
  }
  Result<std::string> documents(const rules::OrderView& /*order*/, rules::Mapper& /*mapper*/) override {
    return answer();
  }

 private:
  static std::string answer() { return R"({"verdict":"booked","documents":[]})"; }
};

struct Scene {
  explicit Scene(ReloadPolicy policy = ReloadPolicy::tested)
      : clock(Instant::parse("2026-02-10T12:00:00Z").value()),
        store(store::open_store("sqlite::memory:").value()),
        reload(at_home(policy), *store, clock, &workbench) {}

  flow::RuleHome at_home(ReloadPolicy policy) const {
    return {"us", rules.directory(), "rules/", checkout("/scripts"), policy, "ann@books-1", "books-1"};
  }
  flow::ReloadOutcome look(Wish wish, const flow::ReferenceSource& reference = {}) {
    auto outcome = reload.from_disk(wish, reference);
    REQUIRE_MESSAGE(outcome.ok(), (outcome ? "" : outcome.error().text()));
    return std::move(*outcome);
  }
  std::string start() {
    auto started = reload.start();
    REQUIRE_MESSAGE(started.ok(), (started ? "" : started.error().text()));
    return started->rules->version();
  }
  std::string live() const { return store->published_version("us").value(); }
  std::size_t publications() const { return store->rules_history("us", 100).value().size(); }
  std::optional<flow::Refusal> refusal() const { return flow::last_refusal(*store, "us").value(); }
  // A change that changes no answer and moves no row.
  void touch(const std::string& word) const { rules.append("account.lua", "-- " + word); }

  EditedRules rules;
  DraftsNothing workbench;
  VirtualClock clock;
  std::unique_ptr<store::Store> store;
  flow::Reload reload;
};

}  // namespace

TEST_CASE("the first start publishes what lies on disk, with its tests and all its texts") {
  Scene scene;
  const std::string version = scene.start();
  const auto published = scene.store->published_rules("us").value();
  REQUIRE(published);
  CHECK(published->version == version);
  CHECK(published->cause == "start");
  CHECK(published->by == "ann@books-1");
  CHECK(published->tests == example_tests() + " passed");
  CHECK(rules::load_stored(published->files, version).value()->version() == version);
  CHECK(scene.start() == version);
  CHECK(scene.look(Wish::noticed).kind == Kind::unchanged);
  CHECK(scene.publications() == 1);
}

TEST_CASE("the first start refuses rules that do not compile or whose tests fail") {
  Scene scene;
  SUBCASE("a mistyped field") {
    scene.rules.replace("account.lua", "class = ", "clazz = ");
    const auto refused = scene.reload.start();
    CHECK(refused.error().kind == ErrorKind::config);
    CHECK(refused.error().where.starts_with("rules/account.lua:"));
  }
  SUBCASE("a failing test") {
    scene.rules.replace("account.lua", "\"200\"", "\"201\"");
    const auto refused = scene.reload.start();
    CHECK(refused.error().kind == ErrorKind::config);
    CHECK(refused.error().where.starts_with("rules/account_test.lua:"));
  }
  CHECK(scene.publications() == 0);
}

TEST_CASE("a good edit is published with what its preview said") {
  Scene scene;
  const std::string before = scene.start();
  scene.touch("better");
  const auto version =
      rules::load_rules(scene.rules.directory(), "rules/", checkout("/scripts")).value()->version();
  CHECK(scene.store->set_note("preview:us:" + version, "3 documents differ").ok());
  const auto outcome = scene.look(Wish::noticed);
  CHECK(outcome.kind == Kind::published);
  CHECK(outcome.version == version);
  CHECK(outcome.rules->version() == version);
  const auto published = scene.store->published_rules("us").value();
  CHECK(published->version == version);
  CHECK(published->cause == "edit");
  CHECK(published->preview == "3 documents differ");
  CHECK(scene.store->rules_of_version("us", before).value()->cause == "start");
}

TEST_CASE("a bad edit is refused with its place, and the last good version stays") {
  Scene scene;
  const std::string before = scene.start();
  flow::ReferenceSource reference;
  std::string where;
  SUBCASE("it does not compile") {
    scene.rules.replace("account.lua", "class = ", "clazz = ");
    where = "rules/account.lua:";
  }
  SUBCASE("a table is broken") {
    scene.rules.append("items.csv", "one field only");
    where = "rules/items.csv:";
  }
  SUBCASE("a test fails") {
    scene.rules.replace("account.lua", "\"200\"", "\"201\"");
    where = "rules/account_test.lua:";
  }
  SUBCASE("the ledger does not have an account") {
    scene.touch("new");
    reference = [&](bool) { return ledger_for(scene.rules, "200"); };
    where = "rules/account.lua:";
  }
  SUBCASE("the directory is gone") {
    std::filesystem::remove_all(scene.rules.directory());
    where = scene.rules.directory().string();
  }
  const auto outcome = scene.look(Wish::asked, reference);
  CHECK(outcome.kind == Kind::refused);
  CHECK(outcome.live == before);
  REQUIRE(outcome.refusal);
  CHECK(outcome.refusal->where.starts_with(where));
  CHECK(scene.live() == before);
  REQUIRE(scene.refusal());
  CHECK(scene.refusal()->error.text() == outcome.refusal->text());
  CHECK(scene.refusal()->at == scene.clock.now());
}

TEST_CASE("a mended edit goes live and the refusal is forgotten") {
  Scene scene;
  const std::string before = scene.start();
  scene.rules.replace("account.lua", "class = ", "clazz = ");
  CHECK(scene.look(Wish::noticed).kind == Kind::refused);
  scene.rules.replace("account.lua", "clazz = ", "class = ");
  SUBCASE("back to what is live") {
    CHECK(scene.look(Wish::noticed).kind == Kind::unchanged);
    CHECK(scene.live() == before);
  }
  SUBCASE("to something new") {
    scene.touch("mended");
    CHECK(scene.look(Wish::noticed).kind == Kind::published);
    CHECK(scene.live() != before);
  }
  CHECK_FALSE(scene.refusal());
}

TEST_CASE("a refused version goes live once its tests or the ledger are mended") {
  Scene scene;
  scene.start();
  SUBCASE("the test") {
    scene.rules.replace("account.lua", "\"200\"", "\"201\"");
    CHECK(scene.look(Wish::noticed).kind == Kind::refused);
    scene.rules.replace("account_test.lua", "\"200\"", "\"201\"");
    CHECK(scene.look(Wish::noticed).kind == Kind::published);
  }
  SUBCASE("the ledger, whose lists are read anew") {
    scene.touch("new");
    int anew_times = 0;
    const auto outcome = scene.look(Wish::noticed, [&](bool anew) {
      if (anew) ++anew_times;
      return ledger_for(scene.rules, anew ? "" : "200");
    });
    CHECK(outcome.kind == Kind::published);
    CHECK(anew_times == 1);
  }
}

TEST_CASE("without the ledger's lists the codes go unchecked, and that is said") {
  Scene scene;
  scene.start();
  scene.touch("new");
  const auto outcome = scene.look(Wish::noticed, [](bool) { return std::shared_ptr<const Reference>(); });
  CHECK(outcome.kind == Kind::published);
  REQUIRE(outcome.remarks.size() == 1);
  CHECK(outcome.remarks[0].find("the ledger's lists could not be read") != std::string::npos);
}

TEST_CASE("reload: checked reports failing tests and goes on") {
  Scene scene(ReloadPolicy::checked);
  scene.start();
  scene.rules.replace("account.lua", "\"200\"", "\"201\"");
  const auto outcome = scene.look(Wish::noticed);
  CHECK(outcome.kind == Kind::published);
  CHECK(outcome.tests == "1 of " + example_tests() + " failed");
  REQUIRE(outcome.remarks.size() == 1);
  CHECK(outcome.remarks[0].starts_with("rules/account_test.lua:"));
  CHECK(scene.store->published_rules("us").value()->tests == "1 of " + example_tests() + " failed");
}

TEST_CASE("going back publishes the old texts, and the files stay out until they change") {
  Scene scene;
  const std::string first = scene.start();
  scene.touch("second");
  const std::string second = scene.look(Wish::noticed).version;
  const auto outcome = scene.reload.roll_back(first.substr(0, 6)).value();
  CHECK(outcome.kind == Kind::published);
  CHECK(outcome.version == first);
  CHECK(scene.live() == first);
  CHECK(scene.store->published_rules("us").value()->cause == "rollback");
  CHECK(scene.store->published_rules("us").value()->tests == example_tests() + " passed");

  CHECK(scene.look(Wish::noticed).kind == Kind::set_aside);
  // A restart does not undo it either, on this machine or on another one with the same files.
  CHECK(scene.start() == first);
  auto elsewhere = scene.at_home(ReloadPolicy::tested);
  elsewhere.host = "books-2";
  flow::Reload other(elsewhere, *scene.store, scene.clock, nullptr);
  CHECK(other.start().value().disk_differs);
  CHECK(other.from_disk(Wish::noticed, {}).value().kind == Kind::set_aside);
  CHECK(scene.live() == first);

  SUBCASE("a change") {
    scene.touch("third");
    CHECK(scene.look(Wish::noticed).kind == Kind::published);
  }
  SUBCASE("a wish") {
    CHECK(scene.look(Wish::asked).version == second);
    CHECK(scene.live() == second);
  }
}

TEST_CASE("an edit that is taken back while no engine runs is a change like any other") {
  Scene scene;
  const std::string first = scene.start();
  const std::string text = scene.rules.read("account.lua");
  scene.touch("second");
  CHECK(scene.look(Wish::noticed).kind == Kind::published);
  scene.rules.write("account.lua", text);
  CHECK(scene.look(Wish::noticed).kind == Kind::published);
  CHECK(scene.live() == first);
}

TEST_CASE("going back to what was never there, or what fails its own tests, is refused") {
  Scene scene;
  const std::string good = scene.start();
  CHECK(scene.reload.roll_back("feed1234").error().kind == ErrorKind::not_found);
  flow::Reload lenient(scene.at_home(ReloadPolicy::checked), *scene.store, scene.clock, nullptr);
  scene.rules.replace("account.lua", "\"200\"", "\"201\"");
  const std::string bad = lenient.from_disk(Wish::asked, {}).value().version;
  CHECK(scene.reload.roll_back(good).value().kind == Kind::published);
  const auto refused = scene.reload.roll_back(bad).value();
  CHECK(refused.kind == Kind::refused);
  CHECK(refused.refusal->where.starts_with("rules/account_test.lua:"));
  CHECK(scene.live() == good);
}

TEST_CASE("what somebody else publishes while the tests run is not overtaken by what is older") {
  Scene scene;
  scene.start();
  scene.touch("mine");
  bool first = true;
  std::string theirs;
  const auto outcome = scene.look(Wish::noticed, [&](bool) {
    if (std::exchange(first, false)) {
      // Another process sees the next edit and is faster.
      scene.touch("and theirs");
      flow::Reload other(scene.at_home(ReloadPolicy::tested), *scene.store, scene.clock, nullptr);
      theirs = other.from_disk(Wish::noticed, {}).value().version;
    }
    return std::shared_ptr<const Reference>();
  });
  CHECK(outcome.kind == Kind::unchanged);
  CHECK(outcome.version == theirs);
  CHECK(scene.live() == theirs);
  CHECK(scene.publications() == 2);
}

TEST_CASE("a start runs what was published last when the disk has something that is refused") {
  Scene scene;
  const std::string good = scene.start();
  scene.rules.replace("account.lua", "class = ", "clazz = ");
  const auto started = scene.reload.start();
  REQUIRE(started.ok());
  CHECK(started->rules->version() == good);
  CHECK(started->disk_differs);
}

TEST_CASE("tests that draft documents are run with the workbench that reload was given") {
  Scene scene;
  scene.start();
  scene.rules.append("account_test.lua",
                     "it('drafts', function() assert.equal('booked', documents(order {}).verdict) end)");
  flow::Reload without(scene.at_home(ReloadPolicy::tested), *scene.store, scene.clock, nullptr);
  scene.touch("changed");
  const auto refused = without.from_disk(Wish::noticed, {});
  REQUIRE(refused.ok());
  REQUIRE(refused->refusal);
  CHECK(refused->refusal->message.find("which these tests are run without") != std::string::npos);
  CHECK(scene.look(Wish::noticed).kind == flow::ReloadOutcome::Kind::published);
}
