#include "desk.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

// `simulate` on free ports, stopped as soon as it serves.
Ran simulate_once(Desk& desk, const std::string& ionapi) {
  std::stop_source stop;
  stop.request_stop();
  std::ostringstream out;
  std::ostringstream err;
  std::istringstream in;
  app::Session session{out, err, in, desk.clock(), stop.get_token(), false, desk.directory().string(), false};
  Ran ran;
  ran.code = app::run_command_line(session, {"--json", "simulate", "--walmart-port", "0", "--xero-port", "0",
                                             "--cloudsuite-port", "0", "--orders", "3", "--ionapi", ionapi});
  ran.out = out.str();
  ran.err = err.str();
  return ran;
}

}  // namespace

TEST_CASE("simulate writes the ionapi file of its CloudSuite, and over none that is somebody else's") {
  Desk desk;
  const std::string path = (desk.directory() / "simulated.ionapi").string();
  const Ran first = simulate_once(desk, path);
  CHECK(first.code == app::exit_ok);
  CHECK(text_in(parse_json(desk.read("simulated.ionapi"), "file").value(), "iu") ==
        text_in(first.json(), "cloudsuite"));
  CHECK(simulate_once(desk, path).code == app::exit_ok);

  desk.write("customer.ionapi", R"({"ti":"ACME_PRD","cs":"their secret"})");
  const Ran refused = simulate_once(desk, (desk.directory() / "customer.ionapi").string());
  CHECK(refused.code == app::exit_usage);
  CHECK(has(refused.err, "not one that simulate wrote"));
  CHECK(has(desk.read("customer.ionapi"), "their secret"));
}
