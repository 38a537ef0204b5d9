#include "server/listener.h"

#include "server/limits.h"

namespace crosswalk::server {

Listener::Listener(std::vector<HookRoute> hooks, int rate, store::Store& store, Clock& clock)
    : acceptor_(store, clock),
      keys_(store, clock),
      receiver_(std::move(hooks), rate, acceptor_, keys_, clock),
      server_([this](const wire::HttpRequest& request) { return receiver_.handle(request); },
              {limits::threads, limits::api_body, limits::request_time, limits::idle_time}) {}

}  // namespace crosswalk::server
