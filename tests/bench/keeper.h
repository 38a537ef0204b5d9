// Keeper: runs what is measured side by side, interleaved, so that a slow minute of the machine meets all of
// it, and keeps the CPU times instead of printing them. Ratios of medians are what a benchmark answers with.
#pragma once

#include <benchmark/benchmark.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace crosswalk::bench {

// Keeps the CPU time of every repetition instead of printing it.
class Keeper final : public benchmark::BenchmarkReporter {
 public:
  bool ReportContext(const Context& /*context*/) override { return true; }
  void ReportRuns(const std::vector<Run>& runs) override {
    for (const auto& run : runs)
      if (run.run_type == Run::RT_Iteration)
        times_[run.run_name.function_name].push_back(run.GetAdjustedCPUTime());
  }
  // µs; of all repetitions.
  double median(const std::string& name) {
    auto& times = times_[name];
    if (times.empty()) return 0;
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
  }

 private:
  std::map<std::string, std::vector<double>> times_;
};

// False: the command line was not understood.
inline bool run_interleaved(int argc, char** argv, Keeper& keeper) {
  std::vector<std::string> arguments(argv, argv + argc);
  arguments.insert(arguments.begin() + 1,
                   {"--benchmark_repetitions=15", "--benchmark_enable_random_interleaving=true"});
  std::vector<char*> pointers;
  for (auto& argument : arguments) pointers.push_back(argument.data());
  int count = static_cast<int>(pointers.size());
  benchmark::Initialize(&count, pointers.data());
  if (benchmark::ReportUnrecognizedArguments(count, pointers.data())) return false;
  benchmark::RunSpecifiedBenchmarks(&keeper);
  return true;
}

}  // namespace crosswalk::bench
