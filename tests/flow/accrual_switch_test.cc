// A pair that changes between an invoice for each order and a document for each settlement while months are
// accrued: each month's end says what a pair says that never changed, and in the end so does the ledger.
#include <doctest/doctest.h>

#include <vector>

#include "flow/accrued_money.h"
#include "flow/accrued_world.h"
#include "flow/clearing_proof.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

constexpr Millis a_day{86'400'000};

void shape(flow::PairSettings& pair, Posting posting, const char* since) {
  pair.accounts.carried_forward = "125";
  pair.accounts.accrued = "127";
  pair.accounts.bank = "091";
  pair.schedule.zone = TimeZone::named("America/New_York").value();
  pair.posting = posting;
  pair.posting_since.reset();
  if (since != nullptr) pair.posting_since = Date::parse(since).value();
  pair.accrues = posting == Posting::settlement || since != nullptr;
}

void two_passes(Rig& rig) {
  for (int pass = 0; pass < 2; ++pass) {
    rig.pass();
    rig.advance(Millis(3'600'000));
  }
}

std::string told(const std::map<std::string, std::string>& balance) {
  std::string text;
  for (const auto& [account, amount] : balance) text.append(account).append(" ").append(amount).append("; ");
  return text;
}

std::string still_accrued(Rig& rig) {
  const auto sums = flow::accrued_money(rig.store(), "us").value();
  return sums.empty() ? "0.00" : sums.front().amount.amount.text(2);
}

std::string unexplained(Rig& rig, Date at) {
  const auto proof =
      flow::prove_clearing(rig.store(), rig.source(), "us", Currency::parse("USD").value(), at);
  REQUIRE(proof.ok());
  return proof->unexplained.amount.text(2);
}

}  // namespace

TEST_CASE("a switch between the shapes doubles and loses nothing of what is accrued, at any month's end") {
  Posting before = Posting::order;
  Posting after = Posting::settlement;
  const char* since = "2026-01-26";
  int at = 3;  // the week in which a person switches
  SUBCASE("to settlements, from that day on") {}
  SUBCASE("to settlements, for what shipped long ago") {
    since = "2026-01-12";
  }
  SUBCASE("to orders, from that day on") {
    std::swap(before, after);
  }
  SUBCASE("to orders, from the first of a month that is not over") {
    std::swap(before, after);
    since = "2026-02-01";
    at = 4;
  }
  CAPTURE(since);
  const EditedRules rules;
  answer_all_fees(rules);
  RigSettings settings = accrued_settings(rules);
  const simulator::WorldSettings world = accrued_world(settings, 9, 40);
  settings.adjust = [](flow::PairSettings& pair) { shape(pair, Posting::order, nullptr); };
  Rig never(simulator::make_world(world), settings);
  settings.adjust = [&](flow::PairSettings& pair) { shape(pair, before, nullptr); };
  Rig switched(simulator::make_world(world), settings);
  std::vector<Date> ends;
  int accrued = 0;
  for (int week = 0; week < 16; ++week) {
    for (Rig* rig : {&never, &switched}) two_passes(*rig);
    if (week == at) {
      const auto standing = stands(switched);
      CHECK(standing.size() > 3);
      switched.settings().adjust = [&](flow::PairSettings& pair) { shape(pair, after, since); };
      switched.restart();
      switched.pass(false);
      CHECK(stands(switched) == standing);
    }
    const Date today = TimeZone::utc().date_of(switched.clock().now());
    const Date end = today.plus_days(-static_cast<std::int32_t>(today.day()));
    if (ends.empty() || ends.back() != end) ends.push_back(end);
    for (const Date each : ends) {
      CAPTURE(today.text());
      CAPTURE(each.text());
      CHECK(told(earned(switched, each)) == told(earned(never, each)));
      CHECK(unexplained(switched, each) == "0.00");
    }
    CHECK(unexplained(switched, today) == "0.00");
    const std::string owed = still_accrued(switched);
    const auto standing = stands(switched);
    const auto found = standing.find("127");
    CHECK((found == standing.end() ? "0.00" : found->second) == owed);
    if (owed != "0.00") ++accrued;
    for (Rig* rig : {&never, &switched}) rig->advance(7 * a_day - Millis(7'200'000));
  }
  CHECK(accrued > 1);
  CHECK(stands(switched) == stands(never));
  CHECK(switched.store().troubled("us").value().empty());
  const auto rows = switched.store().records({.pair = "us", .states = {}, .id = {}});
  REQUIRE(rows.ok());
  for (const auto& row : *rows) {
    CAPTURE(row.key.id);
    CAPTURE(row.reason);
    CHECK(row.state != RecordState::held);
  }
}
