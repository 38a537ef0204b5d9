// The public port itself, over loopback.
#include "server/listener.h"

#include <doctest/doctest.h>

#include "base/log.h"
#include "desk.h"
#include "server/hook_path.h"
#include "wire/curl_transport.h"

using namespace crosswalk;
using namespace crosswalk::server;
using namespace crosswalk::server::tests;

TEST_CASE("events come in over the port, and go on after a stop and a start") {
  SystemClock clock;
  auto store = memory_store();
  const std::string path = hook_path(*store, "walmart", "us").value();
  CHECK(path.size() > std::string("/hooks/walmart/us/").size() + 40);
  CHECK(hook_path(*store, "walmart", "us").value() == path);
  CHECK(hook_path(*store, "xero", "us").value() != path);
  wire::CurlTransport transport;
  for (int run = 0; run < 2; ++run) {
    Listener listener({{"walmart/us", path, "us", std::make_shared<PlainWebhook>()}}, 1'000, *store, clock);
    const int port = listener.listen("127.0.0.1", 0).value();
    const std::string url = "http://127.0.0.1:" + std::to_string(port);
    const auto post = [&](const std::string& to, const std::string& body) {
      const auto result = transport.call({"POST", url + to, {}, body}, {});
      return result.reply ? result.reply->status : 0;
    };
    CHECK(post(path, "good e" + std::to_string(run)) == 200);
    CHECK(post(path, "good e0") == 200);
    CHECK(post("/hooks/walmart/us/x", "good e9") == 404);
    CHECK(post("/v1/stock", std::string((4 << 20) + 1, ' ')) == 413);
    listener.stop();
  }
  const auto counts = store->inbox_counts("us").value();
  REQUIRE(counts.size() == 1);
  CHECK(counts[0].count == 2);
}
