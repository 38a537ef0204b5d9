// Sign-in, limits, repeats: what is called again, what is not, and what a person is told.
#include <doctest/doctest.h>

#include "base/crypto.h"
#include "base/json_tree.h"
#include "support.h"
#include "xero/limits.h"

using namespace crosswalk;
using namespace crosswalk::test;
using Kind = Outcome::Kind;

namespace {

const std::string minute = "xero/9a3d5c1e-1111-4222-8333-444455556666/minute";
const std::string app = "xero/CLIENT/app";  // shared by all organisations
const std::string whole_day = "xero/9a3d5c1e-1111-4222-8333-444455556666/day";
const char* created =
    R"({"Invoices":[{"InvoiceID":"aaaaaaaa-0000-4000-8000-000000000001","InvoiceNumber":"WM-1","Status":"AUTHORISED",)"
    R"("Total":24.99,"CurrencyCode":"USD"}]})";

Outcome send(Desk& desk) {
  const auto outcomes =
      desk.ledger.send(attempt_of(desk.ledger, {invoice(desk.ledger, "1")}, contact_receipt()), desk.stop);
  REQUIRE(outcomes.size() == 1);
  return outcomes[0];
}

wire::CallResult identity(int status, const char* body) {
  return reply(status, body);
}

void no_secret_in(const std::string& text) {
  CHECK_FALSE(says(text, Desk::secret));
  CHECK_FALSE(says(text, "token-"));
  CHECK_FALSE(says(text, base64("CLIENT:" + std::string(Desk::secret))));
}

}  // namespace

TEST_CASE(
    "sign-in is client_credentials with Basic and `scope`, once for many calls, renewed before it expires") {
  Desk desk;
  for (int i = 0; i < 3; ++i) {
    desk.xero.answers(200, created);
    CHECK(send(desk).kind == Kind::posted);
  }
  REQUIRE(desk.xero.tokens.size() == 1);
  const auto& call = desk.xero.tokens[0];
  CHECK(call.method == "POST");
  CHECK(call.url == "https://identity.test/connect/token");
  CHECK(call.body ==
        "grant_type=client_credentials&scope=accounting.contacts%20accounting.invoices%20accounting.settings."
        "read");
  CHECK(wire::header(call.headers, "Authorization") ==
        "Basic " + base64("CLIENT:" + std::string(Desk::secret)));
  CHECK(wire::header(call.headers, "Content-Type") == "application/x-www-form-urlencoded");
  desk.clock.advance(Millis(29 * 60'000));
  desk.xero.answers(200, created);
  send(desk);
  CHECK(desk.xero.tokens.size() == 2);
}

TEST_CASE("a custom connection without a tenant sends no tenant header and counts by app") {
  xero::Settings settings = Desk::settings();
  settings.tenant_id.clear();
  Desk desk(settings);
  desk.xero.answers(200, created);
  CHECK(send(desk).kind == Kind::posted);
  CHECK_FALSE(wire::header(desk.xero.calls[0].headers, "xero-tenant-id"));
  CHECK(desk.budget.taken ==
        std::map<std::string, int>{{"xero/CLIENT/minute", 1}, {"xero/CLIENT/day", 1}, {app, 1}});
}

TEST_CASE("an expired token is replaced once, and the same bytes go out again") {
  Desk desk;
  desk.xero.answers(
      401,
      R"({"Title":"Unauthorized","Status":401,"Detail":"TokenExpired: token expired at 01/01/2001 00:00:00"})");
  desk.xero.answers(200, created);
  CHECK(send(desk).kind == Kind::posted);
  REQUIRE(desk.xero.calls.size() == 2);
  CHECK(desk.xero.calls[0].body == desk.xero.calls[1].body);
  CHECK(wire::header(desk.xero.calls[0].headers, "Idempotency-Key") ==
        wire::header(desk.xero.calls[1].headers, "Idempotency-Key"));
  CHECK(wire::header(desk.xero.calls[1].headers, "Authorization") == "Bearer token-2");
  int authorizations = 0;
  for (const auto& [name, value] : desk.xero.calls[1].headers)
    if (name == "Authorization") ++authorizations;
  CHECK(authorizations == 1);

  desk.xero.answers(401, R"({"detail":"TokenExpired: again"})");
  desk.xero.answers(401, R"({"detail":"TokenExpired: again"})");
  const Outcome outcome = send(desk);
  CHECK(outcome.kind == Kind::reauthorise);
  CHECK(desk.xero.calls.size() == 4);
  no_secret_in(outcome.reason);
}

TEST_CASE("a missing scope and a foreign tenant are for a person, and no new token is asked for") {
  for (const char* word : {"insufficient_scope", "insufficent_scope"}) {
    Desk desk;
    desk.xero.answers(401, "{}", {{"www-authenticate", "Bearer error=\"" + std::string(word) + "\""}});
    const Outcome outcome = send(desk);
    CHECK(outcome.kind == Kind::reauthorise);
    CHECK(says(outcome.reason, "lacks the scope accounting.invoices"));
    CHECK(desk.xero.tokens.size() == 1);
  }
  Desk desk;
  desk.xero.answers(403, R"({"title":"Forbidden","status":403,"detail":"AuthenticationUnsuccessful"})");
  const Outcome outcome = send(desk);
  CHECK(outcome.kind == Kind::reauthorise);
  CHECK(says(outcome.reason, "check xero.tenant_id"));
  CHECK(says(outcome.reason, "AuthenticationUnsuccessful"));
}

TEST_CASE("a refused sign-in is for a person, a failing one passes; neither shows a secret") {
  struct Row {
    int status;
    const char* body;
    Kind kind;
    const char* words;
  };
  for (const Row& row :
       {Row{400, R"({"error":"invalid_client"})", Kind::reauthorise, "(invalid_client): compare client_id"},
        Row{400, R"({"error":"invalid_scope"})", Kind::reauthorise, "(invalid_scope): tick every scope"},
        Row{400, R"({"error":"you sent s3cret-of-the-app"})", Kind::reauthorise, "HTTP 400"},
        Row{401, "", Kind::reauthorise, "HTTP 401"}, Row{503, "down", Kind::retry, "HTTP 503"},
        Row{200, "<html>s3cret-of-the-app", Kind::retry, "not valid JSON"},
        Row{200, "{}", Kind::retry, "without a token"}}) {
    CAPTURE(row.body);
    Desk desk;
    desk.xero.sign_in = [&](const wire::HttpRequest&) { return identity(row.status, row.body); };
    const Outcome outcome = send(desk);
    CHECK(outcome.kind == row.kind);
    CHECK(says(outcome.reason, row.words));
    no_secret_in(outcome.reason);
    CHECK(desk.xero.calls.empty());
  }
  Desk desk;
  desk.xero.sign_in = [](const wire::HttpRequest&) {
    return wire::CallResult{std::nullopt, {wire::Reach::maybe_sent, fail(ErrorKind::outside, "timed out")}};
  };
  CHECK(send(desk).kind == Kind::retry);
  CHECK(desk.xero.tokens.size() == 3);
}

TEST_CASE("a write that may have arrived is not repeated; one that certainly did not is") {
  Desk desk;
  desk.xero.fails(wire::Reach::maybe_sent);
  CHECK(send(desk).kind == Kind::unknown);
  CHECK(desk.xero.calls.size() == 1);
  desk.xero.answers(502, "");
  CHECK(send(desk).kind == Kind::unknown);
  CHECK(desk.xero.calls.size() == 2);
  desk.xero.fails(wire::Reach::not_sent);
  desk.xero.answers(200, created);
  CHECK(send(desk).kind == Kind::posted);
  for (int i = 0; i < 3; ++i) desk.xero.fails(wire::Reach::not_sent);
  CHECK(send(desk).kind == Kind::retry);
  desk.xero.fails(wire::Reach::not_sent);
  desk.xero.fails(wire::Reach::maybe_sent);
  CHECK(send(desk).kind == Kind::unknown);
}

TEST_CASE("a stop before the call is no call") {
  Desk desk;
  std::stop_source source;
  source.request_stop();
  desk.stop = source.get_token();
  CHECK(send(desk).kind == Kind::retry);
  CHECK(desk.xero.calls.empty());
}

TEST_CASE("a 429 pauses the whole tenant as long as Xero says, by the limit that it names") {
  struct Row {
    wire::Headers headers;
    std::string bucket;
    int seconds;
  };
  for (const Row& row :
       {Row{{{"X-Rate-Limit-Problem", "day"}, {"Retry-After", "73451"}}, whole_day, 73451},
        Row{{{"X-Rate-Limit-Problem", "DayLimit"}, {"Retry-After", "100"}}, whole_day, 100},
        Row{{{"X-Rate-Limit-Problem", "Daily limit"}, {"Retry-After", "100"}}, whole_day, 100},
        Row{{{"X-Rate-Limit-Problem", "minute"}, {"Retry-After", "17"}}, minute, 17},
        Row{{{"X-Rate-Limit-Problem", "appminute"}}, app, 5},
        Row{{{"X-Rate-Limit-Problem", "concurrent"}}, minute, 5}, Row{{}, minute, 5}}) {
    Desk desk;
    desk.xero.answers(429, "", row.headers);
    const Outcome outcome = send(desk);
    CHECK(outcome.kind == Kind::retry);
    CHECK(outcome.at == desk.clock.now() + Millis(row.seconds * 1'000));
    CHECK(desk.budget.paused.at(row.bucket) == outcome.at);
    CHECK(desk.budget.paused.size() == 1);
  }
}

TEST_CASE("a long pause is told, not slept through; a short one is waited for") {
  Desk desk;
  const Instant start = desk.clock.now();
  const auto taken = [&] { return desk.xero.calls.size(); };
  desk.budget.paused[whole_day] = start + Millis(3'600'000);
  const Outcome outcome = send(desk);
  CHECK(outcome.kind == Kind::retry);
  CHECK(outcome.at == start + Millis(3'600'000));
  CHECK(says(outcome.reason, "2026-02-01T13:00:00Z"));
  CHECK(taken() == 0);
  CHECK(desk.clock.now() == start);
  desk.budget.paused[whole_day] = start + Millis(20'000);
  desk.xero.answers(200, created);
  CHECK(send(desk).kind == Kind::posted);
  CHECK(desk.clock.now() == start + Millis(20'000));
}

TEST_CASE("what Xero says is left lowers the budget") {
  Desk desk;
  desk.xero.answers(
      200, created,
      {{"X-MinLimit-Remaining", "7"}, {"X-DayLimit-Remaining", "812"}, {"X-AppMinLimit-Remaining", "x"}});
  send(desk);
  CHECK(desk.budget.observed == std::map<std::string, double>{{minute, 7}, {whole_day, 812}});
  CHECK(desk.budget.taken == std::map<std::string, int>{{minute, 1}, {whole_day, 1}, {app, 1}});
}

TEST_CASE("no window of a minute or a day can hold more calls than Xero allows") {
  for (const int day_limit : {1'000, 5'000}) {
    xero::Settings settings = Desk::settings();
    settings.calls_per_day = day_limit;
    const BucketLimit minutes = xero::minute_bucket(settings);
    CHECK(minutes.capacity + minutes.capacity * 60'000.0 / static_cast<double>(minutes.period.count()) <=
          60.01);
    const BucketLimit days = xero::day_bucket(settings);
    CHECK(days.capacity + days.capacity * 86'400'000.0 / static_cast<double>(days.period.count()) <=
          day_limit);
  }
}

TEST_CASE("a read is repeated with back-off after failures of either kind, and gives up in the end") {
  Desk desk;
  const Instant start = desk.clock.now();
  desk.xero.answers(503, "offline");
  desk.xero.fails(wire::Reach::maybe_sent);
  desk.xero.answers(429, "", {{"Retry-After", "10"}, {"X-Rate-Limit-Problem", "minute"}});
  desk.xero.answers(500, "{}");
  desk.xero.answers(404, "");
  const auto refused = desk.ledger.reference(desk.stop);
  CHECK(refused.error().kind == ErrorKind::not_found);
  CHECK(desk.xero.calls.size() == 5);
  CHECK(desk.clock.now() - start >= Millis(10'000));
  for (int i = 0; i < 5; ++i) desk.xero.answers(500, R"({"Title":"An error occurred"})");
  CHECK(says(desk.ledger.reference(desk.stop).error().message, "HTTP 500: An error occurred"));
  CHECK(desk.xero.calls.size() == 10);
  desk.xero.answers(429, "", {{"Retry-After", "73451"}, {"X-Rate-Limit-Problem", "day"}});
  CHECK(desk.ledger.reference(desk.stop).error().kind == ErrorKind::limit);
  CHECK(desk.xero.calls.size() == 11);
}

TEST_CASE("a connection check says what is wrong in one sentence") {
  const auto check = [](Desk& desk) { return desk.ledger.check_connection(desk.stop); };
  const std::string tenant = Desk::settings().tenant_id;
  const std::string connections =
      R"([{"id":"1","tenantId":"11111111-0000-4000-8000-000000000001","tenantName":"Other Ltd"},)"
      R"({"id":"2","tenantId":")" +
      tenant + R"(","tenantName":"Home Goods"}])";
  {
    Desk desk;
    desk.xero.answers(200, connections);
    desk.xero.answers(200, R"({"Organisations":[{"Name":"Home Goods","BaseCurrency":"USD"}]})");
    const auto report = check(desk).value();
    CHECK(report.organisation == "Home Goods");
    CHECK(report.scopes.size() == 3);  // accounting.settings includes accounting.settings.read
    CHECK(desk.xero.calls[0].url == "https://api.test/connections");
  }
  {
    Desk desk;
    desk.xero.sign_in = [](const wire::HttpRequest&) {
      return identity(200, R"({"access_token":"token-x","expires_in":1800,"scope":"accounting.contacts"})");
    };
    const auto report = check(desk);
    CHECK(report.error().kind == ErrorKind::config);
    CHECK(says(report.error().message, "without accounting.invoices, accounting.settings.read"));
    // Only what the settings let be made asks for more.
    CHECK_FALSE(says(report.error().message, "manualjournals"));
    xero::Settings more = Desk::settings();
    more.create_tracking = more.attach_settlements = true;
    Desk asking(more);
    asking.xero.sign_in = desk.xero.sign_in;
    CHECK(says(check(asking).error().message, "accounting.settings, accounting.attachments"));
  }
  {
    Desk desk;
    desk.xero.answers(200,
                      R"([{"tenantId":"11111111-0000-4000-8000-000000000001","tenantName":"Other Ltd"}])");
    const auto report = check(desk);
    CHECK(report.error().kind == ErrorKind::config);
    CHECK(says(report.error().message, tenant));
    CHECK(says(report.error().message, "Other Ltd (11111111-"));
  }
  {
    Desk desk;
    desk.xero.answers(200, "[]");
    CHECK(says(check(desk).error().message, "connected to no organisation"));
  }
  {
    Desk desk;
    desk.xero.answers(200, connections);
    desk.xero.answers(403, R"({"detail":"AuthenticationUnsuccessful"})");
    CHECK(check(desk).error().kind == ErrorKind::config);
  }
}
