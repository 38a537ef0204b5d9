// HttpServer: HTTP/1.1 on a port, over cpp-httplib's listener. It carries the simulators on loopback and the
// webhooks. Requests reach the handler exactly as they were sent: target, header order and values, body bytes
// (not decoded, no form is parsed). No TLS: a public listener stands behind a proxy that has it. Thread rule:
// the handler is called from several threads at once. `listen` once, `stop` from any thread but a handler's.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "wire/message.h"

namespace crosswalk::wire {

// How an answer reaches the caller.
enum class Delivery {
  whole,
  cut,      // the connection ends in the middle of the body (of the head when there is no body)
  dropped,  // the connection ends without an answer
};

struct ServerAnswer {
  HttpReply reply;
  Delivery delivery = Delivery::whole;
};

struct ServerSettings {
  std::size_t threads = 16;  // at most; they are made when they are needed
  // Larger bodies are answered with 413 and never reach the handler.
  std::size_t max_body = limits::max_record_bytes;
  Millis request_time{30'000};  // from a request's first byte to its last
  Millis idle_time{
      75'000};  // how long a kept connection may wait for its next request; less when threads are short
};

class HttpServer {
 public:
  // `request.url` is path and query as received. An exception of the handler is answered with 500.
  using Handler = std::function<ServerAnswer(const HttpRequest& request)>;

  explicit HttpServer(Handler handler, ServerSettings settings = {});
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  // Serves on threads of its own until `stop`; port 0 takes any free one. Returns the port. An address that
  // is taken or not ours is a config error.
  Result<int> listen(const std::string& host, int port);
  // Ends all connections and waits for handlers that are running.
  void stop();
  // The same, but whoever has begun to ask still gets an answer.
  void finish();

 private:
  class Listener;
  std::unique_ptr<Listener> listener_;
};

}  // namespace crosswalk::wire
