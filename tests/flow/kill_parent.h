// Killed with SIGKILL at a write or a call, and started again. The engine runs in a child process (this
// program again) against simulators and a clock that live in the parent, over loopback.
#pragma once

#include <filesystem>
#include <string>

#include "checkout.h"
#include "flow/rig.h"
#include "simulator/cloudsuite_service.h"
#include "simulator/listener.h"

namespace crosswalk::tests {

// What the child is told through the environment. Texts have no blanks.
struct KillOrders {
  int walmart_port = 0;
  int xero_port = 0;
  int clock_port = 0;
  int cloudsuite_port = 0;  // 0: Xero
  int die_at = 0;           // the n-th kill point; 0: live
  int passes = 1;           // an hour apart
  bool created = false;     // book: created
  bool pays = false;        // from clearing
  bool whole = false;       // posting: settlement
  bool accrues = false;     // accrue: month_end
  std::string run;          // a run of corrections that is begun, or gone on with, first
  std::string back;         // the run that it rolls back; empty: the rules are asked
  std::string rules = checkout("/rules");
  std::string store;
};

// The parent's virtual clock as a service: "/now" answers it, "/until?N" sets it forward.
class ClockService final : public simulator::Service {
 public:
  explicit ClockService(VirtualClock& clock) : clock_(clock) {}
  simulator::Answer handle(const wire::HttpRequest& request) override;

 private:
  VirtualClock& clock_;
};

struct KillParent {
  explicit KillParent(simulator::World world);
  ~KillParent();

  // With `orders`. True: the child came to its end; false: it was killed.
  bool run_child(int die_at);

  tests::Outside outside;
  simulator::CloudSuiteService cloudsuite_service;
  ClockService clock_service;
  simulator::Listener walmart;
  simulator::Listener xero;
  simulator::Listener cloudsuite;
  simulator::Listener clock;
  std::filesystem::path store;
  KillOrders orders;
};

// CROSSWALK_KILLS=1 dies at every n-th point, here every one, where a test takes a share of them.
int kill_stride(int share);

}  // namespace crosswalk::tests
