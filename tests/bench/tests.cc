// What the rules' own tests cost: a run of 200 tests as `crosswalk test` makes it, loading included, and what
// coverage makes of it, in one run. The rules are mostly functions, which is where coverage is dear; mapping
// alone, without the tests around it, is measured as well.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

#include "checkout.h"
#include "keeper.h"
#include "must.h"
#include "rules/testing/fixture.h"
#include "rules/testing/test_runner.h"

namespace {

using namespace crosswalk;
using bench::give_up;
using bench::must;
namespace fs = std::filesystem;

constexpr int test_count = 200;
constexpr const char* covered = "200 tests with coverage";
constexpr const char* plain = "200 tests";
constexpr const char* watched = "an order with coverage";
constexpr const char* unwatched = "an order";

const char* const account =
    "local regions = { CA = 'west', OR = 'west', WA = 'west', NY = 'east', NJ = 'east' }\n"
    "local function region_of(state)\n"
    "  local region = regions[state or '']\n"
    "  if not region then\n"
    "    return 'middle'\n"
    "  end\n"
    "  return region\n"
    "end\n"
    "return { api = 1, account = function(line, record)\n"
    "  if line.class == 'tax' then\n"
    "    return line.tax_class == 'seller' and '825' or '820'\n"
    "  end\n"
    "  if line.class == 'shipping' then\n"
    "    return '210'\n"
    "  end\n"
    "  local region = region_of(record.ship_to.state)\n"
    "  if region == 'west' then\n"
    "    return '201'\n"
    "  elseif region == 'east' then\n"
    "    return '202'\n"
    "  end\n"
    "  return '200'\n"
    "end }\n";
const char* const tracking =
    "return { api = 1, tracking = function(line)\n"
    "  local family = line.sku and line.sku:match('^(%a+)%-')\n"
    "  local option = 'Other'\n"
    "  for _, known in ipairs { 'MUG', 'LAMP', 'TOWEL' } do\n"
    "    if family == known then\n"
    "      option = known\n"
    "    end\n"
    "  end\n"
    "  return { Family = option }\n"
    "end }\n";
const char* const tax = "return { api = 1, tax = decide { row { use = 'NONE' } } }\n";

void write(const fs::path& file, const std::string& text) {
  std::ofstream(file, std::ios::binary) << text;
}

std::string tests() {
  std::string text =
      "local function account(state, facts)\n"
      "  local result = map(order { ship_to = { state = state }, lines = { line(facts), line { class = 'tax' "
      "} } })\n"
      "  assert.is_false(result.held, result.reason)\n"
      "  return result.lines[1].account\n"
      "end\n"
      "cases('of {state}', { { state = 'CA', account = '201' }, { state = 'NY', account = '202' } }, "
      "function(case)\n"
      "  assert.equal(case.account, account(case.state, { sku = 'MUG-1' }))\n"
      "end)\n";
  for (int i = 2; i < test_count - 4; ++i)
    text += "it('number " + std::to_string(i) +
            "', function()\n  assert.equal('200', account('TX', { sku = 'MUG-" + std::to_string(i) +
            "' }))\nend)\n";
  for (int i = 0; i < 4; ++i)
    text += "property('holds " + std::to_string(i) +
            "', function(order)\n"
            "  for _, line in ipairs(map(order).lines) do assert.is_string(line.account) end\nend)\n";
  return text;
}

class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / "crosswalk-bench-tests") {
    fs::create_directories(path_);
    write(path_ / "account.lua", account);
    write(path_ / "tracking.lua", tracking);
    write(path_ / "tax.lua", tax);
    write(path_ / "account_test.lua", tests());
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::shared_ptr<const rules::RuleSet> load() const {
    return must(rules::load_rules(path_, "rules/", checkout("/scripts")));
  }

 private:
  fs::path path_;
};

void run_tests(const Folder& folder, bool coverage) {
  rules::TestPlan plan;
  plan.coverage = coverage;
  const auto report = must(rules::run_tests(folder.load(), plan));
  if (report.results.size() == test_count && report.failures() == 0) return;
  std::cerr << "the tests do not pass\n";
  std::exit(EXIT_FAILURE);
}

void map_orders(benchmark::State& state, const Folder& folder, bool coverage) {
  const auto mapper = must(rules::make_mapper(folder.load(), rules::RuleBudget()));
  rules::MapWatch watch;
  watch.decided = [&watch](const Line*) { watch.places.clear(); };
  if (coverage) mapper->watch(&watch);
  rules::Fixture order;
  for (const char* sku : {"MUG-1", "LAMP-2", "OTHER-3"}) {
    order.add_line();
    order.set_line("sku", {rules::Literal::Kind::text, sku});
  }
  order.finish();
  for (auto _ : state) benchmark::DoNotOptimize(&mapper->map(order.facts(), order.lines()));
}

}  // namespace

int main(int argc, char** argv) {
  const Folder folder;
  for (const bool coverage : {false, true}) {
    benchmark::RegisterBenchmark(coverage ? covered : plain,
                                 [&folder, coverage](benchmark::State& state) {
                                   for (auto _ : state) run_tests(folder, coverage);
                                 })
        ->Unit(benchmark::kMicrosecond)
        ->MinTime(0.1);
    benchmark::RegisterBenchmark(
        coverage ? watched : unwatched,
        [&folder, coverage](benchmark::State& state) { map_orders(state, folder, coverage); })
        ->Unit(benchmark::kMicrosecond)
        ->MinTime(0.1);
  }
  bench::Keeper keeper;
  if (!bench::run_interleaved(argc, argv, keeper)) return EXIT_FAILURE;
  std::printf("%d tests: %.1f ms (at most 1000), with coverage %.1f ms: %.2f × (at most 3)\n", test_count,
              keeper.median(plain) / 1000, keeper.median(covered) / 1000,
              keeper.median(covered) / keeper.median(plain));
  std::printf("an order of three lines: %.1f µs, with coverage %.1f µs: %.2f × (at most 3)\n",
              keeper.median(unwatched), keeper.median(watched),
              keeper.median(watched) / keeper.median(unwatched));
  return EXIT_SUCCESS;
}
