// RandomFaults: the named faults spread over the calls, the same ones for the same seed. They are dealt from
// a shuffled pack that holds each fault once for each moment at which it strikes, so that none is rare; a
// fault that few calls give an occasion for waits for such a call, which is then struck more likely unless
// every call is to be struck alike. Not thread-safe: XeroService locks.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "simulator/xero_fault_table.h"

namespace crosswalk::simulator::xero_sim {

struct Strike {
  const NamedFault* fault = nullptr;
  Fault::When when = Fault::When::before_commit;
};

// Which faults are in the pack, by what gets a client over them.
enum class FaultPack {
  passing,
  every,
  every_alike,  // and no call is struck more likely than another: exactly the share of all
};

class RandomFaults {
 public:
  // How long after its answer a call may still be carried out.
  static constexpr Millis latest{90'000};

  // `share` of the calls is struck: 0 none, 1 all.
  void set(std::uint64_t seed, double share, FaultPack pack = FaultPack::passing);
  // What strikes the next call, if anything; `traits` are the call's (CallTrait).
  std::optional<Strike> next(unsigned traits);
  // Between one second and `latest`.
  Millis lateness();
  // A fault that took effect; one that the call gave no occasion for does not count.
  void count(const Strike& strike) { ++struck_[fault_name(*strike.fault, strike.when)]; }
  const std::map<std::string, int>& struck() const { return struck_; }

 private:
  // The one that is to strike such a call, of those that strike no call of `common` traits; null: none waits.
  const Strike* waiting(unsigned traits, unsigned common) const;
  // The same, the rarest first.
  const Strike* rarest(unsigned traits) const;

  std::mt19937_64 random_;
  std::uint64_t threshold_ = 0;  // of a million
  FaultPack pack_ = FaultPack::passing;
  std::vector<Strike> dealt_;  // from the back
  std::map<std::string, int> struck_;
};

}  // namespace crosswalk::simulator::xero_sim
