#include "app/wiring.h"

#include <pwd.h>
#include <unistd.h>

#include <array>

#include "app/cloudsuite_access.h"
#include "app/opening.h"
#include "app/xero_tokens.h"
#include "cloudsuite/ledger.h"
#include "config/secret_ref.h"
#include "rates/ecb_rates.h"
#include "rates/file_rates.h"
#include "walmart/channel.h"
#include "walmart/connection.h"
#include "walmart/market.h"
#include "walmart/source.h"
#include "xero/ledger.h"
#include "xero/scopes.h"

namespace crosswalk::app {
namespace {

walmart::Settings walmart_settings(const config::PairConfig& pair, Secret secret) {
  walmart::Settings settings;
  settings.pair = pair.name.value;
  settings.market = pair.walmart.market;
  settings.client_id = pair.walmart.client_id.value;
  settings.client_secret = std::move(secret);
  settings.base_url = pair.walmart.base_url.value;
  settings.channel_type = pair.walmart.channel_type.value;
  settings.carriers = pair.walmart.carriers;
  settings.ship_despite_cancel_request = pair.walmart.ship_despite_cancel_request;
  settings.sandbox = pair.walmart.sandbox;
  settings.books_zone = pair.books.timezone.value;
  if (pair.charge_amount.value)
    settings.charge_amount = *pair.charge_amount.value == config::ChargeAmount::line
                                 ? walmart::ChargeAmount::line
                                 : walmart::ChargeAmount::unit;
  return settings;
}

std::unique_ptr<Rates> rates_of(const config::RatesSection& section, const Outside& outside) {
  switch (section.from) {
    case config::RatesFrom::file:
      return std::make_unique<rates::FileRates>(section.file, section.shown);
    case config::RatesFrom::ecb:
      return std::make_unique<rates::EcbRates>(rates::EcbSettings{section.url.value, section.file},
                                               outside.transport, outside.clock);
    case config::RatesFrom::ledger:
      break;
  }
  return nullptr;
}

std::string host_name() {
  std::array<char, 256> host{};
  if (gethostname(host.data(), host.size() - 1) != 0) host[0] = '\0';
  return host.data();
}

std::set<xero::ItemField> item_fields(const std::vector<std::string>& names) {
  using Field = xero::ItemField;
  std::set<Field> fields;
  for (const std::string& name : names)
    fields.insert(name == "name"            ? Field::name
                  : name == "description"   ? Field::description
                  : name == "sales_account" ? Field::sales_account
                  : name == "sales_tax"     ? Field::sales_tax
                                            : Field::sales_price);
  return fields;
}

}  // namespace

xero::Settings xero_settings(const config::PairConfig& pair, Secret secret) {
  xero::Settings settings;
  settings.pair = pair.name.value;
  settings.tenant_id = pair.xero.tenant_id.value;
  settings.client_id = pair.xero.client_id.value;
  settings.client_secret = std::move(secret);
  settings.api_url = pair.xero.api_url.value;
  settings.identity_url = pair.xero.identity_url.value;
  settings.login_url = pair.xero.login_url.value;
  switch (pair.xero.sign_in) {
    case config::XeroSignIn::custom:
      settings.way = xero::Way::custom;
      break;
    case config::XeroSignIn::pkce:
      settings.way = xero::Way::pkce;
      break;
    case config::XeroSignIn::code:
      settings.way = xero::Way::code;
      break;
  }
  settings.number_tag = pair.xero.tag.value.empty() ? "" : pair.xero.tag.value + "-";
  settings.calls_per_day = pair.xero.day_limit.value;
  settings.batch_payments = pair.xero.batch_payments;
  settings.notes = pair.xero.notes;
  settings.create_items = item_fields(pair.xero.create_items);
  settings.update_items = item_fields(pair.xero.update_items);
  settings.create_tracking = pair.xero.create_tracking;
  settings.attach_settlements = pair.xero.attach_settlements;
  settings.clearing_account = pair.books.clearing_account.value;
  settings.scopes = xero::scopes_for(settings);
  return settings;
}

Result<std::unique_ptr<walmart::Connection>> walmart_connection(const config::PairConfig& pair,
                                                                const Outside& outside) {
  auto secret = config::resolve(pair.walmart.client_secret);
  if (!secret) return secret.error();
  auto settings = walmart_settings(pair, std::move(*secret));
  if (auto sound = walmart::verify(settings); !sound) return sound.error();
  return std::make_unique<walmart::Connection>(std::move(settings), outside.transport, outside.budget,
                                               outside.clock, outside.jitter);
}

struct Systems::Parts {
  Parts(const config::PairConfig& pair, Secret walmart_secret, const Outside& outside)
      : connection(walmart_settings(pair, std::move(walmart_secret)), outside.transport, outside.budget,
                   outside.clock, outside.jitter),
        source(connection),
        channel(connection),
        rates(rates_of(pair.rates, outside)) {}

  Result<void> join_xero(const config::PairConfig& pair, const Outside& outside, bool with_secrets) {
    xero::Settings settings = xero_settings(pair, {});
    if (with_secrets) {
      auto secret = xero_secret(pair);
      if (!secret) return secret.error();
      settings.client_secret = std::move(*secret);
      auto connected = connected_vault(pair, outside.store, settings);
      if (!connected) return connected.error();
      vault = std::move(*connected);
    }
    xero = std::make_unique<xero::XeroLedger>(std::move(settings), outside.transport, outside.budget,
                                              outside.clock, outside.jitter, vault.get());
    return {};
  }
  Result<void> join_cloudsuite(const config::PairConfig& pair, const Outside& outside, bool with_secrets) {
    cloudsuite::Ionapi ionapi;
    if (with_secrets) {
      auto access = cloudsuite_access(pair, outside.store);
      if (!access) return access.error();
      ionapi = std::move(access->ionapi);
      vault = std::move(access->vault);
    }
    cloudsuite = std::make_unique<cloudsuite::CloudSuiteLedger>(cloudsuite_settings(pair), std::move(ionapi),
                                                                outside.transport, outside.budget,
                                                                outside.clock, outside.jitter, vault.get());
    return {};
  }

  walmart::Connection connection;
  walmart::WalmartSource source;
  walmart::WalmartChannel channel;
  std::unique_ptr<Rates> rates;             // null: the ledger's own
  std::unique_ptr<auth::TokenVault> vault;  // null: Xero's custom connection, or offline
  // Exactly one of these.
  std::unique_ptr<xero::XeroLedger> xero;
  std::unique_ptr<cloudsuite::CloudSuiteLedger> cloudsuite;
};

Systems::Systems(std::unique_ptr<Parts> parts, Feedback feedback)
    : parts_(std::move(parts)), feedback_(std::move(feedback)) {}
Systems::~Systems() = default;

Result<std::unique_ptr<Systems>> Systems::make(const config::PairConfig& pair, const Outside& outside,
                                               bool with_secrets) {
  Secret walmart_secret;
  if (with_secrets) {
    auto walmart_read = config::resolve(pair.walmart.client_secret);
    if (!walmart_read) return walmart_read.error();
    if (auto sound = walmart::verify(walmart_settings(pair, *walmart_read)); !sound) return sound.error();
    walmart_secret = std::move(*walmart_read);
  }
  auto parts = std::make_unique<Parts>(pair, std::move(walmart_secret), outside);
  auto joined = pair.cloudsuite ? parts->join_cloudsuite(pair, outside, with_secrets)
                                : parts->join_xero(pair, outside, with_secrets);
  if (!joined) return joined.error();
  return std::unique_ptr<Systems>(new Systems(std::move(parts), pair.feedback));
}

std::vector<Error> Systems::try_sign_in(const Stop& stop) {
  std::vector<Error> findings;
  const auto scopes = parts_->connection.scopes(stop);
  if (!scopes) {
    findings.push_back(scopes.error());
  } else {
    const Feedback& back = feedback_;
    const bool ships = back.acknowledge || back.shipments || back.cancellations || back.refunds;
    std::vector<walmart::ScopeNeed> needs = {
        {"orders", ships, ships ? "feedback lets orders be changed" : ""},
        {"returns", back.refunds, back.refunds ? "feedback.refunds is on" : ""},
        {"reports", false, "settlements are reports"},
    };
    if (back.stock != OfferSource::none) needs.push_back({"inventory", true, "feedback.stock is on"});
    if (back.price != OfferSource::none) needs.push_back({"price", true, "feedback.price is on"});
    for (auto& what : walmart::missing(*scopes, needs))
      findings.push_back(fail(ErrorKind::config, std::move(what), "walmart.client_id"));
  }
  if (parts_->cloudsuite) {
    for (Error& finding : parts_->cloudsuite->check_connection(stop)) findings.push_back(std::move(finding));
    return findings;
  }
  const auto report = parts_->xero->check_connection(stop);
  if (!report) {
    findings.push_back(report.error());
    Error& refused = findings.back();  // what a sign-in refuses is the app that it names
    if (refused.kind == ErrorKind::config && refused.where.empty()) refused.where = "xero.client_id";
  }
  return findings;
}

Source& Systems::source() {
  return parts_->source;
}
Channel& Systems::channel() {
  return parts_->channel;
}
Ledger& Systems::ledger() {
  if (parts_->cloudsuite) return *parts_->cloudsuite;
  return *parts_->xero;
}
Rates* Systems::rates() {
  return parts_->rates.get();
}

Result<std::shared_ptr<const rules::RuleSet>> rules_of(const config::PairConfig& pair) {
  return rules::load_rules(pair.rules.value, pair.rules_shown, home() / "scripts");
}

std::string worker_name() {
  return host_name() + ":" + std::to_string(getpid());
}

std::string person_name() {
  const passwd* user = getpwuid(geteuid());
  return (user != nullptr ? std::string(user->pw_name) : std::to_string(geteuid())) + "@" + host_name();
}

flow::RuleHome rule_home_of(const config::PairConfig& pair) {
  flow::RuleHome at;
  at.pair = pair.name.value;
  at.directory = pair.rules.value;
  at.shown_as = pair.rules_shown;
  at.library = home() / "scripts";
  at.policy = pair.reload;
  at.budget.time = pair.rule_time;
  at.budget.memory = pair.rule_memory;
  at.who = person_name();
  at.host = host_name();
  return at;
}

flow::PairSettings settings_of(const config::PairConfig& pair) {
  flow::PairSettings settings;
  settings.name = pair.name.value;
  settings.worker = worker_name();
  settings.book = pair.book;
  settings.books_start = pair.books.start.value;
  settings.pays = !pair.books.clearing_account.value.empty();
  settings.pays_settled = pair.pays_settled;
  settings.posting = pair.posting;
  settings.posting_since = pair.posting_since;
  settings.accounts.bank = pair.books.bank_account.value;
  settings.accounts.carried_forward = pair.books.carried_forward_account.value;
  settings.accounts.opening = pair.books.opening_account.value;
  settings.accounts.opening_balance = pair.books.opening_balance.value;
  settings.accounts.rounding = pair.books.rounding_account.value;
  settings.accounts.rounding_tolerance = pair.books.rounding_tolerance.value;
  settings.accounts.accrued = pair.books.accrued_income_account.value;
  settings.accrues = pair.accrues;
  settings.schedule = pair.schedule;
  settings.feedback = pair.feedback;
  settings.market = pair.walmart.market;
  if (const auto* market = walmart::find_market(pair.walmart.market); market != nullptr) {
    settings.channel = market->channel;
    if (const auto currency = Currency::parse(market->currency)) settings.currency = *currency;
  }
  settings.erase_after = pair.erase_after;
  settings.linger = pair.linger;
  settings.rule_budget.time = pair.rule_time;
  settings.rule_budget.memory = pair.rule_memory;
  return settings;
}

}  // namespace crosswalk::app
