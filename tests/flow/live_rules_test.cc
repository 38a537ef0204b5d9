#include "flow/live_rules.h"

#include <doctest/doctest.h>

#include <atomic>
#include <thread>

#include "flow/fakes.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

std::unique_ptr<rules::Mapper> mapper_of(const std::string& version, std::atomic<int>* alive = nullptr) {
  class Counted final : public rules::Mapper {
   public:
    Counted(std::string version, std::atomic<int>* alive) : set_(std::move(version)), alive_(alive) {
      if (alive_ != nullptr) ++*alive_;
    }
    ~Counted() override {
      if (alive_ != nullptr) --*alive_;
    }
    const Mapping& map(const RecordFacts& facts, std::span<const Line> lines) override {
      return mapper_.map(facts, lines);
    }
    const Offering& offer(const ItemFacts& item) override { return mapper_.offer(item); }
    const rules::RuleSet& rule_set() const override { return set_; }
    const std::vector<rules::Place>& places() const override { return mapper_.places(); }
    void count_into(rules::Hits* /*hits*/) override {}
    void watch(rules::MapWatch* /*watch*/) override {}

   private:
    class Named final : public rules::RuleSet {
     public:
      explicit Named(std::string version) : version_(std::move(version)) {}
      const std::string& version() const override { return version_; }
      const std::vector<rules::RuleFile>& files() const override { return files_; }
      std::vector<rules::NamedCode> named_codes() const override { return {}; }

     private:
      std::string version_;
      std::vector<rules::RuleFile> files_;
    };
    FakeMapper mapper_;
    Named set_;
    std::atomic<int>* alive_;
  };
  return std::make_unique<Counted>(version, alive);
}

std::string version_of(const flow::LiveRules::Loan& loan) {
  return loan.mapper().rule_set().version();
}

}  // namespace

TEST_CASE("a record ends on the rules it began with, and the next one has the newest") {
  flow::LiveRules live(mapper_of("v1"));
  {
    const flow::LiveRules::Loan loan(live);
    live.offer(mapper_of("v2"));
    live.offer(mapper_of("v3"));
    CHECK(version_of(loan) == "v1");
    CHECK(live.version() == "v3");
    std::stop_source stopped;
    stopped.request_stop();
    CHECK_FALSE(live.wait_until_taken(stopped.get_token()));
  }
  CHECK(live.wait_until_taken({}));
  CHECK(version_of(flow::LiveRules::Loan(live)) == "v3");
}

TEST_CASE("without a record under way the new rules are live at once") {
  flow::LiveRules live(mapper_of("v1"));
  live.offer(mapper_of("v2"));
  CHECK(live.wait_until_taken({}));
  CHECK(version_of(flow::LiveRules::Loan(live)) == "v2");
}

TEST_CASE("old rules are destroyed when they are dropped, not while a record waits") {
  std::atomic<int> alive = 0;
  flow::LiveRules live(mapper_of("v1", &alive));
  live.offer(mapper_of("v2", &alive));
  CHECK(alive == 2);
  live.drop_retired();
  CHECK(alive == 1);
}

TEST_CASE("offers and loans from two threads never meet in one record") {
  flow::LiveRules live(mapper_of("0"));
  constexpr int offers = 2'000;
  std::atomic<bool> over = false;
  std::jthread offering([&] {
    for (int i = 1; i <= offers; ++i) {
      live.offer(mapper_of(std::to_string(i)));
      live.wait_until_taken({});
      live.drop_retired();
    }
    over = true;
  });
  int last = 0;
  bool in_order = true;
  bool steady = true;
  while (!over) {
    const flow::LiveRules::Loan loan(live);
    const int version = std::stoi(version_of(loan));
    in_order = in_order && version >= last;
    last = version;
    for (int look = 0; look < 20; ++look) steady = steady && std::stoi(version_of(loan)) == version;
  }
  CHECK(in_order);
  CHECK(steady);
  CHECK(live.version() == std::to_string(offers));
}
