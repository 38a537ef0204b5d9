// How far a document of CloudSuite's ledger has come: staged, interfaced, journalised, released, posted, each
// told only where the ledger shows it.
#include "link/cloudsuite_books.h"

using namespace crosswalk;
using namespace crosswalk::tests;
using Kind = Outcome::Kind;

TEST_CASE("a receipt says how far a document has come") {
  CloudBooks books;
  const Attempt attempt = books.attempt_of(books.drafts(CloudBooks::order(5)), "a1");
  auto outcomes = books.ledger.send(attempt, {});
  REQUIRE(outcomes.at(0).kind == Kind::pending);
  CHECK(outcomes[0].reason.starts_with("staged as run group WM_"));
  books.clock.advance(Millis(10'000));
  outcomes = books.ledger.check(attempt, {});
  CHECK(outcomes.at(0).reason.ends_with("is interfaced, and not posted yet"));
  books.clock.advance(Millis(30'000));
  outcomes = books.ledger.check(attempt, {});
  CHECK(outcomes.at(0).reason.ends_with("is journalised, and not posted yet"));
  books.clock.advance(Millis(30'000));
  outcomes = books.ledger.check(attempt, {});
  REQUIRE(outcomes.at(0).kind == Kind::posted);
  CHECK(outcomes[0].receipt.status == "posted");
  CHECK(outcomes[0].receipt.total == attempt.members[0].total);
}

TEST_CASE("where a person posts journals a document is done when it is journalised, and says so") {
  CloudBooks books;
  auto switches = books.service.switches();
  switches.posts_by_itself = false;
  books.service.set_switches(switches);
  const Attempt attempt = books.attempt_of(books.drafts(CloudBooks::order(5)), "a1");
  const auto outcomes = books.sent(attempt);
  REQUIRE(outcomes.at(0).kind == Kind::posted);
  CHECK(outcomes[0].receipt.status == "journalised");
  // Nobody doubles it, although posted detail does not show it.
  const Attempt again = books.attempt_of(attempt.members, "a2");
  CHECK(books.ledger.send(again, {}).at(0).kind == Kind::posted);
  CHECK(books.service.post_journals() == 1);
  CHECK(books.count(attempt.members[0]) == 1);
  CHECK(books.ledger.check(attempt, {}).at(0).receipt.status == "posted");
}

TEST_CASE("a journal's control tells released from journalised and posted, where its states are known") {
  CloudBooks books;
  cloudsuite::Settings settings = CloudBooks::settings();
  settings.journal_states = {{"1", "released"}, {"6", "posted"}};
  cloudsuite::CloudSuiteLedger ledger(
      std::move(settings), CloudBooks::credentials(), books.network, *books.store, books.clock,
      [] { return 0.5; }, &books.vault);
  auto switches = books.service.switches();
  const auto stages_of = [&](const std::string& id, int n) {
    books.service.set_switches(switches);
    // Two days, so two journals.
    std::vector<Document> documents = books.drafts(CloudBooks::order(n));
    documents.push_back(books.drafts(CloudBooks::order(n + 1, "200", "2026-02-08")).at(0));
    const Attempt attempt = books.attempt_of(documents, id);
    Outcomes outcomes = books.ledger.send(attempt, {});
    std::string stages;
    for (int look = 0; look < 40 && outcomes.at(1).kind == Kind::pending; ++look) {
      books.clock.advance(Millis(5'000));
      outcomes = ledger.check(attempt, {});
      const std::string& reason = outcomes[1].reason;
      const auto is = reason.find(" is ");
      const std::string stage = outcomes[1].kind == Kind::posted ? outcomes[1].receipt.status
                                : is == std::string::npos        ? reason
                                                          : reason.substr(is + 4, reason.find(',') - is - 4);
      if (!stages.ends_with(stage)) stages += (stages.empty() ? "" : ", ") + stage;
    }
    CHECK(outcomes.at(0).kind == Kind::posted);
    for (const Document& document : documents) CHECK(books.count(document) == 1);
    return stages;
  };
  const std::string all = "interfaced, journalised, released, posted";
  CHECK(stages_of("a1", 10) == all);
  // What is listed as detail although its journal is not posted is not posted.
  switches.detail_before_posting = true;
  CHECK(stages_of("a2", 20) == all);
  // Words need no translation; of a state that nobody translates detail decides.
  switches.detail_before_posting = false;
  switches.unreleased_status = "Unreleased";
  switches.released_status = "Released";
  switches.posted_status = "Posted";
  CHECK(stages_of("a3", 30) == all);
}

TEST_CASE("where journals say nothing that is known, posted detail tells what is posted") {
  CloudBooks books;
  auto switches = books.service.switches();
  SUBCASE("a state that nobody translates") {
    switches.posted_status = "7";
  }
  SUBCASE("no journal can be asked for") {
    switches.journals_listed = false;
  }
  books.service.set_switches(switches);
  const Attempt attempt = books.attempt_of(books.drafts(CloudBooks::order(5)), "a1");
  const auto outcomes = books.sent(attempt);
  REQUIRE(outcomes.at(0).kind == Kind::posted);
  CHECK(outcomes[0].receipt.status == "posted");
}
