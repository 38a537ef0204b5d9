// Keys, pushed files and webhooks from the command line, against the simulators.
#include <thread>

#include "desk.h"
#include "wire/curl_transport.h"

namespace crosswalk::tests {
namespace {

const std::string stock = "key,sku,units\nk1,MUG-BLU,5\nk2,MUG-RED,0\n";

}  // namespace

TEST_CASE("a file is kept once, refused by line, and seen in status") {
  Desk desk;
  desk.simulate(1);
  desk.write("stock.csv", stock);
  const std::string file = (desk.directory() / "stock.csv").string();
  auto ran = desk.run({"push", "stock", file});
  CHECK(ran.code == 0);
  CHECK(ran.out == "2 stock kept\n");
  CHECK(desk.run({"--json", "push", "stock", file}).json() == Json({{"accepted", 0}, {"known", 2}}));
  CHECK(desk.run({"push", "stock", "-"}, "key,sku,units\nk1,MUG-BLU,6\n").code == 1);
  ran = desk.run({"push", "stock", "-"}, "sku,units\nMUG-BLU,many\n");
  CHECK(ran.code == 1);
  CHECK(ran.err == "crosswalk: -:2: units: a whole number from 0 to 100000000 is expected\n");
  CHECK(desk.run({"push", "parcels", file}).code == 2);
  CHECK(has(desk.run({"status"}).out, "pushed to us  2 waiting (the oldest for 0 min), 0 refused"));
  CHECK(desk.run({"--json", "status"}).json()["us"]["pushed"]["stock"]["waiting"]["count"] == 2);
}

TEST_CASE("a key is shown once, listed by name and revoked") {
  Desk desk;
  desk.simulate(1);
  const auto made = desk.run({"secret", "new-key", "warehouse"});
  CHECK(made.code == 0);
  CHECK(made.out.starts_with("cwk_"));
  CHECK(desk.run({"secret", "new-key", "warehouse"}).code == 1);
  CHECK(desk.run({"secret", "new-key", "a b"}).code == 2);
  const auto listed = desk.run({"secret", "list"});
  CHECK(has(listed.out, "warehouse"));
  CHECK_FALSE(has(listed.out, "cwk_"));
  CHECK(desk.run({"secret", "revoke", "warehouse"}).code == 0);
  CHECK(desk.run({"secret", "revoke", "warehouse"}).code == 1);
  CHECK(has(desk.run({"secret", "list"}).out, "there are no keys"));
}

}  // namespace crosswalk::tests
