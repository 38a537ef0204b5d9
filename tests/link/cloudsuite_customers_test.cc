// CloudSuite's customers against its stand-in: read with the list's quirks, made when they are missing and
// never twice, through an import class or by a plain create.
#include <functional>

#include "link/cloudsuite_books.h"
#include "link/target_suite.h"

using namespace crosswalk;
using namespace crosswalk::tests;
using Kind = Outcome::Kind;
using simulator::Fault;

namespace {

constexpr const char* stage =
    "POST /ACME_TST/FSM/fsm/soap/classes/CompanyCustomerImport/actions/Create/batch";
constexpr const char* take_over =
    "GET /ACME_TST/FSM/fsm/soap/ldrest/CompanyCustomerImport/InterfaceCustomers";
constexpr const char* add_code = "POST /ACME_TST/FSM/fsm/soap/classes/FinanceDimension3/actions/Create/batch";

cloudsuite::Settings imported() {
  cloudsuite::Settings settings = CloudBooks::settings();
  auto& customers = settings.customers;
  customers.business_class = "CompanyCustomer";
  customers.company = "1000";
  customers.code_field = "Customer";
  customers.name_field = "CustomerName";
  customers.email_field = "EmailAddress";
  customers.external_id_field = "ExternalCustomer";
  customers.active_field = "Active";
  customers.company_field = "Company";
  customers.create = true;
  customers.import_class = "CompanyCustomerImport";
  customers.interface_operation = "InterfaceCustomers_InterfaceCustomersForm_FormOperation";
  return settings;
}

// The dimension's own codes are the customers.
cloudsuite::Settings plain() {
  cloudsuite::Settings settings = CloudBooks::settings();
  auto& customers = settings.customers;
  customers.business_class = "FinanceDimension3";
  customers.code_field = "FinanceDimension3";
  customers.name_field = "Description";
  customers.active_field = "Active";
  customers.create = true;
  customers.import_class = "FinanceDimension3";
  return settings;
}

struct Shop {
  CloudBooks books;
  cloudsuite::Settings settings;
  cloudsuite::CloudSuiteLedger ledger;

  explicit Shop(cloudsuite::Settings said = imported())
      : settings(std::move(said)),
        ledger(
            settings, CloudBooks::credentials(), books.network, *books.store, books.clock, [] { return 0.5; },
            &books.vault) {
    becomes_dimension(3);
  }

  // What becomes of the code of a new customer in this tenant.
  void becomes_dimension(int number) {
    auto switches = books.service.switches();
    switches.customers_become_dimension = number;
    books.service.set_switches(switches);
  }
  void add_code(const std::string& code) {
    books.service.put_row("FinanceDimension3",
                          {{"FinanceEnterpriseGroup", "1"}, {"FinanceDimension3", code}, {"Active", "true"}});
  }
  Entries sale_to(const std::string& contact, int n = 5) const {
    Entries entries = CloudBooks::order(n);
    entries.contact = contact;
    return entries;
  }
  std::vector<Document> drafts(const Entries& entries) const {
    auto drafting = ledger.draft(entries, {});
    REQUIRE(drafting.ok());
    REQUIRE_MESSAGE(drafting->hold.empty(), drafting->hold);
    return drafting->documents;
  }
  Document customer(const std::string& code) const { return drafts(sale_to(code)).at(0); }
  Attempt attempt_of(std::vector<Document> documents, const std::string& id) const {
    Attempt attempt;
    attempt.id = id;
    attempt.pair = "us";
    attempt.created = books.clock.now();
    attempt.request = ledger.freeze(id, documents, {}).value();
    attempt.members = std::move(documents);
    return attempt;
  }
  // Sends, and looks until nothing is open any more.
  Outcomes followed(const Attempt& attempt, Outcomes outcomes) {
    const auto open = [](const Outcome& one) {
      return one.kind == Kind::pending || one.kind == Kind::unknown;
    };
    for (int i = 0; i < 60 && std::any_of(outcomes.begin(), outcomes.end(), open); ++i) {
      books.clock.advance(Millis(60'000));
      outcomes = ledger.check(attempt, {});
    }
    return outcomes;
  }
  Outcomes sent(const Attempt& attempt) { return followed(attempt, ledger.send(attempt, {})); }
  int count(const std::string& code) const {
    int times = 0;
    for (const auto& row : books.service.rows(settings.customers.business_class))
      if (row.at(settings.customers.code_field) == code) ++times;
    return times;
  }
  // Times that rows of ours were taken in or refused as doubles.
  std::size_t staged() const { return books.service.rows("CompanyCustomerImport").size(); }
};

void conforms(const cloudsuite::Settings& settings, const char* send_call) {
  run_target_suite([&](const auto& test) {
    Shop shop(settings);
    TargetSubject subject{shop.ledger,
                          [&](int n) { return shop.customer("C" + std::to_string(n)); },
                          {},
                          [&](const Document& document) { return shop.count(document.key); },
                          shop.books.service.faults(),
                          send_call,
                          1,
                          [&] { return shop.books.clock.now(); },
                          [&] { shop.books.clock.advance(Millis(200'000)); }};
    test(subject);
    CHECK(shop.staged() == 0);
  });
}

}  // namespace

TEST_CASE("CloudSuite's customers, made through an import class, conform to Target") {
  conforms(imported(), stage);
}

TEST_CASE("CloudSuite's customers, made by a plain create, conform to Target") {
  conforms(plain(), add_code);
}

TEST_CASE("customers are read to the list's end, with what the class tells of them") {
  Shop shop;
  auto switches = shop.books.service.switches();
  switches.largest_page = 2;
  shop.books.service.set_switches(switches);
  for (int i = 0; i < 7; ++i)
    shop.books.service.put_row("CompanyCustomer", {{"FinanceEnterpriseGroup", "1"},
                                                   {"Company", i == 6 ? "2000" : "1000"},
                                                   {"Customer", "B2B" + std::to_string(i)},
                                                   {"CustomerName", "Business " + std::to_string(i)},
                                                   {"EmailAddress", "ap" + std::to_string(i) + "@b.test"},
                                                   {"ExternalCustomer", "X" + std::to_string(i)},
                                                   {"Active", i == 3 ? "false" : "true"}});
  auto read = shop.ledger.customers({});
  REQUIRE_MESSAGE(read.ok(), read.error().text());
  const Customers customers = Customers::of(std::move(*read)).value();
  CHECK(customers.size() == 8);  // six of ours, and the tenant's own two; none of another company
  CHECK(customers.find(Customers::Key::external_id, "X6").count == 0);
  const auto found = customers.find(Customers::Key::email, "AP3@b.test");
  REQUIRE(found.count == 1);
  CHECK(customers.at(found.first).code == "B2B3");
  CHECK_FALSE(customers.at(found.first).active);
  CHECK(shop.ledger.customer_source().find("CompanyCustomer where") == 0);

  shop.settings.customers.code_field = "CustomerNumber";
  cloudsuite::CloudSuiteLedger wrong(
      shop.settings, CloudBooks::credentials(), shop.books.network, *shop.books.store, shop.books.clock,
      [] { return 0.5; }, &shop.books.vault);
  CHECK(wrong.customers({}).error().message.find("lists a customer without CustomerNumber") !=
        std::string::npos);
}

TEST_CASE("a sale to somebody new makes the customer first, and its rows wait for that") {
  Shop shop;
  const auto documents = shop.drafts(shop.sale_to("HARBOR"));
  REQUIRE(documents.size() == 2);
  CHECK(documents[0].kind == DocumentKind::contact);
  CHECK(documents[0].key == "HARBOR");
  CHECK_FALSE(documents[0].record.has_value());
  CHECK(documents[1].depends_on == std::vector<Dependency>{{DocumentKind::contact, "HARBOR"}});
  CHECK(shop.ledger.customer_of(shop.sale_to("HARBOR")) == "HARBOR");
  CHECK(shop.ledger.customer_of(shop.sale_to("Walmart Marketplace US")) == "WALMART");
  const auto made = shop.sent(shop.attempt_of({documents[0]}, "a1"));
  REQUIRE(made.at(0).kind == Kind::posted);
  CHECK(made[0].receipt.outside_id == "HARBOR");
  CHECK(shop.sent(shop.attempt_of({documents[1]}, "a2")).at(0).kind == Kind::posted);
  CHECK(shop.books.count(documents[1]) == 1);
  CHECK(shop.books.service.ledger().front().at("FinanceDimension3") == "HARBOR");

  Entries long_name = shop.sale_to("A name that is no code");
  CHECK(shop.ledger.draft(long_name, {})->hold.find("cloudsuite.customer_codes") != std::string::npos);
}

TEST_CASE(
    "a customer who is made and is no code of the dimension is told of, and his rows wait until it is") {
  Shop shop;
  shop.becomes_dimension(0);
  const Attempt first = shop.attempt_of({shop.customer("HARBOR")}, "a1");
  auto outcomes = shop.ledger.send(first, {});
  shop.books.clock.advance(Millis(60'000));
  outcomes = shop.ledger.check(first, {});
  CHECK(outcomes.at(0).kind == Kind::pending);  // a tenant may take a moment to make one
  CHECK(outcomes[0].reason.ends_with("FinanceDimension3 has no active code of that name yet"));
  outcomes = shop.followed(first, outcomes);
  REQUIRE(outcomes.at(0).kind == Kind::rejected);
  CHECK(outcomes[0].reason.starts_with(
      "customer [buyer] is in CloudSuite, and FinanceDimension3 has no active"));
  CHECK(shop.count("HARBOR") == 1);
  shop.add_code("HARBOR");
  CHECK(shop.ledger.send(shop.attempt_of({shop.customer("HARBOR")}, "a2"), {}).at(0).kind == Kind::posted);
  CHECK(shop.count("HARBOR") == 1);
}

TEST_CASE(
    "the codes that rows may name as customers are read with the lists, unless they are the customers") {
  Shop shop;
  shop.add_code("HARBOR");
  const auto reference = shop.ledger.reference({});
  REQUIRE(reference.ok());
  REQUIRE(reference->contact_codes);
  CHECK(std::count(reference->contact_codes->begin(), reference->contact_codes->end(), "HARBOR") == 1);
  CHECK(shop.ledger.contact_code(shop.sale_to("HARBOR")) == "HARBOR");
  CHECK(shop.ledger.contact_code(shop.sale_to("Walmart Marketplace US")) == "WALMART");
  Shop themselves(plain());
  CHECK_FALSE(themselves.ledger.reference({})->contact_codes);
  CHECK(themselves.ledger.contact_code(themselves.sale_to("HARBOR")).empty());
}

TEST_CASE("a customer who is there already is not sent, and one who is closed is refused") {
  Shop shop;
  CHECK(shop.ledger.send(shop.attempt_of({shop.customer("WALMART")}, "a1"), {}).at(0).kind == Kind::posted);
  REQUIRE(shop.books.service
              .change_row("CompanyCustomer",
                          {{"FinanceEnterpriseGroup", "1"}, {"Company", "1000"}, {"Customer", "WALMART"}},
                          {{"Active", "false"}})
              .ok());
  const auto closed = shop.ledger.send(shop.attempt_of({shop.customer("WALMART")}, "a2"), {});
  CHECK(closed.at(0).kind == Kind::rejected);
  CHECK(closed[0].reason.starts_with("customer WALMART is in CloudSuite and not active there"));
  // Of two the one that stands is told, and the other goes out alone.
  const Attempt both = shop.attempt_of({shop.customer("WALMART"), shop.customer("NEW")}, "a3");
  CHECK(shop.ledger.send(both, {}).at(1).kind == Kind::retry);
  CHECK(shop.count("NEW") == 0);
  CHECK(shop.staged() == 0);
}

TEST_CASE("what a row is refused for holds that customer, and the others are made") {
  Shop shop;
  std::vector<Document> documents = {shop.customer("GOOD"), shop.customer("BAD")};
  std::string& content = documents[1].content;
  content.replace(content.find("\"CustomerName\":\"BAD\""), 20, "\"CustomerName\":\"\"   ");
  Attempt attempt = shop.attempt_of(documents, "a1");
  Outcomes outcomes = shop.ledger.send(attempt, {});
  REQUIRE(outcomes.at(1).kind == Kind::rejected);
  CHECK(outcomes[1].reason.starts_with("customer [buyer] was not made: "));
  attempt.members.pop_back();
  outcomes.pop_back();
  CHECK(shop.followed(attempt, outcomes).at(0).kind == Kind::posted);
  CHECK(shop.count("GOOD") == 1);
}

TEST_CASE("a take-over that was lost is asked for again, one that was not makes no second customer") {
  for (const auto when : {Fault::When::before_commit, Fault::When::after_commit}) {
    Shop shop;
    Fault fault;
    fault.when = when;
    fault.reply = {504, {}, "{}"};
    shop.books.service.faults().add(take_over, fault);
    CHECK(shop.sent(shop.attempt_of({shop.customer("C1")}, "a1")).at(0).kind == Kind::posted);
    CHECK(shop.count("C1") == 1);
    CHECK(shop.staged() == 0);
  }
  Shop shop;
  shop.books.service.go_on_after_504(stage, Millis(280'000));
  const Attempt late = shop.attempt_of({shop.customer("C1")}, "a1");
  const auto unknown = shop.ledger.send(late, {});
  CHECK(unknown.at(0).kind == Kind::unknown);
  CHECK(shop.followed(late, unknown).at(0).kind == Kind::posted);
  CHECK(shop.count("C1") == 1);
}

TEST_CASE("an import class whose rows nobody takes over is told of after a while") {
  cloudsuite::Settings settings = imported();
  settings.customers.interface_operation = "NoSuchOperation_FormOperation";
  Shop shop(settings);
  const auto outcomes = shop.sent(shop.attempt_of({shop.customer("C1")}, "a1"));
  REQUIRE(outcomes.at(0).kind == Kind::rejected);
  CHECK(outcomes[0].reason.find("correct cloudsuite.customers.interface") != std::string::npos);
  // A person does it; the record's replay finds the customer.
  shop.books.service.put_row(
      "CompanyCustomer",
      {{"FinanceEnterpriseGroup", "1"}, {"Company", "1000"}, {"Customer", "C1"}, {"Active", "true"}});
  shop.add_code("C1");
  CHECK(shop.sent(shop.attempt_of({shop.customer("C1")}, "a2")).at(0).kind == Kind::posted);
}

TEST_CASE(
    "whichever way an unconfirmed point goes, and through faults of every kind, a customer is made once") {
  using Switches = simulator::CloudSuiteSwitches;
  using simulator::cloudsuite_sim::SetActionForm;
  const std::vector<void (*)(Switches&)> turns = {
      [](Switches& s) { s.header_element = false; },
      [](Switches& s) { s.largest_page = 1; },
      [](Switches& s) { s.blank_fields_listed = true; },
      [](Switches& s) { s.unknown_fields_refused = true; },
      [](Switches& s) { s.failed_elements_carry_fields = true; },
      [](Switches& s) { s.confirmations_required = false; },
      [](Switches& s) { s.run_groups_become_upper_case = false; },
      [](Switches& s) { s.result_row_while_running = false; },
      [](Switches& s) { s.set_action_form = SetActionForm::text; },
      [](Switches& s) { s.set_action_delay = Millis(240'000); },
  };
  for (std::size_t i = 0; i < turns.size(); ++i) {
    CAPTURE(i);
    Shop shop;
    auto switches = shop.books.service.switches();
    turns[i](switches);
    shop.books.service.set_switches(switches);
    shop.books.service.set_random_faults(i + 1, 0.1);
    std::vector<Document> open;
    for (int n = 1; n <= 12; ++n) open.push_back(shop.customer("C" + std::to_string(n)));
    for (int round = 0; round < 60 && !open.empty(); ++round) {
      std::vector<Document> batch(open.begin(), open.begin() + std::min<std::ptrdiff_t>(3, std::ssize(open)));
      if (round % 2 == 1) batch.resize(1);
      const Attempt attempt = shop.attempt_of(batch, "round " + std::to_string(round));
      const Outcomes outcomes = shop.sent(attempt);
      for (std::size_t member = 0; member < outcomes.size(); ++member) {
        // Whom somebody has locked goes again, as a person would have it.
        REQUIRE_MESSAGE((outcomes[member].kind != Kind::rejected ||
                         outcomes[member].reason.ends_with("Record is locked by another user")),
                        outcomes[member].reason);
        if (outcomes[member].kind == Kind::posted)
          std::erase_if(open, [&](const Document& each) { return each.key == batch[member].key; });
      }
      shop.books.clock.advance(Millis(60'000));
    }
    CHECK(open.empty());
    for (int n = 1; n <= 12; ++n) CHECK(shop.count("C" + std::to_string(n)) == 1);
    for (const auto& row : shop.books.service.rows("CompanyCustomerImport"))
      CHECK_MESSAGE(row.empty(), row.at("Customer"));
  }
}

TEST_CASE("classes and codes that the tenant lacks are named by check") {
  const auto findings = [](const std::function<void(cloudsuite::Settings&)>& change) {
    cloudsuite::Settings settings = imported();
    change(settings);
    Shop shop(settings);
    std::string text;
    for (const Error& finding : shop.ledger.check_connection({})) text += finding.message + "\n";
    return text;
  };
  CHECK(findings([](auto& /*s*/) {}).empty());
  CHECK(findings([](auto& s) {
          s.customers.business_class = "Customer";
        }).starts_with("cloudsuite.customers.class names Customer, whose customers cannot be read: "));
  CHECK(findings([](auto& s) {
          s.customers.import_class = "CustomerImport";
        }).starts_with("cloudsuite.customers.import_class names CustomerImport, which cannot be listed: "));
  CHECK(findings([](auto& s) {
          s.customers.create = false;
          s.customer_dimension = 0;
          s.customer_codes["Somebody"] = "SOME";
        }) ==
        "cloudsuite.customer_codes says SOME for \"Somebody\", and CompanyCustomer has no active customer "
        "of that code\n");
}
