// A sign-in that may not send one kind of document: the kind is held back, the others go on, people are told.
#include <doctest/doctest.h>

#include "base/virtual_clock.h"
#include "flow/dispatch.h"
#include "flow/fakes.h"
#include "flow/standing_causes.h"

using namespace crosswalk;
using namespace crosswalk::tests;

TEST_CASE("what the sign-in may not send is held back as a kind, and the rest goes") {
  VirtualClock clock{Instant::parse("2026-02-10T12:00:00Z").value()};
  auto store = store::open_store("sqlite::memory:").value();
  FakeSource source;
  StockLedger ledger;
  PlainChannel channel;
  flow::Pair pair{{}, source, ledger, channel, *store, clock, nullptr};
  pair.settings.name = "us";
  channel.answer.kind = Outcome::Kind::posted;
  channel.answer.receipt.outside_id = "1";
  channel.refusal.kind = Outcome::Kind::retry;
  channel.refusal.forbidden = true;
  channel.refusal.reason = "access refused: the key needs full access to the scope \"price\"";
  channel.refusal.at = clock.now() + Millis(900'000);
  channel.forbidden = {DocumentKind::price};
  std::vector<Document> documents;
  // More than a batch and than the dispatcher looks ahead at first.
  for (int i = 0; i < 500; ++i)
    documents.push_back(channel.price("us", {"SKU" + std::to_string(i), usd("5")}));
  documents.push_back(channel.stock("us", {"MUG", "", 5}));
  REQUIRE(store->offer_documents("us", documents, false, "w", clock.now()).ok());

  flow::Dispatcher dispatcher(pair, Side::channel);
  const auto report = dispatcher.step({}, {}).value();
  CHECK_FALSE(report.signed_out);
  CHECK(channel.sent[DocumentKind::price] == 1);
  CHECK(channel.sent[DocumentKind::stock] == 1);
  CHECK(report.forbidden == std::vector<std::string>{channel.refusal.reason});
  CHECK(report.trouble.empty());
  CHECK(report.rests_until == channel.refusal.at);
  CHECK(store->newest_document("us", DocumentKind::stock, "MUG").value()->document.state ==
        DocumentState::posted);
  const auto causes = flow::trouble_causes("sending documents", report.trouble, false, report.forbidden);
  REQUIRE(causes.size() == 1);
  CHECK(causes.front().kind == AlertKind::operations);
  CHECK(causes.front().severity == AlertSeverity::error);
  CHECK(causes.front().reason.find("\"price\"") != std::string::npos);

  CHECK(dispatcher.step({}, {}).value().sent == 0);  // held back
  channel.forbidden.clear();
  clock.advance(Millis(900'000));
  CHECK(dispatcher.step({}, {}).value().sent == 500);
}

TEST_CASE("what waits for others to move on is no trouble, and is seen with its reason") {
  VirtualClock clock{Instant::parse("2026-02-10T12:00:00Z").value()};
  auto store = store::open_store("sqlite::memory:").value();
  FakeSource source;
  StockLedger ledger;
  PlainChannel channel;
  flow::Pair pair{{}, source, ledger, channel, *store, clock, nullptr};
  pair.settings.name = "us";
  channel.refusal.kind = Outcome::Kind::retry;
  channel.refusal.reason = "order 1 is fulfilled by a third party and not acknowledged yet";
  channel.refusal.at = clock.now() + Millis(3'600'000);
  channel.forbidden = {DocumentKind::stock};
  for (const bool expected : {true, false}) {
    channel.refusal.expected = expected;
    const std::string sku = expected ? "MUG" : "LAMP";
    const std::vector<Document> documents = {channel.stock("us", {sku, "", 5})};
    REQUIRE(store->offer_documents("us", documents, false, "w", clock.now()).ok());
    flow::Dispatcher dispatcher(pair, Side::channel);
    const auto report = dispatcher.step({}, {}).value();
    CHECK(report.trouble.empty() == expected);
    CHECK(report.forbidden.empty());
    const auto row = store->newest_document("us", DocumentKind::stock, sku).value();
    CHECK(row->document.state == DocumentState::retry);
    CHECK(row->document.reason == channel.refusal.reason);
  }
}
