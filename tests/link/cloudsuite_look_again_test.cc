// What stands in CloudSuite is looked at again: what a person posts, deletes or reverses there later is told
// of each document, in few calls, and nothing is told that the ledger does not show.
#include "link/cloudsuite_books.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

// Two orders of one day whose journal waits for a person.
struct Waiting {
  CloudBooks books;
  std::vector<Standing> standing;

  explicit Waiting(simulator::CloudSuiteSwitches switches = by_hand()) {
    books.service.set_switches(switches);
    std::vector<Document> documents = books.drafts(CloudBooks::order(5));
    documents.push_back(books.drafts(CloudBooks::order(7)).at(0));
    const auto outcomes = books.sent(books.attempt_of(documents, "a1"));
    for (std::size_t i = 0; i < documents.size(); ++i) {
      REQUIRE(outcomes.at(i).kind == Outcome::Kind::posted);
      standing.push_back({documents[i], outcomes[i].receipt});
    }
    books.clock.advance(Millis(5LL * 86'400'000));
  }
  static simulator::CloudSuiteSwitches by_hand() {
    simulator::CloudSuiteSwitches switches;
    switches.releases_by_itself = false;
    return switches;
  }
  std::vector<std::optional<LedgerChange>> look(bool closely = false) {
    auto told = books.ledger.look_again(standing, closely, {});
    REQUIRE_MESSAGE(told.ok(), told.error().text());
    REQUIRE(told->size() == standing.size());
    return std::move(*told);
  }
  // Lists that were asked for, by class: a list is two calls, because only an empty page ends it.
  std::map<std::string, int> lists() const {
    std::map<std::string, int> lists;
    for (const auto& [call, times] : books.service.requests())
      if (call.ends_with("/_generic")) lists[call.substr(4, call.find('/') - 4)] = times;
    return lists;
  }
};

}  // namespace

TEST_CASE("what a person posts days later is told, and a look at what waits costs one list") {
  Waiting waiting;
  CHECK(waiting.standing[0].receipt->status == "journalised");
  auto told = waiting.look();
  REQUIRE(told[0]);
  CHECK(told[0]->status == "journalised");
  CHECK(told[0]->staged);
  CHECK(told[0]->total == waiting.standing[0].document.total->amount);

  auto lists = waiting.lists();
  for (const auto& one : waiting.look()) CHECK_FALSE(one);
  lists["GeneralLedgerJournalControl"] += 2;
  CHECK(waiting.lists() == lists);
  CHECK(waiting.books.service.post_journals() == 1);
  told = waiting.look();
  for (const auto& one : told) {
    REQUIRE(one);
    CHECK(one->status == "posted");
    CHECK_FALSE(one->gone);
  }
  CHECK(told[1]->total == waiting.standing[1].document.total->amount);
  // A close look tells the same, and where the money lies as our rows say it.
  told = waiting.look(true);
  const auto said =
      waiting.books.ledger.places(DocumentKind::gl_run_group, waiting.standing[0].document.content);
  REQUIRE(told[0]->places);
  REQUIRE(said);
  REQUIRE(told[0]->places->size() == said->size());
  for (std::size_t i = 0; i < said->size(); ++i) {
    CHECK(told[0]->places->at(i).account == said->at(i).account);
    CHECK(told[0]->places->at(i).amount == said->at(i).amount);
  }
}

TEST_CASE("a document more of a day is looked for although its journals are as they were") {
  Waiting waiting;
  (void)waiting.look();
  auto documents = waiting.books.drafts(CloudBooks::order(9));
  const auto outcomes = waiting.books.sent(waiting.books.attempt_of(documents, "a2"));
  REQUIRE(outcomes.at(0).kind == Outcome::Kind::posted);
  waiting.standing.push_back({documents[0], outcomes[0].receipt});
  CHECK(waiting.look()[2]->status == "journalised");
}

TEST_CASE("a journal that a person deletes or reverses takes its documents out of the books") {
  Waiting waiting;
  (void)waiting.look();
  SUBCASE("deleted before it was posted") {
    CHECK(waiting.books.service.delete_journals() == 1);
    for (const auto& one : waiting.look()) {
      REQUIRE(one);
      CHECK(one->gone);
      CHECK(one->status == "deleted");
    }
  }
  SUBCASE("reversed after it was posted") {
    CHECK(waiting.books.service.post_journals() == 1);
    CHECK(waiting.books.service.reverse_journals() == 1);
    for (const auto& one : waiting.look(true)) {
      REQUIRE(one);
      CHECK(one->gone);
      CHECK(one->status == "reversed");
    }
  }
}

TEST_CASE("rows that stand twice are no reversal") {
  Waiting waiting(simulator::CloudSuiteSwitches{});
  for (const auto& row : waiting.books.service.rows("GLTransactionDetail")) {
    auto again = row;
    again["GLTransactionDetail"] = "9" + row.at("GLTransactionDetail");
    waiting.books.service.put_row("GLTransactionDetail", again);
  }
  const auto told = waiting.look(true);
  REQUIRE(told[0]);
  CHECK_FALSE(told[0]->gone);
  const Decimal once = waiting.standing[0].document.total->amount;
  CHECK(told[0]->total == add(once, once).value());
}

TEST_CASE("what cannot be told is not guessed") {
  auto switches = Waiting::by_hand();
  SUBCASE("a reversal whose lines say nothing of ours") {
    switches.reversals_keep_references = false;
    Waiting waiting(switches);
    CHECK(waiting.books.service.post_journals() == 1);
    CHECK(waiting.books.service.reverse_journals() == 1);
    for (const auto& one : waiting.look(true)) CHECK_FALSE(one->gone);
  }
  SUBCASE("no journal can be asked for") {
    Waiting waiting(switches);
    switches.journals_listed = false;
    waiting.books.service.set_switches(switches);
    for (const auto& one : waiting.look(true)) CHECK_FALSE(one);
    CHECK(waiting.books.service.delete_journals() == 1);
    // Their lines can be, and are gone.
    for (const auto& one : waiting.look(true)) CHECK((one && one->gone));
  }
  SUBCASE("no list answers") {
    Waiting waiting(switches);
    waiting.books.service.set_random_faults(1, 1.0);
    CHECK_FALSE(waiting.books.ledger.look_again(waiting.standing, true, {}).ok());
  }
  SUBCASE("a stopped engine") {
    Waiting waiting(switches);
    std::stop_source source;
    source.request_stop();
    const auto lists = waiting.lists();
    CHECK_FALSE(waiting.books.ledger.look_again(waiting.standing, true, source.get_token()).ok());
    CHECK(waiting.lists() == lists);
  }
  SUBCASE("it was interfaced, and no journal was ever seen") {
    Waiting waiting(switches);
    for (Standing& one : waiting.standing) one.receipt->status = "interfaced";
    CHECK(waiting.books.service.delete_journals() == 1);
    for (const auto& one : waiting.look(true)) CHECK_FALSE(one);
  }
}

TEST_CASE("what is moved to another account in a journal shows where it lies now") {
  Waiting waiting;
  bool moved = false;
  for (const auto& row : waiting.books.service.rows("GeneralLedgerTransaction")) {
    if (row.at("AccountCode") != "200" || moved) continue;
    moved = true;
    REQUIRE(waiting.books.service.change_row("GeneralLedgerTransaction", row, {{"AccountCode", "210"}}).ok());
  }
  REQUIRE(moved);
  const auto told = waiting.look(true);
  REQUIRE(told[0]->places);
  CHECK(std::any_of(told[0]->places->begin(), told[0]->places->end(),
                    [](const PlacedAmount& one) { return one.account == "210"; }));
}

TEST_CASE("invoices of receivables are looked at as well") {
  CloudBooks books(CloudBooks::with_receivables());
  auto switches = Waiting::by_hand();
  books.service.set_switches(switches);
  const auto documents = books.drafts(CloudBooks::order(5));
  std::vector<Standing> standing;
  for (const Document& document : documents) {
    const auto outcomes =
        books.sent(books.attempt_of({document}, "a" + document.key + std::string(name_of(document.kind))));
    REQUIRE(outcomes.at(0).kind == Outcome::Kind::posted);
    CHECK(outcomes[0].receipt.status != "posted");
    standing.push_back({document, outcomes[0].receipt});
  }
  REQUIRE(standing.size() == 2);
  books.clock.advance(Millis(5LL * 86'400'000));
  books.service.post_journals();
  const auto told = books.ledger.look_again(standing, false, {});
  REQUIRE(told.ok());
  for (std::size_t i = 0; i < standing.size(); ++i) {
    REQUIRE((*told)[i]);
    CHECK((*told)[i]->status == "posted");
    CHECK((*told)[i]->outside_id == standing[i].receipt->outside_id);
    CHECK((*told)[i]->total == standing[i].document.total->amount);
  }
}
