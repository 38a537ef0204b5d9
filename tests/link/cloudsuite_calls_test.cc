// What may be asked of Infor, and how often: a minute's and a day's calls are kept by all processes together,
// and nothing with an effect is repeated by the connection.
#include "link/cloudsuite_books.h"

using namespace crosswalk;
using namespace crosswalk::tests;
using Kind = Outcome::Kind;

namespace {

// Two processes of one pair; `shared`: they share a store, as they must.
struct TwoProcesses {
  CloudBooks books;
  std::unique_ptr<store::Store> apart = store::open_store("sqlite::memory:").value();
  cloudsuite::Settings settings;
  cloudsuite::CloudSuiteLedger first;
  cloudsuite::CloudSuiteLedger second;

  TwoProcesses(int minute, int day, bool shared)
      : settings(limited(minute, day)),
        first(
            settings, CloudBooks::credentials(), books.network, *books.store, books.clock, [] { return 0.5; },
            &books.vault),
        second(
            settings, CloudBooks::credentials(), books.network, shared ? *books.store : *apart, books.clock,
            [] { return 0.5; }, &books.vault) {
    simulator::CloudSuiteLimits limits;
    limits.minute = minute;
    limits.day = day;
    books.service.set_limits(limits);
  }
  static cloudsuite::Settings limited(int minute, int day) {
    cloudsuite::Settings settings = CloudBooks::settings();
    settings.calls_per_minute = minute;
    settings.calls_per_day = day;
    return settings;
  }
  // Both ask as fast as they may; how many were answered.
  int ask(int times) {
    int answered = 0;
    for (int i = 0; i < times; ++i)
      if ((i % 2 == 0 ? first : second).locked_until({}).ok()) ++answered;
    return answered;
  }
};

}  // namespace

TEST_CASE("two processes keep a minute's calls between them, and wait rather than fail") {
  TwoProcesses together(40, 100'000, true);
  CHECK(together.ask(100) == 100);
  CHECK(together.books.service.breaches().empty());
  // The tenant would have told of it.
  TwoProcesses apart(40, 100'000, false);
  (void)apart.ask(100);
  CHECK_FALSE(apart.books.service.breaches().empty());
}

TEST_CASE("two processes keep a day's calls between them, and say until when they are used up") {
  TwoProcesses together(3'000, 60, true);
  int answered = together.ask(100);
  together.books.clock.advance(Millis(12LL * 3'600'000));
  answered += together.ask(100);
  CHECK(answered >= 5);
  CHECK(answered < 60);
  CHECK(together.books.service.breaches().empty());
  const auto refused = together.second.locked_until({});
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().kind == ErrorKind::limit);
  TwoProcesses apart(3'000, 60, false);
  (void)apart.ask(100);
  apart.books.clock.advance(Millis(12LL * 3'600'000));
  (void)apart.ask(100);
  CHECK_FALSE(apart.books.service.breaches().empty());
}

TEST_CASE("taking staged rows away is asked for once, whatever is answered") {
  for (const int status : {500, 502, 503, 504, 429, 0}) {
    CAPTURE(status);
    CloudBooks books;
    simulator::Fault fault;
    fault.reply = {status, {{"Content-Type", "text/html"}}, "<html></html>"};
    if (status == 0) fault.delivery = simulator::Delivery::dropped;
    books.service.faults().add(CloudBooks::clear, fault);
    auto documents = books.drafts(CloudBooks::order(5));
    documents.push_back(books.drafts(CloudBooks::order(6)).at(0));
    std::string& content = documents[1].content;
    const auto account = content.find("\"AccountCode\":\"200\"");
    REQUIRE(account != std::string::npos);
    content.replace(account, 19, "\"AccountCode\":\"\"   ");
    const Attempt attempt = books.attempt_of(documents, "a1");
    for (const Outcome& one : books.ledger.send(attempt, {})) CHECK(one.kind == Kind::unknown);
    int asked = 0;
    for (const auto& [call, times] : books.service.requests())
      if (call.find("DeleteAllTransactionsForRunGroup") != std::string::npos) asked += times;
    CHECK(asked == 1);
    CHECK(books.interface_requests() == 0);
  }
}
