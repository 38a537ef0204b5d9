// What rules cost: the sandbox with its budget and provenance beside the same rule files run bare
// (rules_bare.h); a decision table of ten thousand rows beside one of a hundred; a table of a hundred
// thousand SKUs beside one of a thousand. Ratios of medians, interleaved in one run. Both hosts must agree
// first.
#include <benchmark/benchmark.h>

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "checkout.h"
#include "keeper.h"
#include "must.h"
#include "rules/mapper.h"
#include "rules/testing/fixture.h"
#include "rules_bare.h"

namespace {

using namespace crosswalk;
using bench::give_up;
using Files = std::vector<std::pair<std::string, std::string>>;

constexpr const char* ours = "sandbox, budget and provenance";
constexpr const char* bare = "the same rules run bare";

// Rows and functions, as a seller mixes them.
Files mixed_rules() {
  return {{"tax.lua",
           "return { api = 1, tax = decide {\n"
           "row { class = { 'product', 'shipping', 'discount' }, use = 'NONE' },\n"
           "row { class = 'tax', tax_class = 'facilitator', use = 'NONE' },\n"
           "row { class = 'tax', use = function(line, record)\n"
           "  if record.ship_to.state == 'MO' then return 'OUTPUT' end\n  return 'NONE'\nend } } }\n"},
          {"account.lua",
           "local by_state = { CA = '201', NY = '202', TX = '203' }\n"
           "return { api = 1, account = function(line, record)\n"
           "  if line.class == 'tax' then\n"
           "    if line.tax_class == 'facilitator' then return '820' end\n    return '825'\n  end\n"
           "  if line.class == 'shipping' then return '210' end\n"
           "  if line.sku:sub(1, 4) == 'GIFT' then return '230' end\n"
           "  return by_state[record.ship_to.state] or '200'\nend }\n"},
          {"tracking.lua",
           "local shippers = { seller = 'Seller', wfs = 'WFS' }\n"
           "return { api = 1, tracking = function(line, record)\n"
           "  return { Channel = 'Walmart US', Fulfilment = shippers[line.fulfilment] }\nend }\n"},
          {"item.lua",
           "return { api = 1, item = lookup { table = 'items.csv', key = 'sku', by = 'line.sku',\n"
           "value = 'item', otherwise = hold 'SKU {sku} is unknown' } }\n"}};
}

Files items(int count) {
  Files rows;
  for (int i = 0; i < count; ++i) {
    const std::string sku = "SKU-" + std::to_string(100'000 + i * 7);
    rows.emplace_back("sku-" + std::to_string(100'000 + i * 7), sku + "-X");
  }
  return rows;
}

std::string csv_of(const Files& rows) {
  std::string text = "sku,item,name\n";
  for (const auto& [sku, item] : rows) text += sku + "," + item + ",What it is called\n";
  return text;
}

// A rule set that lives as long as the benchmark.
class Rules {
 public:
  Rules(const char* name, const Files& files)
      : directory_(std::filesystem::temp_directory_path() /
                   ("crosswalk-bench-" + std::to_string(::getpid()) + "-" + name)) {
    std::filesystem::create_directories(directory_);
    for (const auto& [file, text] : files) std::ofstream(directory_ / file, std::ios::binary) << text;
    auto rules = rules::load_rules(directory_, "rules/", checkout("/scripts"));
    if (!rules) give_up(rules.error().text());
    auto mapper = rules::make_mapper(*rules, rules::RuleBudget());
    if (!mapper) give_up(mapper.error().text());
    mapper_ = std::move(*mapper);
  }
  Rules(const Rules&) = delete;
  Rules& operator=(const Rules&) = delete;
  ~Rules() {
    std::error_code error;
    std::filesystem::remove_all(directory_, error);
  }
  const Mapping& map(const rules::Fixture& order) {
    const Mapping& mapping = mapper_->map(order.facts(), order.lines());
    if (mapping.verdict != Verdict::book) give_up(mapping.reason);
    return mapping;
  }

 private:
  std::filesystem::path directory_;
  std::unique_ptr<rules::Mapper> mapper_;
};

void set(rules::Fixture& order, const char* name, const std::string& value) {
  if (auto flaw = order.set_line(name, {rules::Literal::Kind::text, value}); !flaw.empty()) give_up(flaw);
}

// Three products with shipping and taxes: twelve lines. The SKUs lie anywhere in a table of `known` rows.
void fill(rules::Fixture& order, int number, int known) {
  order.clear();
  for (int i = 0; i < 3; ++i) {
    const std::string sku = "SKU-" + std::to_string(100'000 + ((number * 3 + i) * 7919 % known) * 7);
    for (const char* charge : {"product", "shipping"}) {
      for (const char* kind : {charge, "tax"}) {
        order.add_line();
        set(order, "sku", sku);
        set(order, "class", kind);
        set(order, "order_line", std::to_string(i + 1));
        if (std::string(kind) == "tax") set(order, "tax_class", "facilitator");
      }
    }
  }
  order.finish();
}

void compare(const Mapping& mapping, const std::vector<bench::BareLine>& answers) {
  bool same = mapping.lines.size() == answers.size();
  for (std::size_t i = 0; same && i < answers.size(); ++i) {
    const LineAnswers& left = mapping.lines[i];
    std::map<std::string, std::string> tracking;
    for (const auto& answer : left.tracking) tracking[answer.category] = answer.option;
    same = left.item.value == answers[i].item && left.tax.value == answers[i].tax &&
           left.account.value == answers[i].account && tracking == answers[i].tracking;
  }
  if (!same) give_up("the two hosts do not agree");
}

std::string long_table(int rows) {
  std::string text = "return { api = 1, account = decide {\n";
  for (int i = 0; i < rows; ++i) {
    const std::string sku = "SKU-" + std::to_string(100'000 + i * 7);
    text += i % 10 == 9 ? "row { sku = prefix '" + sku + "', use = '" : "row { sku = '" + sku + "', use = '";
    text += std::to_string(200 + i % 50) + "' },\n";
  }
  return text + "} }\n";
}

template <class Map>
void add(const std::string& name, int known, Map map) {
  benchmark::RegisterBenchmark(name.c_str(),
                               [known, map](benchmark::State& state) {
                                 std::vector<std::unique_ptr<rules::Fixture>> orders;
                                 for (int i = 0; i < 64; ++i)
                                   fill(*orders.emplace_back(std::make_unique<rules::Fixture>()), i, known);
                                 std::size_t next = 0;
                                 for (auto _ : state) {
                                   benchmark::DoNotOptimize(&map(*orders[next]));
                                   next = (next + 1) % orders.size();
                                 }
                               })
      ->Unit(benchmark::kMicrosecond)
      ->MinTime(0.1);
}

void print(bench::Keeper& keeper, const char* left, const char* right, double most) {
  const double one = keeper.median(left);
  const double other = keeper.median(right);
  std::printf("%s %.2f µs an order, %s %.2f µs: %.2f × (at most %.1f)\n", left, one, right, other,
              one / other, most);
}

}  // namespace

int main(int argc, char** argv) {
  Files files = mixed_rules();
  const Files known = items(1'000);
  files.emplace_back("items.csv", csv_of(known));
  Rules sandbox("mixed", files);
  bench::BareRules plain(files, known);
  for (int i = 0; i < 64; ++i) {
    rules::Fixture order;
    fill(order, i, 1'000);
    compare(sandbox.map(order), plain.map(order.facts(), order.lines()));
  }
  add(ours, 1'000, [&](const rules::Fixture& order) -> const Mapping& { return sandbox.map(order); });
  add(bare, 1'000, [&](const rules::Fixture& order) -> const std::vector<bench::BareLine>& {
    return plain.map(order.facts(), order.lines());
  });

  const std::pair<std::string, std::string> tax = {
      "tax.lua", "return { api = 1, tax = decide { row { use = 'NONE' } } }"};
  Rules rows_100("rows-100", {tax, {"account.lua", long_table(100)}});
  Rules rows_10000("rows-10000", {tax, {"account.lua", long_table(10'000)}});
  add("100 rows", 100, [&](const rules::Fixture& order) -> const Mapping& { return rows_100.map(order); });
  add("10,000 rows", 10'000,
      [&](const rules::Fixture& order) -> const Mapping& { return rows_10000.map(order); });

  const std::string account =
      "return { api = 1, account = lookup { table = 'items.csv', key = 'sku',\n"
      "by = 'line.sku', value = 'item' } }\n";
  Rules skus_1000("skus-1000", {tax, {"account.lua", account}, {"items.csv", csv_of(items(1'000))}});
  Rules skus_100000("skus-100000", {tax, {"account.lua", account}, {"items.csv", csv_of(items(100'000))}});
  add("1,000 SKUs", 1'000,
      [&](const rules::Fixture& order) -> const Mapping& { return skus_1000.map(order); });
  add("100,000 SKUs", 100'000,
      [&](const rules::Fixture& order) -> const Mapping& { return skus_100000.map(order); });

  bench::Keeper keeper;
  if (!bench::run_interleaved(argc, argv, keeper)) return EXIT_FAILURE;
  print(keeper, ours, bare, 1.5);
  print(keeper, "10,000 rows", "100 rows", 1.5);
  print(keeper, "100,000 SKUs", "1,000 SKUs", 1.2);
  return EXIT_SUCCESS;
}
