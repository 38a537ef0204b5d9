#include "flow/forecast.h"

#include <doctest/doctest.h>

#include "flow/headroom.h"
#include "flow/linger.h"
#include "flow/reference_notes.h"
#include "flow/rig.h"
#include "simulator/world_generator.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

constexpr Millis hour{3'600'000};

simulator::World orders(int count, Instant until) {
  simulator::WorldSettings world;
  world.orders = count;
  world.over = Millis(24 * hour);
  world.from = until - world.over;
  world.quirks = simulator::QuirkShares::none();
  return simulator::make_world(world);
}

RigSettings created() {
  RigSettings settings;
  settings.book = BookMode::created;
  settings.acknowledge = false;
  return settings;
}

flow::Forecast forecast(Rig& rig) {
  return flow::forecast(rig.store(), "us", rig.ledger(), rig.clock().now()).value();
}

// The lists are known, everything is drafted, and nothing can be sent for two hours.
flow::EngineReport draft_only(Rig& rig) {
  auto& ledger = const_cast<Ledger&>(rig.ledger());
  const auto lists = ledger.reference({});
  REQUIRE(lists.ok());
  REQUIRE(flow::keep_reference(rig.store(), "us", ledger, *lists).ok());
  for (const auto& limit : rig.ledger().pace())
    REQUIRE(rig.store().pause(limit.bucket, rig.clock().now() + 2 * hour));
  return rig.pass();
}

// Whatever is left of the day at Xero: `calls`.
void leave(Rig& rig, double calls) {
  for (const auto& limit : rig.ledger().pace())
    if (limit.bucket.ends_with("/day")) REQUIRE(rig.store().observe(limit, calls, rig.clock().now()));
}

}  // namespace

TEST_CASE("the forecast counts calls in full batches, and its time is met") {
  Rig rig(orders(1000, RigSettings{}.start), created());
  CHECK(forecast(rig).calls == 0);
  CHECK(forecast(rig).left == 5000);
  CHECK(forecast(rig).done == rig.clock().now());
  const auto stuck = draft_only(rig);
  CHECK_FALSE(stuck.finished);
  CHECK(stuck.attempts == 0);  // nothing was frozen only to be refused
  const auto before = forecast(rig);
  CHECK(before.documents == 1001);
  CHECK(before.calls == 21);  // a contact and twenty batches of fifty
  REQUIRE(before.paused.size() == 3);
  CHECK(before.paused[1].limit == "day");
  CHECK(before.done >= before.paused[1].until);
  rig.clock().wait_until(before.paused[1].until, {});
  const auto due = forecast(rig);
  CHECK(due.paused.empty());
  CHECK(due.done > rig.clock().now());  // 21 calls are more than go at once
  CHECK(rig.pass().finished);
  CHECK(rig.xero().invoices().size() == 1000);
  CHECK(rig.xero().breaches().empty());
  // Sign-in and lists are six calls more than the backlog itself.
  CHECK(rig.clock().now() <= due.done + Millis(10'000));
  CHECK(forecast(rig).calls == 0);
}

TEST_CASE("the forecast counts what goes alone, and what is looked for before it goes") {
  RigSettings settings = created();
  settings.ledger = [](wire::Transport& transport, store::Store& store, Clock& clock) {
    xero::Settings noting;
    noting.pair = "us";
    noting.notes = true;
    noting.tenant_id = simulator::XeroService::tenant_id;
    noting.client_id = simulator::XeroService::client_id;
    noting.client_secret = Secret(std::string(simulator::XeroService::client_secret));
    noting.api_url = noting.identity_url = "http://xero.test";
    return std::make_unique<xero::XeroLedger>(noting, transport, store, clock, [] { return 0.5; });
  };
  Rig rig(orders(20, settings.start), settings);
  draft_only(rig);
  const auto before = forecast(rig);
  CHECK(before.documents == 41);
  CHECK(before.calls == 42);  // a contact, the invoices, and a look and a note for each of them
  rig.advance(2 * hour);
  const auto history = [&] {
    int calls = 0;
    for (const auto& [request, count] : rig.xero().requests())
      if (request.find("/History") != std::string::npos) calls += count;
    return calls;
  };
  REQUIRE(rig.pass().finished);
  CHECK(history() == 40);
}

TEST_CASE("a backlog beyond the day's calls is done when the day's calls have come back") {
  Rig rig(orders(200, RigSettings{}.start), created());
  draft_only(rig);
  rig.advance(2 * hour);
  leave(rig, 0);
  const auto state = forecast(rig);
  REQUIRE(state.calls == 5);
  CHECK(state.left == 2500);
  // 2,500 calls come back in 24 hours: five in 172.8 s.
  CHECK(state.done == rig.clock().now() + Millis(172'800));
}

TEST_CASE("the day's last calls go to fresh orders, history waits") {
  Rig rig(orders(60, RigSettings{}.start), created());
  std::vector<RawRecord> imported;
  std::string position;
  for (const auto& stream : rig.source().streams()) {
    auto page = const_cast<Source&>(rig.source()).read({stream, ""}, {});
    REQUIRE(page.ok());
    for (auto& record : page->records)
      if (imported.size() < 30) imported.push_back({record.kind, record.id, record.body, Lane::history});
  }
  REQUIRE(imported.size() == 30);
  REQUIRE(rig.store().receive("us", imported, "", "", rig.clock().now()));
  // The lists first, while there is plenty.
  leave(rig, 200);
  const auto short_of_calls = rig.pass(false);
  CHECK_FALSE(short_of_calls.finished);
  CHECK(rig.xero().invoices().empty());
  REQUIRE(short_of_calls.trouble.size() == 1);
  CHECK(short_of_calls.trouble[0].find("kept for fresh orders") != std::string::npos);
  rig.pass(true);  // thirty fresh ones come in; history fills their batch
  CHECK(rig.xero().invoices().size() >= 50);
}

TEST_CASE("a batch waits for company only when calls are short, and not for ever") {
  flow::Linger linger;
  const Instant now = Instant::parse("2026-02-10T12:00:00Z").value();
  const Millis minute{60'000};
  Document first;
  CHECK_FALSE(linger.waits(first, 0.9, minute, now));
  CHECK(linger.waits(first, 0.2, minute, now) == now + minute);
  CHECK(linger.waits(first, 0.2, minute, now + Millis(30'000)) == now + minute);
  CHECK_FALSE(linger.waits(first, 0.2, minute, now + minute));
  linger.left(first);
  CHECK(linger.waits(first, 0.2, minute, now + minute) == now + 2 * minute);
  CHECK_FALSE(linger.waits(first, 0.2, Millis(0), now + minute));
  first.company = 3;
  CHECK_FALSE(linger.waits(first, 0.2, minute, now + minute));
}
