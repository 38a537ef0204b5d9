#include "simulator/walmart_random_faults.h"

#include "simulator/walmart_errors.h"

namespace crosswalk::simulator {
namespace {

Fault answers(wire::HttpReply reply) {
  Fault fault;
  fault.reply = std::move(reply);
  return fault;
}

Fault goes(Delivery delivery) {
  Fault fault;
  fault.delivery = delivery;
  return fault;
}

}  // namespace

void WalmartRandomFaults::set(std::uint64_t seed, double share) {
  dice_ = WorldDice(seed);
  share_ = share;
}

std::optional<WalmartRandomFaults::Spoiling> WalmartRandomFaults::draw(const wire::HttpRequest& request) {
  if (share_ <= 0 || !dice_.chance(share_)) return std::nullopt;
  const bool wants_file = request.url.starts_with("/v3/report/reconreport/reconFile?");
  const bool reads_orders = request.method == "GET" && request.url.starts_with("/v3/orders");
  if (dice_.chance(0.5)) {
    switch (dice_.below(8)) {
      case 0:
        return Spoiling{answers(system_error_reply(520))};
      case 1:
        return Spoiling{answers(system_error_reply(500))};
      case 2:
        return Spoiling{answers(system_error_reply(503))};
      case 3:
        return Spoiling{answers(threshold_reply())};
      case 4:
        return Spoiling{answers(html_reply())};
      case 5:
        return Spoiling{goes(Delivery::refused)};
      case 6:
        return Spoiling{goes(Delivery::dropped)};
      default:
        return Spoiling{answers(reads_orders ? outage_reply() : system_error_reply(520))};
    }
  }
  Spoiling spoiling;
  switch (dice_.below(6)) {
    case 0:
      spoiling.fault = answers(system_error_reply(520));
      break;
    case 1:
      // A file is answered with an error that calls itself a success (walmart.md §4.1).
      spoiling.fault = answers(system_error_reply(wants_file ? 200 : 500));
      break;
    case 2:
      spoiling.fault = answers(html_reply());
      break;
    case 3:
      spoiling.fault = goes(Delivery::dropped);
      break;
    case 4:
      spoiling.fault = goes(Delivery::cut);
      break;
    default:
      spoiling.half_body = true;
      break;
  }
  spoiling.fault.when = Fault::When::after_commit;
  return spoiling;
}

}  // namespace crosswalk::simulator
