// Properties of the books over generated worlds: debits are credits in every set of entries and in sum, a
// sale and its full refund are nothing, the order of arrival does not matter, and neither does how lines are
// split.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "flow/booked_entries.h"
#include "flow/reconcile.h"
#include "flow/settle_desk.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

constexpr auto order_kind = RecordKind::order;
constexpr auto return_kind = RecordKind::return_order;
constexpr auto report_kind = RecordKind::settlement;
const std::string report_id = "2026-02-06";

std::string cents(std::int64_t amount) {
  return Decimal::from_units(amount * 10'000).text(2);
}

struct GeneratedLine {
  std::string sku;
  int quantity = 1;
  std::int64_t price = 0;  // of a unit, in cents, as the next
  std::int64_t tax = 0;
  std::int64_t shipping = 0;  // of the line
  int returned = 0;
};
struct GeneratedOrder {
  std::string po;
  std::vector<GeneratedLine> lines;
};

// std::mt19937 gives the same numbers everywhere; the distributions of the library do not.
class Dice {
 public:
  explicit Dice(unsigned seed) : engine_(seed) {}
  int upto(int most) { return static_cast<int>(engine_() % static_cast<unsigned>(most + 1)); }
  template <class T>
  void shuffle(std::vector<T>& list) {
    for (std::size_t i = list.size(); i > 1; --i)
      std::swap(list[i - 1], list[static_cast<std::size_t>(upto(static_cast<int>(i) - 1))]);
  }

 private:
  std::mt19937 engine_;
};

std::vector<GeneratedOrder> generated(unsigned seed, bool all_back = false) {
  Dice dice(seed);
  std::vector<GeneratedOrder> orders(static_cast<std::size_t>(2 + dice.upto(4)));
  for (std::size_t i = 0; i < orders.size(); ++i) {
    orders[i].po = std::to_string(4'812'345'678'900 + static_cast<std::int64_t>(i));
    const int lines = 1 + dice.upto(2);
    for (int line = 0; line < lines; ++line) {
      GeneratedLine made;
      made.sku = "SKU-" + std::to_string(line);
      made.quantity = 1 + dice.upto(2);
      made.price = 1 + dice.upto(9'998);
      made.tax = dice.upto(static_cast<int>(made.price) / 10);
      made.shipping = all_back ? 0 : dice.upto(1) * dice.upto(799);
      made.returned = all_back ? made.quantity : dice.upto(1) * dice.upto(made.quantity);
      orders[i].lines.push_back(made);
    }
  }
  return orders;
}

void write_order(SettleDesk& desk, const GeneratedOrder& order, bool split) {
  auto& kept = desk.record(order_kind, order.po);
  for (const auto& line : order.lines) {
    const int parts = split ? line.quantity : 1;
    const int each = line.quantity / parts;
    for (int part = 0; part < parts; ++part) {
      SettleDesk::sale(kept, LineClass::product, cents(line.price * each), line.sku, each);
      if (line.tax != 0) SettleDesk::sale(kept, LineClass::tax, cents(line.tax * each), line.sku, each);
    }
    if (line.shipping != 0) SettleDesk::sale(kept, LineClass::shipping, cents(line.shipping), line.sku);
  }
}

void write_return(SettleDesk& desk, const GeneratedOrder& order) {
  std::uint32_t unit = 0;
  for (const auto& line : order.lines)
    for (int i = 0; i < line.returned; ++i, ++unit) {
      auto& back = desk.record(return_kind, "R" + order.po);
      const auto name = [&](Line& refund) { refund.refund = order.po; };
      name(SettleDesk::refund(back, order.po, LineClass::refund, cents(-line.price), line.sku, unit));
      if (line.tax != 0)
        name(SettleDesk::refund(back, order.po, LineClass::tax, cents(-line.tax), line.sku, unit));
    }
}

void write_rows(RecordsSource::Kept& report, const GeneratedOrder& order, bool split) {
  const auto row = [&](LineClass of, const char* type, const char* amount_type, std::int64_t amount,
                       const std::string& sku, int quantity) {
    if (amount == 0) return;
    SettleDesk::row(report, of, type, amount_type, cents(amount), order.po, sku).quantity =
        Decimal::whole(quantity);
  };
  using L = LineClass;
  for (const auto& line : order.lines) {
    const int parts = split ? line.quantity : 1;
    const int each = line.quantity / parts;
    for (int part = 0; part < parts; ++part) {
      row(L::product, "Sale", "Product Price", line.price * each, line.sku, each);
      row(L::tax, "Sale", "Product tax", line.tax * each, line.sku, each);
      row(L::tax_withheld, "Sale", "Product tax withheld", -line.tax * each, line.sku, each);
      row(L::commission, "Sale", "Commission on Product", -(line.price / 10) * each, line.sku, each);
    }
    row(L::shipping, "Sale", "Shipping", line.shipping, line.sku, 1);
    const int back = line.returned;
    row(L::refund, "Refund", "Product Price", -line.price * back, line.sku, back);
    row(L::tax, "Refund", "Product tax", -line.tax * back, line.sku, back);
    row(L::tax_withheld, "Refund", "Product tax withheld", line.tax * back, line.sku, back);
    row(L::commission, "Refund", "Commission on Product", line.price / 10 * back, line.sku, back);
  }
}

// Without returns only the settlement tells of refunds.
void write_world(SettleDesk& desk, const std::vector<GeneratedOrder>& orders, bool split = false,
                 bool returns = true) {
  auto& report = desk.record(report_kind, report_id);
  for (const auto& order : orders) {
    write_order(desk, order, split);
    if (returns) write_return(desk, order);
    write_rows(report, order, split);
  }
}

std::vector<std::pair<RecordKind, std::string>> records_of(const SettleDesk& desk) {
  std::vector<std::pair<RecordKind, std::string>> out;
  for (const auto& [key, kept] : desk.source.records)
    out.emplace_back(kept.facts.kind, key.substr(0, key.find('/')));
  return out;
}

// What stands on every account, "clearing 68.35, 200 -129.97, …"; and everything adds up to zero, by record
// and date.
std::string trial_balance(SettleDesk& desk) {
  std::int64_t all = 0;
  const auto walked = flow::each_booked(
      *desk.store, "us", {}, [&](const store::RecordRow& row, const Entries& entries) -> Result<void> {
        std::map<Date, std::int64_t> days;
        for (const Entry& entry : entries.entries) days[entry.date] += entry.amount.amount.units();
        for (const auto& [date, sum] : days) {
          CAPTURE(row.key.id);
          CHECK(sum == 0);
          all += sum;
        }
        return {};
      });
  REQUIRE_MESSAGE(walked.ok(), (walked ? "" : walked.error().text()));
  CHECK(all == 0);
  std::string text;
  for (const char* account :
       {"clearing", "receivable", "200", "205", "210", "240", "400", "820", "490", "850", "860"})
    text += std::string(account) + " " + desk.balance(account) + ", ";
  return text;
}

void by_order(flow::PairSettings& /*settings*/) {}

void by_settlement(flow::PairSettings& settings) {
  settings.posting = Posting::settlement;
  settings.accounts.carried_forward = "850";
}

void accruing(flow::PairSettings& settings) {
  by_settlement(settings);
  settings.accounts.accrued = "860";
  settings.currency = Currency::parse("USD").value();
  settings.accrues = true;
}

}  // namespace

TEST_CASE("the order of arrival does not matter, and debits are credits in every set of entries") {
  auto shape = by_order;
  SUBCASE("an order each") {}
  SUBCASE("a settlement each") {
    shape = by_settlement;
  }
  SUBCASE("a settlement each, and January accrued") {
    shape = accruing;
  }
  for (unsigned seed = 1; seed <= 6; ++seed) {
    CAPTURE(seed);
    const auto orders = generated(seed);
    std::string expected;
    {
      SettleDesk desk;
      write_world(desk, orders);
      desk.receive_all();
      desk.book();
      expected = trial_balance(desk);
    }
    for (int arrival = 0; arrival < 4; ++arrival) {
      SettleDesk desk({}, true, shape);
      write_world(desk, orders);
      auto records = records_of(desk);
      if (desk.settings.accrues) records.emplace_back(RecordKind::accrual, "2026-01");
      Dice dice(seed * 10 + static_cast<unsigned>(arrival));
      if (arrival > 0) dice.shuffle(records);
      for (const auto& [kind, id] : records) {
        desk.receive(kind, id);
        if (arrival != 1) desk.book();
      }
      desk.book();
      CHECK(desk.state(report_kind, report_id) == "booked");
      // In the end it is what an invoice for each order comes to, and nothing stands accrued or carried.
      CHECK(trial_balance(desk) == expected);
      // What settled is what is owed: clearing is the total payable.
      CHECK(desk.balance("clearing") ==
            desk.source.records.at(report_id + "/1").facts.sums.payable.amount.text(2));
    }
  }
}

TEST_CASE("a sale and its full refund leave nothing, whoever tells of the refund") {
  bool returns = true;
  auto shape = by_order;
  SUBCASE("its return") {}
  SUBCASE("the settlement alone") {
    returns = false;
  }
  SUBCASE("its return, and the settlement books it") {
    shape = by_settlement;
  }
  for (unsigned seed = 1; seed <= 6; ++seed) {
    CAPTURE(seed);
    const auto orders = generated(seed, true);  // its texts are the lines' own
    SettleDesk desk({}, true, shape);
    write_world(desk, orders, false, returns);
    desk.receive_all();
    desk.book();
    trial_balance(desk);
    CHECK(add(Decimal::parse(desk.balance("200")).value(), Decimal::parse(desk.balance("205")).value())
              ->is_zero());
    for (const char* account : {"clearing", "receivable", "400", "820"})
      CHECK(desk.balance(account) == "0.00");
  }
}

TEST_CASE("splitting lines into units changes no total, and both tie out") {
  auto shape = by_order;
  SUBCASE("an order each") {}
  SUBCASE("a settlement each") {
    shape = by_settlement;
  }
  for (unsigned seed = 1; seed <= 6; ++seed) {
    CAPTURE(seed);
    const auto orders = generated(seed);
    std::string balances;
    for (const bool split : {false, true}) {
      SettleDesk desk({}, true, shape);
      write_world(desk, orders, split);
      desk.receive_all();
      desk.book();
      const std::string balance = trial_balance(desk);
      if (split) CHECK(balance == balances);
      balances = balance;
      flow::ReconcileScope scope;
      scope.pair = "us";
      scope.settlement = report_id;
      scope.today = day("2026-02-10");
      const auto done = flow::reconcile(*desk.store, desk.source, desk.ledger, scope);
      REQUIRE(done.ok());
      CHECK(done->order_lines > 0);
      CHECK(done->tied_out == done->order_lines);
    }
  }
}
