// What a ledger's 100,000 customers cost: how long their list takes to be read page by page, indexed and kept
// in a store in a file, in how many calls, and how much more memory is resident at most than before. The
// pages are made as they are asked for, so that what is measured is the reading. Not Google Benchmark: a
// reading is measured whole.
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <string>

#include "base/json_tree.h"
#include "base/log.h"
#include "base/virtual_clock.h"
#include "cloudsuite/ledger.h"
#include "flow/customer_keeper.h"
#include "must.h"
#include "simulator/cloudsuite_service.h"
#include "simulator/service.h"

namespace {

using namespace crosswalk;
using namespace crosswalk::bench;
using SteadyClock = std::chrono::steady_clock;

constexpr std::size_t customers = 100'000;
constexpr std::size_t page_rows = 1'000;

// Signs in whoever asks, and lists customers behind a position that its links name.
class MadeUp final : public simulator::Service {
 public:
  simulator::Answer handle(const wire::HttpRequest& request) override {
    ++calls;
    const auto json = [](Json body) {
      return simulator::Answer{{200, {{"Content-Type", "application/json"}}, to_text(body)}};
    };
    if (request.url.find("/as/") != std::string::npos)
      return json({{"access_token", "made-up"}, {"token_type", "Bearer"}, {"expires_in", 7200}});
    const auto at = request.url.find("after=");
    const std::size_t first = at == std::string::npos ? 0 : std::stoul(request.url.substr(at + 6));
    const std::size_t end = std::min(customers, first + page_rows);
    Json page = Json::array();
    page.push_back(
        {{"_count", -1},
         {"_links",
          {{{"rel", "next"},
            {"href", "../lists/_generic?_limit=1000&_paging=NEXT&after=" + std::to_string(end)}}}}});
    for (std::size_t i = first; i < end; ++i) {
      const std::string number = std::to_string(100'000'000 + i * 7'919 % customers);
      page.push_back({{"_fields",
                       {{"Customer", "C" + number},
                        {"CustomerName", "Business of the street " + number + " and sons"},
                        {"EmailAddress", "accounts.payable." + number + "@business.example.com"},
                        {"ExternalCustomer", "EXT-" + number},
                        {"Active", i % 50 == 0 ? "false" : "true"}}}});
    }
    return json(std::move(page));
  }

  int calls = 0;
};

cloudsuite::Settings settings() {
  cloudsuite::Settings settings;
  settings.pair = "us";
  settings.enterprise_group = "1";
  settings.accounting_entity = "100";
  settings.calls_per_minute = 100'000;
  settings.customers.business_class = "CompanyCustomer";
  settings.customers.code_field = "Customer";
  settings.customers.name_field = "CustomerName";
  settings.customers.email_field = "EmailAddress";
  settings.customers.external_id_field = "ExternalCustomer";
  settings.customers.active_field = "Active";
  return settings;
}

// The most that ever was.
long resident_kib() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

}  // namespace

int main() {
  log::set_level(log::Level::off);
  const auto file = std::filesystem::temp_directory_path() / "crosswalk-bench-customers.db";
  for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(file.string() + end);
  VirtualClock clock(must(Instant::parse("2026-02-10T12:00:00Z")));
  auto store = must(store::open_store("sqlite:" + file.string()));
  auth::TokenVault vault(*store, "cloudsuite/us",
                         must(SealKey::from(Secret("0123456789abcdef0123456789abcdef"))));
  must(vault.put({}));
  MadeUp tenant;
  simulator::InProcess network;
  network.mount("made-up.test", tenant);
  const std::string ionapi = simulator::CloudSuiteService::ionapi("https://made-up.test");
  cloudsuite::CloudSuiteLedger ledger(
      settings(), must(cloudsuite::read_ionapi(ionapi, "made-up.ionapi")), network, *store, clock,
      [] { return 0.5; }, &vault);
  for (const char* which : {"first", "second"}) {
    flow::CustomerKeeper keeper("us", ledger, *store, clock);
    const int calls = tenant.calls;
    const long before = resident_kib();
    const auto begin = SteadyClock::now();
    const auto reading = keeper.current({});
    const double seconds = std::chrono::duration<double>(SteadyClock::now() - begin).count();
    if (!reading || reading->list->size() != customers) give_up("not all customers were read");
    std::printf(
        "%s reading: %zu customers in %.1f s and %d calls, %ld MiB more resident at most, %ld in all\n",
        which, reading->list->size(), seconds, tenant.calls - calls, (resident_kib() - before) / 1024,
        resident_kib() / 1024);
    clock.advance(Millis(7LL * 3'600'000));
  }
  for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(file.string() + end);
  return 0;
}
