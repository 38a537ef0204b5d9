// The ways of signing in to Infor CloudSuite, against its stand-in, and what a token may cost.
#include "cloudsuite/token_endpoint.h"
#include "link/cloudsuite_books.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

simulator::CloudSuiteApp service_account() {
  const cloudsuite::Ionapi file = CloudBooks::credentials();
  simulator::CloudSuiteApp app;
  app.client_id = file.client_id;
  app.client_secret = file.client_secret;
  app.access_key = file.access_key.reveal();
  app.access_secret = file.secret_key;
  return app;
}

// Another process on the same store.
struct Client {
  Client(CloudBooks& its_books, cloudsuite::Ionapi ionapi,
         cloudsuite::Settings settings = CloudBooks::settings())
      : books(its_books),
        ledger(
            std::move(settings), std::move(ionapi), books.network, *books.store, books.clock,
            [] { return 0.5; }, &books.vault) {}

  bool works() { return ledger.locked_until({}).ok(); }

  CloudBooks& books;
  cloudsuite::CloudSuiteLedger ledger;
};

}  // namespace

TEST_CASE("Infor takes credentials in the form, as Basic, and without a service account") {
  CloudBooks books;
  CHECK(Client(books, CloudBooks::credentials()).works());
  REQUIRE(books.vault.put({}).ok());
  cloudsuite::Settings basic = CloudBooks::settings();
  basic.client_auth = cloudsuite::ClientAuth::basic;
  CHECK(Client(books, CloudBooks::credentials(), basic).works());
  REQUIRE(books.vault.put({}).ok());
  const auto alone = simulator::CloudSuiteService::ionapi("https://cloudsuite.test", false);
  CHECK(Client(books, cloudsuite::read_ionapi(alone, "alone.ionapi").value()).works());
  CHECK(books.service.tokens_issued() == 3);
}

TEST_CASE("a refresh token is used where there is one, and the credentials where it is not taken") {
  CloudBooks books;
  simulator::CloudSuiteApp app = service_account();
  app.refresh_tokens = true;
  app.token_life = Millis(3'600'000);
  books.service.add_app(app);
  Client client(books, CloudBooks::credentials());
  CHECK(client.works());
  // Whoever refreshes needs no access key.
  simulator::CloudSuiteApp locked = app;
  locked.access_secret = Secret("another");
  books.service.add_app(locked);
  books.clock.advance(Millis(3'600'000));
  CHECK(client.works());
  books.service.add_app(app);
  books.service.revoke_tokens();
  CHECK(client.works());
}

TEST_CASE("the scopes of the file are asked for") {
  CloudBooks books;
  simulator::CloudSuiteApp app = service_account();
  app.scopes = {"Infor-FSM"};
  app.enforce_scopes = true;
  books.service.add_app(app);
  cloudsuite::Ionapi file = CloudBooks::credentials();
  file.scope = "Infor-FSM";
  CHECK(Client(books, file).works());
}

TEST_CASE("refused credentials are tried once, and a person is told") {
  CloudBooks books;
  cloudsuite::Ionapi wrong = CloudBooks::credentials();
  wrong.secret_key = Secret("wrong");
  Client client(books, wrong);
  for (int i = 0; i < 5; ++i) {
    const auto read = client.ledger.locked_until({});
    REQUIRE(!read.ok());
    CHECK(read.error().kind == ErrorKind::config);
    CHECK(read.error().message.find("crosswalk connect cloudsuite --pair us --ionapi FILE") !=
          std::string::npos);
  }
  CHECK(books.service.requests()["POST token.oauth2"] == 1);
}

TEST_CASE("a day full of revoked tokens stays within the token budget") {
  CloudBooks books;
  Client client(books, CloudBooks::credentials());
  int worked = 0;
  for (int i = 0; i < 200; ++i) {
    books.service.revoke_tokens();
    worked += client.works() ? 1 : 0;
    books.clock.advance(Millis(60'000));
  }
  CHECK(worked > 0);
  CHECK(books.service.tokens_over_budget() == 0);
  CHECK(books.service.tokens_issued() <= 100);
}

TEST_CASE("the end of a grant ends its token") {
  CloudBooks books;
  CHECK(Client(books, CloudBooks::credentials()).works());
  CHECK(books.service.live_tokens() == 1);
  const auto kept = books.vault.read().value();
  REQUIRE(kept.has_value());
  wire::Caller caller(books.network, *books.store, books.clock, [] { return 0.5; });
  CHECK(cloudsuite::revoke(CloudBooks::settings(), CloudBooks::credentials(), kept->set.access,
                           kept->set.refresh, caller, {})
            .ok());
  CHECK(books.service.live_tokens() == 0);
}
