// One document that nobody gets an answer for, while all others are posted: people are told, and told that it
// is over.
#include <doctest/doctest.h>

#include "flow/rig.h"
#include "flow/standing_causes.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

constexpr Millis minute{60'000};

std::string number(int i) {
  return std::to_string(108'800'000'000'100 + i);
}

// A network on which Xero never answers for one invoice, though it took it.
class Silent final : public wire::Transport {
 public:
  explicit Silent(wire::Transport& inner) : inner_(inner) {}
  wire::CallResult call(const wire::HttpRequest& request, const Stop& stop) override {
    const bool asked = !about.empty() && (request.url + request.body).find(about) != std::string::npos;
    if (!asked || request.url.find("xero.test") == std::string::npos) return inner_.call(request, stop);
    if (request.method != "GET") (void)inner_.call(request, stop);
    return {wire::HttpReply{500, {}, ""}, {}};
  }
  std::string about;

 private:
  wire::Transport& inner_;
};

// Keeps what stands, by topic.
class Board final : public Alerts {
 public:
  void standing(std::string_view /*pair*/, std::string_view topic, std::vector<AlertCause> causes) override {
    topics[std::string(topic)] = std::move(causes);
  }
  std::map<std::string, std::vector<AlertCause>> topics;
};

struct Scene {
  Scene() : outside(simulator::World{}, settings.start), network(outside.network) {
    settings.book = BookMode::created;
    settings.alerts = &board;
    process = std::make_unique<Process>(settings, Wires{network, outside.clock}, "w1");
  }
  // A new order, and what a running engine does at once.
  void order(int i) {
    const Instant now = outside.clock.now();
    REQUIRE(outside.walmart.add_order(plain_order(number(i), "MUG-BLU", 1, "24.99", "1.87", now - minute)));
    const auto report = process->engine->once(true, Millis(0), {}, {});
    REQUIRE_MESSAGE(report.ok(), (report ? "" : report.error().text()));
  }
  std::vector<AlertCause> causes() {
    return flow::undelivered_causes(*process->store, "us", outside.clock.now() - flow::delivery_patience)
        .value();
  }

  RigSettings settings;
  Board board;
  Outside outside;
  Silent network;
  std::unique_ptr<Process> process;
};

}  // namespace

TEST_CASE(
    "a document that stays unknown is one cause while all others are posted, and over when it is found") {
  Scene scene;
  scene.order(0);  // its contact and the lists
  scene.network.about = "WM-" + number(1);
  scene.order(1);
  const Instant sent = scene.outside.clock.now();
  int orders = 2;
  int told = 0;
  while (scene.outside.clock.now() < sent + 40 * minute) {
    scene.outside.clock.advance(minute);
    scene.order(orders++);
    CHECK(scene.outside.xero.invoices().size() == static_cast<std::size_t>(orders));
    CHECK(scene.board.topics["sending"].empty());
    const auto causes = scene.causes();
    if (scene.outside.clock.now() < sent + 14 * minute) CHECK(causes.empty());
    if (scene.outside.clock.now() < sent + 16 * minute) continue;
    ++told;
    REQUIRE(causes.size() == 1);
    CHECK(causes[0].name == "ledger");
    CHECK(causes[0].kind == AlertKind::operations);
    CHECK(causes[0].patience == Millis(0));
    CHECK(causes[0].title == "1 document is not delivered to the ledger, whatever is tried");
    CHECK(causes[0].reason.find("500") != std::string::npos);
    CHECK(causes[0].examples == std::vector<std::string>{"WM-" + number(1)});
    REQUIRE(causes[0].money.size() == 1);
  }
  CHECK(told > 5);
  scene.network.about.clear();
  scene.outside.clock.advance(limits::longest_look_up_gap);
  scene.order(orders);
  CHECK(scene.causes().empty());
  CHECK(scene.outside.xero.invoices_created().at("WM-" + number(1)) == 1);
}

TEST_CASE("what the market does not take is a cause of its own") {
  Scene scene;
  simulator::Fault down;
  down.reply = {503, {}, ""};
  down.times = 1'000;
  scene.outside.walmart.faults().add("POST /v3/orders", down);
  scene.network.about = "WM-" + number(0);
  scene.order(0);
  scene.outside.clock.advance(15 * minute);
  const auto causes = scene.causes();
  REQUIRE(causes.size() == 2);
  CHECK(causes[0].name != causes[1].name);
  for (const auto& cause : causes) CHECK((cause.name == "market" || cause.name == "ledger"));
}
