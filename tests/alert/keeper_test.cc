// Several targets and processes on one store: who is told what, once.
#include "alert/keeper.h"

#include <doctest/doctest.h>

#include "alert/causes.h"
#include "base/log.h"
#include "base/virtual_clock.h"

namespace crosswalk::alert {
namespace {

// Keeps what it was sent; fails or "dies" when told to.
class Ear final : public Target {
 public:
  explicit Ear(std::vector<std::string>& heard, bool& deaf) : heard_(heard), deaf_(deaf) {}
  Result<void> send(const Message& message, const Stop& /*stop*/) override {
    if (deaf_) return fail(ErrorKind::outside, "nobody is there");
    heard_.push_back(message.subject);
    return {};
  }

 private:
  std::vector<std::string>& heard_;
  bool& deaf_;
};

struct Office {
  Office() { log::set_level(log::Level::off); }
  VirtualClock clock{noon()};
  std::unique_ptr<store::Store> store = store::open_store("sqlite::memory:").value();
  std::vector<std::string> books;
  std::vector<std::string> engine;
  bool deaf = false;
  std::string pair = "us";
  bool never = false;

  // One process; both targets.
  Keeper keeper() {
    std::vector<Destination> destinations;
    destinations.push_back({{}, std::make_unique<Ear>(books, deaf)});
    destinations.back().policy.name = "books";
    destinations.back().policy.kinds = {AlertKind::finance};
    destinations.push_back({{}, std::make_unique<Ear>(engine, never)});
    destinations.back().policy.name = "engine";
    destinations.back().policy.kinds = {AlertKind::operations};
    return {std::move(destinations), {pair}, *store, clock};
  }
};

}  // namespace

TEST_CASE("each kind goes to who wants it, and a restart repeats nothing") {
  Office office;
  {
    Keeper keeper = office.keeper();
    keeper.standing("us", "records", {held(3)});
    keeper.standing("us", "sending", {failing()});
    REQUIRE(keeper.step(true, {}).ok());
    CHECK(office.books == std::vector<std::string>{"Crosswalk: us: 3 orders are held, 30.00 USD"});
    CHECK(office.engine == std::vector<std::string>{"Crosswalk: us: Xero does not answer"});
  }
  Keeper keeper = office.keeper();
  keeper.standing("us", "records", {held(3)});
  REQUIRE(keeper.step(true, {}).ok());
  CHECK(office.books.size() == 1);
  CHECK(office.engine.size() == 1);
}

TEST_CASE("what stood of a pair that has left the workspace is told no more") {
  Office office;
  Keeper before = office.keeper();
  before.standing("us", "records", {held(3)});
  REQUIRE(before.step(true, {}).ok());
  office.pair = "ca";
  office.clock.advance(limits::alert_remind);
  Keeper after = office.keeper();
  REQUIRE(after.step(true, {}).ok());
  CHECK(office.books.size() == 1);
  CHECK(office.store->note("alerts").value() == "[]");
}

TEST_CASE("several causes due at once are one message") {
  Office office;
  Keeper keeper = office.keeper();
  keeper.standing("us", "records", {held(3), held(4, "another")});
  REQUIRE(keeper.step(true, {}).ok());
  CHECK(office.books == std::vector<std::string>{"Crosswalk: us: 3 orders are held, 30.00 USD (and 1 more)"});
}

TEST_CASE("two processes on one store tell it once") {
  Office office;
  Keeper first = office.keeper();
  Keeper second = office.keeper();
  first.standing("us", "records", {held(3)});
  second.standing("us", "records", {held(3)});
  REQUIRE(first.step(true, {}).ok());
  REQUIRE(second.step(true, {}).ok());
  CHECK(office.books.size() == 1);
}

TEST_CASE("a target that fails is told later, also by the next process, and holds up nobody else") {
  Office office;
  office.deaf = true;
  {
    Keeper keeper = office.keeper();
    keeper.standing("us", "records", {held(3)});
    keeper.standing("us", "sending", {failing()});
    REQUIRE(keeper.step(true, {}).ok());
    CHECK(office.books.empty());
    CHECK(office.engine.size() == 1);
  }
  office.deaf = false;
  office.clock.advance(limits::alert_first_retry);
  Keeper keeper = office.keeper();
  REQUIRE(keeper.step(true, {}).ok());
  CHECK(office.books.size() == 1);
}

TEST_CASE("a kept text that cannot be read costs a repetition, not the alerts") {
  Office office;
  REQUIRE(office.store->set_note("alerts", "not JSON").ok());
  Keeper keeper = office.keeper();
  keeper.standing("us", "records", {held(3)});
  REQUIRE(keeper.step(true, {}).ok());
  CHECK(office.books.size() == 1);
}

TEST_CASE("what the store suffers from is told without it, to who wants it") {
  Office office;
  Keeper keeper = office.keeper();
  keeper.tell_now("us", failing(AlertSeverity::error), {});
  CHECK(office.books.empty());
  CHECK(office.engine.size() == 1);
  CHECK(office.store->note("alerts").value().empty());
}

}  // namespace crosswalk::alert
