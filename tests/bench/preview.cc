// What `preview` costs over a hundred thousand stored orders, by phases: reading them, mapping them, and the
// whole, for an edit that changes nothing, one that changes every hundredth order and one that changes all.
// Seconds of CPU on one core; the store is a SQLite file made for the run, of orders of the simulator.
#include "flow/preview.h"

#include <ctime>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "app/offline.h"
#include "app/preview_print.h"
#include "base/crypto.h"
#include "base/virtual_clock.h"
#include "checkout.h"
#include "flow/kept_books.h"
#include "model/entry_text.h"
#include "must.h"
#include "simulator/world_export.h"
#include "simulator/world_generator.h"
#include "walmart/connection.h"
#include "walmart/source.h"
#include "xero/ledger.h"

namespace {

using namespace crosswalk;
using bench::give_up;
using bench::must;

constexpr int order_count = 100'000;
constexpr int world_size = 2'000;  // different ones; the others are the same under other numbers
constexpr std::size_t page = 1'000;

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

walmart::Settings walmart_settings() {
  walmart::Settings settings;
  settings.pair = "us";
  settings.books_zone = must(TimeZone::named("America/New_York"));
  settings.charge_amount = walmart::ChargeAmount::line;
  return settings;
}

struct Parts {
  app::NoNetwork network;
  app::NoBudget budget;
  VirtualClock clock{must(Instant::parse("2026-02-10T12:00:00Z"))};
  walmart::Connection connection{walmart_settings(), network, budget, clock, [] { return 0.5; }};
  walmart::WalmartSource source{connection};
  xero::XeroLedger ledger{xero::Settings(), network, budget, clock, [] { return 0.5; }};
};

std::unique_ptr<rules::Mapper> mapper_of(const std::filesystem::path& rules) {
  return must(rules::make_mapper(must(rules::load_rules(rules, "rules/", checkout("/scripts"))), {}));
}

std::vector<RawRecord> make_world(const Source& source) {
  simulator::WorldSettings world;
  world.orders = world_size;
  world.from = must(Instant::parse("2026-01-05T12:00:00Z"));
  world.over = Millis(std::int64_t{10} * 86'400'000);
  world.quirks = simulator::QuirkShares::none();
  const std::string text =
      simulator::to_ndjson(simulator::make_world(world), must(Instant::parse("2026-01-28T12:00:00Z")));
  std::vector<RawRecord> records;
  must(source.unpack(text, "the benchmark's orders", [&](const RecordView& view) -> Result<void> {
    records.push_back({view.kind, std::string(view.id), std::string(view.body)});
    return {};
  }));
  return records;
}

// Fills the store as an engine would: received, mapped, booked.
void fill(store::Store& store, Parts& parts, const std::filesystem::path& rules) {
  const auto world = make_world(parts.source);
  const auto mapper = mapper_of(rules);
  flow::Translator translator(parts.source, *mapper, {BookMode::created, {}});
  std::int64_t number = 100'000'000'000'000;
  for (std::size_t done = 0; done < order_count; done += page) {
    std::vector<RawRecord> raw;
    for (std::size_t i = 0; i < page; ++i) {
      const RawRecord& model = world[(done + i) % world.size()];
      RawRecord& record = raw.emplace_back(model);
      record.id = std::to_string(++number);
      for (auto at = record.body.find(model.id); at != std::string::npos; at = record.body.find(model.id, at))
        record.body.replace(at, model.id.size(), record.id);
    }
    must(store.receive("us", raw, "", "", parts.clock.now()));
    const auto claimed = must(store.claim_records("us", "bench", page, Millis(60'000), parts.clock.now()));
    std::vector<store::MappedRecord> mapped;
    for (const auto& each : claimed) {
      const auto& translation = translator.translate(each.record, nullptr);
      store::MappedRecord& one = mapped.emplace_back();
      one.id = each.id;
      one.revision = each.record.revision;
      one.version = mapper->rule_set().version();
      one.reason = translation.reason;
      one.origin = translation.origin;
      one.state =
          translation.verdict == flow::Translation::Verdict::booked ? RecordState::booked : RecordState::held;
      if (one.state == RecordState::booked) write_entries(translation.entries, one.entries);
    }
    must(store.finish_records(mapped, "bench", parts.clock.now()));
  }
}

void read_only(store::Store& store) {
  std::size_t bytes = 0;
  const double begin = cpu_seconds();
  must(store.each_received(
      "us", Instant(),
      [&](const store::RecordRow&, const Record& record, const std::string& entries) -> Result<void> {
        bytes += record.body.size() + entries.size();
        return {};
      }));
  std::printf("reading            %6.2f s  (%.1f kB an order)\n", cpu_seconds() - begin,
              static_cast<double>(bytes) / order_count / 1e3);
}

void read_and_map(store::Store& store, Parts& parts, const std::filesystem::path& rules) {
  const auto mapper = mapper_of(rules);
  flow::Translator translator(parts.source, *mapper, {BookMode::created, {}});
  std::size_t booked = 0;
  const double begin = cpu_seconds();
  must(store.each_received(
      "us", Instant(),
      [&](const store::RecordRow&, const Record& record, const std::string&) -> Result<void> {
        booked += translator.translate(record, nullptr).entries.entries.empty() ? 0 : 1;
        return {};
      }));
  std::printf("reading, mapping   %6.2f s  (%zu booked)\n", cpu_seconds() - begin, booked);
}

void whole(const char* name, store::Store& store, Parts& parts, const std::filesystem::path& rules) {
  const double begin = cpu_seconds();
  const auto mapper = mapper_of(rules);
  flow::Translator translator(parts.source, *mapper, {BookMode::created, {}});
  flow::KeptBooks books(store, "us", std::nullopt);
  flow::Rehearsal settlements(parts.source, *mapper, books, {BookMode::created, false, {}}, &store);
  flow::Previewer previewer({translator, {}, settlements, parts.ledger, store, nullptr}, std::nullopt);
  must(store.each_received("us", Instant(),
                           [&](const store::RecordRow& row, const Record& record, const std::string& entries)
                               -> Result<void> { return previewer.add(&row, record, entries); }));
  const auto preview = must(previewer.finish("v1", mapper->rule_set().version()));
  const double mapped = cpu_seconds();
  const std::string json =
      app::preview_json(preview, {"us", "of the benchmark", parts.clock.now(), {}, false});
  std::printf("%s %6.2f s  (%lld orders, %lld changed; printing %zu kB of JSON %.2f s)\n", name,
              cpu_seconds() - begin, static_cast<long long>(preview.records),
              static_cast<long long>(preview.changed), json.size() / 1000, cpu_seconds() - mapped);
}

void edit(const std::filesystem::path& file, const std::string& from, const std::string& to) {
  std::stringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  std::string edited = text.str();
  const auto at = edited.find(from);
  if (at == std::string::npos) must(fail(ErrorKind::invalid, "there is no " + from, file.string()));
  std::ofstream(file, std::ios::binary) << edited.replace(at, from.size(), to);
}

}  // namespace

int main() {
  namespace fs = std::filesystem;
  const fs::path directory = fs::temp_directory_path() / ("crosswalk-bench-" + random_uuid());
  fs::create_directories(directory);
  const fs::path rules = directory / "rules";
  fs::copy(checkout("/rules"), rules, fs::copy_options::recursive);
  {
    Parts parts;
    auto store = must(store::open_store("sqlite:" + (directory / "books.db").string()));
    fill(*store, parts, rules);
    std::printf("%d stored orders; seconds of CPU\n", order_count);
    read_only(*store);
    read_and_map(*store, parts, rules);
    whole("the same rules    ", *store, parts, rules);
    edit(rules / "account.lua", "return {", "-- every line moves\nreturn {");
    whole("nothing differs   ", *store, parts, rules);
    edit(
        rules / "account.lua", "row { class = \"product\", use",
        "row { class = \"product\", amount = over(90), use = \"205\" },\n    row { class = \"product\", use");
    whole("some orders differ", *store, parts, rules);
    edit(rules / "account.lua", "\"200\"", "\"201\"");
    whole("all orders differ ", *store, parts, rules);
  }
  fs::remove_all(directory);
  return EXIT_SUCCESS;
}
