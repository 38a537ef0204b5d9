// What rule tests get of records and documents: as the engine would have it.
#include "flow/workbench.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include <unistd.h>

#include "checkout.h"
#include "flow/money_coverage.h"
#include "flow/rig.h"
#include "rules/testing/test_runner.h"
#include "simulator/world_demo.h"
#include "simulator/world_export.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

// The example rules with one more test file, and the demo orders as records.
class Shop {
 public:
  explicit Shop(const std::string& test, BookMode book = BookMode::created)
      : directory_(std::filesystem::temp_directory_path() / ("crosswalk-shop-" + std::to_string(::getpid()))),
        rig_(simulator::demo_world(), settings(book)),
        bench_("us", rig_.source(), rig_.ledger(), book) {
    std::filesystem::remove_all(directory_);
    std::filesystem::copy(checkout("/rules"), directory_, std::filesystem::copy_options::recursive);
    for (const auto& file : std::filesystem::directory_iterator(directory_))
      if (file.path().string().ends_with("_test.lua")) std::filesystem::remove(file);
    std::filesystem::create_directories(directory_ / "records");
    write("records/demo.ndjson",
          simulator::to_ndjson(simulator::demo_world(), simulator::demo_start() + Millis(5LL * 86'400'000)));
    write("a_test.lua", test);
  }
  ~Shop() { std::filesystem::remove_all(directory_); }
  Shop(const Shop&) = delete;
  Shop& operator=(const Shop&) = delete;

  void write(const std::string& name, const std::string& text) const {
    std::ofstream(directory_ / name, std::ios::binary) << text;
  }
  std::shared_ptr<const rules::RuleSet> rules() const {
    auto rules = rules::load_rules(directory_, "rules/", checkout("/scripts"));
    REQUIRE(rules.ok());
    return *rules;
  }
  rules::TestReport test(bool coverage = false) {
    rules::TestPlan plan;
    plan.workbench = &bench_;
    plan.coverage = coverage;
    auto report = rules::run_tests(rules(), plan);
    INFO((report ? std::string() : report.error().text()));
    REQUIRE(report.ok());
    return std::move(*report);
  }
  Rig& rig() { return rig_; }
  flow::RecordWorkbench& bench() { return bench_; }

 private:
  static RigSettings settings(BookMode book) {
    RigSettings settings;
    settings.book = book;
    settings.start = simulator::demo_start() + Millis(5LL * 86'400'000);
    return settings;
  }

  std::filesystem::path directory_;
  Rig rig_;
  flow::RecordWorkbench bench_;
};

void check_passes(const std::string& test, BookMode book = BookMode::created) {
  Shop shop(test, book);
  const auto report = shop.test();
  CHECK_FALSE(report.results.empty());
  for (const auto& result : report.results)
    CHECK_MESSAGE(result.passed, result.name << ": " << result.message);
}

}  // namespace

TEST_CASE("an order that a test has written becomes the documents that the ledger would get") {
  check_passes(
      "it('x', function()\n"
      "  local result = documents(order { id = '108', lines = {\n"
      "    line { sku = 'MUG-BLU', amount = '24.99', order_line = '1' },\n"
      "    line { sku = 'MUG-BLU', class = 'tax', amount = '2.06', order_line = '1' } } })\n"
      "  assert.equal('booked', result.verdict)\n"
      "  local kinds, invoice = {}, nil\n"
      "  for _, document in ipairs(result.documents) do\n"
      "    table.insert(kinds, document.kind)\n"
      "    if document.kind == 'invoice' then invoice = document end\n"
      "  end\n"
      "  assert.same({ 'contact', 'invoice' }, kinds)\n"
      "  assert.equal('WM-108', invoice.number)\n"
      "  assert.near('24.99', invoice.total, 0)\n"
      "  assert.equal('200', invoice.content.LineItems[1].AccountCode)\n"
      "end)\n"
      "it('is held as in the engine', function()\n"
      "  local result = documents(order { lines = { line { sku = 'NOPE' } } })\n"
      "  assert.equal('held', result.verdict)\n"
      "  assert.contains('NOPE', result.reason)\n"
      "  assert.contains('item.lua', result.origin)\n"
      "  assert.same({}, result.documents)\n"
      "end)\n");
}

TEST_CASE("what is due depends on the pair's mode") {
  const std::string test =
      "it('x', function()\n"
      "  local result = documents(order { lines = { line { sku = 'MUG-BLU', state = 'open' } } })\n"
      "  assert.equal('%', result.verdict)\n"
      "end)\n";
  const auto expecting = [&](const char* verdict) {
    return std::string(test).replace(test.find('%'), 1, verdict);
  };
  check_passes(expecting("booked"), BookMode::created);
  check_passes(expecting("waiting"), BookMode::shipped);
}

TEST_CASE("records of a file are mapped like orders") {
  check_passes(
      "local all = records 'demo.ndjson'\n"
      "it('x', function()\n"
      "  assert.equal(#all, #records('records/demo.ndjson'))\n"
      "  local booked, held = 0, 0\n"
      "  for _, record in ipairs(all) do\n"
      "    assert.equal('order', record.kind)\n"
      "    assert.matches('^1089%d+$', record.id)\n"
      "    local result = documents(record)\n"
      "    if result.verdict == 'booked' then booked = booked + 1 end\n"
      "    if result.verdict == 'held' then held = held + 1 end\n"
      "    if result.verdict == 'booked' then\n"
      "      local mapped = map(record)\n"
      "      assert.is_false(mapped.held, mapped.reason)\n"
      "      assert.is_string(mapped.lines[1].account)\n"
      "    end\n"
      "  end\n"
      "  assert.truthy(booked > 5)\n"
      "  assert.truthy(held > 0)\n"
      "end)\n");
}

TEST_CASE("what cannot be read is said with file and line") {
  const auto message = [](const std::string& body) {
    Shop shop("it('x', function() " + body + " end)");
    shop.write("records/bad.ndjson", "{\"purchaseOrderId\": \"1\"}\n{\"purchaseOrderId\": \n");
    return shop.test().results.at(0).message;
  };
  CHECK(message("records 'nope.ndjson'")
            .find("there is no file rules/records/nope.ndjson or rules/nope.ndjson") != std::string::npos);
  CHECK(message("records 'bad.ndjson'").find("rules/records/bad.ndjson:") != std::string::npos);
  CHECK(message("map(records('demo.ndjson'))").find("rules/a_test.lua:1:") == 0);
  CHECK(message("local x = records('demo.ndjson')[1].total").find("an id and a kind") != std::string::npos);
  CHECK(message("map 'x'").find("map needs an order") != std::string::npos);
}

TEST_CASE("without a workbench the words that need one say so") {
  Shop shop("it('x', function() documents(order {}) end)");
  const auto report = rules::run_tests(shop.rules(), "");
  REQUIRE(report.ok());
  CHECK(report->results.at(0).message.find("documents reads records as the engine does") !=
        std::string::npos);
}

TEST_CASE("coverage is weighed by the money that was received") {
  // Products are tested, taxes and shipping are not.
  Shop shop(
      "it('x', function() map(order { lines = { line { sku = 'MUG-BLU' } } }) end)\n"
      "it('y', function() map(order { lines = { line { sku = 'LAMP-01', class = 'discount' } } }) end)\n");
  shop.rig().pass();
  auto report = shop.test(true);
  auto mapper = rules::make_mapper(shop.rules(), rules::RuleBudget());
  REQUIRE(mapper.ok());
  flow::MoneyCoverage sum;
  std::int64_t told = 0;
  const auto weigh = [&](flow::MoneyCoverage& into, const Stop& stop = {}) {
    return flow::weigh(
        shop.rig().store(), {"us", Instant()}, shop.bench(), **mapper, *report.coverage,
        [&](std::int64_t) { ++told; }, stop, into);
  };
  REQUIRE(weigh(sum).ok());
  CHECK(sum.records == *shop.rig().store().count_received("us", Instant()));
  CHECK(sum.left_out > 0);
  REQUIRE(sum.money.size() == 1);
  CHECK(sum.money[0].covered > 0);
  CHECK(sum.money[0].covered < sum.money[0].all);
  CHECK(sum.share().tenths() == sum.money[0].covered * 1000 / sum.money[0].all);
  // The same, counted by hand: products and discounts of the booked orders are what the tests cover.
  std::int64_t covered = 0;
  std::int64_t all = 0;
  REQUIRE(shop.rig()
              .store()
              .each_received(
                  "us", Instant(),
                  [&](const store::RecordRow&, const Record& record, const std::string&) -> Result<void> {
                    const auto order = shop.bench().lines(record);
                    if (!order || (*mapper)->map(order->facts, order->lines).verdict != Verdict::book)
                      return {};
                    for (const Line& line : order->lines) {
                      const std::int64_t units = line.amount.amount.magnitude().units();
                      all += units;
                      if (line.line_class == LineClass::product || line.line_class == LineClass::discount)
                        covered += units;
                    }
                    return {};
                  })
              .ok());
  CHECK(sum.money[0].all == all);
  CHECK(sum.money[0].covered == covered);
  REQUIRE_FALSE(sum.places.empty());
  CHECK(std::is_sorted(sum.places.begin(), sum.places.end(),
                       [](const auto& a, const auto& b) { return a.money.amount > b.money.amount; }));
  CHECK(sum.places[0].where.starts_with("rules/"));

  std::stop_source stopped;
  stopped.request_stop();
  flow::MoneyCoverage none;
  CHECK(weigh(none, stopped.get_token()).error().kind == ErrorKind::stopped);
}
