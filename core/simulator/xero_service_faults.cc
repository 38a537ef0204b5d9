// What strikes the calls to Xero's stand-in, and what has (xero_service.h).
#include "simulator/xero_service.h"

namespace crosswalk::simulator::xero_sim {

void XeroService::set_random_faults(std::uint64_t seed, double share, FaultPack pack) {
  const std::lock_guard lock(mutex_);
  random_.set(seed, share, pack);
}

void XeroService::strike_next(const NamedFault& fault, Fault::When when) {
  const std::lock_guard lock(mutex_);
  next_strike_ = Strike{&fault, when};
}

void XeroService::set_delivery_faults(std::uint64_t seed, double share) {
  const std::lock_guard lock(mutex_);
  webhooks_.set_faults(seed, share);
}

std::map<std::string, int> XeroService::delivery_faults_struck() const {
  const std::lock_guard lock(mutex_);
  return webhooks_.faults_struck();
}

int XeroService::random_faults() const {
  int struck = 0;
  for (const auto& [name, times] : faults_struck()) struck += times;
  return struck;
}

std::map<std::string, int> XeroService::faults_struck() const {
  const std::lock_guard lock(mutex_);
  return random_.struck();
}

}  // namespace crosswalk::simulator::xero_sim
