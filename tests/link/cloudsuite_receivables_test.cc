// CloudSuite's receivables against its stand-in: the conformance suite of the ledger's face, and what only
// documents have that are staged in three classes and taken one by one.
#include <functional>

#include "link/cloudsuite_books.h"
#include "link/target_suite.h"
#include "model/correction.h"

using namespace crosswalk;
using namespace crosswalk::tests;
using Kind = Outcome::Kind;

namespace {

std::string batch_of(const std::string& business_class) {
  return "POST /ACME_TST/FSM/fsm/soap/classes/" + business_class + "/actions/Create/batch";
}
const std::string heads = batch_of("ReceivableInvoiceImport");
const std::string details = batch_of("ReceivableInvoiceDetailImport");
const std::string distributions = batch_of("ReceivableInvoiceDistributionImport");
const std::string interface =
    "GET /ACME_TST/FSM/fsm/soap/ldrest/ReceivableInvoiceImport/InterfaceTransactions";

simulator::Fault bad_gateway(simulator::Fault::When when) {
  simulator::Fault fault;
  fault.when = when;
  fault.reply = {502, {{"Content-Type", "text/html"}}, "<html>Bad Gateway</html>"};
  return fault;
}

Document invoice(const CloudBooks& books, int n, const std::string& date = "2026-02-09") {
  return books.drafts(CloudBooks::order(n, "200", date)).at(0);
}

Standing standing(const Document& document) {
  Standing made{document, {}};
  made.document.state = DocumentState::posted;
  return made;
}

// Sends what was drafted, one after the other, and gives it back as what stands.
Posted booked(CloudBooks& books, const std::vector<Document>& documents, const std::string& id) {
  Posted posted;
  for (const Document& document : documents) {
    const auto outcomes = books.sent(books.attempt_of(
        {document}, id + " " + std::string(name_of(document.kind)) + std::to_string(document.step)));
    REQUIRE_MESSAGE(outcomes.at(0).kind == Kind::posted, outcomes[0].reason);
    posted.push_back(standing(document));
  }
  return posted;
}

Entries returned(int n) {
  Entries entries = CloudBooks::order(n, "230");
  entries.record = {"us", RecordKind::return_order, std::to_string(104'900'000'000'000'000 + n)};
  for (Entry& entry : entries.entries) {
    entry.amount = entry.amount.negated();
    entry.purchase_order = "108800000000050";
    entry.refund = entries.record.id + "-1";
  }
  return entries;
}

}  // namespace

TEST_CASE("CloudSuite's receivables conform to Target") {
  run_target_suite([](const auto& test) {
    CloudBooks books(CloudBooks::with_receivables());
    TargetSubject subject{books.ledger,
                          [&](int n) { return invoice(books, n); },
                          {},
                          [&](const Document& document) { return books.count(document); },
                          books.service.faults(),
                          heads,
                          2,
                          [&] { return books.clock.now(); },
                          [&] { books.clock.advance(Millis(200'000)); }};
    subject.last_call = distributions;
    test(subject);
  });
}

TEST_CASE("a sale becomes an invoice, a refund a credit memo, and the ledger what the entries say") {
  CloudBooks books(CloudBooks::with_receivables());
  const auto sale = books.drafts(CloudBooks::order(50));
  REQUIRE(sale.size() == 2);
  CHECK(sale[0].kind == DocumentKind::receivable);
  CHECK(sale[0].total->text() == "50.00 USD");
  // It is paid from clearing once it is owed.
  CHECK(sale[1].kind == DocumentKind::gl_run_group);
  CHECK(sale[1].depends_on == std::vector<Dependency>{{DocumentKind::receivable, sale[0].key}});
  booked(books, sale, "sale");
  auto balance = books.service.trial_balance();
  CHECK(balance["200"] == Decimal::whole(-50));
  CHECK(balance["610"].is_zero());
  CHECK(balance["090"] == Decimal::whole(50));

  const auto back = books.drafts(returned(20));
  CHECK(back.at(0).total->text() == "-20.00 USD");
  booked(books, back, "back");
  balance = books.service.trial_balance();
  CHECK(balance["230"] == Decimal::whole(20));
  CHECK(balance["610"].is_zero());
  CHECK(balance["090"] == Decimal::whole(30));
  const auto rows = books.service.rows("ReceivableInvoice");
  REQUIRE(rows.size() == 2);
  for (const auto& row : rows) {
    const bool is_return = row.at("Invoice") == "WMR-104900000000000020";
    CHECK(row.at("InvoiceType") == (is_return ? "C" : "I"));
    CHECK(row.at("Amount") == (is_return ? "20.000" : "50.000"));
    CHECK(row.at("Customer") == "WALMART");
    CHECK(row.at("InvoiceDate") == "20260207");
    CHECK(row.at("PostingDate") == "20260209");
  }
  // Rules' dimensions stand on its distributions.
  for (const auto& row : books.service.ledger())
    if (row.at("AccountCode") == "200") CHECK(row.at("FinanceDimension1") == "WALMART-US");
}

TEST_CASE("a receipt says how far a document of receivables has come") {
  CloudBooks books(CloudBooks::with_receivables());
  const Attempt attempt = books.attempt_of({invoice(books, 5)}, "a1");
  CHECK(books.ledger.send(attempt, {}).at(0).reason.starts_with("staged as run group WM_"));
  books.clock.advance(Millis(10'000));
  CHECK(books.ledger.check(attempt, {}).at(0).reason.ends_with("is interfaced, and not posted yet"));
  books.clock.advance(Millis(30'000));
  CHECK(books.ledger.check(attempt, {}).at(0).reason.ends_with("is journalised, and not posted yet"));
  books.clock.advance(Millis(30'000));
  const auto outcomes = books.ledger.check(attempt, {});
  REQUIRE(outcomes.at(0).kind == Kind::posted);
  CHECK(outcomes[0].receipt.status == "posted");
  CHECK(outcomes[0].receipt.outside_id == "WM-108800000000005");
  CHECK(outcomes[0].receipt.total == attempt.members[0].total);
}

TEST_CASE("where posted detail does not name it, a document is told by its number, and no further") {
  CloudBooks books(CloudBooks::with_receivables());
  auto switches = books.service.switches();
  switches.receivable_references_posted = false;
  books.service.set_switches(switches);
  const Attempt attempt = books.attempt_of({invoice(books, 5)}, "a1");
  const auto outcomes = books.sent(attempt);
  REQUIRE(outcomes.at(0).kind == Kind::posted);
  CHECK(outcomes[0].receipt.status == "interfaced");
  CHECK(outcomes[0].receipt.total == attempt.members[0].total);
  // Nobody doubles it, although its number would be taken once more.
  CHECK(books.sent(books.attempt_of(attempt.members, "a2")).at(0).kind == Kind::posted);
  CHECK(books.service.trial_balance()["200"] == Decimal::whole(-5));
}

TEST_CASE(
    "whichever call of receivables is lost, before or after it took effect, a document is booked once") {
  for (const auto when : {simulator::Fault::When::before_commit, simulator::Fault::When::after_commit})
    for (const std::string& call : {heads, details, distributions, interface}) {
      CAPTURE(call);
      CloudBooks books(CloudBooks::with_receivables());
      books.service.faults().add(call, bad_gateway(when));
      std::vector<Document> documents = {invoice(books, 5), invoice(books, 6)};
      books.book_through_faults(documents);
      for (const auto& each : books.service.run_groups_interfaced()) CHECK(each.second == 1);
      CHECK(books.service.rows("ReceivableInvoiceImport").empty());
      CHECK(books.service.rows("ReceivableInvoiceDetailImport").empty());
      CHECK(books.service.rows("ReceivableInvoiceDistributionImport").empty());
    }
}

TEST_CASE("a refused document of receivables holds its record in its own words, and is taken away") {
  for (const bool one_by_one : {true, false}) {
    CAPTURE(one_by_one);
    CloudBooks books(CloudBooks::with_receivables());
    auto switches = books.service.switches();
    switches.receivables_one_by_one = one_by_one;
    books.service.set_switches(switches);
    books.service.open_periods_from(Date::parse("2026-02-01").value());
    const Attempt attempt = books.attempt_of({invoice(books, 5), invoice(books, 6, "2026-01-15")}, "a1");
    CHECK(books.ledger.send(attempt, {}).at(0).kind == Kind::pending);
    books.clock.advance(Millis(60'000));
    const auto first = books.ledger.check(attempt, {});
    CHECK(first.at(0).kind == Kind::pending);
    REQUIRE(first.at(1).kind == Kind::rejected);
    CHECK(first[1].reason == "Period is closed for Posting Date January 15, 2026");
    Attempt rest = attempt;
    rest.members.pop_back();
    const Kind left = books.followed(rest).at(0).kind;
    if (!one_by_one) {
      CHECK(left == Kind::absent);
      CHECK(books.sent(books.attempt_of(rest.members, "a2")).at(0).kind == Kind::posted);
    } else {
      CHECK(left == Kind::posted);
    }
    CHECK(books.count(attempt.members[0]) == 1);
    CHECK(books.count(attempt.members[1]) == 0);
    CHECK(books.service.rows("ReceivableInvoiceImport").empty());
  }
}

TEST_CASE("a row that is not even staged gives its run group up before a document of it is taken") {
  CloudBooks books(CloudBooks::with_receivables());
  std::vector<Document> documents = {invoice(books, 5), invoice(books, 6)};
  std::string& content = documents[1].content;
  content.replace(content.find("\"200\""), 5, "\"a code of an account that is too long\"");
  const auto outcomes = books.ledger.send(books.attempt_of(documents, "a1"), {});
  CHECK(outcomes.at(0).kind == Kind::retry);
  CHECK(outcomes.at(1).kind == Kind::rejected);
  books.clock.advance(Millis(60'000));
  CHECK(books.service.rows("ReceivableInvoiceImport").empty());
  CHECK(books.service.ledger().empty());
}

TEST_CASE("many documents are looked for by their day, and found one by one") {
  CloudBooks books(CloudBooks::with_receivables());
  std::vector<Document> documents;
  for (int n = 1; n <= 12; ++n)
    documents.push_back(invoice(books, n, n % 2 == 0 ? "2026-02-09" : "2026-02-08"));
  const Attempt attempt = books.attempt_of(documents, "a1");
  for (const Outcome& one : books.sent(attempt)) CHECK_MESSAGE(one.kind == Kind::posted, one.reason);
  for (const Document& document : documents) CHECK(books.count(document) == 1);
  const int before = books.service.requests().at("GET ReceivableInvoice/_generic");
  for (const Outcome& one : books.ledger.send(books.attempt_of(documents, "a2"), {}))
    CHECK(one.reason.ends_with("stands already"));
  CHECK(books.service.requests().at("GET ReceivableInvoice/_generic") <= before + 4);
}

TEST_CASE("a number that somebody else has used is left to a person") {
  CloudBooks books(CloudBooks::with_receivables());
  books.service.put_row("ReceivableInvoice", {{"FinanceEnterpriseGroup", "1"},
                                              {"Company", "1000"},
                                              {"Invoice", "WM-108800000000005"},
                                              {"InvoiceType", "I"},
                                              {"Amount", "7.000"}});
  const auto outcomes = books.ledger.send(books.attempt_of({invoice(books, 5)}, "a1"), {});
  REQUIRE(outcomes.at(0).kind == Kind::rejected);
  CHECK(outcomes[0].reason.starts_with("CloudSuite holds another document under the number WM-1088"));
  CHECK(books.service.rows("ReceivableInvoiceImport").empty());
}

TEST_CASE(
    "what changes after it was invoiced becomes a credit memo, an invoice more or a move in the ledger") {
  CloudBooks books(CloudBooks::with_receivables());
  Posted posted = booked(books, books.drafts(CloudBooks::order(50)), "first");
  CHECK(books.drafts(CloudBooks::order(50), posted).empty());
  const auto revise = [&](const Entries& entries, const std::string& id) {
    const auto documents = books.drafts(entries, posted);
    for (const Standing& each : booked(books, documents, id)) posted.push_back(each);
    CHECK(books.drafts(entries, posted).empty());
    return documents;
  };
  // Another account: nobody owes more or less.
  Entries changed = CloudBooks::order(50, "210");
  const auto moved = revise(changed, "moved");
  REQUIRE(moved.size() == 1);
  CHECK(moved[0].kind == DocumentKind::gl_run_group);
  // Less is owed: a credit memo of the next number.
  for (Entry& entry : changed.entries)
    entry.amount.amount = Decimal::whole(entry.amount.amount.is_negative() ? -30 : 30);
  const auto less = revise(changed, "less");
  REQUIRE(less.size() == 2);
  CHECK(less[0].kind == DocumentKind::receivable);
  CHECK(less[0].step == 2);
  CHECK(less[0].total->text() == "-20.00 USD");
  auto balance = books.service.trial_balance();
  CHECK(balance["200"].is_zero());
  CHECK(balance["210"] == Decimal::whole(-30));
  CHECK(balance["610"].is_zero());
  CHECK(balance["090"] == Decimal::whole(30));
  CHECK(books.service.rows("ReceivableInvoice").back().at("Invoice") == "WM-108800000000050-2");
  // Another customer owes it: the one is credited, the other invoiced.
  books.service.put_row("CompanyCustomer", {{"FinanceEnterpriseGroup", "1"},
                                            {"Company", "1000"},
                                            {"Customer", "OTHER"},
                                            {"CustomerName", "Other"},
                                            {"Active", "true"}});
  cloudsuite::Settings settings = CloudBooks::with_receivables();
  settings.customer_dimension = 0;
  CloudBooks others(settings);
  posted = booked(others, others.drafts(CloudBooks::order(50)), "first");
  changed = CloudBooks::order(50);
  changed.contact = "OTHER";
  const auto turned = others.drafts(changed, posted);
  REQUIRE(turned.size() == 2);
  CHECK(turned[0].kind == DocumentKind::receivable);
  CHECK(turned[1].kind == DocumentKind::receivable);
  // Cancelled: everything is taken back.
  posted = {};
  changed = CloudBooks::order(60);
  for (const Standing& each : booked(others, others.drafts(changed), "whole")) posted.push_back(each);
  changed.entries.clear();
  booked(others, others.drafts(changed, posted), "back");
  CHECK(others.service.trial_balance()["090"] == Decimal::whole(50));
}

TEST_CASE(
    "whichever way an unconfirmed point of receivables goes, invoices and credit memos are booked once") {
  using Switches = simulator::CloudSuiteSwitches;
  using Change = std::function<void(Switches&, cloudsuite::Settings&)>;
  const std::vector<Change> turns = {
      [](Switches& s, cloudsuite::Settings&) { s.receivable_numbers_unique = true; },
      [](Switches& s, cloudsuite::Settings&) { s.receivable_rows_are_records = true; },
      [](Switches& s, cloudsuite::Settings& said) {
        s.receivable_credits_negative = true;
        said.receivables.credits_negative = true;
      },
      [](Switches& s, cloudsuite::Settings&) { s.header_element = false; },
      [](Switches& s, cloudsuite::Settings&) { s.largest_page = 1; },
      [](Switches& s, cloudsuite::Settings&) { s.unknown_fields_refused = true; },
      [](Switches& s, cloudsuite::Settings&) { s.unknown_list_fields_refused = true; },
      [](Switches& s, cloudsuite::Settings&) { s.result_row_while_running = false; },
      [](Switches& s, cloudsuite::Settings&) { s.used_run_group_refused = true; },
      [](Switches& s, cloudsuite::Settings&) { s.posts_by_itself = false; },
      [](Switches& s, cloudsuite::Settings& said) {
        s.set_action_delay = Millis(240'000);
        said.receivables.number_length = 20;
        said.number_tag = "us-";
        said.accounting_unit = "SALES";
      },
  };
  for (std::size_t i = 0; i < turns.size(); ++i) {
    CAPTURE(i);
    cloudsuite::Settings settings = CloudBooks::with_receivables();
    simulator::CloudSuiteSwitches switches;
    turns[i](switches, settings);
    CloudBooks books(settings);
    books.service.set_switches(switches);
    books.service.faults().add(distributions, bad_gateway(simulator::Fault::When::after_commit));
    const Document sale = books.drafts(CloudBooks::order(50)).at(0);
    const Document back = books.drafts(returned(20)).at(0);
    const Attempt attempt = books.attempt_of({sale, back}, "a1");
    CHECK(books.ledger.send(attempt, {}).at(0).kind == Kind::unknown);
    for (const Outcome& one : books.followed(attempt)) {
      CHECK_MESSAGE(one.kind == Kind::posted, one.reason);
      CHECK(one.receipt.outside_id.size() <= settings.receivables.number_length);
    }
    books.service.post_journals();
    auto balance = books.service.trial_balance();
    CHECK(balance["200"] == Decimal::whole(-50));
    CHECK(balance["230"] == Decimal::whole(20));
    CHECK(balance["610"] == Decimal::whole(30));
  }
}

TEST_CASE(
    "a correction in a closed period is one credit memo and its side of clearing, on the first open day") {
  CloudBooks books(CloudBooks::with_receivables());
  const Entries first = CloudBooks::order(50, "200", "2026-01-20");
  Posted posted = booked(books, books.drafts(first), "first");
  Entries then = CloudBooks::order(40, "200", "2026-01-20");
  then.record = first.record;
  books.service.open_periods_from(Date::parse("2026-02-01").value());
  Correction correction;
  correction.locked_until = Date::parse("2026-01-31").value();
  const auto drafting = books.ledger.correct(then, posted, correction);
  REQUIRE(drafting.ok());
  REQUIRE(drafting->hold.empty());
  REQUIRE(drafting->documents.size() == 2);
  CHECK(drafting->documents[0].kind == DocumentKind::receivable);
  CHECK(drafting->documents[0].total->text() == "-10.00 USD");
  CHECK(drafting->documents[1].kind == DocumentKind::gl_run_group);
  for (const Document& document : drafting->documents) CHECK(document.date.text() == "2026-02-01");
  for (Standing& one : booked(books, drafting->documents, "then")) posted.push_back(std::move(one));
  auto balance = books.service.trial_balance();
  CHECK(balance["200"] == Decimal::whole(-40));
  CHECK(balance["090"] == Decimal::whole(40));
  CHECK(balance["610"].is_zero());
  const auto again = books.ledger.correct(then, posted, correction);
  REQUIRE(again.ok());
  CHECK(again->documents.empty());
}

TEST_CASE("through faults of every kind every invoice is booked once, to the cent") {
  CloudBooks books(CloudBooks::with_receivables());
  books.service.set_random_faults(7, 0.05);
  std::vector<Document> all;
  for (int n = 1; n <= 40; ++n) all.push_back(invoice(books, n));
  books.book_through_faults(all);
  CHECK(books.service.trial_balance()["610"] == Decimal::whole(40 * 41 / 2));
  for (const auto& each : books.service.run_groups_interfaced()) CHECK(each.second == 1);
  CHECK(books.service.random_faults() > 20);
  CHECK(books.service.tokens_over_budget() == 0);
}

TEST_CASE("a class of receivables that the tenant does not have is named by check") {
  CloudBooks good(CloudBooks::with_receivables());
  CHECK(good.ledger.check_connection({}).empty());
  cloudsuite::Settings settings = CloudBooks::with_receivables();
  settings.receivables.names.standing_invoices = "CustomerInvoice";
  CloudBooks books(settings);
  const auto findings = books.ledger.check_connection({});
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].message.find("CustomerInvoice") != std::string::npos);
  CHECK(findings[0].message.ends_with(
      "say under cloudsuite.receivables.names what the tenant's own swagger calls it"));
}
