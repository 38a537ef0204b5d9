#include "flow/cloud_books.h"

#include "base/secret.h"
#include "cloudsuite/ledger.h"
#include "simulator/cloudsuite_service.h"

namespace crosswalk::tests {

cloudsuite::Settings cloud_settings() {
  cloudsuite::Settings settings;
  settings.pair = "us";
  settings.enterprise_group = "1";
  settings.accounting_entity = "100";
  settings.event = "JE";
  settings.clearing_account = "090";
  settings.receivable_account = "610";
  settings.dimensions = {{"Channel", 1}, {"Fulfilment", 2}};
  settings.customer_dimension = 3;
  settings.customer_codes = {{"Walmart Marketplace US", "WALMART"}};
  return settings;
}

std::unique_ptr<Ledger> cloud_ledger(const std::string& url, std::unique_ptr<auth::TokenVault>& vault,
                                     wire::Transport& transport, store::Store& store, Clock& clock) {
  vault = std::make_unique<auth::TokenVault>(
      store, "cloudsuite/us", SealKey::from(Secret("0123456789abcdef0123456789abcdef")).value());
  if (!vault->read().value()) REQUIRE(vault->put({}).ok());
  auto credentials = cloudsuite::read_ionapi(simulator::CloudSuiteService::ionapi(url), "test.ionapi");
  return std::make_unique<cloudsuite::CloudSuiteLedger>(
      cloud_settings(), credentials.value(), transport, store, clock, [] { return 0.5; }, vault.get());
}

void use_cloud_codes(const EditedRules& rules) {
  rules.write(
      "item.lua",
      "return { api = 1, item = decide { row { class = { \"product\", \"discount\", \"refund\" }, use = none "
      "} } }\n");
  rules.replace("tracking.lua", "seller = \"Seller\"", "seller = \"SELLER\"");
  rules.replace("tracking.lua", "Channel = \"Walmart US\"", "Channel = \"WALMART-US\"");
}

}  // namespace crosswalk::tests
