// One document that makes every request fail in which it stands: it is found by halving, in few calls, and
// the rest is posted.
#include <doctest/doctest.h>

#include "flow/rig.h"
#include "simulator/world_generator.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

// A network on which Xero cannot digest one invoice.
class Poisoned final : public wire::Transport {
 public:
  Poisoned(wire::Transport& inner, wire::HttpReply reply) : inner_(inner), reply_(std::move(reply)) {}
  wire::CallResult call(const wire::HttpRequest& request, const Stop& stop) override {
    const bool writes = request.method == "PUT" && request.url.find("/Invoices") != std::string::npos;
    if (writes) sizes.push_back(count(request.body, "\"InvoiceNumber\""));
    if (writes && (everything || request.body.find(number) != std::string::npos)) {
      ++failures;
      return {reply_, {}};
    }
    return inner_.call(request, stop);
  }

  std::string number;       // of the invoice
  bool everything = false;  // no invoice at all
  int failures = 0;
  std::vector<int> sizes;  // of each request

 private:
  static int count(const std::string& text, const std::string& word) {
    int found = 0;
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++found;
    return found;
  }

  wire::Transport& inner_;
  wire::HttpReply reply_;
};

struct Scene {
  explicit Scene(wire::HttpReply reply)
      : outside(world(settings.start), settings.start),
        network(outside.network, std::move(reply)),
        process(settings, Wires{network, outside.clock}, "w1") {
    network.number = "WM-" + outside.walmart.purchase_orders().at(70);
  }
  static RigSettings created() {
    RigSettings settings;
    settings.book = BookMode::created;
    return settings;
  }
  static simulator::World world(Instant until) {
    simulator::WorldSettings world;
    world.orders = 200;
    world.over = Millis(24LL * 3'600'000);
    world.from = until - world.over;
    world.quirks = simulator::QuirkShares::none();
    return simulator::make_world(world);
  }
  flow::EngineReport pass(Millis patience = Millis(900'000)) {
    auto report = process.engine->once(true, patience, {}, {});
    REQUIRE_MESSAGE(report.ok(), (report ? "" : report.error().text()));
    return *report;
  }
  std::vector<store::DocumentRow> troubled() { return process.store->troubled("us").value(); }

  RigSettings settings = created();
  Outside outside;
  Poisoned network;
  Process process;
};

}  // namespace

TEST_CASE("a document that Xero cannot read is split off in few calls, and the rest is posted") {
  wire::HttpReply reply{
      400, {}, R"({"ErrorNumber":14,"Type":"PostDataInvalidException","Message":"JSON path"})"};
  std::string reason = "JSON path";
  SUBCASE("malformed") {}
  SUBCASE("refused as a whole") {
    reply = {405, {}, ""};
    reason = "HTTP 405";
  }
  Scene scene(std::move(reply));
  scene.pass();
  CHECK(scene.outside.xero.invoices().size() == 199);
  const auto troubled = scene.troubled();
  REQUIRE(troubled.size() == 1);
  CHECK("WM-" + troubled[0].document.record->id == scene.network.number);
  CHECK(troubled[0].document.state == DocumentState::rejected);
  CHECK(troubled[0].document.reason.find(reason) != std::string::npos);
  CHECK(scene.network.failures == 7);       // 50, 25, 13, 7, 4, 2, 1
  CHECK(scene.network.sizes.size() <= 16);  // 4 would do without it
  // The rest did not wait for the search.
  CHECK(std::vector<int>(scene.network.sizes.begin(), scene.network.sizes.begin() + 4) ==
        std::vector{50, 50, 50, 50});
}

TEST_CASE("a document that makes Xero answer 500 ends up alone, and is given up in the end") {
  Scene scene({500, {}, R"({"Title":"An error occurred","Status":500})"});
  scene.pass(Millis(3'600'000));  // what is at work in Xero is waited for each time
  CHECK(scene.outside.xero.invoices().size() == 199);
  for (const auto& made : scene.outside.xero.invoices_created()) CHECK(made.second == 1);
  const auto troubled = scene.troubled();
  REQUIRE(troubled.size() == 1);
  CHECK(troubled[0].document.state == DocumentState::rejected);
  CHECK(troubled[0].document.reason.find("never arrived") != std::string::npos);
  CHECK(scene.network.failures <= limits::send_tries);
}

TEST_CASE("a document that names what Xero does not know ends up alone, and the rest is posted once") {
  Scene scene({404, {}, ""});
  scene.pass(Millis(3'600'000));  // nobody knows of the others each time, so that they are looked up
  CHECK(scene.outside.xero.invoices().size() == 199);
  for (const auto& made : scene.outside.xero.invoices_created()) CHECK(made.second == 1);
  const auto troubled = scene.troubled();
  REQUIRE(troubled.size() == 1);
  CHECK(troubled[0].document.state == DocumentState::rejected);
  CHECK(troubled[0].document.reason.find("somebody may have removed it") != std::string::npos);
  CHECK(scene.network.failures == 7);
}

TEST_CASE("a Xero that refuses everything is not asked in ever smaller pieces") {
  Scene scene({400, {}, R"({"ErrorNumber":14,"Type":"PostDataInvalidException","Message":"no"})"});
  scene.network.everything = true;
  const auto report = scene.process.engine->once(true, Millis(30'000), {}, {}).value();
  CHECK_FALSE(report.finished);
  CHECK_FALSE(report.trouble.empty());
  CHECK(scene.network.failures == 8);
  CHECK(scene.troubled().empty());  // nothing is any document's fault
  scene.network.everything = false;
  scene.network.number = "none";
  scene.outside.clock.advance(Millis(3'600'000));
  CHECK(scene.pass().finished);
  CHECK(scene.outside.xero.invoices().size() == 200);
}
