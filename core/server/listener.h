// Listener: the public port: webhooks and the events API. No TLS: it stands behind a proxy that has it, or
// listens on loopback. Thread rule: `listen` once, `stop` from any thread but a handler's.
#pragma once

#include "server/receiver.h"

namespace crosswalk::server {

class Listener {
 public:
  // `store` and `clock` outlive it.
  Listener(std::vector<HookRoute> hooks, int rate, store::Store& store, Clock& clock);
  // Port 0 takes any free one. Returns the port.
  Result<int> listen(const std::string& host, int port) { return server_.listen(host, port); }
  // Whoever has begun to ask still gets an answer.
  void stop() { server_.finish(); }

 private:
  Acceptor acceptor_;
  ApiKeys keys_;
  Receiver receiver_;
  wire::HttpServer server_;
};

}  // namespace crosswalk::server
