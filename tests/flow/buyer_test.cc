// One contact a buyer: whom the rules ask for it, what reaches the ledger, and what is left of it in the
// store.
#include "flow/buyer.h"

#include <doctest/doctest.h>

#include <set>

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "base/log.h"
#include "flow/fakes.h"
#include "flow/rig.h"
#include "flow/rule_folder.h"
#include "flow/worked_example.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

constexpr Millis one_day{86'400'000};

RecordFacts facts(std::string_view name, std::string_view street = "1 Sample Street") {
  RecordFacts facts;
  facts.buyer_name = name;
  facts.address1 = street;
  facts.city = "Columbus";
  facts.state = "OH";
  facts.postal_code = "43215";
  facts.country = "USA";
  return facts;
}

}  // namespace

TEST_CASE("a buyer is known by name and address, however they are written") {
  const std::string ada = flow::buyer_contact_of(facts("Ada Example"));
  CHECK(ada.size() == buyer_contact.size() + 32);
  CHECK(flow::buyer_contact_of(facts("  ADA  example ", "1 sample street.")) == ada);
  CHECK(flow::buyer_contact_of(facts("Ada Example", "2 Sample Street")) != ada);
  CHECK(flow::buyer_contact_of(facts("Ada B. Example")) != ada);
  CHECK(flow::buyer_contact_of(facts("")).empty());
  CHECK(flow::buyer_contact_of(facts("Ada Example", "")).empty());
}

TEST_CASE("an address that the market only forwards is nobody's") {
  RecordFacts order = facts("Ada Example");
  order.buyer_email = "ada@example.com";
  CHECK(flow::buyer_of(order).email == "ada@example.com");
  order.email_relayed = true;
  CHECK(flow::buyer_of(order).email.empty());
  CHECK(flow::buyer_of(order).name == "Ada Example");
}

namespace {

// With a contact of its own for every buyer.
RigSettings settings_per_buyer(const RuleFolder& folder) {
  folder.edit("contact.lua", "row { market = \"us\", use = \"Walmart Marketplace US\" },",
              "row { use = per_buyer },");
  std::filesystem::remove(folder.path() / "contact_test.lua");
  RigSettings settings;
  settings.rules = folder.path();
  return settings;
}

// The whole engine with such contacts.
struct Shop {
  Shop() : rig(simulator::World{}, settings_per_buyer(folder)) {}

  // An order that ships at once.
  std::string order(int n, const std::string& name, const std::string& street,
                    const std::string& email = "hash@relay.walmart.com") {
    const std::string po = "10880000000000" + std::to_string(n);
    auto order = plain_order(po, "MUG-BLU", 1, "24.99", "0", rig.clock().now() - Millis(3'600'000));
    order.ship_to.name = name;
    order.ship_to.address1 = street;
    order.email = email;
    REQUIRE(rig.walmart().add_order(order));
    REQUIRE(rig.walmart().ship(po, "1", 1, rig.clock().now()));
    return "WM-" + po;
  }
  void settle() {
    for (int i = 0; i < 4; ++i) {
      rig.pass();
      rig.advance(Millis(3'600'000));
    }
  }
  std::string contact_of(const std::string& invoice) {
    const auto found = rig.xero().invoice(invoice);
    REQUIRE_MESSAGE(found.has_value(), invoice);
    return found->contact_id;
  }
  simulator::xero_sim::SimContact contact(const std::string& id) {
    for (const auto& contact : rig.xero().contacts())
      if (contact.id == id) return contact;
    FAIL("no contact " << id);
    return {};
  }

  RuleFolder folder;
  Rig rig;
};

}  // namespace

TEST_CASE("buyers have contacts of their own: one each, and namesakes do not share one") {
  Shop shop;
  const auto first = shop.order(1, "Ada Example", "1 Sample Street");
  const auto again = shop.order(2, "ADA EXAMPLE", "1 Sample Street", "other-hash@relay.walmart.com");
  const auto namesake = shop.order(3, "Ada Example", "77 Other Road");
  const auto other = shop.order(4, "Bob Example", "1 Sample Street", "bob@example.com");
  shop.settle();
  CHECK(shop.contact_of(first) == shop.contact_of(again));
  CHECK(shop.contact_of(first) != shop.contact_of(namesake));
  REQUIRE(shop.rig.xero().contacts().size() == 3);
  std::vector<std::string> names = {shop.contact(shop.contact_of(first)).name,
                                    shop.contact(shop.contact_of(namesake)).name};
  std::sort(names.begin(), names.end());
  CHECK(names[0] == "Ada Example");
  CHECK(names[1].starts_with("Ada Example ("));
  const auto bob = shop.contact(shop.contact_of(other));
  CHECK(bob.texts.at("EmailAddress") == "bob@example.com");
  CHECK(shop.contact(shop.contact_of(first)).texts.count("EmailAddress") == 0);
  for (const auto& made : shop.rig.xero().contacts_created()) CHECK_MESSAGE(made.second == 1, made.first);

  // Later orders of the same buyers make nothing new.
  const int before = shop.rig.network().calls().at("PUT xero.test/api.xro/2.0/Contacts");
  const auto later = shop.order(5, "Ada Example", "77 Other Road");
  shop.settle();
  CHECK(shop.contact_of(later) == shop.contact_of(namesake));
  CHECK(shop.rig.network().calls().at("PUT xero.test/api.xro/2.0/Contacts") == before);
}

TEST_CASE("what makes a contact is kept only as long as the pair says, and no story tells it") {
  Shop shop;
  shop.order(1, "Zacharias Quillfeather", "1 Sample Street", "zq@example.com");
  shop.settle();
  const auto contacts = shop.rig.store().documents("us", DocumentKind::contact).value();
  REQUIRE(contacts.size() == 1);
  CHECK(contacts[0].document.key.starts_with(buyer_contact));
  const auto id = contacts[0].document.id;
  CHECK(shop.rig.store().document(id).value().content.find("Quillfeather") != std::string::npos);
  const auto row = shop.rig.record("108800000000001");
  CHECK(shop.rig.store().entries_of(row.id).value().find("Quillfeather") == std::string::npos);

  const Instant later = shop.rig.clock().now() + one_day;
  auto bodies = shop.rig.store().to_erase("us", later, 10).value();
  REQUIRE(bodies.size() == 1);
  for (auto& kept : bodies) kept.record.body = shop.rig.source().scrub(kept.record);
  REQUIRE(shop.rig.store().erase(bodies, later).ok());
  CHECK(shop.rig.store().document(id).value().content == "{}");
  // A replay of what is erased stays with the contact that it was booked for.
  shop.rig.replay("108800000000001");
  shop.settle();
  CHECK(shop.rig.state("108800000000001") == "booked");
  CHECK(shop.rig.xero().contacts().size() == 1);
}

namespace {

// Orders of few names at many addresses, some in several orders, which all go to Xero together.
struct Street {
  static constexpr int orders = 60;

  explicit Street(const RuleFolder& folder)
      : settings(settings_per_buyer(folder)), outside(simulator::World{}, settings.start) {
    settings.clearing_account = "090";
  }
  std::string order(int n) {
    const std::string po = std::to_string(108'800'000'000'100 + n);
    auto order = plain_order(po, "MUG-BLU", 1, "24.99", "0", outside.clock.now() - Millis(3'600'000));
    order.ship_to.name = n % 3 == 0 ? "Ada Example" : n % 3 == 1 ? "Bob Example" : "Cleo Example";
    order.ship_to.address1 = std::to_string(n % 40) + " Sample Street";
    order.email = n % 5 == 0 ? "buyer" + std::to_string(n) + "@example.com" : "hash@relay.walmart.com";
    REQUIRE(outside.walmart.add_order(order));
    REQUIRE(outside.walmart.ship(po, "1", 1, outside.clock.now()));
    return "WM-" + po;
  }
  Process process(const std::string& worker) {
    return {settings, Wires{outside.network, outside.clock}, worker};
  }
  void live(Process& process, int passes) {
    for (int i = 0; i < passes; ++i) {
      const auto report = process.engine->once(true, Millis(0), {}, {});
      REQUIRE_MESSAGE(report.ok(), (report ? "" : report.error().text()));
      outside.clock.advance(Millis(6 * 3'600'000));
    }
  }
  // Everything stands in Xero, once.
  void check_whole(Process& process) {
    for (const auto& count : process.store->counts("us").value().documents)
      CHECK_MESSAGE(count.name == "posted", count.count << " documents are " << count.name);
    for (const char* list : {"Invoices", "Payments"}) {
      CHECK(outside.xero.created(list).size() == orders);
      for (const auto& made : outside.xero.created(list))
        CHECK_MESSAGE(made.second == 1, list << ": " << made.first << " was made " << made.second);
    }
    for (const auto& made : outside.xero.contacts_created())
      CHECK_MESSAGE(made.second == 1, made.first << " was made " << made.second);
    std::set<std::string> buyers;
    for (const auto& invoice : outside.xero.invoices()) buyers.insert(invoice.contact_id);
    CHECK(outside.xero.contacts().size() == buyers.size());
  }

  RigSettings settings;
  Outside outside;
};

}  // namespace

TEST_CASE("another workspace takes the contacts that are there, and makes the others of the batch") {
  const RuleFolder folder;
  Street street(folder);
  const std::string first = street.order(0);
  {
    Process before = street.process("one");
    street.live(before, 2);
    REQUIRE(street.outside.xero.invoice(first).has_value());
  }
  for (int n = 1; n < Street::orders; ++n) street.order(n);
  Process fresh = street.process("two");
  street.live(fresh, 6);
  street.check_whole(fresh);
}

TEST_CASE("a storm of faults while many buyers get contacts of their own") {
  for (const std::uint64_t seed : {3U, 4U, 5U}) {
    CAPTURE(seed);
    const RuleFolder folder;
    Street street(folder);
    Process process = street.process("one");
    street.outside.xero.set_random_faults(seed, 0.2);
    for (int n = 0; n < Street::orders; ++n) {
      street.order(n);
      if (n % 10 == 9) street.live(process, 2);
    }
    CHECK(street.outside.xero.random_faults() > 3);
    street.outside.xero.set_random_faults(0, 0);
    street.live(process, 6);
    street.check_whole(process);
  }
}

TEST_CASE("an answer about many contacts is lost before or after they were made, and a name is taken") {
  for (const auto when : {simulator::Fault::When::before_commit, simulator::Fault::When::after_commit}) {
    const RuleFolder folder;
    Street street(folder);
    Process process = street.process("one");
    simulator::Fault lost;
    lost.when = when;
    lost.reply = {502, {{"Content-Type", "text/html"}}, "<html></html>"};
    street.outside.xero.faults().add("PUT /api.xro/2.0/Contacts", lost);
    for (int n = 0; n < Street::orders; ++n) street.order(n);
    street.live(process, 6);
    street.check_whole(process);
  }
}

namespace {

// What is written to standard error meanwhile.
class Heard {
 public:
  Heard() {
    log::set_level(log::Level::info);
    std::fflush(stderr);
    ::dup2(::fileno(file_), STDERR_FILENO);
  }
  Heard(const Heard&) = delete;
  Heard& operator=(const Heard&) = delete;
  ~Heard() {
    stop();
    std::fclose(file_);
    ::close(before_);
  }
  std::string stop() {
    log::set_level(log::Level::off);
    std::fflush(stderr);
    ::dup2(before_, STDERR_FILENO);
    std::string text;
    std::rewind(file_);
    for (int c = std::fgetc(file_); c != EOF; c = std::fgetc(file_)) text += static_cast<char>(c);
    return text;
  }

 private:
  std::FILE* file_ = std::tmpfile();
  int before_ = ::dup(STDERR_FILENO);
};

}  // namespace

TEST_CASE("neither the log nor a report names a buyer whose name is the contact's key") {
  const RuleFolder folder;
  Street street(folder);
  std::ofstream(folder.path() / "contact.lua")
      << "return { api = 1, contact = function(record) return record.buyer.name .. ' (Walmart)' end }\n";
  Process process = street.process("one");
  const std::string invoice = street.order(0);
  simulator::Fault fault;
  fault.when = simulator::Fault::When::after_commit;
  fault.reply = {500,
                 {{"Content-Type", "application/json"}},
                 R"({"Message":"An error occurred while saving contact Ada Example"})"};
  street.outside.xero.faults().add("PUT /api.xro/2.0/Contacts", fault);
  Heard heard;
  const auto report = process.engine->once(true, Millis(0), {}, {});
  const std::string log = heard.stop();
  REQUIRE(report.ok());
  REQUIRE_FALSE(report->trouble.empty());
  CHECK(report->trouble.front().find("saving contact [buyer]") != std::string::npos);
  CHECK(log.find("saving contact [buyer]") != std::string::npos);
  CHECK(log.find("Ada") == std::string::npos);
  street.outside.clock.advance(Millis(3'600'000));
  REQUIRE(process.engine->once(true, Millis(0), {}, {}).ok());
  CHECK(street.outside.xero.invoice(invoice).has_value());
}

TEST_CASE("a return is for whom its order was for, even after the buyer's address has gone") {
  SettleDesk desk;
  worked_order(desk);
  worked_return(desk);
  for (auto& [key, kept] : desk.source.records) kept.facts.channel = per_buyer;  // what the mapper answers
  auto& order = desk.source.records.at(po + "/1").facts;
  order.buyer_name = "Ada Example";
  order.address1 = "1 Sample Street";
  const std::string ada = flow::buyer_contact_of(order);
  desk.receive_all();
  desk.book();
  CHECK(desk.entries(order_kind, po).contact == ada);
  CHECK(desk.entries(return_kind, "R1").contact == ada);

  order.buyer_name = {};
  desk.replay(order_kind, po);
  CHECK(desk.entries(order_kind, po).contact == ada);
}

TEST_CASE("a settlement is the market's, whatever contacts the orders are for") {
  SettleDesk desk;
  worked_order(desk);
  worked_report(desk);
  auto& order = desk.source.records.at(po + "/1").facts;
  order.buyer_name = "Ada Example";
  order.address1 = "1 Sample Street";
  desk.mapper->contact = per_buyer;
  desk.receive_all();
  desk.book();
  CHECK(desk.entries(order_kind, po).contact == flow::buyer_contact_of(order));
  CHECK(desk.entries(report_kind, report_id).contact == "Walmart Marketplace US");
}

TEST_CASE("an order that does not say whose it is waits for a person") {
  SettleDesk desk;
  worked_order(desk);
  desk.source.records.at(po + "/1").facts.channel = per_buyer;
  desk.receive_all();
  desk.book();
  CHECK(desk.state(order_kind, po) == "held");
  CHECK(desk.at(order_kind, po).reason.starts_with("the contact rule asks for the buyer's own contact"));
}
