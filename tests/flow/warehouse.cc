#include "flow/warehouse.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "model/push.h"

namespace crosswalk::tests {
namespace {

constexpr Millis hour{3'600'000};
constexpr Millis day{24 * hour};

std::string units_text(int quantity) {
  return R"(,"units":[{"line":"1","quantity":)" + std::to_string(quantity) + "}]";
}

void hand_in(Rig& rig, std::string_view kind, const std::string& key, const std::string& body, bool fresh) {
  const std::vector<store::InboxRequest> requests = {{{"us", std::string(kind), key, body, {}, false}}};
  const auto kept = rig.store().accept(requests, rig.clock().now());
  REQUIRE(kept.ok());
  REQUIRE_FALSE(kept->front().conflict.has_value());
  REQUIRE(kept->front().fresh == (fresh ? 1 : 0));
}

}  // namespace

void Warehouse::fill(simulator::World& world, int orders, Instant from, Millis over) {
  for (int i = 0; i < orders; ++i) {
    ToldOrder told;
    told.po = std::to_string(199'900'000'000'000 + i);
    told.quantity = static_cast<int>(dice_.between(1, 4));
    const Instant ordered = from + Millis(dice_.below(over.count() / 1000) * 1000);
    REQUIRE(world.add(plain_order(told.po, std::string(sku), told.quantity, "40.00", "3.20", ordered)));
    plan_life(told, ordered + Millis(dice_.below(2 * day.count())));
    orders_.push_back(std::move(told));
  }
  std::stable_sort(sayings_.begin(), sayings_.end(),
                   [](const Saying& a, const Saying& b) { return a.when < b.when; });
}

void Warehouse::plan_life(ToldOrder& told, Instant when) {
  const std::int64_t most = std::max(1, told.quantity - 1);
  const int first = static_cast<int>(dice_.between(1, most));
  const int rest = told.quantity - first;
  switch (dice_.below(4)) {
    case 0:
      return ship(told, when, 0);
    case 1:
      ship(told, when, first);
      if (rest > 0) ship(told, when + 5 * hour, rest);
      return;
    case 2:
      return cancel(told, when, 0);
    default:
      cancel(told, when, first);
      if (rest > 0) ship(told, when + hour, rest);
      return;
  }
}

void Warehouse::ship(ToldOrder& told, Instant when, int quantity) {
  const std::string tracking = "1ZSAMPLE" + told.po.substr(9) + std::to_string(told.shipments.size());
  told.shipments[tracking] = quantity == 0 ? told.quantity : quantity;
  plan(when, push::shipment, tracking,
       R"({"order":")" + told.po + R"(","carrier":"UPS","tracking_number":")" + tracking +
           R"(","shipped":")" + when.text() + '"' + (quantity == 0 ? "" : units_text(quantity)) + "}");
}

void Warehouse::cancel(ToldOrder& told, Instant when, int quantity) {
  told.cancelled = quantity == 0 ? told.quantity : quantity;
  plan(when, push::cancellation, "cancel-" + told.po,
       R"({"order":")" + told.po + '"' + (quantity == 0 ? "" : units_text(quantity)) + "}");
}

void Warehouse::plan(Instant when, std::string_view kind, const std::string& key, const std::string& body) {
  const auto later = [&] { return when + Millis(dice_.below(day.count())); };
  sayings_.push_back({when, kind, key, body});
  if (dice_.chance(0.4)) sayings_.push_back({later(), kind, key, body, false});
  if (dice_.chance(0.3)) sayings_.push_back({later(), kind, key + "-again", body});
}

void Warehouse::speak(Rig& rig) {
  for (; !all_said() && sayings_[said_].when <= rig.clock().now(); ++said_) {
    const Saying& saying = sayings_[said_];
    hand_in(rig, saying.kind, saying.key, saying.body, saying.fresh);
  }
  ++counts_;
  const std::string of_it = R"({"sku":")" + std::string(sku) + '"';
  stock_ = static_cast<int>(dice_.between(0, 500));
  hand_in(rig, push::stock, "stock-" + std::to_string(counts_),
          of_it + R"(,"units":)" + std::to_string(stock_) + "}", true);
  price_ = Decimal::parse(std::to_string(dice_.between(10, 30)) + ".99").value();
  hand_in(rig, push::price, "price-" + std::to_string(counts_),
          of_it + R"(,"price":")" + price_.text(2) + R"(","currency":"USD"})", true);
}

}  // namespace crosswalk::tests
