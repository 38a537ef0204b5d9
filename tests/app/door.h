// Door: the way from the simulated systems to our own receiver, without a port; Hall: a desk's store and
// receiver behind it, wired as `run` does it.
#pragma once

#include "app/hooks.h"
#include "app/opening.h"
#include "desk.h"

namespace crosswalk::tests {

class Door final : public wire::Transport {
 public:
  static constexpr const char* base = "https://books.test";

  wire::CallResult call(const wire::HttpRequest& request, const Stop& /*stop*/) override {
    wire::HttpRequest received = request;
    received.url = request.url.substr(std::string_view(base).size());
    if (closed || !request.url.starts_with(base))
      return {std::nullopt, {wire::Reach::not_sent, fail(ErrorKind::outside, "nobody answers")}};
    bodies.push_back(request.body);
    return {receiver->handle(received).reply, {}};
  }
  server::Receiver* receiver = nullptr;
  bool closed = false;
  std::vector<std::string> bodies;  // of all that came in
};

struct Hall {
  // The desk's crosswalk.yaml is as it should be by now.
  explicit Hall(Desk& desk)
      : store(store::open_store("sqlite:" + (desk.directory() / "books.db").string()).value()),
        workspace(config::load_workspace(desk.directory()).value()),
        acceptor(*store, desk.clock()),
        keys(*store, desk.clock()),
        receiver(routes(), 1'000, acceptor, keys, desk.clock()) {
    door.receiver = &receiver;
  }
  std::vector<server::HookRoute> routes() const {
    return app::hook_routes(app::chosen_pairs(workspace, {}).value(), *store).value();
  }

  std::unique_ptr<store::Store> store;
  config::Workspace workspace;
  server::Acceptor acceptor;
  server::ApiKeys keys;
  server::Receiver receiver;
  Door door;
};

}  // namespace crosswalk::tests
