// CloudDesk: a desk whose pair books in Infor CloudSuite. Nothing is connected yet: the customer's .ionapi
// file lies in the workspace.
#pragma once

#include "desk.h"

namespace crosswalk::tests {

class CloudDesk : public Desk {
 public:
  explicit CloudDesk(int orders = 12) {
    simulate(orders);
    set_up();
  }
  explicit CloudDesk(simulator::World world) {
    simulate(std::move(world));
    set_up();
  }
  std::string path(const std::string& file) const { return (directory() / file).string(); }

  simulator::CloudSuiteService& cloudsuite() { return simulated().cloudsuite(); }
  // What stands on the accounts of income, credit positive.
  Decimal sales() {
    Decimal sum;
    for (const auto& [account, amount] : cloudsuite().trial_balance())
      if (account == "200" || account == "210" || account == "215") sum = subtract(sum, amount).value();
    return sum;
  }

 private:
  void set_up() {
    write("secrets/token-key", "0123456789abcdef0123456789abcdef\n");
    write("acme.ionapi", simulator::CloudSuiteService::ionapi(simulated().cloudsuite_url()));
    write("crosswalk.yaml",
          "store: sqlite:books.db\n"
          "log: off\n"
          "pairs:\n"
          "  us:\n"
          "    walmart: {client_id: demo-seller, client_secret: {file: secrets/walmart}, base_url: " +
              simulated().walmart_url() +
              "}\n"
              "    cloudsuite:\n"
              "      token_key: {file: secrets/token-key}\n"
              "      finance_enterprise_group: \"1\"\n"
              "      accounting_entity: \"100\"\n"
              "      system: WM\n"
              "      dimensions: {Channel: 1, Fulfilment: 2}\n"
              "      customer_dimension: 3\n"
              "      customer_codes: {Walmart Marketplace US: WALMART}\n"
              "    rules: rules/\n"
              "    charge_amount: line\n"
              "    books: {start: 2020-01-01, timezone: America/New_York, clearing_account: \"090\"}\n");
    for (const char* file : {"item_test.lua", "tracking_test.lua"})
      std::filesystem::remove(directory() / "rules" / file);
    write("rules/item.lua",
          "return { api = 1, item = decide { row { class = { \"product\", \"discount\", \"refund\" }, use = "
          "none } } }\n");
    edit("rules/tracking.lua", "seller = \"Seller\"", "seller = \"SELLER\"");
    edit("rules/tracking.lua", "Channel = \"Walmart US\", Fulfilment",
         "Channel = \"WALMART-US\", Fulfilment");
    edit("rules/tracking.lua", "use = { Channel = \"Walmart US\" }", "use = { Channel = \"WALMART-US\" }");
  }
};

}  // namespace crosswalk::tests
