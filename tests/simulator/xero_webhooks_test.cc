// Webhooks of Xero's stand-in, against receivers that do as they should and that do not.
#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <map>

#include "xero_client.h"

using namespace crosswalk;
using namespace crosswalk::simulator;

namespace {

constexpr std::string_view key = "webhook-key";

// A receiver as a function; it is right unless it is told otherwise.
class Receiver final : public wire::Transport {
 public:
  explicit Receiver(VirtualClock& clock) : clock_(clock) {}
  wire::CallResult call(const wire::HttpRequest& request, const Stop& /*stop*/) override {
    const std::string_view given = wire::header(request.headers, "x-xero-signature").value_or("");
    const bool honest = given == base64(hmac_sha256(key, request.body));
    clock_.advance(takes);
    if (down) return {};
    if (honest || trusting) bodies.push_back(request.body);
    wire::HttpReply reply{honest || trusting ? 200 : 401, {}, says};
    if (cookie) reply.headers.emplace_back("Set-Cookie", "a=b");
    return {reply, {}};
  }
  // Events that came, without the intent.
  std::vector<Json> events() const {
    std::vector<Json> out;
    for (const std::string& body : bodies) {
      const Json posted = parse_json(body, "webhook").value();
      for (const Json& event : posted["events"]) out.push_back(event);
    }
    return out;
  }
  std::vector<std::string> bodies;
  Millis takes{100};
  bool down = false;
  bool trusting = false;
  bool cookie = false;
  std::string says;

 private:
  VirtualClock& clock_;
};

struct Told : XeroClient {
  Receiver receiver{clock};
  void subscribe(std::set<std::string> categories = {"INVOICE", "CONTACT", "CREDITNOTE"}) {
    xero.subscribe_webhooks("https://crosswalk.test/xero", std::string(key), std::move(categories));
    xero.deliver_webhooks(receiver, Stop{});
  }
};

}  // namespace

TEST_CASE("the intent to receive tells right signatures from wrong ones") {
  using State = XeroWebhooks::State;
  Told told;
  CHECK(told.xero.webhooks() == State::none);
  told.subscribe();
  CHECK(told.xero.webhooks() == State::on);
  const Json first = parse_json(told.receiver.bodies.at(0), "intent").value();
  CHECK(first["events"].empty());
  CHECK(first["firstEventSequence"] == 0);

  const std::vector<std::function<void(Receiver&)>> faults = {
      [](Receiver& r) { r.trusting = true; }, [](Receiver& r) { r.says = "ok"; },
      [](Receiver& r) { r.cookie = true; }, [](Receiver& r) { r.takes = Millis{5'001}; },
      [](Receiver& r) { r.down = true; }};
  for (const auto& fault : faults) {
    Told wrong;
    fault(wrong.receiver);
    wrong.subscribe();
    CHECK(wrong.xero.webhooks() == State::refused);
  }
}

TEST_CASE("changes come as thin events of the subscribed categories, and the last of them twice") {
  Told told;
  told.subscribe({"INVOICE", "CREDITNOTE"});
  told.reply("PUT", "Invoices", invoice("WM-1", line("10")));
  std::string note = invoice("", line("1"));
  note.replace(note.find("ACCREC"), 6, "ACCRECCREDIT");
  told.reply("PUT", "CreditNotes", note);
  REQUIRE(told.xero.pay("WM-1", Decimal::whole(1)).ok());
  told.xero.deliver_webhooks(told.receiver, Stop{});
  const auto events = told.receiver.events();
  REQUIRE(events.size() == 3);
  CHECK(events[0]["eventCategory"] == "INVOICE");
  CHECK(events[0]["eventType"] == "CREATE");
  CHECK(events[0]["resourceId"] == told.xero.invoice("WM-1")->id);
  CHECK(events[0]["tenantId"] == XeroService::tenant_id);
  CHECK_FALSE(events[0].contains("data"));
  CHECK(events[0]["eventDateUtc"].get<std::string>().find('Z') == std::string::npos);
  CHECK(events[1]["data"]["Type"] == "ACCRECCREDIT");
  CHECK(events[1]["data"]["Status"] == "AUTHORISED");
  CHECK(events[2]["resourceId"] == events[1]["resourceId"]);  // once more
}

TEST_CASE("a payment is told of only where Xero does so") {
  Told told;
  XeroSwitches switches;
  switches.payment_fires_invoice_webhook = true;
  switches.webhooks_repeat = false;
  told.xero.set_switches(switches);
  told.reply("PUT", "Invoices", invoice("WM-1", line("10")));
  told.subscribe();
  REQUIRE(told.xero.pay("WM-1", Decimal::whole(1)).ok());
  told.xero.deliver_webhooks(told.receiver, Stop{});
  REQUIRE(told.receiver.events().size() == 1);
  CHECK(told.receiver.events()[0]["eventType"] == "UPDATE");
}

TEST_CASE("a receiver that is down is tried at once, every quarter of an hour, and given up after a day") {
  using State = XeroWebhooks::State;
  Told told;
  told.subscribe();
  told.receiver.down = true;
  told.reply("PUT", "Invoices", invoice("WM-1", line("10")));
  const Instant failed = told.clock.now();
  auto due = told.xero.deliver_webhooks(told.receiver, Stop{});
  REQUIRE(due.has_value());
  CHECK(*due - failed >= Millis{900'000});
  int rounds = 0;
  while (told.xero.webhooks() == State::on && ++rounds < 200) {
    if (told.clock.now() < *due) told.clock.advance(*due - told.clock.now());
    if (const auto next = told.xero.deliver_webhooks(told.receiver, Stop{})) due = next;
  }
  CHECK(told.xero.webhooks() == State::off);
  CHECK(rounds > 90);
  told.sign_in();
  REQUIRE(told.reply("PUT", "Invoices", invoice("WM-2", line("10"))).status == 200);
  told.receiver.down = false;
  told.xero.deliver_webhooks(told.receiver, Stop{});
  CHECK(told.receiver.events().empty());
  // Turned on again, everything comes in order.
  told.xero.turn_webhooks_on();
  told.xero.deliver_webhooks(told.receiver, Stop{});
  std::vector<std::string> invoices;
  for (const Json& event : told.receiver.events())
    if (event["eventCategory"] == "INVOICE") invoices.push_back(event["resourceId"]);
  REQUIRE(invoices.size() >= 2);
  CHECK(invoices[0] == told.xero.invoice("WM-1")->id);
  CHECK(invoices[1] == told.xero.invoice("WM-2")->id);
}

TEST_CASE("on the way webhooks are lost, late, doubled and out of order, and every one of these strikes") {
  using State = XeroWebhooks::State;
  Told told;
  XeroSwitches switches;
  switches.webhooks_repeat = false;
  told.xero.set_switches(switches);
  told.subscribe({"INVOICE"});
  told.xero.set_delivery_faults(3, 1.0);
  const auto down = [&] { return told.xero.delivery_faults_struck()["nothing arrives for a day"]; };
  constexpr int made = 45;
  int turned_off = 0;
  for (int n = 0; n < made; ++n) {
    told.sign_in();
    REQUIRE(told.reply("PUT", "Invoices", invoice("WM-" + std::to_string(n), line("10"))).status == 200);
    told.clock.advance(Millis{420'000});
    const int before = down();
    told.xero.deliver_webhooks(told.receiver, Stop{});
    for (int tries = 0; down() > before && told.xero.webhooks() == State::on && tries < 120; ++tries) {
      told.clock.advance(Millis{900'000});
      told.xero.deliver_webhooks(told.receiver, Stop{});
    }
    if (told.xero.webhooks() != State::off) continue;
    ++turned_off;
    told.xero.turn_webhooks_on();
    told.xero.deliver_webhooks(told.receiver, Stop{});
    CHECK(told.xero.webhooks() == State::on);
  }
  told.xero.set_delivery_faults(0, 0);
  for (int i = 0; i < 8; ++i) {
    told.clock.advance(Millis{3'600'000});
    told.xero.deliver_webhooks(told.receiver, Stop{});
  }
  CHECK(turned_off == down());
  for (const auto& fault : xero_sim::named_deliveries())
    CHECK_MESSAGE(told.xero.delivery_faults_struck().count(std::string(fault.name)) == 1, fault.name);

  std::map<std::string, int> times;
  bool overtaken = false;
  std::string newest;
  for (const Json& event : told.receiver.events()) {
    ++times[event["resourceId"]];
    const std::string at = event["eventDateUtc"];
    overtaken = overtaken || at < newest;
    newest = std::max(newest, at);
  }
  CHECK(overtaken);
  CHECK(times.size() < made);  // some are never told
  CHECK(times.size() >=
        made - 2 * static_cast<std::size_t>(told.xero.delivery_faults_struck()["never told"]) - 5);
  CHECK(std::any_of(times.begin(), times.end(), [](const auto& one) { return one.second > 1; }));
}
