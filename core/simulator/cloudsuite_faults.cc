#include "simulator/cloudsuite_faults.h"

#include <algorithm>

#include "base/json_tree.h"
#include "simulator/cloudsuite_reply.h"

namespace crosswalk::simulator::cloudsuite_sim {

void CloudSuiteRandomFaults::set(std::uint64_t seed, double share) {
  random_.seed(seed);
  threshold_ = static_cast<std::uint64_t>(std::clamp(share, 0.0, 1.0) * 1'000'000);
}

std::optional<Strike> CloudSuiteRandomFaults::draw(const wire::HttpRequest& request,
                                                   const CloudSuiteSwitches& switches) {
  if (threshold_ == 0 || random_() % 1'000'000 >= threshold_) return std::nullopt;
  ++struck_;
  const bool reads = request.url.find("/lists/") != std::string::npos;
  const bool signs_in = request.url.find("/as/") != std::string::npos;
  Strike strike;
  strike.kind = random_() % 2 == 0 ? Strike::Kind::before : Strike::Kind::after;
  switch (random_() % 10) {
    case 0:
      strike.answer.reply = html_page(500);
      break;
    case 1:
      strike.answer.reply = html_page(503);
      break;
    case 2:
      strike.answer.reply = gateway_timed_out(switches);
      break;
    case 3:
      strike.kind = reads || signs_in ? Strike::Kind::before : Strike::Kind::goes_on;
      strike.answer.reply = gateway_timed_out(switches);
      strike.lag = Millis(static_cast<std::int64_t>(1'000 + random_() % 45'000));
      break;
    case 4:
      strike.kind =
          request.url.find("/batch") != std::string::npos ? Strike::Kind::half_batch : Strike::Kind::before;
      strike.answer.reply = gateway_timed_out(switches);
      break;
    case 5:
      strike.kind = Strike::Kind::before;
      strike.answer.reply = too_many(switches);
      break;
    case 6:
      strike.kind = Strike::Kind::before;
      strike.answer.reply = signs_in ? html_page(502) : unauthorised();
      break;
    case 7:
      strike.kind = Strike::Kind::before;
      strike.answer.reply =
          reads ? json_reply(200, {{"exception", {{"message", "Unable to process list"}}}}) : html_page(502);
      break;
    case 8:
      strike.answer.delivery = Delivery::cut;
      break;
    default:
      strike.answer.delivery = Delivery::dropped;
      break;
  }
  return strike;
}

}  // namespace crosswalk::simulator::cloudsuite_sim
