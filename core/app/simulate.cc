// `simulate`: the stand-ins on loopback ports, until stopped.
#include <fstream>
#include <iterator>

#include "app/commands.h"
#include "app/simulated.h"
#include "base/json_tree.h"
#include "simulator/world_generator.h"
#include "wire/curl_transport.h"

namespace crosswalk::app {
namespace {

// Never over a file of somebody else: a customer's own .ionapi file cannot be had again.
Result<void> write_ionapi(const std::string& path, const Simulated& simulated) {
  if (path.empty()) return {};
  const auto text = [&](const std::string& base) { return simulator::CloudSuiteService::ionapi(base); };
  std::ifstream standing(path, std::ios::binary);
  if (standing) {
    const std::string there{std::istreambuf_iterator<char>(standing), std::istreambuf_iterator<char>()};
    const auto file = parse_json(there, path);
    if (!file || text_in(*file, "cs") != text_in(parse_json(text(""), path).value(), "cs"))
      return fail(ErrorKind::config, "the file exists and is not one that simulate wrote; name another",
                  path);
  }
  std::ofstream file(path, std::ios::binary);
  file << text(simulated.cloudsuite_url());
  file.close();
  if (!file) return fail(ErrorKind::io, "the .ionapi file cannot be written", path);
  return {};
}

}  // namespace

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
    simulated.cloudsuite().set_random_faults(options.seed, options.faults);
  }
  if (auto listening = simulated.listen({options.walmart_port, options.xero_port, options.cloudsuite_port});
      !listening)
    return failed(session, listening.error());
  if (auto written = write_ionapi(options.ionapi, simulated); !written)
    return failed(session, written.error());
  if (session.json)
    print(session, {{"walmart", simulated.walmart_url()},
                    {"xero", simulated.xero_url()},
                    {"cloudsuite", simulated.cloudsuite_url()},
                    {"orders", options.orders}});
  else
    session.out
        << "Walmart: " << simulated.walmart_url() << "  client_id " << access.walmart_id << ", secret "
        << access.walmart_secret.reveal() << "\nXero:    " << simulated.xero_url() << "  client_id "
        << access.xero_id << ", secret " << access.xero_secret.reveal() << "\n         with sign_in: pkce "
        << access.xero_pkce_id << " (no secret), with sign_in: code " << access.xero_web_id
        << "\nCloudSuite: " << simulated.cloudsuite_url()
        << (options.ionapi.empty() ? "  (--ionapi FILE writes the file that signs in)"
                                   : "  signs in with " + options.ionapi)
        << "\n"
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
