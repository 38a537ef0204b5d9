#include "config/workspace.h"

#include <doctest/doctest.h>

#include "folder.h"

using namespace crosswalk;
using namespace crosswalk::config;

TEST_CASE("the smallest workspace gets its defaults, and what is missing is not guessed") {
  const Folder folder;
  const auto workspace = folder.load(smallest).value();
  CHECK(workspace.directory == folder.path());
  CHECK(workspace.store.value == folder.path() / "crosswalk.db");
  CHECK(workspace.log == log::Level::info);
  REQUIRE(workspace.pairs.size() == 1);
  const PairConfig& pair = workspace.pairs[0];
  CHECK(workspace.pair("shop") == &pair);
  CHECK(workspace.pair("other") == nullptr);
  CHECK(pair.walmart.market == "us");
  CHECK(pair.walmart.client_id.value == "wm-client");
  CHECK(pair.walmart.base_url.value == "https://marketplace.walmartapis.com");
  CHECK(pair.walmart.channel_type.value.empty());
  CHECK_FALSE(pair.walmart.sandbox);
  CHECK(pair.xero.api_url.value == "https://api.xero.com");
  CHECK(pair.xero.identity_url.value == "https://identity.xero.com");
  CHECK(pair.xero.tenant_id.value.empty());
  CHECK(pair.xero.day_limit.value == 5'000);
  CHECK_FALSE(pair.xero.batch_payments);
  CHECK_FALSE(pair.xero.notes);
  CHECK(pair.xero.tag.value.empty());
  CHECK(pair.rules.value == folder.path() / "rules/");
  CHECK(pair.rules_shown == "rules/");
  CHECK(pair.reload == ReloadPolicy::tested);
  CHECK(pair.book == BookMode::shipped);
  CHECK_FALSE(pair.charge_amount.value.has_value());
  CHECK(pair.books.start.value.text() == "2026-01-01");
  CHECK(pair.books.timezone.value.name() == "America/Chicago");
  CHECK(pair.books.clearing_account.value.empty());
  CHECK(pair.schedule.kinds.at("orders").every == Millis(300'000));
  CHECK(pair.linger == Millis(60'000));
  CHECK_FALSE(pair.feedback.acknowledge);
  CHECK(pair.rule_time == limits::rule_time);
  CHECK(pair.rule_memory == limits::rule_memory);
}

TEST_CASE("every setting is read and remembers its line") {
  const Folder folder;
  const auto workspace = folder
                             .load(R"(store: sqlite:data/shop.db
log: debug
pairs:
  east-1:
    walmart:
      market: us
      client_id: wm-client
      client_secret: {file: keys/wm}
      base_url: http://127.0.0.1:8401/
      channel_type: 7ab1
    xero:
      tenant_id: t-1
      client_id: xero-client
      client_secret: {secret: xero.east}
      api_url: https://api.example.test/
      identity_url: http://localhost:8402
      day_limit: 1000
      payments: batch
      notes: true
      items: {create: [name, sales_account], update: name}
      tracking: {create: true}
      attach_settlements: true
      tag: E1
    rules: ../shared/rules
    reload: manual
    book: created
    charge_amount: unit
    pay: settled
    books:
      start: 2026-02-28
      timezone: Europe/Berlin
      clearing_account: 090
      bank_account: 091
      carried_forward_account: 125
    rates: {file: ../rates.csv}
    reconcile: {contract_rates: {Home & Garden: 15, "*": 12.5}}
    poll: {orders: 90s}
    linger: 0s
    feedback: {acknowledge: true, shipments: true, stock: ledger, price: events, ship_node: n-1}
    privacy: {erase_after: 90d}
    budget: {time: 20ms, memory: 8MiB}
  west:
    walmart: {client_id: b, client_secret: {env: WEST_WM}, carriers: {Brown Trucks: UPS}, ship_despite_cancel_request: true, sandbox: true}
    xero: {client_id: c, client_secret: {env: WEST_XERO}}
    rates: {ecb: https://ecb.example.test/90d.xml}
    books: {start: 2026-03-01, timezone: UTC, rounding_account: 860, rounding_tolerance: 0.05}
)")
                             .value();
  CHECK(workspace.store.value == folder.path() / "data/shop.db");
  CHECK(workspace.log == log::Level::debug);
  REQUIRE(workspace.pairs.size() == 2);
  CHECK(workspace.pairs[1].name.value == "west");
  CHECK(workspace.pairs[1].walmart.sandbox);
  CHECK(workspace.pairs[1].walmart.base_url.value == "https://sandbox.walmartapis.com");
  const PairConfig& pair = workspace.pairs[0];
  CHECK(pair.name.value == "east-1");
  CHECK(pair.rates.from == RatesFrom::file);
  CHECK(pair.rates.file == folder.path().parent_path() / "rates.csv");
  CHECK(pair.rates.shown == "../rates.csv");
  CHECK(pair.reconcile.contract_rates ==
        std::map<std::string, Decimal>{{"Home & Garden", Decimal::whole(15)},
                                       {"*", Decimal::parse("12.5").value()}});
  CHECK(workspace.pairs[1].rates.from == RatesFrom::ecb);
  CHECK(workspace.pairs[1].rates.url.value == "https://ecb.example.test/90d.xml");
  CHECK(workspace.pairs[1].rates.file == folder.path() / "rates-west.csv");
  CHECK(pair.name.where.line == 4);
  CHECK(pair.walmart.client_id.where.text() == (folder.path() / "crosswalk.yaml").string() + ":7");
  CHECK(pair.walmart.client_secret.kind == SecretRef::Kind::file);
  CHECK(pair.walmart.client_secret.path == folder.path() / "keys/wm");
  CHECK(pair.walmart.base_url.value == "http://127.0.0.1:8401");
  CHECK(pair.walmart.base_url.where.line == 9);
  CHECK(pair.walmart.channel_type.value == "7ab1");
  CHECK(pair.walmart.carriers.empty());
  CHECK_FALSE(pair.walmart.ship_despite_cancel_request);
  CHECK(workspace.pairs[1].walmart.carriers == std::map<std::string, std::string>{{"Brown Trucks", "UPS"}});
  CHECK(workspace.pairs[1].walmart.ship_despite_cancel_request);
  CHECK(pair.xero.tenant_id.value == "t-1");
  CHECK(pair.xero.client_secret.kind == SecretRef::Kind::named);
  CHECK(pair.xero.client_secret.path == folder.path() / "secrets/xero.east");
  CHECK(pair.xero.client_secret.where.line == 14);
  CHECK(pair.xero.api_url.value == "https://api.example.test");
  CHECK(pair.xero.identity_url.value == "http://localhost:8402");
  CHECK(pair.xero.day_limit.value == 1'000);
  CHECK(pair.xero.batch_payments);
  CHECK(pair.xero.notes);
  CHECK(pair.xero.create_items == std::vector<std::string>{"name", "sales_account"});
  CHECK(pair.xero.update_items == std::vector<std::string>{"name"});
  CHECK(pair.xero.create_tracking);
  CHECK(pair.xero.attach_settlements);
  CHECK(pair.xero.tag.value == "E1");
  CHECK(pair.rules.value == folder.path().parent_path() / "shared/rules");
  CHECK(pair.rules_shown == "../shared/rules/");
  CHECK(pair.reload == ReloadPolicy::manual);
  CHECK(pair.book == BookMode::created);
  CHECK(pair.charge_amount.value == ChargeAmount::unit);
  CHECK(pair.charge_amount.where.line == 27);
  CHECK(pair.books.start.where.line == 30);
  // A code with a leading zero stays what was written: no YAML number eats it.
  CHECK(pair.books.clearing_account.value == "090");
  CHECK(pair.books.bank_account.value == "091");
  CHECK(pair.books.carried_forward_account.value == "125");
  CHECK(pair.books.rounding_account.value.empty());
  CHECK(pair.books.rounding_tolerance.value.text(2) == "0.01");
  CHECK(workspace.pairs[1].books.rounding_account.value == "860");
  CHECK(workspace.pairs[1].books.rounding_tolerance.value.text(2) == "0.05");
  CHECK(pair.pays_settled);
  CHECK(pair.posting == Posting::order);
  CHECK(pair.schedule.kinds.at("orders").every == Millis(90'000));
  CHECK(pair.linger == Millis(0));
  CHECK(pair.feedback.acknowledge);
  CHECK(pair.feedback.shipments);
  CHECK_FALSE(pair.feedback.refunds);
  CHECK(pair.feedback.stock == OfferSource::ledger);
  CHECK(pair.feedback.price == OfferSource::events);
  CHECK(pair.feedback.ship_node == "n-1");
  CHECK(pair.erase_after == Millis(std::int64_t{90} * 86'400'000));
  CHECK(pair.rule_time == Millis(20));
  CHECK(pair.rule_memory == std::size_t{8} << 20);
}

TEST_CASE("a folder without crosswalk.yaml is told apart from a wrong one") {
  const Folder folder;
  const auto loaded = load_workspace(folder.path());
  REQUIRE_FALSE(loaded.ok());
  CHECK(loaded.error().kind == ErrorKind::not_found);
  CHECK(loaded.error().message.find("crosswalk init") != std::string::npos);
  folder.write("crosswalk.yaml", "pairs: 1\n");
  CHECK(load_workspace(folder.path()).error().kind == ErrorKind::config);
  folder.write("crosswalk.yaml", std::string((1U << 20) + 1, '#'));
  CHECK(load_workspace(folder.path()).error().message == "the file is larger than 1 MiB");
}

TEST_CASE("how a pair signs in to Xero") {
  const Folder folder;
  const auto xero = [&](const std::string& with) {
    std::string text = smallest;
    const auto at = text.find("    xero:");
    const auto end = text.find("    books:");
    REQUIRE(at < end);
    return folder.load(text.replace(at, end - at, "    xero: {client_id: x, " + with + "}\n"))
        .value()
        .pairs[0]
        .xero;
  };
  CHECK(xero("client_secret: {secret: s}").sign_in == XeroSignIn::custom);
  const auto pkce = xero("sign_in: pkce, login_url: 'http://127.0.0.1:1'");
  CHECK(pkce.sign_in == XeroSignIn::pkce);
  CHECK_FALSE(pkce.has_client_secret);
  CHECK(pkce.token_key.text() == "the file secrets/token-key");
  CHECK(pkce.token_key.path == folder.path() / "secrets/token-key");
  CHECK(pkce.login_url.value == "http://127.0.0.1:1");
  const auto code = xero("sign_in: code, client_secret: {secret: s}, token_key: {credential: tokens}");
  CHECK(code.sign_in == XeroSignIn::code);
  CHECK(code.has_client_secret);
  CHECK(code.login_url.value == "https://login.xero.com");
  CHECK(code.token_key.text() == "the credential tokens");
  CHECK(xero("sign_in: pkce, client_secret: {secret: s}").has_client_secret);
}

TEST_CASE("what does not go with a sign-in is refused") {
  const Folder folder;
  const auto error = [&](const std::string& with) {
    std::string text = smallest;
    const auto at = text.find("    xero:");
    const auto end = text.find("    books:");
    return folder.error_of(text.replace(at, end - at, "    xero: {client_id: x, " + with + "}\n"));
  };
  CHECK(error("sign_in: browser, client_secret: {secret: s}") ==
        "crosswalk.yaml:6: `pairs.shop.xero.sign_in`: write custom (a custom connection), pkce (a person "
        "allows the app, which has no secret) or code (a person allows the app, which has a secret)");
  CHECK(error("sign_in: code") ==
        "crosswalk.yaml:6: `pairs.shop.xero.client_secret` is missing; add the line `client_secret: ...`");
  CHECK(error("client_secret: {secret: s}, token_key: {secret: k}") ==
        "crosswalk.yaml:6: `pairs.shop.xero.token_key`: a custom connection keeps no tokens; it goes with "
        "sign_in: pkce or code");
}
