// `simulate`: the stand-ins on loopback ports, until stopped.
#include "app/commands.h"
#include "app/simulated.h"
#include "base/json_tree.h"
#include "simulator/world_generator.h"
#include "wire/curl_transport.h"

namespace crosswalk::app {

int simulate(Session& session, const SimulateOptions& options) {
  const Millis span{std::int64_t{options.days} * 86'400'000};
  simulator::WorldSettings world;
  world.seed = options.seed;
  world.orders = options.orders;
  world.from = session.clock.now() - span;
  world.over = span;
  const SimulatedAccess access;
  Simulated simulated(session.clock, simulator::make_world(world), access);
  if (options.faults > 0) {
    simulated.walmart().set_random_faults(options.seed, options.faults);
    simulated.xero().set_random_faults(options.seed, options.faults);
  }
  if (auto listening = simulated.listen(options.walmart_port, options.xero_port); !listening)
    return failed(session, listening.error());
  if (session.json)
    print(session,
          {{"walmart", simulated.walmart_url()}, {"xero", simulated.xero_url()}, {"orders", options.orders}});
  else
    session.out
        << "Walmart: " << simulated.walmart_url() << "  client_id " << access.walmart_id << ", secret "
        << access.walmart_secret.reveal() << "\nXero:    " << simulated.xero_url() << "  client_id "
        << access.xero_id << ", secret " << access.xero_secret.reveal() << "\n         with sign_in: pkce "
        << access.xero_pkce_id << " (no secret), with sign_in: code " << access.xero_web_id << "\n"
        << options.orders << " orders of the last " << options.days
        << " days; quantities above one carry the line's charge (charge_amount: line). Stop with Ctrl-C.\n";
  session.out << std::flush;
  // Whoever subscribes to webhooks is told of what happens.
  wire::CurlTransport outward;
  simulated.walmart().reach_out_through(&outward);
  while (session.clock.wait_until(session.clock.now() + Millis(1'000), session.stop))
    simulated.walmart().deliver_events(session.stop);
  simulated.walmart().reach_out_through(nullptr);
  return exit_ok;
}

}  // namespace crosswalk::app
