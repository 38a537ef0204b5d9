// Xero's stand-in calls this engine: the intent to receive over the port itself, and what people change in
// the ledger through everything that can happen to a webhook on its way.
#include <map>
#include <set>

#include "base/log.h"
#include "door.h"
#include "server/hook_path.h"
#include "wire/curl_transport.h"

namespace crosswalk::tests {
namespace {

constexpr const char* hook_key = "the-webhook-key-of-the-app-0123456789";
constexpr Millis minute{60'000};
constexpr Millis hour = 60 * minute;
constexpr std::size_t most_changed = 18;
using State = simulator::XeroWebhooks::State;

class XeroHookDesk : public Desk {
 public:
  explicit XeroHookDesk(int orders) {
    simulate(orders);
    edit("crosswalk.yaml", "client_id: demo-app,",
         "client_id: demo-app, webhook_key: {file: secrets/xero-hook},");
    edit("crosswalk.yaml", "book: created", "book: shipped");
    edit("crosswalk.yaml", "rules: rules/", "poll: {changes: daily 03:00 weekdays mon}\n    rules: rules/");
    write("secrets/xero-hook", hook_key);
    hall_ = std::make_unique<Hall>(*this);
  }
  simulator::XeroService& xero() { return simulated().xero(); }
  Hall& hall() { return *hall_; }
  std::string path() { return server::hook_path(*hall_->store, "xero", "us").value(); }
  void subscribe() {
    xero().subscribe_webhooks(Door::base + path(), hook_key, {"INVOICE", "CREDITNOTE", "CONTACT"});
    deliver();
  }
  // A subscription that was turned off is turned on again by a person who had the mail.
  void deliver() {
    xero().deliver_webhooks(hall_->door, {});
    if (xero().webhooks() != State::off) return;
    ++turned_on;
    xero().turn_webhooks_on();
    xero().deliver_webhooks(hall_->door, {});
  }
  void once() {
    const auto ran = run({"once", "--no-sweep"});
    CHECK_MESSAGE(ran.code != 2, ran.err);
  }
  void by_person(const std::string& id, const std::string& change) {
    const auto done = xero().by_person("POST", "Invoices/" + id, R"({"Invoices":[)" + change + "]}");
    REQUIRE_MESSAGE(done.ok(), (done ? "" : done.error().text()));
  }
  // How often the invoice came into that state.
  int times(const std::string& number, std::string_view state) {
    const auto row = hall_->store->newest_document("us", DocumentKind::invoice, number).value();
    REQUIRE_MESSAGE(row, number);
    int count = 0;
    for (const auto& step : hall_->store->audit_of("document", row->document.id).value())
      count += step.to == state ? 1 : 0;
    return count;
  }
  // How often each document stands in `review`.
  std::map<std::string, int> in_review() {
    std::map<std::string, int> found;
    for (const auto& item : run({"--json", "review"}).json()) ++found[item["what"].get<std::string>()];
    return found;
  }
  // The resources that Xero told us of, each at least once.
  std::set<std::string> told() {
    std::set<std::string> ids;
    for (const std::string& body : hall_->door.bodies) {
      const Json posted = parse_json(body, "webhook").value();
      for (const Json& event : posted["events"]) ids.insert(text_in(event, "resourceId"));
    }
    return ids;
  }
  int days_down() { return xero().delivery_faults_struck()["nothing arrives for a day"]; }
  int turned_on = 0;

 private:
  std::unique_ptr<Hall> hall_;
};

constexpr const char* repriced =
    R"({"LineItems":[{"Description":"by hand","Quantity":1,"UnitAmount":1.01,"AccountCode":"200","TaxType":"NONE"}]})";

}  // namespace

TEST_CASE("the intent to receive is answered over the port as Xero asks, and a wrong key is refused") {
  XeroHookDesk desk(0);
  log::set_level(log::Level::off);
  SystemClock clock;
  server::Listener listener(desk.hall().routes(), 1'000, *desk.hall().store, clock);
  const std::string url =
      "http://127.0.0.1:" + std::to_string(listener.listen("127.0.0.1", 0).value()) + desk.path();
  wire::CurlTransport network;
  const auto subscribed = [&](const char* key) {
    desk.xero().subscribe_webhooks(url, key, {"CONTACT"});
    desk.xero().deliver_webhooks(network, {});
    return desk.xero().webhooks();
  };
  CHECK(subscribed("another key") == State::refused);
  CHECK(subscribed(hook_key) == State::on);
  const auto done = desk.xero().by_person("PUT", "Contacts", R"({"Contacts":[{"Name":"Somebody"}]})");
  REQUIRE(done.ok());
  desk.xero().deliver_webhooks(network, {});
  CHECK(desk.xero().webhook_events_delivered() >= 1);
  REQUIRE(desk.hall().store->inbox_counts("us").value().size() == 1);
  CHECK(desk.hall().store->inbox_counts("us").value()[0].count == 1);  // it came twice
  listener.stop();
}

TEST_CASE("what people change in Xero is noticed once, whatever happens to its webhooks on the way") {
  XeroHookDesk desk(70);
  REQUIRE(desk.run({"once"}).code == 0);
  desk.clock().advance(minute);
  desk.subscribe();
  REQUIRE(desk.xero().webhooks() == State::on);
  desk.xero().set_delivery_faults(20'260'210, 1.0);

  std::map<std::string, std::string> changed;  // ids by number
  const auto all = desk.xero().invoices();
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].status != "AUTHORISED" || i % 8 == 7 || changed.size() == most_changed) continue;
    desk.by_person(all[i].id, i % 3 == 0 ? R"({"Status":"VOIDED"})" : repriced);
    changed.emplace(all[i].number, all[i].id);
    desk.clock().advance(7 * minute);
    const int days_down = desk.days_down();
    const int before = desk.turned_on;
    desk.deliver();
    // While nothing arrives for a day, a day passes.
    for (int tries = 0; desk.days_down() > days_down && desk.turned_on == before && tries < 120; ++tries) {
      desk.clock().advance(15 * minute);
      desk.deliver();
    }
    if (i % 5 == 0) desk.once();
  }
  desk.xero().set_delivery_faults(0, 0);
  for (int i = 0; i < 8; ++i) {
    desk.clock().advance(hour);
    desk.deliver();
  }
  desk.once();
  CHECK(changed.size() == most_changed);
  CHECK(desk.turned_on > 0);
  const auto struck = desk.xero().delivery_faults_struck();
  for (const auto& fault : simulator::xero_sim::named_deliveries())
    CHECK_MESSAGE(struck.count(std::string(fault.name)) == 1, fault.name << " never struck");

  // By webhooks alone: all that Xero told us of, once. It is a Tuesday's week, and lists are asked for on
  // Mondays.
  REQUIRE(desk.clock().now() < Instant::parse("2026-02-16T00:00:00Z").value());
  const auto told = desk.told();
  int untold = 0;
  for (const auto& each : changed) {
    CAPTURE(each.first);
    const int times = told.contains(each.second) ? 1 : 0;
    CHECK(desk.times(each.first, "disputed") == times);
    untold += 1 - times;
  }
  CHECK(untold > 0);

  // The lists tell of the rest, and of nothing twice.
  desk.edit("crosswalk.yaml", "changes: daily 03:00 weekdays mon", "changes: 1h");
  for (int i = 0; i < 2; ++i) {  // and a second look tells of nothing again
    desk.clock().advance(hour);
    CHECK(desk.run({"once"}).code != 2);
  }
  for (const auto& invoice : all) {
    CAPTURE(invoice.number);
    CHECK(desk.times(invoice.number, "disputed") == (changed.contains(invoice.number) ? 1 : 0));
  }
  auto review = desk.in_review();
  for (const auto& each : changed) {
    CAPTURE(each.first);
    CHECK(review["invoice " + each.first] == 1);
  }
  CHECK(review.size() == changed.size());
}

}  // namespace crosswalk::tests
