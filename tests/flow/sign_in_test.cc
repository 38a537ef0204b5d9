// The stored sign-in of a person's consent against Xero's stand-in, with lost answers and two processes.
#include <doctest/doctest.h>

#include <filesystem>

#include "auth/kept_tokens.h"
#include "base/crypto.h"
#include "base/virtual_clock.h"
#include "simulator/xero_service.h"
#include "store/store.h"
#include "xero/consent.h"

namespace crosswalk {
namespace {

constexpr const char* redirect = "http://localhost:8483/callback";
constexpr Millis minute{60'000};

class FreeBudget final : public Budget {
 public:
  Result<Instant> take(const BucketLimit& /*limit*/, Instant now) override { return now; }
  Result<void> pause(std::string_view /*bucket*/, Instant /*until*/) override { return {}; }
  Result<void> observe(const BucketLimit& /*limit*/, double /*remaining*/, Instant /*now*/) override {
    return {};
  }
};

struct World {
  World() : path(std::filesystem::temp_directory_path() / ("crosswalk-sign-in-" + random_uuid())) {
    std::filesystem::create_directories(path);
    simulator::XeroApp app;
    app.client_id = "web";
    app.secret = Secret("its secret");
    app.scopes = {"accounting.contacts", "accounting.invoices", "accounting.settings.read"};
    app.custom_connection = false;
    app.redirect_uris = {redirect};
    app.person_has = {std::string(simulator::XeroService::tenant_id)};
    xero.add_app(std::move(app));
    net.mount("xero.test", xero);
    settings.pair = "us";
    settings.client_id = "web";
    settings.client_secret = Secret("its secret");
    settings.way = xero::Way::code;
    settings.api_url = settings.identity_url = settings.login_url = "https://xero.test";
  }
  World(const World&) = delete;
  World& operator=(const World&) = delete;
  ~World() { std::filesystem::remove_all(path); }

  // The person opens the link and allows the app.
  xero::Tokens consent() {
    const auto request = xero::new_consent(redirect);
    const auto page = net.call({"GET", xero::consent_link(settings, request), {}, ""}, {});
    REQUIRE(page.reply);
    const std::string location(wire::header(page.reply->headers, "Location").value_or(""));
    REQUIRE(location.find("state=" + request.state) != std::string::npos);
    const auto at = location.find("code=") + 5;
    auto tokens =
        xero::redeem_code(settings, request, location.substr(at, location.find('&') - at), caller, clock, {});
    REQUIRE_MESSAGE(tokens.ok(), (tokens.ok() ? "" : tokens.error().message));
    return std::move(*tokens);
  }

  std::filesystem::path path;
  VirtualClock clock{Instant::parse("2026-03-01T12:00:00Z").value()};
  simulator::XeroService xero{clock};
  simulator::InProcess net;
  FreeBudget budget;
  xero::Settings settings;
  wire::Caller caller{net, budget, clock, [] { return 0.5; }};
};

struct Process {
  explicit Process(World& the_world)
      : world(the_world),
        store(store::open_store("sqlite:" + (world.path / "crosswalk.db").string()).value()),
        vault(*store, xero::token_name("us"),
              SealKey::from(Secret("0123456789abcdef0123456789abcdef")).value()),
        tokens(
            vault,
            [this](const Secret& refresh, const Stop& stop) {
              return xero::renew(world.settings, refresh, world.caller, world.clock, stop);
            },
            world.clock, Millis{120'000}, xero::whose_tokens("us")) {}
  void keep(xero::Tokens given) {
    auth::TokenSet set;
    set.access = given.access.value;
    set.access_expires = given.access.expires;
    set.refresh = given.refresh;
    set.obtained = world.clock.now();
    set.scope = given.scope;
    set.tenant_id = simulator::XeroService::tenant_id;
    REQUIRE(vault.put(set).ok());
  }
  World& world;
  std::unique_ptr<store::Store> store;
  auth::TokenVault vault;
  auth::KeptTokens tokens;
};

}  // namespace

TEST_CASE("a consent brings tokens for what the engine uses, and the organisations that were allowed") {
  World world;
  const auto tokens = world.consent();
  CHECK(tokens.scope.find("offline_access") != std::string::npos);
  const auto tenants = xero::allowed_tenants(world.settings, tokens.access.value, world.caller, {});
  REQUIRE(tenants.ok());
  REQUIRE(tenants->size() == 1);
  CHECK((*tenants)[0].id == simulator::XeroService::tenant_id);
}

TEST_CASE("two processes live on one consent for months, while one call in three fails") {
  for (const bool repeats : {false, true}) {
    CAPTURE(repeats);
    World world;
    simulator::XeroSwitches switches;
    switches.grace_repeats_pair = repeats;
    world.xero.set_switches(switches);
    Process one(world);
    Process two(world);
    one.keep(world.consent());
    world.xero.set_random_faults(7, 0.34);
    int failed = 0;
    for (int i = 0; i < 400; ++i) {
      auto& process = i % 2 == 0 ? one : two;
      const auto token = process.tokens.get({});
      if (!token) {
        ++failed;
        CHECK_MESSAGE(token.error().kind == ErrorKind::outside, token.error().message);
        world.clock.advance(minute);
        continue;
      }
      world.clock.advance(31 * minute);
    }
    CHECK(failed > 0);
    CHECK(world.xero.random_faults() > 100);
    CHECK(world.xero.late_token_reuses() == 0);
    world.xero.set_random_faults(0, 0);
    const auto token = two.tokens.get({});
    REQUIRE(token.ok());
    CHECK(xero::allowed_tenants(world.settings, *token, world.caller, {}).ok());
  }
}

TEST_CASE("a consent that Xero ended asks for the person by name of the command") {
  World world;
  Process process(world);
  process.keep(world.consent());
  world.xero.end_consents();
  world.clock.advance(31 * minute);
  const auto token = process.tokens.get({});
  REQUIRE_FALSE(token.ok());
  CHECK(token.error().kind == ErrorKind::config);
  CHECK(token.error().message.find("run: crosswalk connect xero --pair us") != std::string::npos);
}

TEST_CASE("revoked: neither token is good any more") {
  World world;
  const auto tokens = world.consent();
  REQUIRE(xero::revoke(world.settings, tokens.refresh, world.caller, {}).ok());
  CHECK_FALSE(xero::allowed_tenants(world.settings, tokens.access.value, world.caller, {}).ok());
  const auto renewed = xero::renew(world.settings, tokens.refresh, world.caller, world.clock, {});
  REQUIRE(renewed.ok());
  CHECK_FALSE(renewed->has_value());
}

}  // namespace crosswalk
