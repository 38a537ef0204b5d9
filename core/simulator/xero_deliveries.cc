#include "simulator/xero_deliveries.h"

#include <algorithm>
#include <array>

namespace crosswalk::simulator::xero_sim {
namespace {

constexpr std::array<NamedDelivery, 7> table = {{
    {DeliveryFault::lost, "lost, and tried again after a quarter of an hour"},
    {DeliveryFault::answer_lost, "taken, and its answer lost"},
    {DeliveryFault::twice, "all of it twice"},
    {DeliveryFault::late, "late, behind newer ones"},
    {DeliveryFault::backwards, "the newest event first"},
    {DeliveryFault::untold, "never told"},
    {DeliveryFault::day_down, "nothing arrives for a day"},
}};

}  // namespace

std::span<const NamedDelivery> named_deliveries() {
  return table;
}

void RandomDeliveries::set(std::uint64_t seed, double share) {
  random_.seed(seed);
  threshold_ = static_cast<std::uint64_t>(std::clamp(share, 0.0, 1.0) * 1'000'000);
  pack_.clear();
}

std::optional<DeliveryFault> RandomDeliveries::next() {
  if (threshold_ == 0 || random_() % 1'000'000 >= threshold_) return std::nullopt;
  if (pack_.empty()) {
    for (const NamedDelivery& one : table) pack_.push_back(&one);
    // Not std::shuffle, which every library does in its own way.
    for (std::size_t i = pack_.size(); i > 1; --i) std::swap(pack_[i - 1], pack_[random_() % i]);
  }
  const NamedDelivery* one = pack_.back();
  pack_.pop_back();
  ++struck_[std::string(one->name)];
  return one->fault;
}

Millis RandomDeliveries::lateness() {
  constexpr std::int64_t least = 60'000;
  return Millis(least +
                static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(latest.count() - least)));
}

}  // namespace crosswalk::simulator::xero_sim
