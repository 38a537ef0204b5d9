// Returns of a generated world: which units come back when, and when Walmart refunds them by itself.
#include <algorithm>
#include <array>

#include "simulator/world_after_sale.h"
#include "simulator/world_dice.h"

namespace crosswalk::simulator {
namespace {

using Kind = ReturnChange::Kind;

constexpr std::int64_t minute = 60'000;
constexpr std::int64_t hour = 60 * minute;
constexpr std::int64_t day = 24 * hour;
// "Walmart refunds by itself 48 h after a return is delivered" (accounting.md §1.5).
constexpr std::int64_t refunds_by_itself = 48 * hour;

// walmart.md §3.2; the first ones are the seller's fault, and shipping may come back with them.
constexpr std::array<std::string_view, 19> reasons = {"DAMAGED",
                                                      "DEFECTIVE",
                                                      "INCORRECT_ITEM",
                                                      "MISSING_PARTS",
                                                      "NOT_AS_DESCRIBED",
                                                      "ARRIVED_LATE",
                                                      "AUTO_RETURN",
                                                      "INADEQUATE_QUALITY",
                                                      "LOST_AFTER_DELIVERY",
                                                      "LOST_IN_TRANSIT",
                                                      "SHIPPING_BOX_DAMAGED",
                                                      "BOUGHT_ANOTHER_SIZE_OR_COLOR",
                                                      "DUPLICATE_ITEM",
                                                      "LOWER_PRICE",
                                                      "BOUGHT_SOMEWHERE_ELSE",
                                                      "NO_LONGER_WANTED",
                                                      "RETURN_TO_SENDER",
                                                      "TRIED_TO_CANCEL",
                                                      "WRONG_SIZE/POOR_FIT"};
constexpr std::size_t sellers_faults = 11;

struct Delivered {
  std::size_t line = 0;
  int quantity = 0;
  Instant at;  // of the last unit
};

std::vector<Delivered> delivered_lines(const MarketOrder& order) {
  std::vector<Delivered> lines;
  for (std::size_t i = 0; i < order.lines.size(); ++i) {
    Delivered line{i, 0, {}};
    for (const OrderChange& change : order.schedule) {
      if (change.kind != OrderChange::Kind::delivered) continue;
      if (!change.line.empty() && change.line != order.lines[i].number) continue;
      line.quantity += change.quantity == 0 ? order.lines[i].quantity : change.quantity;
      line.at = std::max(line.at, change.at);
    }
    line.quantity = std::min(line.quantity, order.lines[i].quantity);
    if (line.quantity > 0) lines.push_back(line);
  }
  return lines;
}

class ReturnMaker {
 public:
  ReturnMaker(const MarketOrder& order, const ReturnShares& shares, WorldDice& dice)
      : order_(order), shares_(shares), dice_(dice) {}

  MarketReturn make(const std::vector<Delivered>& lines) {
    made_.id =
        "104" + order_.po.substr(order_.po.size() - std::min<std::size_t>(order_.po.size(), 12)) + "001";
    made_.customer_order = order_.customer_order;
    made_.node = order_.node;
    Instant delivered;
    for (const Delivered& line : lines) delivered = std::max(delivered, line.at);
    // Whole seconds, as Walmart's times mostly are.
    made_.created = Instant::from_millis((delivered.millis() + dice_.between(day, 25 * day)) / 1000 * 1000);
    made_.return_by = made_.created + Millis(30 * day);
    made_.exception = dice_.chance(shares_.exception);
    made_.replacement = dice_.chance(shares_.replaced);
    if (made_.replacement) made_.replacement_customer_order = "201" + order_.customer_order.substr(3);
    int number = 0;
    for (const Delivered& line : lines) add_line(line, ++number);
    return std::move(made_);
  }

 private:
  void change(Kind kind, Instant at, int line, int quantity, std::string_view channel = {}) {
    const bool of_delivered = channel == "SELLER_AUTO_REFUND" || channel == "WALMART_SETTLED_REFUND";
    made_.schedule.push_back({kind, at, line, quantity, std::string(channel), of_delivered});
  }
  Instant after(Instant at, std::int64_t least, std::int64_t most) {
    return Instant::from_millis((at.millis() + dice_.between(least, most)) / 1000 * 1000);
  }

  void add_line(const Delivered& from, int number) {
    const MarketLine& sold = order_.lines[from.line];
    MarketReturnLine line;
    line.number = number;
    line.po = order_.po;
    line.order_line = sold.number;
    line.quantity = static_cast<int>(dice_.between(1, from.quantity));
    const std::size_t reason = static_cast<std::size_t>(dice_.below(reasons.size()));
    line.reason = std::string(reasons[reason]);
    line.refunds_shipping = reason < sellers_faults && dice_.chance(shares_.with_shipping);
    line.keep_it = !made_.replacement && dice_.chance(shares_.keep_it);
    if (!line.keep_it && reason >= sellers_faults && dice_.chance(shares_.restocking_fee))
      line.restocking_fee = tenth_of_price(sold);
    const int whole = line.quantity;
    made_.lines.push_back(std::move(line));
    if (whole > 1 && dice_.chance(shares_.by_parts)) {
      const int part = static_cast<int>(dice_.between(1, whole - 1));
      fate_of(number, part);
      fate_of(number, whole - part);
    } else {
      fate_of(number, whole);
    }
  }

  static Decimal tenth_of_price(const MarketLine& sold) {
    const std::int64_t cents = sold.charges.front().amount.units() / 10'000 / sold.quantity / 10;
    return Decimal::from_units(std::max<std::int64_t>(cents, 0) * 10'000);
  }

  // What happens to `units` of the line.
  void fate_of(int line, int units) {
    const bool kept = made_.lines.back().keep_it;
    if (dice_.chance(shares_.never_sent)) return;
    if (kept) return refund(after(made_.created, minute, 2 * hour), line, units, "WALMART_TRIGGERED_REFUND");
    if (dice_.chance(shares_.cancelled))
      return change(Kind::cancelled, after(made_.created, hour, 5 * day), line, units);
    const bool at_once = !made_.replacement && dice_.chance(shares_.before_delivery);
    if (at_once) {
      made_.channel = "IN_STORE";
      refund(after(made_.created, minute, 30 * minute), line, units, "InstantRefund");
    }
    const Instant sent = after(made_.created, day, 4 * day);
    const Instant arrived = after(sent, 2 * day, 7 * day);
    change(Kind::in_transit, sent, line, units);
    change(Kind::delivered, arrived, line, units);
    if (at_once || made_.replacement) return;
    const bool wfs = made_.node == NodeType::walmart;
    refund(wfs ? after(arrived, hour, 20 * hour) : arrived + Millis(refunds_by_itself), line, units,
           wfs ? "WALMART_SETTLED_REFUND" : "SELLER_AUTO_REFUND");
  }

  void refund(Instant at, int line, int units, std::string_view channel) {
    change(Kind::refund_initiated, at, line, units, channel);
    change(Kind::refund_issued, after(at, minute, 6 * hour), line, units, channel);
  }

  const MarketOrder& order_;
  const ReturnShares& shares_;
  WorldDice& dice_;
  MarketReturn made_;
};

// Some money back, or all of it, for one line that nobody returns.
void refund_line(MarketOrder& order, const Delivered& from, WorldDice& dice) {
  const MarketLine& line = order.lines[from.line];
  const MarketCharge& price = line.charges.front();
  OrderChange change;
  change.kind = OrderChange::Kind::refunded;
  change.at = Instant::from_millis((from.at.millis() + dice.between(day, 20 * day)) / 1000 * 1000);
  change.line = line.number;
  const int percent = dice.chance(0.5) ? 100 : static_cast<int>(dice.between(5, 60));
  const bool whole = percent == 100 && line.quantity == 1;
  MarketRefund refund;
  refund.reason = whole ? "Merchandise not received" : "Finance -> Goodwill";
  refund.charge = price;
  refund.charge.name = "Item Price";
  const int parts = whole ? 100 : percent == 100 ? 100 / line.quantity : percent / line.quantity;
  refund.charge.amount = scale(price.amount, -parts, 100, 2).value();
  refund.charge.tax = scale(price.tax, -parts, 100, 2).value();
  if (refund.charge.amount.is_zero()) return;
  change.refunds.push_back(std::move(refund));
  order.schedule.push_back(std::move(change));
}

}  // namespace

void add_returns(World& world, const ReturnShares& shares, std::uint64_t seed) {
  std::vector<std::string> names;
  for (const MarketOrder& order : world.orders()) names.push_back(order.po);
  for (const std::string& po : names) {
    MarketOrder& order = *world.find(po);
    WorldDice dice(seed ^ 0x5EED0FAF7E25A1E5ULL, number_of(po));
    std::vector<Delivered> lines = delivered_lines(order);
    if (order.replacement || lines.empty()) continue;
    if (dice.chance(shares.returned)) {
      if (!dice.chance(shares.every_line)) lines = {dice.pick(std::span<const Delivered>(lines))};
      world.add(ReturnMaker(order, shares, dice).make(lines));
    } else if (dice.chance(shares.refunded)) {
      refund_line(order, dice.pick(std::span<const Delivered>(lines)), dice);
    }
  }
}

}  // namespace crosswalk::simulator
