// What looking up costs where a general ledger posts late: its calls are limited, and a journal may wait for
// a person.
#include <doctest/doctest.h>

#include <memory>
#include <vector>

#include "auth/token_vault.h"
#include "cloudsuite/ledger.h"
#include "flow/cloud_books.h"
#include "flow/ending_clock.h"
#include "flow/rig.h"
#include "simulator/cloudsuite_service.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

constexpr Millis hour{3'600'000};

cloudsuite::Settings settings_of_ledger() {
  cloudsuite::Settings settings = cloud_settings();
  settings.customers.business_class = "CompanyCustomer";
  settings.customers.company = "1000";
  settings.customers.code_field = "Customer";
  settings.customers.name_field = "CustomerName";
  settings.customers.active_field = "Active";
  settings.customers.company_field = "Company";
  return settings;
}

// A batch takes 305 s, and another process looks then whether the worker is still there.
class Slow final : public wire::Transport {
 public:
  Slow(wire::Transport& transport, Clock& clock) : transport_(transport), clock_(clock) {}
  wire::CallResult call(const wire::HttpRequest& request, const Stop& stop) override {
    if (store != nullptr && request.method == "POST" && request.url.find("/batch") != std::string::npos) {
      REQUIRE(clock_.wait_until(clock_.now() + Millis(305'000), stop));
      lost += store->expire_leases(clock_.now()).value();
      ++batches;
    }
    return transport_.call(request, stop);
  }
  store::Store* store = nullptr;
  int lost = 0;
  int batches = 0;

 private:
  wire::Transport& transport_;
  Clock& clock_;
};

// One order, booked in a ledger whose journals a person posts.
struct Desk {
  Instant start = Instant::parse("2026-02-10T12:00:00Z").value();
  Outside outside{one_order(start), start};
  simulator::CloudSuiteService service{outside.clock};
  std::vector<std::unique_ptr<auth::TokenVault>> vaults;
  std::stop_source stop;
  EndingClock clock{outside.clock, start + 3 * hour, stop};
  Slow slow{outside.network, clock};
  std::unique_ptr<Process> process;

  Desk() {
    auto switches = service.switches();
    switches.posts_by_itself = false;
    switches.releases_by_itself = false;
    service.set_switches(switches);
    outside.network.mount("cloudsuite.test", service);
    RigSettings settings;
    settings.book = BookMode::created;
    settings.rules = checkout("/samples/walmart-to-cloudsuite/rules");
    settings.clearing_account = "090";
    settings.ledger = [this](wire::Transport& transport, store::Store& store,
                             Clock& now) -> std::unique_ptr<Ledger> {
      vaults.push_back(std::make_unique<auth::TokenVault>(
          store, "cloudsuite/us", SealKey::from(Secret("0123456789abcdef0123456789abcdef")).value()));
      REQUIRE(vaults.back()->put({}).ok());
      auto file =
          cloudsuite::read_ionapi(simulator::CloudSuiteService::ionapi("https://cloudsuite.test"), "test");
      return std::make_unique<cloudsuite::CloudSuiteLedger>(
          settings_of_ledger(), std::move(*file), transport, store, now, [] { return 0.5; },
          vaults.back().get());
    };
    process = std::make_unique<Process>(settings, Wires{slow, clock}, "w1");
  }
  static simulator::World one_order(Instant when) {
    simulator::World world;
    world.add(plain_order("108800000000100", "MUG-BLU", 1, "24.99", "1.87", when));
    return world;
  }
  void run() { REQUIRE(process->engine->run(stop.get_token()).ok()); }
  // How far the order's rows have come, as their receipt says.
  std::string status() const {
    const auto records = process->store->records({}).value();
    REQUIRE(records.size() == 1);
    CHECK_MESSAGE(records[0].state == RecordState::booked, records[0].reason);
    const auto rows = process->store->documents_of(records[0].id).value();
    for (const auto& row : rows)
      if (row.document.kind == DocumentKind::gl_run_group && row.receipt) return row.receipt->status;
    return {};
  }
};

}  // namespace

TEST_CASE("a document whose journal a person posts is looked at ever more rarely") {
  Desk desk;
  desk.run();
  int looks = 0;
  for (const auto& [call, times] : desk.service.requests())
    if (call.starts_with("GET GLTransactionInterfaceResult/")) looks += times;
  CHECK(desk.status() == "journalised");
  CHECK(looks > 3);
  CHECK(looks <= 30);  // two pages a look, and not one every half minute for half an hour
}

TEST_CASE("nobody else looks for a run group while its call may be under way") {
  Desk desk;
  desk.slow.store = desk.process->store.get();
  desk.run();
  CHECK(desk.slow.batches == 1);
  CHECK(desk.slow.lost == 0);
  CHECK(desk.status() == "journalised");
}
