// What a settlement report of a million rows costs: seconds to hand its rows over as lines and to add it up a
// second time, and the most memory beside the archive while it does. The bound is 64 MiB.
#include <benchmark/benchmark.h>
#include <malloc.h>

#include <algorithm>
#include <iostream>

#include "base/virtual_clock.h"
#include "must.h"
#include "simulator/walmart_recon_file.h"
#include "walmart/recon_lines.h"
#include "walmart/recon_tally.h"

namespace {

using namespace crosswalk;
using bench::must;

constexpr std::int64_t row_count = 1'000'000;
constexpr std::size_t memory_bound = std::size_t{64} << 20;

const Record& report() {
  static const Record record = [] {
    Record made;
    made.key = {"bench", RecordKind::settlement, "2026-02-06"};
    made.body =
        must(simulator::recon_zip(simulator::large_report(7, row_count, must(Date::parse("2026-01-24")),
                                                          must(Date::parse("2026-02-06"))),
                                  {}));
    std::cout << row_count << " rows, a ZIP of " << made.body.size() / 1'000'000 << " MB\n";
    return made;
  }();
  return record;
}

class Counting final : public LineSink {
 public:
  Result<void> facts(const RecordFacts& /*facts*/) override { return {}; }
  Result<void> line(const Line& line) override {
    if (++rows % 10'000 == 0) most = std::max(most, mallinfo2().uordblks + mallinfo2().hblkhd);
    sum.add(line.amount);
    return {};
  }
  std::int64_t rows = 0;
  std::size_t most = 0;
  MoneySum sum{must(Currency::parse("USD"))};
};

void lines(benchmark::State& state) {
  const Record& record = report();
  walmart::Settings settings;
  const std::size_t before = mallinfo2().uordblks + mallinfo2().hblkhd;
  for (auto _ : state) {
    Counting sink;
    must(walmart::recon_lines(record, settings, sink));
    if (sink.rows != row_count) bench::give_up("rows are missing");
    const std::size_t used = sink.most - std::min(sink.most, before);
    if (used > memory_bound) bench::give_up("the rows take more memory than is allowed");
    state.counters["MiB"] = static_cast<double>(used) / (1 << 20);
  }
}
BENCHMARK(lines)->Unit(benchmark::kSecond)->Iterations(2);

void tally(benchmark::State& state) {
  const Record& record = report();
  for (auto _ : state) {
    const Tally found = must(walmart::tally_recon(record.body, must(Currency::parse("USD"))));
    if (found.amounts != row_count) bench::give_up("amounts are missing");
  }
}
BENCHMARK(tally)->Unit(benchmark::kSecond)->Iterations(2);

}  // namespace
