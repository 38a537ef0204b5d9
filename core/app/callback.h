// Callback: the local address that a browser comes back to after a person allowed the app. It takes one
// answer, the first that carries the expected state; anything else is turned away and changes nothing.
// Loopback only. Thread rule: `listen` once, then `wait`; the browser's requests come on threads of their
// own.
#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>

#include "base/result.h"
#include "base/secret.h"
#include "base/stop.h"
#include "wire/server.h"

namespace crosswalk::app {

class Callback {
 public:
  explicit Callback(std::string state);
  ~Callback();
  Callback(const Callback&) = delete;
  Callback& operator=(const Callback&) = delete;

  // Serves http://localhost:`port`/callback.
  Result<void> listen(int port);
  // The code. ErrorKind::stopped when `stop` came first; ErrorKind::invalid when the person declined.
  Result<std::string> wait(const Stop& stop);

 private:
  wire::ServerAnswer answer(const wire::HttpRequest& request);

  Secret state_;
  std::mutex mutex_;
  std::condition_variable_any came_;
  std::optional<Result<std::string>> result_;
  wire::HttpServer server_;  // last: its threads use all of the above
};

// The value of a query parameter of "/path?query", decoded; "" when absent.
std::string query_value(const std::string& url, const std::string& name);

}  // namespace crosswalk::app
