// A batch of Landmark takes 500 records, whatever a document or a run group has: what is longer goes in
// several, and is one run group all the same.
#include "link/cloudsuite_books.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

constexpr std::size_t most = 500;  // CloudSuiteSwitches::largest_batch: one more is refused with a 400

// An order with so many lines of a dollar, each a row of its own.
Entries long_order(int lines) {
  std::vector<Entry> list;
  for (int i = 1; i <= lines; ++i) {
    Entry line = CloudBooks::entry(EntryRole::placed, "-1", "200");
    line.order_line = std::to_string(i);
    list.push_back(std::move(line));
  }
  const std::string sum = std::to_string(lines);
  for (const auto& [role, amount] :
       {std::pair(EntryRole::receivable, sum), std::pair(EntryRole::receivable, "-" + sum),
        std::pair(EntryRole::clearing, sum)})
    list.push_back(CloudBooks::entry(role, amount));
  return CloudBooks::entries(RecordKind::order, "108800000009999", std::move(list));
}

int batches(const CloudBooks& books, const std::string& business_class, const std::string& action) {
  const auto requests = books.service.requests();
  const auto found = requests.find("POST " + business_class + "/" + action + "/batch");
  return found == requests.end() ? 0 : found->second;
}

}  // namespace

TEST_CASE("a document of 501 rows and more is staged in several batches and booked once") {
  CloudBooks books;
  REQUIRE(books.service.switches().largest_batch == most);
  const auto documents = books.drafts(long_order(1'200));
  const auto outcomes = books.sent(books.attempt_of(documents, "a1"));
  REQUIRE_MESSAGE(outcomes.at(0).kind == Outcome::Kind::posted, outcomes[0].reason);
  CHECK(books.count(documents[0]) == 1);
  CHECK(books.service.ledger().size() == 1'201);
  CHECK(batches(books, "GLTransactionInterface", "CreateUnreleased") == 3);
  CHECK(books.service.run_groups_interfaced().size() == 1);
}

TEST_CASE("an invoice of receivables with 501 lines and more is staged in several batches and booked once") {
  CloudBooks books(CloudBooks::with_receivables());
  REQUIRE(books.service.switches().largest_batch == most);
  const Document invoice = books.drafts(long_order(501)).at(0);
  REQUIRE(invoice.kind == DocumentKind::receivable);
  const auto outcomes = books.sent(books.attempt_of({invoice}, "a1"));
  REQUIRE_MESSAGE(outcomes.at(0).kind == Outcome::Kind::posted, outcomes[0].reason);
  CHECK(books.count(invoice) == 1);
  CHECK(batches(books, "ReceivableInvoiceImport", "Create") == 1);
  CHECK(batches(books, "ReceivableInvoiceDetailImport", "Create") == 2);
  CHECK(batches(books, "ReceivableInvoiceDistributionImport", "Create") == 2);
  CHECK(books.service.rows("ReceivableInvoice").size() == 1);
  CHECK(books.service.trial_balance()["200"] == Decimal::whole(-501));
}

TEST_CASE("so many documents of receivables go together as one batch of their lines holds") {
  CloudBooks books(CloudBooks::with_receivables());
  std::vector<Document> documents;
  std::size_t rows = 0;
  for (int n = 1; n <= 300; ++n) {
    documents.push_back(books.drafts(CloudBooks::order(n)).at(0));
    rows += 2;
  }
  REQUIRE(rows > most);
  const std::size_t fits = books.ledger.fits(documents);
  CHECK(fits == most / 2);
  documents.resize(fits);
  for (const Outcome& one : books.sent(books.attempt_of(documents, "a1")))
    CHECK_MESSAGE(one.kind == Outcome::Kind::posted, one.reason);
  CHECK(batches(books, "ReceivableInvoiceImport", "Create") == 1);
}
