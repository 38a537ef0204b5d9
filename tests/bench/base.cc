// What the parts of base cost that every amount of every record passes through.
#include <benchmark/benchmark.h>

#include <string>

#include "base/crypto.h"
#include "base/csv.h"
#include "base/decimal.h"
#include "base/json.h"
#include "base/json_tree.h"

namespace {

using namespace crosswalk;

void parse_decimal(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(Decimal::parse("1234.56"));
}
BENCHMARK(parse_decimal);

void print_decimal(benchmark::State& state) {
  const Decimal value = Decimal::parse("1234.56").value();
  for (auto _ : state) benchmark::DoNotOptimize(value.text(2));
}
BENCHMARK(print_decimal);

void split_decimal(benchmark::State& state) {
  const Decimal value = Decimal::parse("1234.56").value();
  for (auto _ : state) benchmark::DoNotOptimize(scale(value, 2, 7, 2));
}
BENCHMARK(split_decimal);

// The argument is the number of bytes: about an order, and about a page of them.
void hash_bytes(benchmark::State& state) {
  const std::string bytes(static_cast<std::size_t>(state.range(0)), 'x');
  for (auto _ : state) benchmark::DoNotOptimize(sha256(bytes));
  state.SetBytesProcessed(state.iterations() * state.range(0));
}
BENCHMARK(hash_bytes)->Arg(3'000)->Arg(600'000);

void parse_tree(benchmark::State& state) {
  std::string text = "[";
  for (int i = 0; i < 100; ++i)
    text +=
        std::string(i == 0 ? "" : ",") + R"({"name":"a","amount":12.34,"count":3,"nested":{"flag":true}})";
  text += "]";
  for (auto _ : state) benchmark::DoNotOptimize(parse_json(text, "the benchmark"));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}
BENCHMARK(parse_tree);

void read_rows(benchmark::State& state) {
  std::string text;
  for (int i = 0; i < 1'000; ++i) text += "108812345678901,\"Mug, blue\",24.99,2026-01-31,Sale\n";
  std::size_t fields = 0;
  for (auto _ : state) {
    const auto done = read_csv(text, "rows.csv", [&](const CsvRow& row) -> Result<void> {
      fields += row.fields.size();
      return {};
    });
    benchmark::DoNotOptimize(done.ok());
  }
  benchmark::DoNotOptimize(fields);
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}
BENCHMARK(read_rows);

}  // namespace
