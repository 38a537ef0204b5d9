// Simulated: the stand-ins of Walmart, Xero and Infor CloudSuite on loopback ports, for `simulate` and
// `demo`.
#pragma once

#include <string>

#include "base/clock.h"
#include "base/secret.h"
#include "simulator/cloudsuite_service.h"
#include "simulator/listener.h"
#include "simulator/walmart_service.h"
#include "simulator/world.h"
#include "simulator/xero_service.h"

namespace crosswalk::app {

// What the stand-ins expect at sign-in.
struct SimulatedAccess {
  std::string walmart_id = "demo-seller";
  Secret walmart_secret{"demo-walmart-secret"};
  std::string xero_id = "demo-app";
  Secret xero_secret{"demo-xero-secret"};
  std::string xero_pkce_id = "demo-pkce-app";
  std::string xero_web_id = "demo-web-app";  // the secret is xero_secret
  std::string xero_redirect = "http://localhost:8483/callback";
};

struct SimulatedPorts {
  int walmart = 0;
  int xero = 0;
  int cloudsuite = 0;
};

class Simulated {
 public:
  Simulated(Clock& clock, simulator::World world, const SimulatedAccess& access);
  ~Simulated();

  // Serves on 127.0.0.1; port 0 takes any free one.
  Result<void> listen(const SimulatedPorts& ports);
  std::string walmart_url() const { return url(walmart_port_); }
  std::string xero_url() const { return url(xero_port_); }
  std::string cloudsuite_url() const { return url(cloudsuite_port_); }

  simulator::WalmartService& walmart() { return walmart_; }
  simulator::XeroService& xero() { return xero_; }
  simulator::CloudSuiteService& cloudsuite() { return cloudsuite_; }

 private:
  static std::string url(int port) { return "http://127.0.0.1:" + std::to_string(port); }

  simulator::WalmartService walmart_;
  simulator::XeroService xero_;
  simulator::CloudSuiteService cloudsuite_;
  simulator::Listener walmart_listener_;
  simulator::Listener xero_listener_;
  simulator::Listener cloudsuite_listener_;
  int walmart_port_ = 0;
  int xero_port_ = 0;
  int cloudsuite_port_ = 0;
};

}  // namespace crosswalk::app
