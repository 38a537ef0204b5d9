// A gateway that takes its time: its verdict is waited for, and what would begin too late is left to a
// look-up.
#include "link/cloudsuite_books.h"

using namespace crosswalk;
using namespace crosswalk::tests;
using Kind = Outcome::Kind;

namespace {

// Keeps how long calls were ready to wait; a batch takes `batch_takes`.
class Slow final : public wire::Transport {
 public:
  Slow(wire::Transport& transport, VirtualClock& clock) : transport_(transport), clock_(clock) {}
  wire::CallResult call(const wire::HttpRequest& request, const Stop& stop) override {
    if (request.url.find("/FSM/") != std::string::npos) shortest = std::min(shortest, request.timeout);
    if (request.method == "POST" && request.url.find("/batch") != std::string::npos)
      clock_.advance(batch_takes);
    return transport_.call(request, stop);
  }
  Millis batch_takes{0};
  Millis shortest{3'600'000};

 private:
  wire::Transport& transport_;
  VirtualClock& clock_;
};

struct SlowBooks : CloudBooks {
  Slow slow{network, clock};
  cloudsuite::CloudSuiteLedger patient{settings(), credentials(),      slow,  *store,
                                       clock,      [] { return 0.5; }, &vault};
};

}  // namespace

TEST_CASE("every call waits longer than the gateway does") {
  SlowBooks books;
  const Attempt attempt = books.attempt_of(books.drafts(CloudBooks::order(5)), "a1");
  CHECK(books.patient.send(attempt, {}).at(0).kind == Kind::pending);
  CHECK(books.patient.check(attempt, {}).at(0).kind == Kind::pending);
  CHECK(books.slow.shortest >= Millis(310'000));
  CHECK(books.slow.shortest < Millis(3'600'000));
}

TEST_CASE("what was staged so late that others may look by now is interfaced by a look-up, once") {
  SlowBooks books;
  books.slow.batch_takes = Millis(305'000);
  const Attempt attempt = books.attempt_of(books.drafts(CloudBooks::order(5)), "a1");
  CHECK(books.patient.send(attempt, {}).at(0).kind == Kind::pending);
  CHECK(books.interface_requests() == 0);
  CHECK(books.followed(attempt).at(0).kind == Kind::posted);
  CHECK(books.interface_requests() == 1);
  CHECK(books.count(attempt.members[0]) == 1);
}

TEST_CASE("rows refused so late are taken away by a look-up") {
  SlowBooks books;
  books.slow.batch_takes = Millis(305'000);
  std::vector<Document> documents = books.drafts(CloudBooks::order(5));
  std::string& content = documents[0].content;
  content.replace(content.find("\"20260209\""), 10, "\"20269999\"");
  const Attempt attempt = books.attempt_of(documents, "a1");
  CHECK(books.patient.send(attempt, {}).at(0).kind == Kind::unknown);
  CHECK_FALSE(books.service.rows("GLTransactionInterface").empty());
  CHECK(books.followed(attempt).at(0).kind == Kind::absent);
  CHECK(books.service.rows("GLTransactionInterface").empty());
}
