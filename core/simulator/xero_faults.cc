#include "simulator/xero_faults.h"

#include <algorithm>

namespace crosswalk::simulator::xero_sim {
namespace {

// How much more likely a call is struck that faults wait for which few calls give an occasion for.
constexpr std::uint64_t rarely_met = 10;

// Puts in what is not there, in any order, under what waits already.
void deal(std::vector<Strike>& pack, FaultPack which, std::mt19937_64& random) {
  std::vector<Strike> fresh;
  const auto put = [&](const NamedFault& fault, Fault::When when) {
    const bool waits = std::any_of(pack.begin(), pack.end(), [&](const Strike& strike) {
      return strike.fault == &fault && strike.when == when;
    });
    if (!waits) fresh.push_back({&fault, when});
  };
  for (const NamedFault& fault : named_faults()) {
    if (which == FaultPack::passing && fault.cure != Cure::itself) continue;
    if (fault.before) put(fault, Fault::When::before_commit);
    if (fault.after) put(fault, Fault::When::after_commit);
  }
  // Not std::shuffle, which every library does in its own way.
  for (std::size_t i = fresh.size(); i > 1; --i) std::swap(fresh[i - 1], fresh[random() % i]);
  pack.insert(pack.begin(), fresh.begin(), fresh.end());
}

}  // namespace

void RandomFaults::set(std::uint64_t seed, double share, FaultPack pack) {
  random_.seed(seed);
  threshold_ = static_cast<std::uint64_t>(std::clamp(share, 0.0, 1.0) * 1'000'000);
  pack_ = pack;
  dealt_.clear();
}

const Strike* RandomFaults::waiting(unsigned traits, unsigned common) const {
  for (auto strike = dealt_.rbegin(); strike != dealt_.rend(); ++strike)
    if ((strike->fault->strikes & traits) != 0 && (strike->fault->strikes & common) == 0) return &*strike;
  return nullptr;
}

const Strike* RandomFaults::rarest(unsigned traits) const {
  const Strike* found = waiting(traits, reads | writes);
  return found != nullptr ? found : waiting(traits, reads);
}

std::optional<Strike> RandomFaults::next(unsigned traits) {
  if (threshold_ == 0) return std::nullopt;
  const Strike* chosen = rarest(traits);
  const bool sooner = chosen != nullptr && pack_ != FaultPack::every_alike;
  const std::uint64_t chance = sooner ? threshold_ * rarely_met : threshold_;
  if (random_() % 1'000'000 >= chance) return std::nullopt;
  if (chosen == nullptr) chosen = waiting(traits, 0);
  if (chosen == nullptr) {
    deal(dealt_, pack_, random_);
    chosen = rarest(traits);
  }
  if (chosen == nullptr) chosen = waiting(traits, 0);
  if (chosen == nullptr) return std::nullopt;
  const Strike strike = *chosen;
  dealt_.erase(dealt_.begin() + (chosen - dealt_.data()));
  return strike;
}

Millis RandomFaults::lateness() {
  return Millis(1'000 +
                static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(latest.count() - 1'000)));
}

}  // namespace crosswalk::simulator::xero_sim
