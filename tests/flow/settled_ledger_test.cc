// What settlements leave in Xero's stand-in, shape by shape: a bill where one comes to less than nothing, a
// transfer for each deposit, reserves between balance-sheet accounts alone, and nothing of the market's tax
// on any day.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include "flow/booked_entries.h"
#include "flow/rig.h"
#include "flow/settled_world.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

simulator::AccountEvent event(simulator::RowKind kind, const char* type, const char* amount_type,
                              const char* description, const char* amount) {
  simulator::AccountEvent made;
  made.posted = Date::parse("2025-12-10").value();
  made.kind = kind;
  made.type = type;
  made.description = description;
  made.amount_type = amount_type;
  made.amount = Decimal::parse(amount).value();
  return made;
}

simulator::AccountEvent storage(const char* amount) {
  return event(simulator::RowKind::fee, "Service Fee", "WFS Inventory Fee/Reimbursement", "WFS StorageFee",
               amount);
}

void live(Rig& rig) {
  for (int pass = 0; pass < 4; ++pass) {
    rig.pass();
    rig.advance(Millis(3'600'000));
  }
  CHECK(rig.store().troubled("us").value().empty());
}

RigSettings shaped(Posting posting) {
  RigSettings settings;
  settings.clearing_account = "090";
  settings.adjust = [posting](flow::PairSettings& pair) {
    pair.posting = posting;
    pair.channel = "Walmart Marketplace US";
    pair.accounts.carried_forward = "125";
    pair.accounts.bank = "091";
  };
  return settings;
}

std::string stands(Rig& rig, const std::string& account) {
  const auto balance = rig.xero().trial_balance();
  const auto found = balance.find(account);
  return found == balance.end() ? "0.00" : found->second.text(2);
}

}  // namespace

TEST_CASE(
    "a settlement that comes to less than nothing is a bill, paid from clearing, and moves no deposit") {
  RigSettings settings = shaped(Posting::settlement);
  simulator::World world = simulator::make_world(settled_settings(settings.start, 7, 4));
  world.add(storage("-25000.40"));
  Rig rig(std::move(world), settings);
  live(rig);
  int bills = 0;
  for (const auto& settlement : rig.walmart().settlements()) {
    Decimal sum;
    for (const auto& row : settlement.rows) sum = add(sum, row.amount).value();
    if (!sum.is_negative()) continue;
    ++bills;
    const std::string id = settlement.report_date.text();
    CAPTURE(id);
    Decimal billed;
    for (const auto& document : rig.xero().invoices()) {
      if (!document.number.starts_with("WMS-" + id) || document.type != "ACCPAY") continue;
      CHECK(document.status == "PAID");
      billed = add(billed, document.total).value();
    }
    CHECK(billed.text(2) == sum.negated().text(2));
    for (const auto& transfer : rig.xero().transfers())
      CHECK(transfer.reference.find(id) == std::string::npos);
  }
  CHECK(bills > 0);
  CHECK(stands(rig, "610") == "0.00");
  CHECK(stands(rig, "800") == "0.00");
}

TEST_CASE("what is withheld as a reserve moves from clearing to a balance-sheet account, in either shape") {
  for (const Posting posting : {Posting::order, Posting::settlement}) {
    std::map<std::string, Decimal> moved;
    for (const bool withheld : {false, true}) {
      RigSettings settings = shaped(posting);
      simulator::World world = simulator::make_world(settled_settings(settings.start, 7, 4));
      if (withheld)
        world.add(event(simulator::RowKind::reserve, "Reserve", "Net Payable",
                        "Funds withheld to cover future refunds", "-10.00"));
      Rig rig(std::move(world), settings);
      live(rig);
      for (const auto& [account, amount] : rig.xero().trial_balance())
        moved[account] = withheld ? subtract(amount, moved[account]).value() : amount;
    }
    // The deposit is so much less.
    for (const auto& each : moved)
      CHECK_MESSAGE(each.second.text(2) == (each.first == "120"   ? "10.00"
                                            : each.first == "091" ? "-10.00"
                                                                  : "0.00"),
                    each.first << " " << each.second.text(2));
    CHECK(moved.count("120") == 1);
  }
}

TEST_CASE("each deposit is one transfer of just what its settlement pays, as the bank feed will show it") {
  for (const Posting posting : {Posting::order, Posting::settlement}) {
    RigSettings settings = shaped(posting);
    Rig rig(simulator::make_world(settled_settings(settings.start, 7, 20)), settings);
    live(rig);
    std::map<std::string, std::string> paid;
    for (const auto& settlement : rig.walmart().settlements()) {
      Decimal sum;
      for (const auto& row : settlement.rows) sum = add(sum, row.amount).value();
      if (!sum.is_zero() && !sum.is_negative()) paid["WMS-" + settlement.report_date.text()] = sum.text(2);
    }
    std::map<std::string, std::string> moved;
    for (const auto& transfer : rig.xero().transfers()) {
      CHECK(transfer.from == "090");
      CHECK(transfer.to == "091");
      CHECK(moved.emplace(transfer.reference.substr(0, 14), transfer.amount.text(2)).second);
    }
    CHECK(paid.size() > 2);
    CHECK(moved == paid);
  }
}

TEST_CASE("on every day the market's own tax and its withholding are nothing together, in either shape") {
  for (const Posting posting : {Posting::order, Posting::settlement}) {
    RigSettings settings = shaped(posting);
    Rig rig(simulator::make_world(settled_settings(settings.start, 7, 40)), settings);
    live(rig);
    std::map<Date, std::int64_t> days;
    int entries_there = 0;
    const auto walked = flow::each_booked(
        rig.store(), "us", {}, [&](const store::RecordRow& /*row*/, const Entries& entries) -> Result<void> {
          for (const Entry& entry : entries.entries) {
            if (entry.counter() || entry.answers.account.value != "820") continue;
            days[entry.date] += entry.amount.amount.units();
            ++entries_there;
          }
          return {};
        });
    REQUIRE(walked.ok());
    CHECK(entries_there > 10);
    for (const auto& each : days) CHECK_MESSAGE(each.second == 0, each.first.text());
    CHECK(stands(rig, "820") == "0.00");
  }
}
