#include "simulator/xero_faults.h"

#include <algorithm>

#include "base/crypto.h"
#include "simulator/xero_reply.h"

namespace crosswalk::simulator::xero_sim {

void RandomFaults::set(std::uint64_t seed, double share) {
  random_.seed(seed);
  threshold_ = static_cast<std::uint64_t>(std::clamp(share, 0.0, 1.0) * 1'000'000);
}

std::optional<Strike> RandomFaults::next() {
  if (threshold_ == 0 || random_() % 1'000'000 >= threshold_) return std::nullopt;
  ++struck_;
  const std::string instance = uuid_from("fault " + std::to_string(struck_));
  Strike strike;
  const auto kind = random_() % 8;
  strike.when = random_() % 2 == 0 ? Fault::When::before_commit : Fault::When::after_commit;
  switch (kind) {
    case 0:
      strike.answer.reply = server_failure(500, instance);
      break;
    case 1:
      strike.answer.reply = server_failure(502, instance);
      break;
    case 2:
      strike.answer.reply = server_failure(503, instance);
      break;
    case 3:
      strike.answer.reply = server_failure(504, instance);
      break;
    case 4:
      strike.answer.delivery = Delivery::cut;
      break;
    case 5:
      strike.when = Fault::When::before_commit;
      strike.answer.reply = {429, {{"X-Rate-Limit-Problem", "minute"}, {"Retry-After", "5"}}, ""};
      break;
    default:
      strike.answer.delivery = Delivery::dropped;
      break;  // lost, or slower than the time-out
  }
  return strike;
}

}  // namespace crosswalk::simulator::xero_sim
