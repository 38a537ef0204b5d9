// What `map` costs an order on one core, beside the least that the same work can cost with the same parts
// (map_bare.h), in one run: µs an order of both and their ratio. Absolute figures drift with the machine, the
// ratio does not. Before anything is timed both write the same orders and must agree in every account and
// amount.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>

#include "app/offline.h"
#include "base/json_tree.h"
#include "base/virtual_clock.h"
#include "checkout.h"
#include "flow/map_text.h"
#include "keeper.h"
#include "map_bare.h"
#include "must.h"
#include "simulator/walmart_service.h"
#include "simulator/world_export.h"
#include "simulator/world_generator.h"
#include "walmart/connection.h"
#include "walmart/source.h"
#include "xero/ledger.h"

namespace {

using namespace crosswalk;
using bench::give_up;
using bench::must;

constexpr int order_count = 2000;
constexpr std::size_t write_size = std::size_t{1} << 16;  // as `map` does
constexpr const char* ours = "map, sandbox, proofs and provenance";
constexpr const char* bare = "bare limit";

std::vector<std::pair<std::string, std::string>> items_of(const std::string& path) {
  std::ifstream file(path);
  std::vector<std::pair<std::string, std::string>> items;
  std::string row;
  std::getline(file, row);
  while (std::getline(file, row)) {
    const auto first = row.find(',');
    items.emplace_back(row.substr(0, first), row.substr(first + 1, row.find(',', first + 1) - first - 1));
  }
  return items;
}

std::vector<Record> make_records(const Source& source) {
  simulator::WorldSettings world;
  world.orders = order_count;
  world.from = must(Instant::parse("2026-01-05T12:00:00Z"));
  world.over = Millis(std::int64_t{10} * 86'400'000);
  world.quirks = simulator::QuirkShares::none();
  const std::string text =
      simulator::to_ndjson(simulator::make_world(world), must(Instant::parse("2026-01-28T12:00:00Z")));
  std::vector<Record> records;
  const auto done =
      source.unpack(text, "the benchmark's orders", [&](const RecordView& view) -> Result<void> {
        Record& record = records.emplace_back();
        record.key = {"us", view.kind, std::string(view.id)};
        record.body.reserve(view.body.size() + simdjson::SIMDJSON_PADDING);
        record.body = view.body;
        return {};
      });
  if (!done) give_up(done.error().text());
  return records;
}

// The whole of `map` without its command: everything that it needs, alive as long as the benchmark.
class Ours {
 public:
  Ours()
      : connection_(walmart_settings(), network_, budget_, clock_, [] { return 0.5; }),
        source_(connection_),
        ledger_(xero::Settings(), network_, budget_, clock_, [] { return 0.5; }),
        mapper_(must(rules::make_mapper(
            must(rules::load_rules(checkout("/rules"), "rules/", checkout("/scripts"))), {}))),
        text_(source_, ledger_, *mapper_, drafts()) {}

  const Source& source() const { return source_; }
  bool write(const Record& record, std::string& out) {
    return text_.write(record, flow::MapForm::entries, out);
  }

 private:
  static walmart::Settings walmart_settings() {
    walmart::Settings settings;
    settings.pair = "us";
    settings.books_zone = must(TimeZone::named("America/New_York"));
    settings.charge_amount = walmart::ChargeAmount::line;
    return settings;
  }

  static flow::PairSettings drafts() {
    flow::PairSettings settings;
    settings.book = BookMode::created;
    return settings;
  }

  app::NoNetwork network_;
  app::NoBudget budget_;
  VirtualClock clock_{Instant()};
  walmart::Connection connection_;
  walmart::WalmartSource source_;
  xero::XeroLedger ledger_;
  std::unique_ptr<rules::Mapper> mapper_;
  flow::MapText text_;
};

// One entry as a text: what both must agree on. Where they differ in form on purpose is evened out.
std::string essence_of(const Json& entry) {
  std::string text;
  for (const char* name : {"role", "date", "state", "key", "class", "tax_class", "sku", "description"})
    text += entry.value(name, "") + "|";
  text += must(decimal_in(entry, "amount")).text(2);
  for (const char* name : {"account", "tax", "item"})
    if (const auto answer = entry.find(name); answer != entry.end())
      text += "|" + (answer->is_object() ? answer->at("value") : *answer).get<std::string>();
  std::map<std::string, std::string> tracking;
  if (const auto answers = entry.find("tracking"); answers != entry.end())
    for (const auto& answer : *answers) tracking[answer.at("category")] = answer.at("option");
  for (const auto& [category, option] : tracking) text += "|" + category + "=" + option;
  return text;
}

void compare(const std::string& left, const std::string& right) {
  const Json one = must(parse_json(left, "ours")).at("booking");
  const Json other = must(parse_json(right, "the bare limit")).at("booking");
  for (const char* name :
       {"pair", "kind", "id", "book", "currency", "order_date", "contact", "customer_order"})
    if (one.at(name) != other.at(name)) give_up("they differ in " + std::string(name) + ":\n" + left + right);
  const Json& ours_entries = one.at("entries");
  const Json& bare_entries = other.at("entries");
  bool same = ours_entries.size() == bare_entries.size();
  for (std::size_t i = 0; same && i < ours_entries.size(); ++i)
    same = essence_of(ours_entries[i]) == essence_of(bare_entries[i]);
  if (!same) give_up("they differ in their entries:\n" + left + right);
}

// Records that are held on purpose (the hold rule, say) are left out: the bare limit knows no holds.
std::vector<Record> agreed(Ours& map, bench::BareMap& limit, std::vector<Record> records) {
  std::vector<Record> kept;
  std::size_t bytes = 0;
  std::size_t written = 0;
  for (auto& record : records) {
    std::string left;
    std::string right;
    if (!map.write(record, left)) continue;
    limit.write(record.body, right);
    compare(left, right);
    bytes += record.body.size();
    written += left.size();
    kept.push_back(std::move(record));
    kept.back().body.reserve(kept.back().body.size() + simdjson::SIMDJSON_PADDING);
  }
  if (kept.size() * 10 < records.size() * 9) give_up("more than a tenth of the orders is held");
  std::cout << kept.size() << " orders agree; " << bytes / kept.size() << " bytes read and "
            << written / kept.size() << " written an order\n";
  return kept;
}

template <class Write>
void run(benchmark::State& state, const std::vector<Record>& records, Write&& write) {
  std::string out;
  std::size_t next = 0;
  for (auto _ : state) {
    if (out.size() >= write_size) out.clear();
    write(records[next], out);
    if (++next == records.size()) next = 0;
  }
  benchmark::DoNotOptimize(out.data());
}

}  // namespace

int main(int argc, char** argv) {
  Ours map;
  bench::BareMap limit(items_of(checkout("/rules/items.csv")));
  const std::vector<Record> records = agreed(map, limit, make_records(map.source()));
  const auto add = [&](const char* name, auto write) {
    benchmark::RegisterBenchmark(name,
                                 [&records, write](benchmark::State& state) { run(state, records, write); })
        ->Unit(benchmark::kMicrosecond)
        ->MinTime(0.3);
  };
  add(ours, [&map](const Record& record, std::string& out) { map.write(record, out); });
  add(bare, [&limit](const Record& record, std::string& out) { limit.write(record.body, out); });

  bench::Keeper keeper;
  if (!bench::run_interleaved(argc, argv, keeper)) return EXIT_FAILURE;
  const double us = keeper.median(ours);
  const double least = keeper.median(bare);
  std::printf("map %.1f µs an order, bare limit %.1f µs\nmap ÷ bare limit: %.2f × (at most 2)\n", us, least,
              us / least);
  return EXIT_SUCCESS;
}
