#include "simulator/listener.h"

namespace crosswalk::simulator {
namespace {

wire::Delivery on_the_wire(Delivery delivery) {
  switch (delivery) {
    case Delivery::whole:
      return wire::Delivery::whole;
    case Delivery::cut:
      return wire::Delivery::cut;
    case Delivery::dropped:
    case Delivery::refused:  // the connection stands already: no answer is the nearest to it
      return wire::Delivery::dropped;
  }
  return wire::Delivery::dropped;
}

}  // namespace

Listener::Listener(Service& service)
    : server_([&service](const wire::HttpRequest& request) {
        Answer answer = service.handle(request);
        return wire::ServerAnswer{std::move(answer.reply), on_the_wire(answer.delivery)};
      }) {}

Result<int> Listener::listen(int port) {
  return server_.listen("127.0.0.1", port);
}

void Listener::stop() {
  server_.stop();
}

}  // namespace crosswalk::simulator
