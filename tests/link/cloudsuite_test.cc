// CloudSuite's ledger against its stand-in: the conformance suite of its face, and what only a ledger has
// that takes rows first and works on them later.
#include <functional>

#include "cloudsuite/freeze.h"
#include "cloudsuite/limits.h"
#include "link/cloudsuite_books.h"
#include "link/target_suite.h"

using namespace crosswalk;
using namespace crosswalk::tests;
using Kind = Outcome::Kind;

namespace {

simulator::Fault bad_gateway(simulator::Fault::When when, int times = 1) {
  simulator::Fault fault;
  fault.when = when;
  fault.reply = {504,
                 {{"Content-Type", "application/json"}},
                 R"({"error":{"message":"Request aborted after target server failed to respond"}})"};
  fault.times = times;
  return fault;
}

Standing standing(const Document& document, const Outcome& outcome) {
  Standing made{document, outcome.receipt};
  made.document.state = DocumentState::posted;
  return made;
}

}  // namespace

TEST_CASE("CloudSuite's run groups conform to Target") {
  run_target_suite([](const auto& test) {
    CloudBooks books;
    TargetSubject subject{books.ledger,
                          [&](int n) { return books.drafts(CloudBooks::order(n)).at(0); },
                          {},
                          [&](const Document& document) { return books.count(document); },
                          books.service.faults(),
                          CloudBooks::create,
                          2,
                          [&] { return books.clock.now(); },
                          [&] { books.clock.advance(Millis(200'000)); }};
    test(subject);
  });
}

TEST_CASE("what is carried out long after its 504 is found, and booked once") {
  CloudBooks books;
  books.service.go_on_after_504(CloudBooks::create, Millis(280'000));
  const Attempt attempt = books.attempt_of(books.drafts(CloudBooks::order(5)), "a1");
  CHECK(books.ledger.send(attempt, {}).at(0).kind == Kind::unknown);
  CHECK(books.ledger.check(attempt, {}).at(0).kind == Kind::unknown);
  CHECK(books.followed(attempt).at(0).kind == Kind::posted);
  CHECK(books.count(attempt.members[0]) == 1);
}

TEST_CASE(
    "what never arrived is absent in two looks, unless somebody else asked for interfacing between them") {
  CloudBooks books;
  books.service.faults().add(CloudBooks::create, bad_gateway(simulator::Fault::When::before_commit));
  const Attempt attempt = books.attempt_of(books.drafts(CloudBooks::order(5)), "a1");
  CHECK(books.ledger.send(attempt, {}).at(0).kind == Kind::unknown);
  books.clock.advance(cloudsuite::settled_after);
  CHECK(books.ledger.check(attempt, {}).at(0).kind == Kind::absent);
  books.clock.advance(limits::absence_spacing);
  CHECK(books.ledger.check(attempt, {}).at(0).kind == Kind::absent);
  // Whoever slept since the sending still has to wait for the turn; later it may be his.
  const auto turn = cloudsuite::interface_bucket(cloudsuite::run_group_of(CloudBooks::settings(), "a1"));
  CHECK(books.store->take(turn, books.clock.now()).value() > books.clock.now());
  books.clock.advance(cloudsuite::between_interfaces);
  CHECK(books.store->take(turn, books.clock.now()).value() == books.clock.now());
  const Outcome waits = books.ledger.check(attempt, {}).at(0);
  CHECK(waits.kind == Kind::unknown);
  CHECK(waits.reason.ends_with("interfacing was asked for lately"));
  books.clock.advance(waits.at - books.clock.now());
  CHECK(books.ledger.check(attempt, {}).at(0).kind == Kind::absent);
  CHECK(books.interface_requests() == 0);
}

TEST_CASE("rows that arrived in part are taken away, and the document goes out in another run group") {
  CloudBooks books;
  books.service.end_next_batch_after(1);
  const Attempt attempt = books.attempt_of(books.drafts(CloudBooks::order(5)), "a1");
  CHECK(books.ledger.send(attempt, {}).at(0).kind == Kind::unknown);
  CHECK(books.followed(attempt).at(0).kind == Kind::absent);
  CHECK(books.service.rows("GLTransactionInterface").empty());
  const Attempt again = books.attempt_of(attempt.members, "a2");
  CHECK(books.sent(again).at(0).kind == Kind::posted);
  CHECK(books.count(attempt.members[0]) == 1);
}

TEST_CASE("an interface request that was lost is made again, one that was not is never repeated") {
  std::vector<simulator::Fault> faults;
  for (const auto when : {simulator::Fault::When::before_commit, simulator::Fault::When::after_commit}) {
    faults.push_back(bad_gateway(when));
    faults.push_back(faults.back());
    faults.back().delivery = simulator::Delivery::dropped;
  }
  for (const auto& fault : faults) {
    CloudBooks books;
    books.service.faults().add(CloudBooks::interface, fault);
    const Attempt attempt = books.attempt_of(books.drafts(CloudBooks::order(5)), "a1");
    CHECK(books.ledger.send(attempt, {}).at(0).kind == Kind::pending);
    CHECK(books.interface_requests() == 1);  // although it is a GET, nobody on this side repeats it
    CHECK(books.followed(attempt).at(0).kind == Kind::posted);
    CHECK(books.count(attempt.members[0]) == 1);
    for (const auto& [group, times] : books.service.run_groups_interfaced()) CHECK(times == 1);
  }
}

TEST_CASE("a batch that something on the way repeats is staged once, and not refused for being there") {
  CloudBooks books;
  books.service.repeat_next(CloudBooks::create);
  const Attempt attempt = books.attempt_of(books.drafts(CloudBooks::order(5)), "a1");
  CHECK(books.sent(attempt).at(0).kind == Kind::posted);
  CHECK(books.count(attempt.members[0]) == 1);
}

TEST_CASE("interfacing is asked for with every parameter by its exact name") {
  CloudBooks books;
  const Attempt attempt = books.attempt_of(books.drafts(CloudBooks::order(5)), "a1");
  const std::string run_group = cloudsuite::run_group_of(CloudBooks::settings(), "a1");
  // It strikes this request and no other.
  books.service.faults().add(
      std::string(CloudBooks::interface) +
          "_InterfaceTransactionsForm_FormOperation?PrmRunGroup=" + run_group +
          "&PrmEnterpriseGroup=1&PrmAccountingEntity=100&PrmEditOnly=false&PrmEditAndInterface=true"
          "&PrmPartialUpdate=false&PrmMoveErrorsToNewRunGroup=false&PrmJournalizeByEntity=true"
          "&PrmJournalByJournalCode=false&PrmByPassOrganizationCode=true&PrmByPassAccountCode=true"
          "&PrmBypassStructureRelationEdit=false&PrmBypassNegativeRateEdit=false&PrmInterfaceInDetail=true"
          "&_cmAll=true",
      bad_gateway(simulator::Fault::When::before_commit));
  CHECK(books.ledger.send(attempt, {}).at(0).reason.find("HTTP 504") != std::string::npos);
}

TEST_CASE("of two processes that look at once only one has the run group interfaced") {
  CloudBooks books;
  cloudsuite::CloudSuiteLedger other(
      CloudBooks::settings(), CloudBooks::credentials(), books.network, *books.store, books.clock,
      [] { return 0.5; }, &books.vault);
  auto switches = books.service.switches();
  switches.result_row_while_running = false;  // so that nothing but their own agreement tells the second one
  books.service.set_switches(switches);
  books.service.faults().add(CloudBooks::create, bad_gateway(simulator::Fault::When::after_commit));
  const Attempt attempt = books.attempt_of(books.drafts(CloudBooks::order(5)), "a1");
  CHECK(books.ledger.send(attempt, {}).at(0).kind == Kind::unknown);
  CHECK(books.ledger.check(attempt, {}).at(0).reason.ends_with("interfacing is asked for"));
  CHECK(other.check(attempt, {}).at(0).reason.ends_with("interfacing was asked for"));
  CHECK(books.interface_requests() == 1);
  CHECK(books.followed(attempt).at(0).kind == Kind::posted);
}

TEST_CASE("a row error holds its record in the row's own words, and the others go again") {
  CloudBooks books;
  books.service.open_periods_from(Date::parse("2026-02-01").value());
  std::vector<Document> documents = books.drafts(CloudBooks::order(5));
  documents.push_back(books.drafts(CloudBooks::order(6, "200", "2026-01-15")).at(0));
  const Attempt attempt = books.attempt_of(documents, "a1");
  CHECK(books.ledger.send(attempt, {}).at(0).kind == Kind::pending);
  books.clock.advance(Millis(60'000));
  const auto first = books.ledger.check(attempt, {});
  CHECK(first.at(0).kind == Kind::pending);
  REQUIRE(first.at(1).kind == Kind::rejected);
  CHECK(first[1].reason == "Period is closed for Posting Date January 15, 2026");
  Attempt rest = attempt;
  rest.members.pop_back();
  CHECK(books.followed(rest).at(0).kind == Kind::absent);
  CHECK(books.service.rows("GLTransactionInterface").empty());
  CHECK(books.sent(books.attempt_of(rest.members, "a2")).at(0).kind == Kind::posted);
  CHECK(books.count(documents[0]) == 1);
  CHECK(books.count(documents[1]) == 0);
}

TEST_CASE("a row that is not even staged gives its run group up before anything is interfaced") {
  CloudBooks books;
  auto switches = books.service.switches();
  SUBCASE("answers come in the order of the rows") {
    switches.batch_answers_reversed = false;
  }
  SUBCASE("answers come in another order") {
    switches.batch_answers_reversed = true;
  }
  books.service.set_switches(switches);
  std::vector<Document> documents = books.drafts(CloudBooks::order(5));
  documents.push_back(books.drafts(CloudBooks::order(6)).at(0));
  std::string& content = documents[1].content;
  content.replace(content.find("\"20260209\""), 10, "\"20269999\"");
  const auto outcomes = books.ledger.send(books.attempt_of(documents, "a1"), {});
  CHECK(outcomes.at(0).kind == Kind::retry);
  CHECK(outcomes.at(1).kind == Kind::rejected);
  books.clock.advance(Millis(60'000));
  CHECK(books.service.rows("GLTransactionInterface").empty());
  CHECK(books.service.ledger().empty());
}

TEST_CASE("nothing is refused for good before its rows are taken away") {
  CloudBooks books;
  books.service.open_periods_from(Date::parse("2026-02-01").value());
  books.service.faults().add(CloudBooks::clear, bad_gateway(simulator::Fault::When::before_commit));
  const auto is_over = [&](const Attempt& attempt) {
    const Outcome one = books.sent(attempt).at(0);
    books.clock.advance(Millis(60'000));
    CHECK(books.service.rows("GLTransactionInterface").empty());
    return one;
  };
  // Refused when it is interfaced.
  const Attempt closed = books.attempt_of(books.drafts(CloudBooks::order(6, "200", "2026-01-15")), "a1");
  const Outcome refused = is_over(closed);
  CHECK(refused.kind == Kind::rejected);
  CHECK(refused.reason == "Period is closed for Posting Date January 15, 2026");
  // Refused when it is staged: the next attempt is told.
  std::vector<Document> malformed = books.drafts(CloudBooks::order(5));
  std::string& content = malformed[0].content;
  content.replace(content.find("\"20260209\""), 10, "\"20269999\"");
  books.service.faults().add(CloudBooks::clear, bad_gateway(simulator::Fault::When::before_commit));
  CHECK(is_over(books.attempt_of(malformed, "a2")).kind == Kind::absent);
  CHECK(is_over(books.attempt_of(malformed, "a3")).kind == Kind::rejected);
}

TEST_CASE("a revision books the difference only, and both together are what is wanted") {
  CloudBooks books;
  const Attempt first = books.attempt_of(books.drafts(CloudBooks::order(50)), "a1");
  const Posted posted = {standing(first.members[0], books.sent(first).at(0))};
  CHECK(books.drafts(CloudBooks::order(50), posted).empty());

  Entries changed = CloudBooks::order(50);
  changed.entries[0].answers.account.value = "210";
  const Attempt second = books.attempt_of(books.drafts(changed, posted), "a2");
  CHECK(second.members.at(0).step == 2);
  const Posted both = {posted[0], standing(second.members[0], books.sent(second).at(0))};
  CHECK(books.drafts(changed, both).empty());
  auto balance = books.service.trial_balance();
  CHECK(balance["200"].is_zero());
  CHECK(balance["210"] == Decimal::whole(-50));
  CHECK(balance["090"] == Decimal::whole(50));

  changed.entries.clear();  // cancelled: everything is taken back
  CHECK(books.sent(books.attempt_of(books.drafts(changed, both), "a3")).at(0).kind == Kind::posted);
  for (const auto& [account, amount] : books.service.trial_balance()) CHECK(amount.is_zero());
}

TEST_CASE("one token serves all calls of all processes, and another comes after a revocation") {
  CloudBooks books;
  cloudsuite::CloudSuiteLedger other(
      CloudBooks::settings(), CloudBooks::credentials(), books.network, *books.store, books.clock,
      [] { return 0.5; }, &books.vault);
  for (int i = 0; i < 5; ++i) {
    CHECK(books.ledger.locked_until({}).ok());
    CHECK(other.locked_until({}).ok());
  }
  CHECK(books.service.tokens_issued() == 1);
  books.service.revoke_tokens();
  CHECK(books.ledger.locked_until({}).ok());
  CHECK(other.locked_until({}).ok());
  CHECK(books.service.tokens_issued() == 2);
}

TEST_CASE("the ledger's lists are read to their end, and its open period locks what is before it") {
  CloudBooks books;
  auto switches = books.service.switches();
  switches.largest_page = 3;
  books.service.set_switches(switches);
  books.service.open_periods_from(Date::parse("2026-02-01").value());
  const auto reference = books.ledger.reference({});
  REQUIRE_MESSAGE(reference.ok(), reference.error().text());
  CHECK(reference->accounts.size() == 26);
  CHECK(reference->tracking.size() == 2);
  CHECK(reference->currencies.size() == 2);
  CHECK(reference->locked_until == Date::parse("2026-01-31").value());
  CHECK(books.ledger.check_connection({}).empty());
}

TEST_CASE("codes of crosswalk.yaml that the ledger lacks are named one by one") {
  CloudBooks books;
  const auto findings = [&](const std::function<void(cloudsuite::Settings&)>& change) {
    cloudsuite::Settings settings = CloudBooks::settings();
    change(settings);
    cloudsuite::CloudSuiteLedger ledger(
        std::move(settings), CloudBooks::credentials(), books.network, *books.store, books.clock,
        [] { return 0.5; }, &books.vault);
    std::string text;
    for (const Error& finding : ledger.check_connection({})) text += finding.message + "\n";
    return text;
  };
  CHECK(findings([](auto& s) { s.accounting_entity = "900"; }).find("has no accounting entity 900") !=
        std::string::npos);
  CHECK(findings([](auto& s) { s.receivable_account = "611"; }).find("no active account 611") !=
        std::string::npos);
  CHECK(findings([](auto& s) {
          s.customer_codes["Somebody"] = "SOME";
        }).find("FinanceDimension3 has no active code of that name") != std::string::npos);
  CHECK(findings([](auto& s) {
          s.clearing_account.clear();
          s.receivable_account.clear();
        }).starts_with("nothing takes the other side of a sale"));
}

TEST_CASE("whichever way an unconfirmed point of CloudSuite goes, a document is booked once") {
  using Switches = simulator::CloudSuiteSwitches;
  using simulator::cloudsuite_sim::RefusalForm;
  using simulator::cloudsuite_sim::SetActionForm;
  const std::vector<void (*)(Switches&)> turns = {
      [](Switches& s) { s.header_element = false; },
      [](Switches& s) { s.count_on_request = true; },
      [](Switches& s) { s.largest_page = 1; },
      [](Switches& s) { s.blank_fields_listed = true; },
      [](Switches& s) { s.unknown_list_fields_refused = true; },
      [](Switches& s) { s.list_failures_in_200 = true; },
      [](Switches& s) { s.run_group_on_detail = true; },
      [](Switches& s) { s.detail_before_posting = true; },
      [](Switches& s) { s.journals_listed = false; },
      [](Switches& s) { s.unreleased_status = "Unreleased"; },
      [](Switches& s) { s.unknown_fields_refused = true; },
      [](Switches& s) { s.batch_answers_reversed = true; },
      [](Switches& s) { s.failed_elements_carry_fields = true; },
      [](Switches& s) { s.exception_details = true; },
      [](Switches& s) { s.run_groups_become_upper_case = false; },
      [](Switches& s) { s.used_run_group_refused = true; },
      [](Switches& s) { s.result_row_while_running = false; },
      [](Switches& s) { s.confirmations_required = false; },
      [](Switches& s) { s.errors_by_entity = true; },
      [](Switches& s) { s.unbalanced_refused = true; },
      [](Switches& s) { s.set_action_form = SetActionForm::object; },
      [](Switches& s) { s.set_action_form = SetActionForm::text; },
      [](Switches& s) { s.error_status = "2"; },
      [](Switches& s) { s.business_error_status = 200; },
      [](Switches& s) { s.quota_form = RefusalForm::html; },
      [](Switches& s) { s.rate_headers = true; },
      [](Switches& s) { s.set_action_delay = Millis(240'000); },
      [](Switches& s) { s.posting_delay = Millis(3'600'000); },
  };
  for (std::size_t i = 0; i < turns.size(); ++i) {
    CAPTURE(i);
    CloudBooks books;
    auto switches = books.service.switches();
    turns[i](switches);
    books.service.set_switches(switches);
    books.service.open_periods_from(Date::parse("2026-02-01").value());
    books.service.faults().add(CloudBooks::create, bad_gateway(simulator::Fault::When::after_commit));
    std::vector<Document> documents = books.drafts(CloudBooks::order(5));
    documents.push_back(books.drafts(CloudBooks::order(6, "200", "2026-01-15")).at(0));
    Attempt attempt = books.attempt_of(documents, "a1");
    CHECK(books.ledger.send(attempt, {}).at(0).kind == Kind::unknown);
    // Until it is known that the second one is refused, and why.
    Outcomes outcomes = books.ledger.check(attempt, {});
    for (int look = 0; look < 30 && outcomes.at(1).kind != Kind::rejected; ++look) {
      books.clock.advance(Millis(60'000));
      outcomes = books.ledger.check(attempt, {});
    }
    REQUIRE(outcomes.at(1).kind == Kind::rejected);
    attempt.members.pop_back();
    CHECK(books.followed(attempt).at(0).kind == Kind::absent);
    CHECK(books.sent(books.attempt_of(attempt.members, "a2")).at(0).kind == Kind::posted);
    books.clock.advance(Millis(7'200'000));
    CHECK(books.count(documents[0]) == 1);
    CHECK(books.count(documents[1]) == 0);
  }
}

TEST_CASE("through faults of every kind every record is booked once, to the cent") {
  CloudBooks books;
  books.service.set_random_faults(7, 0.05);
  std::vector<Document> all;
  for (int n = 1; n <= 60; ++n) all.push_back(books.drafts(CloudBooks::order(n)).at(0));
  books.book_through_faults(all);
  CHECK(books.service.trial_balance()["090"] == Decimal::whole(60 * 61 / 2));
  for (const auto& [group, times] : books.service.run_groups_interfaced()) CHECK(times == 1);
  CHECK(books.service.random_faults() > 10);
  CHECK(books.service.tokens_over_budget() == 0);
}
