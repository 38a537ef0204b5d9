// Listener: a simulator Service behind a port of this machine, for `simulate` and `demo`. Loopback only:
// nobody else can call it. Thread rule: `listen` once, `stop` from any thread.
#pragma once

#include "simulator/service.h"
#include "wire/server.h"

namespace crosswalk::simulator {

class Listener {
 public:
  // The service must outlive the listener.
  explicit Listener(Service& service);
  // Serves on 127.0.0.1 until `stop`; port 0 takes any free one. Returns the port.
  Result<int> listen(int port);
  void stop();

 private:
  wire::HttpServer server_;
};

}  // namespace crosswalk::simulator
