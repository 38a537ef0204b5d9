#include <future>
#include <streambuf>
#include <thread>

#include "app/callback.h"
#include "auth/token_vault.h"
#include "desk.h"
#include "wire/curl_transport.h"

namespace crosswalk::tests {
namespace {

constexpr std::string_view tenant = simulator::XeroService::tenant_id;
constexpr const char* second_tenant = "bbbbbbbb-0000-4000-8000-000000000002";

// A port that was free a moment ago.
int free_port() {
  wire::HttpServer server([](const wire::HttpRequest&) { return wire::ServerAnswer{}; });
  return server.listen("127.0.0.1", 0).value();
}

// Output that tells the first link as soon as it is written.
class Watched final : public std::streambuf {
 public:
  std::future<std::string> link() { return link_.get_future(); }
  std::string text() const { return text_; }

 private:
  int_type overflow(int_type c) override {
    text_ += static_cast<char>(c);
    if (c == '\n' && !told_ && line_.starts_with("http")) {
      told_ = true;
      link_.set_value(line_);
    }
    line_ = c == '\n' ? std::string() : line_ + static_cast<char>(c);
    return c;
  }
  std::string text_, line_;
  bool told_ = false;
  std::promise<std::string> link_;
};

struct Connected {
  int code = 0;
  std::string out, err, page;
};

class ConnectDesk : public Desk {
 public:
  explicit ConnectDesk(const std::string& client = "people", const std::string& more = {}) {
    simulate(3);
    simulator::XeroApp app;
    app.client_id = client;
    app.scopes = {"accounting.contacts", "accounting.invoices", "accounting.settings.read"};
    app.custom_connection = false;
    app.redirect_uris = {"http://localhost:" + std::to_string(port_) + "/callback"};
    app.person_has = {std::string(tenant)};
    app.secret = Secret(client == "web" ? "demo-xero-secret" : "");
    app_ = app;
    simulated().xero().add_app(std::move(app));
    const std::string url = simulated().xero_url();
    configure(simulated().walmart_url(), url,
              ", login_url: " + url + ", token_key: {file: secrets/token-key}, sign_in: " +
                  (client == "web" ? "code" : "pkce") + more);
    edit("crosswalk.yaml", "client_id: demo-app", "client_id: " + client);
    if (client != "web") edit("crosswalk.yaml", ", client_secret: {file: secrets/xero}, api", ", api");
    write("secrets/token-key", "0123456789abcdef0123456789abcdef\n");
  }
  void add_second_tenant() {
    simulator::XeroApp app = app_;
    app.person_has = {std::string(tenant), second_tenant};
    simulated().xero().add_app(std::move(app));
  }
  // The command, and a browser that opens its link.
  Connected connect(std::vector<std::string> more = {}, const std::string& input = {},
                    const std::function<void(const std::string& callback)>& before = {}) {
    std::vector<std::string> arguments{"connect", "xero", "--port", std::to_string(port_), "--timeout", "20"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    Watched out, err;
    auto link = (std::find(more.begin(), more.end(), "--json") != more.end() ? err : out).link();
    std::ostream out_stream(&out);
    std::ostream err_stream(&err);
    std::istringstream in(input);
    app::Session session{out_stream, err_stream, in, clock(), {}, false, directory().string(), false};
    Connected result;
    std::jthread command([&] { result.code = app::run_command_line(session, arguments); });
    if (link.wait_for(std::chrono::seconds(10)) == std::future_status::ready) {
      const std::string location = browse(link.get(), "Location");
      if (before) before(location);
      result.page = browse(location, {});
    }
    command.join();
    result.out = out.text();
    result.err = err.text();
    return result;
  }
  // A header of the reply, or without one its body.
  std::string browse(const std::string& url, const std::string& header) {
    const auto result = transport_.call({"GET", url, {}, ""}, {});
    REQUIRE_MESSAGE(result.reply, result.failure.error.message);
    return header.empty() ? result.reply->body
                          : std::string(wire::header(result.reply->headers, header).value_or(""));
  }

 private:
  int port_ = free_port();
  simulator::XeroApp app_;
  wire::CurlTransport transport_;
};

}  // namespace

TEST_CASE("connect xero: the link, the browser, the only organisation; then the engine posts") {
  for (const char* client : {"people", "web"}) {
    CAPTURE(client);
    ConnectDesk desk(client);
    auto early = desk.run({"once"});
    CHECK(early.code == 2);
    CHECK(has(early.err, "is not connected to Xero yet; run: crosswalk connect xero --pair us"));
    CHECK(has(desk.run({"status"}).out, "not connected to Xero yet"));

    const auto ran = desk.connect();
    CHECK_MESSAGE(ran.code == 0, ran.err);
    CHECK(has(ran.page, "Go back to Crosswalk"));
    CHECK(has(ran.out, "pair us is connected to Example Home Goods"));
    CHECK(has(ran.out, "2026-04-11T12:00:00Z"));

    CHECK(has(desk.run({"status"}).out, "signed in to Xero  Example Home Goods LLC; good until 2026-04-11"));
    CHECK(desk.run({"status", "--json"}).json()["us"]["sign_in"]["connected"] == true);
    const auto once = desk.run({"once"});
    CHECK_MESSAGE(once.code == 0, once.err);
    CHECK_FALSE(desk.simulated().xero().invoices().empty());
    CHECK(desk.run({"check"}).code == 0);
    // No token is in the database in clear: refresh tokens of the stand-in have 43 characters of base64url.
    const std::string database = desk.read("books.db") + desk.read("books.db-wal");
    CHECK(has(database, "\"sealed\""));
    CHECK_FALSE(has(database, "Bearer"));
  }
}

TEST_CASE("an answer with another state changes nothing, and the right one is still taken") {
  ConnectDesk desk;
  const auto ran = desk.connect({}, {}, [&](const std::string& location) {
    const auto forged = location.substr(0, location.find("&state=")) + "&state=forged";
    CHECK(has(desk.browse(forged, {}), "another attempt"));
    CHECK(has(desk.browse(location.substr(0, location.find("/callback")) + "/favicon.ico", {}),
              "nothing here"));
  });
  CHECK_MESSAGE(ran.code == 0, ran.err);
}

TEST_CASE("the organisation is chosen by id, by name, by number, or not at all") {
  ConnectDesk desk;
  desk.add_second_tenant();
  const auto named = desk.connect({"--tenant", "Example Home Goods LLC"});
  CHECK_MESSAGE(has(named.out, "connected to Example Home Goods"), named.err);
  CHECK(has(desk.connect({}, "9\n1\n").out, "connected to Example Home Goods"));
  const auto none = desk.connect();
  CHECK(none.code == 2);
  CHECK(has(none.err, "no organisation was chosen; connect again with --tenant: Example Home Goods"));
  const auto wrong = desk.connect({"--tenant", "Example"});
  CHECK(wrong.code == 2);
  CHECK(has(wrong.err, "--tenant Example is none of the organisations that were allowed"));
  const auto other = desk.connect({"--tenant", second_tenant, "--json"});
  CHECK(other.code == 0);
  CHECK(parse_json(other.out, "output")->at("tenant_id") == second_tenant);
  CHECK(parse_json(other.out, "output")->at("tenant_before") == tenant);
  // crosswalk.yaml decides where it says something.
  desk.edit("crosswalk.yaml", "sign_in: pkce", "sign_in: pkce, tenant_id: " + std::string(tenant));
  const auto stale = desk.run({"once"});
  CHECK(stale.code == 2);
  CHECK(has(stale.err, "xero.tenant_id names another organisation"));
  CHECK(desk.connect().code == 0);
}

TEST_CASE("a pair whose documents stand in one organisation is connected to no other") {
  ConnectDesk desk;
  desk.add_second_tenant();
  REQUIRE(desk.connect({"--tenant", std::string(tenant)}).code == 0);
  REQUIRE(desk.run({"once"}).code == 0);
  const auto refused = [&] {
    const auto ran = desk.connect({"--tenant", second_tenant});
    CHECK(ran.code == 2);
    CHECK(has(ran.err, "documents of pair \"us\" stand in Example Home Goods LLC ("));
    CHECK(has(ran.err, "would never get them; nothing was changed"));
  };
  refused();
  CHECK(desk.run({"check"}).code == 0);
  REQUIRE(desk.run({"connect", "xero", "--disconnect"}).code == 0);
  refused();
  CHECK(desk.connect({"--tenant", std::string(tenant)}).code == 0);
}

TEST_CASE("disconnect forgets what Xero refuses to revoke, and says so") {
  ConnectDesk desk;
  constexpr const char* revocation = "POST /connect/revocation";
  simulator::Fault fault;
  fault.reply = {400, {}, "{}"};
  REQUIRE(desk.connect().code == 0);
  desk.simulated().xero().faults().add(revocation, fault);
  Ran ran = desk.run({"connect", "xero", "--disconnect"});
  CHECK_MESSAGE(ran.code == 0, ran.err);
  CHECK(has(ran.out, "its tokens are forgotten. Xero did not revoke the sign-in (HTTP 400)"));
  REQUIRE(desk.connect().code == 0);
  fault.reply.status = 503;
  fault.times = 4;
  desk.simulated().xero().faults().add(revocation, fault);
  ran = desk.run({"connect", "xero", "--disconnect"});
  CHECK(ran.code == 3);
  CHECK(has(ran.err, "so it still stands; nothing was forgotten. Try again, or add --forget"));
  CHECK(desk.run({"connect", "xero", "--disconnect", "--forget"}).code == 0);
  CHECK(desk.run({"connect", "xero", "--disconnect"}).code == 1);
}

TEST_CASE("a person who declines, and a key that is missing, wrong or changed") {
  ConnectDesk desk;
  simulator::XeroSwitches switches;
  switches.person_declines = true;
  desk.simulated().xero().set_switches(switches);
  const auto declined = desk.connect();
  CHECK(declined.code == 1);
  CHECK(has(declined.err, "declined in Xero (access_denied); nothing was changed"));
  desk.simulated().xero().set_switches({});

  std::filesystem::remove(desk.directory() / "secrets/token-key");
  const auto missing = desk.connect();
  CHECK(missing.code == 2);
  CHECK(has(missing.err, "openssl rand -base64 32"));
  CHECK(missing.page.empty());
  desk.write("secrets/token-key", "short");
  CHECK(has(desk.connect().err, "the key is shorter than 32 characters"));

  desk.write("secrets/token-key", "the first key, as long as it must be");
  REQUIRE(desk.connect().code == 0);
  desk.write("secrets/token-key", "the second key, as long as it must be");
  const auto other = desk.run({"check"});
  CHECK(other.code == 2);
  CHECK(has(other.err, "sealed with another key"));
  REQUIRE(desk.connect().code == 0);  // a new key comes with a new sign-in
  CHECK(desk.run({"check"}).code == 0);
}

TEST_CASE("nobody answers, or the command is stopped") {
  ConnectDesk desk;
  const auto late = desk.run({"connect", "xero", "--port", std::to_string(free_port()), "--timeout", "1"});
  CHECK(late.code == 1);
  CHECK(has(late.err, "no answer came from Xero within 1 seconds"));
  const auto custom = [&] {
    desk.edit("crosswalk.yaml", "sign_in: pkce", "client_secret: {file: secrets/xero}");
    desk.edit("crosswalk.yaml", ", token_key: {file: secrets/token-key}", "");
    return desk.run({"connect", "xero"});
  }();
  CHECK(custom.code == 2);
  CHECK(has(custom.err, "crosswalk.yaml:4: pair \"us\" signs in as a custom connection"));
}

TEST_CASE("a sign-in that nobody used for weeks is warned of, and disconnect ends it") {
  ConnectDesk desk;
  REQUIRE(desk.connect().code == 0);
  const Millis day{24 * 3'600'000};
  CHECK_FALSE(has(desk.run({"check", "--offline"}).err, "ends at"));
  desk.clock().advance(53 * day);
  CHECK(has(desk.run({"status"}).out, "attention: the sign-in to Xero ends at 2026-04-11T12:00:00Z"));
  const auto strict = desk.run({"check", "--offline", "--strict"});
  CHECK(strict.code == 1);
  CHECK(has(strict.err, "the sign-in to Xero ends at"));
  CHECK(desk.run({"check"}).code == 0);  // used, and so renewed
  CHECK_FALSE(has(desk.run({"status"}).out, "attention"));

  const auto ended = desk.run({"connect", "xero", "--disconnect"});
  CHECK_MESSAGE(ended.code == 0, ended.err);
  CHECK(has(ended.out, "no longer connected"));
  CHECK(desk.run({"check"}).code == 2);
  const auto again = desk.run({"connect", "xero", "--disconnect"});
  CHECK(again.code == 1);
  CHECK(has(again.err, "is not connected to Xero"));
  CHECK(desk.run({"connect", "walmart"}).code == 2);
}

TEST_CASE("a demo needs nobody to connect") {
  ConnectDesk desk;
  const auto ran = desk.run({"demo", "--days", "1"});
  CHECK_MESSAGE(ran.code == 0, ran.err);
  CHECK(has(ran.out, "1 virtual days"));
}

TEST_CASE("query values are decoded") {
  CHECK(app::query_value("/callback?code=a%2Fb+c&state=s", "code") == "a/b c");
  CHECK(app::query_value("/callback?code=a%2Fb+c&state=s", "state") == "s");
  CHECK(app::query_value("/callback?code=%", "code") == "%");
  CHECK(app::query_value("/callback?code=%4", "code") == "%4");
  CHECK(app::query_value("/callback?code=%41", "code") == "A");
  CHECK(app::query_value("/callback", "code").empty());
}

}  // namespace crosswalk::tests
