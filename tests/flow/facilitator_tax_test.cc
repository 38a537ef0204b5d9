// The tax that the market owes itself (accounting.md §1.3): what it collects it also withholds, in every
// state that parcels go to and on every day of the books, whoever books it.
#include <doctest/doctest.h>

#include <map>
#include <set>

#include "flow/line_list.h"
#include "flow/rig.h"
#include "flow/settled_world.h"
#include "flow/settlement_months.h"
#include "flow/worked_example.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

const std::string collected = "820";

struct Sum {
  std::int64_t net = 0;    // millionths
  std::int64_t gross = 0;  // without signs
  void add(Decimal amount) {
    net += amount.units();
    gross += amount.magnitude().units();
  }
};
using ByStateAndDay = std::map<std::pair<std::string, Date>, Sum>;

struct Taxes {
  ByStateAndDay of_orders;
  ByStateAndDay of_refunds;                                       // of returns, and of orders themselves
  ByStateAndDay of_settlements;                                   // row by row
  std::map<std::pair<std::int64_t, Date>, std::int64_t> entries;  // of settlements, in sum
  std::map<std::pair<std::int64_t, Date>, std::int64_t> rows;     // the same by their rows
};

std::map<std::string, std::string> states_of(store::Store& store, const Source& source,
                                             const std::vector<store::RecordRow>& records) {
  std::map<std::string, std::string> states;
  for (const auto& row : records) {
    if (row.key.kind != RecordKind::order) continue;
    flow::LineList list;
    const auto record = store.record(row.id);
    REQUIRE(record.ok());
    if (source.lines(*record, list)) states[row.key.id] = list.facts().state;
  }
  return states;
}

Taxes taxes_of(store::Store& store, const Source& source) {
  Taxes taxes;
  const auto records = store.records({.pair = "us", .states = {}, .id = {}, .limit = 10'000});
  REQUIRE(records.ok());
  auto states = states_of(store, source, *records);
  for (const auto& row : *records) {
    const auto text = store.entries_of(row.id);
    REQUIRE(text.ok());
    if (text->empty()) continue;
    const Entries read = read_entries(*text).value();
    if (read.informs()) continue;
    const bool settles = row.key.kind == RecordKind::settlement;
    for (const Entry& entry : read.entries) {
      if (entry.counter() || entry.state != UnitState::shipped || entry.answers.account.value != collected)
        continue;
      if (settles) {
        taxes.entries[{row.id, entry.date}] += entry.amount.amount.units();
        continue;
      }
      const std::string& order = entry.purchase_order.empty() ? row.key.id : entry.purchase_order;
      auto& sums = entry.refund.empty() ? taxes.of_orders : taxes.of_refunds;
      sums[{states[order], entry.date}].add(entry.amount.amount);
    }
    if (!settles) continue;
    const auto booked = store.booked_rows(row.id, 1, UINT32_MAX);
    REQUIRE(booked.ok());
    for (const auto& each : *booked) {
      if (each.account != collected) continue;
      Date day = each.row.day == Date() ? each.row.posted : each.row.day;
      if (read.posting == Posting::settlement) day = flow::document_day(day, read.order_date);
      taxes.of_settlements[{states[each.row.purchase_order], day}].add(each.row.amount.amount);
      taxes.rows[{row.id, day}] -= each.row.amount.amount.units();
    }
  }
  return taxes;
}

// Answers in how many states any of it was collected.
std::size_t nets_to_zero(const ByStateAndDay& sums) {
  std::set<std::string> states;
  for (const auto& place : sums) {
    CAPTURE(place.first.first);
    CAPTURE(place.first.second.text());
    CHECK(place.second.net == 0);
    if (place.second.gross != 0) states.insert(place.first.first);
  }
  CHECK(states.count("") == 0);
  return states.size();
}

}  // namespace

TEST_CASE("by state and accounting date the market's own tax comes to nothing, in either shape") {
  for (const bool surprises : {false, true})
    for (const Posting posting : {Posting::order, Posting::settlement}) {
      CAPTURE(surprises);
      CAPTURE(static_cast<int>(posting));
      RigSettings settings;
      settings.clearing_account = "090";
      settings.adjust = [posting](flow::PairSettings& pair) {
        pair.posting = posting;
        pair.accounts.carried_forward = "125";
      };
      auto world = settled_settings(settings.start, 7, 50);
      world.after_sale->returns.returned = 0.3;
      world.after_sale->returns.refunded = 0.3;
      if (surprises) world.after_sale->quirks = simulator::SettlementQuirks::usual();
      Rig rig(simulator::make_world(world), settings);
      for (int pass = 0; pass < 4; ++pass) {
        rig.pass();
        rig.advance(Millis(3'600'000));
      }
      const Taxes taxes = taxes_of(rig.store(), rig.source());
      const std::size_t sold = nets_to_zero(taxes.of_orders);
      const std::size_t refunded = nets_to_zero(taxes.of_refunds);
      const std::size_t settled = nets_to_zero(taxes.of_settlements);
      CHECK(taxes.entries == taxes.rows);
      const bool by_order = posting == Posting::order;
      CHECK((by_order ? sold : settled) > 8);
      CHECK((by_order ? refunded > 4 : refunded + sold == 0));
    }
}

TEST_CASE("it does as well where a settlement refunds what no return has told of") {
  for (const Posting posting : {Posting::order, Posting::settlement}) {
    CAPTURE(static_cast<int>(posting));
    SettleDesk desk({}, true, [posting](flow::PairSettings& pair) {
      pair.posting = posting;
      pair.accounts.carried_forward = "850";
    });
    worked_order(desk);
    const std::string other = "4812345678902";
    auto& report = desk.record(report_kind, report_id);
    sale_rows(report);
    refund_rows(report);
    auto& order = desk.record(order_kind, other);
    SettleDesk::sale(order, LineClass::product, "10.00", sku_mug, 1, "2026-01-31");
    SettleDesk::sale(order, LineClass::tax, "0.80", sku_mug, 1, "2026-01-31");
    for (const bool back : {false, true}) {
      const auto row = [&](LineClass line_class, const char* type, const char* amount) {
        SettleDesk::row(report, line_class, back ? "Refund" : "Sale", type,
                        (back ? "-" : "") + std::string(amount), other, sku_mug, "2026-01-31");
      };
      row(back ? LineClass::refund : LineClass::product, "Product Price", "10.00");
      row(LineClass::tax, "Product tax", "0.80");
      auto& withheld = report.lines.emplace_back(report.lines.back()).line();
      withheld.line_class = LineClass::tax_withheld;
      withheld.amount_type = withheld.charge_name = "Product tax withheld";
      withheld.amount = withheld.amount.negated();
      ++withheld.row;
      auto& payable = report.facts.sums.payable;
      payable.amount = add(payable.amount, withheld.amount.amount).value();
    }
    desk.source.records.at(po + "/1").facts.state = "TX";
    order.facts.state = "CA";
    desk.receive_all();
    desk.book();
    CAPTURE(desk.at(report_kind, report_id).reason);
    REQUIRE(desk.state(report_kind, report_id) == "booked");
    const Taxes taxes = taxes_of(*desk.store, desk.source);
    CHECK(nets_to_zero(taxes.of_orders) == (posting == Posting::order ? 2 : 0));
    CHECK(nets_to_zero(taxes.of_settlements) == 2);
    CHECK(taxes.entries == taxes.rows);
  }
}
