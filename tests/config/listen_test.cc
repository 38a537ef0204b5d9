// Where Crosswalk listens, and what the systems may call it with.
#include <doctest/doctest.h>

#include "config/folder.h"
#include "config/workspace.h"

using namespace crosswalk;
using namespace crosswalk::config;

TEST_CASE("nothing listens unless the workspace says so") {
  const Folder folder;
  const auto quiet = folder.load(smallest).value();
  CHECK(quiet.listen.host.value.empty());
  CHECK_FALSE(quiet.pairs[0].walmart.webhooks);
  CHECK_FALSE(quiet.pairs[0].xero.webhook_key);
  const auto open = folder
                        .load("listen: {public: 127.0.0.1:8484, rate: 50}\n" +
                              with_line(5,
                                        "      client_secret: {secret: wm}\n      webhooks: {auth: oauth}\n"
                                        "      # more"))
                        .value();
  CHECK(open.listen.host.value == "127.0.0.1");
  CHECK(open.listen.port == 8484);
  CHECK(open.listen.rate == 50);
  const WalmartHooks hooks = *open.pairs[0].walmart.webhooks;
  CHECK(hooks.auth == HookAuth::oauth);
  CHECK(hooks.header == "Authorization");
  CHECK(hooks.secret.text() == "the file secrets/walmart-webhook");
  CHECK(folder.load("listen: {public: \"[::1]:8484\"}\n" + smallest).value().listen.host.value == "::1");
}

TEST_CASE("a place to listen that is none, and a header that is Walmart's own, are refused by line") {
  const Folder folder;
  const std::string place =
      "crosswalk.yaml:1: `listen.public`: write an address of this machine and a port, such as "
      "127.0.0.1:8484";
  for (const auto* text :
       {"8484", "127.0.0.1", "127.0.0.1:0", "127.0.0.1:70000", "\"::1:8484\"", "http://x:1/"})
    CHECK(folder.error_of("listen: {public: " + std::string(text) + "}\n" + smallest) == place);
  CHECK(folder.error_of("listen: {rate: 5}\n" + smallest) ==
        "crosswalk.yaml:1: `listen.public` is missing; add the line `public: ...`");
  const auto hooks = [&](const std::string& text) {
    return folder.error_of(with_line(5, "      client_secret: {secret: wm}\n      webhooks: {" + text + "}"));
  };
  CHECK(hooks("auth: md5").find("crosswalk.yaml:6: `pairs.shop.walmart.webhooks.auth`: write hmac") == 0);
  CHECK(hooks("header: WM_SEC.SIGNATURE").find("are Walmart's own") != std::string::npos);
  CHECK(hooks("secret: abc").find("a secret must not stand in this file") != std::string::npos);
}
