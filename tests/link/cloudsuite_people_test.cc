// CloudSuite's ledger beside other people's work in it: what somebody else interfaced, what is booked under
// the same reference, and lists that fail while it is found out. Nothing is booked twice for it.
#include "cloudsuite/freeze.h"
#include "cloudsuite/landmark_gl.h"
#include "cloudsuite/token_endpoint.h"
#include "link/cloudsuite_books.h"

using namespace crosswalk;
using namespace crosswalk::tests;
using Kind = Outcome::Kind;

namespace {

constexpr const char* journal_lines = "GET /ACME_TST/FSM/fsm/soap/classes/GeneralLedgerTransaction/";

simulator::Fault answered(int status, std::string body) {
  simulator::Fault fault;
  fault.reply = {status, {}, std::move(body)};
  fault.times = 100;
  return fault;
}

// Somebody else with the service account's rights.
struct Person {
  explicit Person(CloudBooks& theirs) : books(theirs) {
    wire::Caller caller(books.network, *books.store, books.clock, [] { return 0.5; });
    const auto renewed = cloudsuite::renew(CloudBooks::settings(), CloudBooks::credentials(), Secret(""),
                                           caller, books.clock, {});
    REQUIRE(renewed.ok());
    REQUIRE(renewed->has_value());
    token = (*renewed)->access.reveal();
  }
  void ask(const std::string& method, const std::string& path) const {
    wire::HttpRequest request;
    request.method = method;
    request.url = "https://cloudsuite.test/ACME_TST/FSM/fsm/soap" + path;
    request.headers = {{"Authorization", "Bearer " + token}, {"Accept", "application/json"}};
    const auto result = books.network.call(request, {});
    REQUIRE(result.reply.has_value());
    REQUIRE_MESSAGE(result.reply->status == 200, result.reply->body);
  }
  void delete_refused(const std::string& run_group) const {
    for (const auto& row : books.service.staged(run_group))
      if (row.contains("ErrorMessage"))
        ask("DELETE",
            "/classes/GLTransactionInterface/actions/DeleteError?FinanceEnterpriseGroup=1"
            "&GLTransactionInterface.RunGroup=" +
                run_group + "&GLTransactionInterface.SequenceNumber=" + row.at("SequenceNumber"));
  }
  CloudBooks& books;
  std::string token;
};

std::string interface_path(const std::string& run_group) {
  const cloudsuite::Settings settings = CloudBooks::settings();
  return cloudsuite::LandmarkGl(settings).interface_path(run_group);
}

}  // namespace

TEST_CASE("what somebody else interfaced of a run group is never sent again, and asks for a person") {
  CloudBooks books;
  auto switches = books.service.switches();
  switches.journalize_delay = Millis(7'200'000);
  books.service.set_switches(switches);
  const std::string run_group = cloudsuite::run_group_of(CloudBooks::settings(), "a1");
  std::vector<Document> documents = books.drafts(CloudBooks::order(5));
  SUBCASE("the others of a refused one") {
    books.service.open_periods_from(Date::parse("2026-02-01").value());
    documents.push_back(books.drafts(CloudBooks::order(6, "200", "2026-01-15")).at(0));
  }
  bool partially = false;
  bool deletes = true;
  SUBCASE("the clean rows of all, and he deletes the refused ones or leaves them") {
    books.service.open_periods_from(Date::parse("2026-02-01").value());
    documents.push_back(books.drafts(CloudBooks::order(6, "200", "2026-01-15")).at(0));
    partially = true;
    SUBCASE("deletes") {}
    SUBCASE("leaves") {
      deletes = false;
    }
  }
  SUBCASE("all of it, and its result counts in another way") {}
  const Attempt attempt = books.attempt_of(documents, "a1");
  REQUIRE(books.ledger.send(attempt, {}).at(0).kind == Kind::pending);
  books.clock.advance(Millis(60'000));
  if (partially) {
    const Person person(books);
    std::string path = interface_path(run_group);
    path.replace(path.find("PrmPartialUpdate=false"), 22, "PrmPartialUpdate=true");
    person.ask("GET", path);
    books.clock.advance(Millis(30'000));
    if (deletes) person.delete_refused(run_group);
  } else if (documents.size() > 1) {
    const Person person(books);
    person.delete_refused(run_group);
    person.ask("GET", interface_path(run_group));
  } else {
    for (const auto& row : books.service.rows("GLTransactionInterfaceResult"))
      REQUIRE(books.service.change_row("GLTransactionInterfaceResult", row, {{"PassedCount", "1"}}).ok());
  }
  books.clock.advance(Millis(60'000));
  REQUIRE(books.service.staged(run_group).empty() == deletes);
  for (int minute = 2; minute < 30; ++minute, books.clock.advance(Millis(60'000)))
    for (const Outcome& one : books.ledger.check(attempt, {})) CHECK(one.kind == Kind::pending);
  // Which of them it was cannot be known before they are in a journal.
  for (const Outcome& one : books.ledger.check(attempt, {})) {
    CHECK(one.kind == Kind::posted);
    CHECK(one.receipt.status == "interfaced");
    CHECK(one.reason.find("somebody must look") != std::string::npos);
  }
  books.clock.advance(Millis(7'200'000));
  const Outcome there = books.ledger.check(attempt, {}).at(0);
  CHECK(there.receipt.status == "posted");
  CHECK(there.reason.empty());
  CHECK(books.count(documents[0]) == 1);
}

TEST_CASE("nothing is sent while the list of journals fails, but where a tenant has none") {
  CloudBooks books;
  auto switches = books.service.switches();
  switches.posts_by_itself = false;  // so that only journals tell
  books.service.set_switches(switches);
  const Attempt first = books.attempt_of(books.drafts(CloudBooks::order(5)), "a1");
  REQUIRE(books.sent(first).at(0).kind == Kind::posted);
  const int requests = books.interface_requests();
  const Attempt again = books.attempt_of(first.members, "a2");
  SUBCASE("5xx") {
    books.service.faults().add(journal_lines, answered(503, "<html>"));
  }
  SUBCASE("an answer that cannot be read") {
    books.service.faults().add(journal_lines, answered(200, "[{"));
  }
  SUBCASE("a limit") {
    books.service.faults().add(journal_lines, answered(429, "{}"));
  }
  const Outcome failed = books.ledger.send(again, {}).at(0);
  CHECK(failed.kind == Kind::retry);
  CHECK(books.interface_requests() == requests);
  CHECK(books.ledger.check(again, {}).at(0).kind == Kind::unknown);
}

TEST_CASE("a tenant that has no list of journals, or does not show it, is booked into all the same") {
  CloudBooks books;
  SUBCASE("400") {
    books.service.faults().add(journal_lines, answered(400, R"({"code":"400","message":"no such field"})"));
  }
  SUBCASE("403") {
    books.service.faults().add(journal_lines, answered(403, "{}"));
  }
  SUBCASE("404") {
    books.service.faults().add(journal_lines, answered(404, "{}"));
  }
  SUBCASE("a refusal on 200") {
    books.service.faults().add(journal_lines, answered(200, R"([{"exception":{"message":"no such list"}}])"));
  }
  const Attempt attempt = books.attempt_of(books.drafts(CloudBooks::order(5)), "a1");
  CHECK(books.sent(attempt).at(0).receipt.status == "posted");
  CHECK(books.count(attempt.members[0]) == 1);
}

TEST_CASE("another's rows under the same reference do not make staged ones posted") {
  CloudBooks books;
  cloudsuite::Settings settings = CloudBooks::settings();
  settings.pair = "ca";
  cloudsuite::CloudSuiteLedger other(
      settings, CloudBooks::credentials(), books.network, *books.store, books.clock, [] { return 0.5; },
      &books.vault);
  const auto settled = [](const std::string& fees, const std::string& account) {
    std::vector<Entry> entries = {CloudBooks::entry(EntryRole::placed, fees, account),
                                  CloudBooks::entry(EntryRole::clearing, "-" + fees)};
    entries[0].order_line.clear();
    return CloudBooks::entries(RecordKind::settlement, "2026-02-06", std::move(entries));
  };
  REQUIRE(books.service.deactivate_account("410").ok());
  Attempt refused;
  refused.id = "b1";
  refused.pair = "ca";
  refused.created = books.clock.now();
  refused.members = books.drafts(settled("3.10", "410"));
  refused.request = other.freeze(refused.id, refused.members, {}).value();
  REQUIRE(other.send(refused, {}).at(0).kind == Kind::pending);
  const Attempt posted = books.attempt_of(books.drafts(settled("6.25", "405")), "a1");
  REQUIRE(books.ledger.send(posted, {}).at(0).kind == Kind::pending);
  books.clock.advance(Millis(120'000));
  CHECK(books.ledger.check(posted, {}).at(0).receipt.status == "posted");
  const Outcome one = other.check(refused, {}).at(0);
  CHECK(one.kind == Kind::rejected);
  CHECK(one.reason.find("410") != std::string::npos);
}

TEST_CASE("a run that passed all rows and left them staged books nothing") {
  CloudBooks books;
  const std::string run_group = cloudsuite::run_group_of(CloudBooks::settings(), "a1");
  simulator::Fault lost = answered(504, "{}");
  lost.times = 1;
  books.service.faults().add(CloudBooks::interface, lost);
  const Attempt attempt = books.attempt_of(books.drafts(CloudBooks::order(5)), "a1");
  REQUIRE(books.ledger.send(attempt, {}).at(0).kind == Kind::pending);
  // Somebody has them edited only.
  std::string path = interface_path(run_group);
  path.replace(path.find("PrmEditOnly=false"), 17, "PrmEditOnly=true");
  Person(books).ask("GET", path);
  books.clock.advance(Millis(1'860'000));
  const Outcome one = books.ledger.check(attempt, {}).at(0);
  CHECK(one.kind == Kind::posted);
  CHECK(one.reason.find("still staged") != std::string::npos);
  CHECK(books.service.staged(run_group).size() == 2);
}

TEST_CASE("where a refused run counts clean rows as passed, what it left goes out again all the same") {
  CloudBooks books;
  const std::string run_group = cloudsuite::run_group_of(CloudBooks::settings(), "a1");
  books.service.open_periods_from(Date::parse("2026-02-01").value());
  std::vector<Document> documents = books.drafts(CloudBooks::order(5));
  documents.push_back(books.drafts(CloudBooks::order(6, "200", "2026-01-15")).at(0));
  Attempt attempt = books.attempt_of(documents, "a1");
  REQUIRE(books.ledger.send(attempt, {}).at(0).kind == Kind::pending);
  books.clock.advance(Millis(60'000));
  for (const auto& row : books.service.rows("GLTransactionInterfaceResult"))
    REQUIRE(books.service.change_row("GLTransactionInterfaceResult", row, {{"PassedCount", "2"}}).ok());
  const Outcomes looked = books.ledger.check(attempt, {});
  CHECK(looked.at(0).kind == Kind::pending);
  CHECK(looked.at(1).kind == Kind::rejected);
  attempt.members.pop_back();
  attempt.members[0].reason = looked.at(0).reason;
  books.clock.advance(Millis(120'000));
  REQUIRE(books.service.staged(run_group).empty());
  attempt.members[0].reason = books.ledger.check(attempt, {}).at(0).reason;
  books.clock.advance(Millis(1'860'000));
  for (int look = 0; look < 2; ++look) {
    const Outcome one = books.ledger.check(attempt, {}).at(0);
    CHECK(one.kind == Kind::absent);
    attempt.members[0].reason = one.reason;
  }
}
