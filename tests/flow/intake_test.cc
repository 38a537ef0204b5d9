// Reading streams: what two processes do that read the same one at the same time.
#include "flow/intake.h"

#include <doctest/doctest.h>

#include <utility>

#include "base/log.h"
#include "base/virtual_clock.h"
#include "flow/fakes.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

// One report, in the bytes that this reader gets; something may happen while it is on its way.
class Reports final : public Source {
 public:
  std::string body;
  std::function<void()> meanwhile;
  std::function<void()> at_reach_back;
  int reads = 0;
  std::vector<Millis> reached;

  std::vector<std::string> streams() const override { return {"settlements"}; }
  Result<Page> read(const Cursor& from, const Stop& /*stop*/) override {
    ++reads;
    reached.push_back(from.reach_back);
    if (auto other = std::exchange(meanwhile, nullptr)) other();
    if (from.reach_back > Millis(0))
      if (auto other = std::exchange(at_reach_back, nullptr)) other();
    Page page;
    page.caught_up = true;
    page.next = {from.stream, "known"};
    if (!from.position.starts_with("known"))
      page.records.push_back({RecordKind::settlement, "2026-02-06", body});
    return page;
  }
  Result<std::vector<RawRecord>> fetch(std::span<const RecordKey> /*keys*/, const Stop& /*stop*/) override {
    return std::vector<RawRecord>{};
  }
  Result<void> lines(const Record& /*record*/, LineSink& /*sink*/) const override { return {}; }
  Result<Tally> tally(const Record& /*record*/) const override { return Tally{}; }
  std::string scrub(const Record& record) const override { return record.body; }
  Result<void> unpack(std::string_view /*text*/, std::string_view /*name*/,
                      const std::function<Result<void>(const RecordView&)>& /*record*/) const override {
    return {};
  }
};

}  // namespace

TEST_CASE("a page that another process has overtaken is dropped, and nothing is doubled or taken back") {
  log::set_level(log::Level::off);
  VirtualClock clock(Instant::parse("2026-02-10T12:00:00Z").value());
  auto store = store::open_store("sqlite::memory:").value();
  StockLedger ledger;
  PlainChannel channel;
  Reports slow;
  Reports fast;
  slow.body = "the report as JSON";
  fast.body = "the report as a ZIP";
  flow::PairSettings settings;
  settings.name = "us";
  const flow::Pair ours{settings, slow, ledger, channel, *store, clock, nullptr};
  const flow::Pair theirs{settings, fast, ledger, channel, *store, clock, nullptr};
  flow::Intake intake(ours);
  flow::Intake other(theirs);
  slow.meanwhile = [&] { CHECK(other.sweep({"settlements"}, Millis(0), {}).received.fresh == 1); };
  const auto report = intake.sweep({"settlements"}, Millis(0), {});
  CHECK(report.failed.empty());
  CHECK(report.received.fresh == 0);
  CHECK(report.received.revised == 0);
  CHECK(slow.reads == 2);
  const auto rows = store->records({}).value();
  REQUIRE(rows.size() == 1);
  CHECK(store->revisions(rows[0].id).value().size() == 1);
  CHECK(store->record(rows[0].id)->body == fast.body);
  CHECK(store->position("us", "settlements").value() == "known");
}

TEST_CASE("what is to be read further back is, though its first page was overtaken") {
  log::set_level(log::Level::off);
  VirtualClock clock(Instant::parse("2026-02-10T12:00:00Z").value());
  auto store = store::open_store("sqlite::memory:").value();
  StockLedger ledger;
  PlainChannel channel;
  Reports reports;
  flow::PairSettings settings;
  settings.name = "us";
  const flow::Pair pair{settings, reports, ledger, channel, *store, clock, nullptr};
  flow::Intake intake(pair);
  REQUIRE(store->receive("us", {}, "settlements", "known", clock.now()).ok());
  reports.at_reach_back = [&] {
    REQUIRE(store->receive("us", {}, "settlements", "known as well", clock.now()).ok());
  };
  CHECK(intake.sweep({"settlements"}, Millis(86'400'000), {}).failed.empty());
  CHECK(reports.reached == std::vector{Millis(0), Millis(86'400'000), Millis(86'400'000)});
}
