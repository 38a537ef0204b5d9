// Walmart's stand-in calls this engine: subscribed by the command, in each of the three ways, late, twice,
// out of order and wrongly signed; and nothing of a secret or a buyer reaches the log.
#include <fcntl.h>
#include <unistd.h>

#include "base/log.h"
#include "door.h"
#include "server/hook_path.h"

namespace crosswalk::tests {
namespace {

constexpr const char* base = Door::base;
constexpr const char* hook_secret = "a-secret-of-the-webhook-0123456789";
constexpr Millis minute{60'000};

class HookDesk : public Desk {
 public:
  explicit HookDesk(const std::string& auth, const std::string& log = "off") {
    simulate(2);
    edit("crosswalk.yaml",
         "base_url:", "webhooks: {auth: " + auth + ", secret: {file: secrets/hook}}, base_url:");
    edit("crosswalk.yaml", "log: off", "log: " + log);
    write("secrets/hook", hook_secret);
    hall_ = std::make_unique<Hall>(*this);
    simulated().walmart().reach_out_through(&hall_->door);
  }
  ~HookDesk() { simulated().walmart().reach_out_through(nullptr); }

  Ran connect(std::vector<std::string> more) {
    more.insert(more.begin(), {"connect", "walmart"});
    return run(more);
  }
  std::string order() {
    const std::string po = std::to_string(108'900'000'000'001 + placed_++);
    simulator::MarketOrder order;
    order.po = po;
    order.customer_order = "2" + po.substr(1);
    order.email = "0123456789abcdef@relay.walmart.com";
    order.ordered = clock().now();
    order.ship_by = clock().now() + 60 * minute;
    order.ship_to = {"Ada Example", "6145550100", "17 Sample Street", "", "Columbus", "OH", "43215"};
    simulator::MarketLine line;
    line.number = "1";
    line.sku = "MUG-BLU";
    line.quantity = 1;
    simulator::MarketCharge charge;
    charge.amount = Decimal::parse("12.00").value();
    charge.tax = Decimal::parse("0.90").value();
    line.charges = {charge};
    order.lines = {line};
    REQUIRE(simulated().walmart().add_order(order));
    return po;
  }
  void deliver() { simulated().walmart().deliver_events({}); }
  std::size_t invoices(const std::string& po) {
    std::size_t found = 0;
    for (const auto& invoice : simulated().xero().invoices()) found += invoice.number == "WM-" + po ? 1 : 0;
    return found;
  }
  std::size_t records() { return hall_->store->records({}).value().size(); }
  std::string path() { return server::hook_path(*hall_->store, "walmart", "us").value(); }
  Door& door() { return hall_->door; }

 private:
  std::unique_ptr<Hall> hall_;
  int placed_ = 0;
};

// What goes to standard error while it lives.
class Captured {
 public:
  explicit Captured(std::filesystem::path file) : file_(std::move(file)), before_(::dup(2)) {
    const int to = ::open(file_.c_str(), O_CREAT | O_WRONLY | O_TRUNC, 0600);
    ::dup2(to, 2);
    ::close(to);
  }
  ~Captured() { restore(); }
  std::string text() {
    restore();
    std::stringstream text;
    text << std::ifstream(file_).rdbuf();
    return text.str();
  }

 private:
  void restore() {
    if (before_ < 0) return;
    ::dup2(before_, 2);
    ::close(before_);
    before_ = -1;
  }
  std::filesystem::path file_;
  int before_;
};

}  // namespace

TEST_CASE("subscribed by the command, Walmart brings its orders without a sweep, however it signs") {
  struct Way {
    const char* auth;
    simulator::DeliverySwitches::Code code;
    bool prefix;
    bool timestamped;
  };
  using Code = simulator::DeliverySwitches::Code;
  for (const Way& way : {Way{"hmac", Code::hex, false, false}, Way{"hmac", Code::base64, false, true},
                         Way{"hmac", Code::upper_hex, false, true}, Way{"basic", Code::hex, false, false},
                         Way{"basic", Code::hex, true, true}, Way{"oauth", Code::hex, false, false}}) {
    CAPTURE(way.auth);
    HookDesk desk(way.auth);
    simulator::WalmartSwitches switches;
    switches.webhooks.deliveries.hmac = way.code;
    switches.webhooks.deliveries.basic_prefix = way.prefix;
    switches.webhooks.deliveries.timestamped = way.timestamped;
    switches.webhooks.deliveries.every_nth_twice = 2;
    switches.webhooks.deliveries.newest_first = true;
    desk.simulated().walmart().set_switches(switches);
    const auto tested = desk.connect({"--webhooks", base, "--test"});
    CHECK_MESSAGE(tested.code == 0, tested.err);
    const auto made = desk.connect({"--webhooks", base});
    REQUIRE_MESSAGE(made.code == 0, made.err);
    CHECK(has(made.out, "ORDER_UPDATES"));
    CHECK_FALSE(has(made.out, "PO_CREATED"));
    CHECK_FALSE(has(made.out, hook_secret));
    CHECK_FALSE(has(made.out, desk.path()));
    CHECK(desk.connect({"--webhooks", base}).out == made.out);  // the same again changes nothing
    const std::vector<std::string> orders = {desk.order(), desk.order(), desk.order()};
    desk.deliver();
    const auto ran = desk.run({"once", "--no-sweep"});
    CHECK_MESSAGE(ran.code == 0, ran.err);
    for (const auto& po : orders) CHECK(desk.invoices(po) == 1);
    CHECK(desk.records() == orders.size());
    for (const auto& delivery : desk.simulated().walmart().deliveries())
      CHECK(delivery.state == simulator::DeliveryTruth::State::accepted);
  }
}

TEST_CASE("a wrong signature and a closed door cost a retry, never an order") {
  HookDesk desk("hmac");
  REQUIRE(desk.connect({"--webhooks", base}).code == 0);
  simulator::WalmartSwitches switches;
  switches.webhooks.deliveries.wrong_signatures = 1;
  desk.simulated().walmart().set_switches(switches);
  log::set_level(log::Level::off);
  const std::string first = desk.order();
  desk.deliver();
  CHECK(desk.run({"once", "--no-sweep"}).code == 0);
  CHECK(desk.records() == 0);
  desk.door().closed = true;
  const std::string second = desk.order();
  desk.deliver();
  desk.door().closed = false;
  desk.clock().advance(6 * minute);
  desk.deliver();
  CHECK(desk.run({"once", "--no-sweep"}).code == 0);
  CHECK(desk.invoices(first) == 1);
  CHECK(desk.invoices(second) == 1);
}

TEST_CASE("subscriptions are listed and deleted by id; what is not offered is said") {
  HookDesk desk("hmac");
  REQUIRE(desk.connect({"--webhooks", base}).code == 0);
  const Json listed = desk.run({"--json", "connect", "walmart", "--list"}).json();
  REQUIRE_FALSE(listed.empty());
  CHECK(listed[0]["ours"] == true);
  CHECK_FALSE(has(listed.dump(), hook_secret));
  CHECK_FALSE(has(listed.dump(), desk.path()));
  for (const auto& each : listed) CHECK(desk.connect({"--delete", each["id"].get<std::string>()}).code == 0);
  CHECK(has(desk.connect({"--list"}).out, "Walmart calls nobody"));
  CHECK(desk.connect({}).code == 2);
  CHECK(desk.connect({"--webhooks", "books.test"}).code == 2);
  CHECK(desk.connect({"--delete", "unknown"}).code != 0);
  simulator::WalmartSwitches switches;
  switches.webhooks.subscriptions.not_listed = true;
  desk.simulated().walmart().set_switches(switches);
  const auto refused = desk.connect({"--webhooks", base});
  CHECK(refused.code == 3);
  CHECK(has(refused.err, "ask its support"));
}

TEST_CASE("at the finest level the log holds no secret, no address of ours and nothing of a buyer") {
  HookDesk desk("hmac", "debug");
  REQUIRE(desk.connect({"--webhooks", base}).code == 0);
  const std::string path = desk.path();
  const std::string key = desk.run({"secret", "new-key", "warehouse"}).out;
  std::string printed;
  Captured captured(desk.directory() / "log.txt");
  {
    log::set_level(log::Level::debug);
    simulator::WalmartSwitches switches;
    switches.webhooks.deliveries.wrong_signatures = 1;
    desk.simulated().walmart().set_switches(switches);
    desk.order();
    desk.deliver();
    desk.clock().advance(6 * minute);
    desk.deliver();
    wire::HttpRequest request;
    request.method = "POST";
    request.url = std::string(base) + "/v1/shipments";
    request.headers = {{"Authorization", "Bearer " + key.substr(0, key.size() - 1)},
                       {"Idempotency-Key", "k"}};
    for (const auto* body :
         {R"({"shipments":[{"order":"108900000000001","carrier":"UPS","tracking_number":"1Z",)"
          R"("shipped":"2026-02-10T10:00:00Z"}]})",
          R"({"shipments":[{"order":"Ada Example 6145550100"}]})"}) {
      request.body = body;
      desk.door().call(request, {});
    }
    for (const auto* command : {"once", "review", "status"}) {
      const auto ran = desk.run({command});
      printed += ran.out + ran.err;
    }
  }
  const std::string said = captured.text() + printed;
  log::set_level(log::Level::off);
  CHECK(has(said, "walmart/us was answered 401"));
  for (const std::string& secret :
       {std::string(hook_secret), path.substr(path.rfind('/') + 1), key.substr(0, key.size() - 1),
        std::string("demo-walmart-secret"), std::string("Ada Example"), std::string("6145550100"),
        std::string("relay.walmart.com"), std::string("17 Sample Street")})
    CHECK_MESSAGE(!has(said, secret), secret);
}

}  // namespace crosswalk::tests
