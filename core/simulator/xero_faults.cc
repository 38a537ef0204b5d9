#include "simulator/xero_faults.h"

#include <algorithm>

namespace crosswalk::simulator::xero_sim {
namespace {

void deal(std::vector<Strike>& pack, unsigned traits, FaultPack which, std::mt19937_64& random) {
  const auto first = static_cast<std::ptrdiff_t>(pack.size());
  for (const NamedFault& fault : named_faults()) {
    if ((fault.strikes & traits) == 0 || (which == FaultPack::passing && fault.cure != Cure::itself))
      continue;
    if (fault.before) pack.push_back({&fault, Fault::When::before_commit});
    if (fault.after) pack.push_back({&fault, Fault::When::after_commit});
  }
  // Not std::shuffle, which every library does in its own way.
  for (std::size_t i = pack.size() - static_cast<std::size_t>(first); i > 1; --i)
    std::swap(pack[static_cast<std::size_t>(first) + i - 1],
              pack[static_cast<std::size_t>(first) + random() % i]);
  std::rotate(pack.begin(), pack.begin() + first, pack.end());  // those that wait come first
}

}  // namespace

void RandomFaults::set(std::uint64_t seed, double share, FaultPack pack) {
  random_.seed(seed);
  threshold_ = static_cast<std::uint64_t>(std::clamp(share, 0.0, 1.0) * 1'000'000);
  pack_ = pack;
  dealt_.clear();
}

bool RandomFaults::strikes() {
  return threshold_ > 0 && random_() % 1'000'000 < threshold_;
}

std::optional<Strike> RandomFaults::draw(unsigned traits) {
  for (const bool again : {false, true}) {
    if (again) deal(dealt_, traits, pack_, random_);
    const auto fits = [&](const Strike& strike) { return (strike.fault->strikes & traits) != 0; };
    // What few calls give an occasion for goes first.
    auto found = std::find_if(dealt_.rbegin(), dealt_.rend(), [&](const Strike& strike) {
      return fits(strike) && (strike.fault->strikes & (signs_in | reads | writes)) == 0;
    });
    if (found == dealt_.rend()) found = std::find_if(dealt_.rbegin(), dealt_.rend(), fits);
    if (found == dealt_.rend()) continue;
    const Strike strike = *found;
    dealt_.erase(std::next(found).base());
    return strike;
  }
  return std::nullopt;
}

Millis RandomFaults::lateness() {
  return Millis(1'000 +
                static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(latest.count() - 1'000)));
}

}  // namespace crosswalk::simulator::xero_sim
