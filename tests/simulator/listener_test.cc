#include "simulator/listener.h"

#include <doctest/doctest.h>

#include "wire/curl_transport.h"

namespace crosswalk::simulator {
namespace {

// Answers with what it was asked, delivered as the test says.
struct Mirror final : Service {
  Answer handle(const wire::HttpRequest& request) override {
    return {{202, {{"X-Method", request.method}}, request.url + " " + request.body}, delivery};
  }
  Delivery delivery = Delivery::whole;
};

}  // namespace

TEST_CASE("a service answers behind a port as it does in the same process") {
  Mirror mirror;
  Listener listener(mirror);
  const auto port = listener.listen(0);
  REQUIRE(port.ok());
  wire::HttpRequest request;
  request.method = "PUT";
  request.url = "http://127.0.0.1:" + std::to_string(*port) + "/v3/x?a=%20b";
  request.body = "hello";
  wire::CurlTransport transport;
  const auto whole = transport.call(request, {});
  REQUIRE(whole.reply);
  CHECK(whole.reply->status == 202);
  CHECK(whole.reply->body == "/v3/x?a=%20b hello");
  CHECK(wire::header(whole.reply->headers, "X-Method") == "PUT");
  for (const Delivery delivery : {Delivery::cut, Delivery::dropped, Delivery::refused}) {
    mirror.delivery = delivery;
    const auto spoiled = transport.call(request, {});
    CHECK_FALSE(spoiled.reply);
    CHECK(spoiled.failure.reach == wire::Reach::maybe_sent);
  }
  Listener second(mirror);
  CHECK_FALSE(second.listen(*port).ok());
  listener.stop();
  CHECK(transport.call(request, {}).failure.reach == wire::Reach::not_sent);
}

}  // namespace crosswalk::simulator
