#include "simulator/cloudsuite_fixture.h"

#include <array>

#include "base/json_tree.h"

namespace crosswalk::simulator::cloudsuite_sim {
namespace {

constexpr const char* group = "1";
constexpr const char* group_key = "FinanceEnterpriseGroup";

struct ChartAccount {
  const char* code;
  const char* description;
  const char* type;  // 1 to 8: assets, liabilities, equity, revenue, expense, …
  const char* active = "true";
  const char* posting = "true";
};

constexpr std::array<ChartAccount, 26> chart = {{
    {"000", "Total", "1", "true", "false"},
    {"090", "Walmart clearing", "1"},
    {"091", "Business checking", "1"},
    {"120", "Walmart reserve", "1"},
    {"125", "Walmart carried forward", "1"},
    {"126", "Walmart opening balance", "1"},
    {"127", "Accrued Walmart income", "1"},
    {"200", "Sales", "4"},
    {"210", "Shipping income", "4"},
    {"215", "Sales discounts", "4"},
    {"220", "Other Walmart charges", "4"},
    {"230", "Returns", "4"},
    {"235", "Restocking fees kept", "4"},
    {"310", "Cost of goods sold", "5"},
    {"400", "Old advertising", "5", "false"},
    {"405", "Walmart referral fees", "5"},
    {"410", "Walmart advertising", "5"},
    {"415", "Walmart fulfilment and storage", "5"},
    {"420", "Return shipping", "5"},
    {"610", "Accounts receivable", "1"},
    {"630", "Inventory", "1"},
    {"800", "Accounts payable", "2"},
    {"820", "Facilitator tax", "2"},
    {"825", "Sales tax payable", "2"},
    {"830", "Exchange differences", "5"},
    {"860", "Rounding", "5"},
}};

std::string compact(Date date) {
  const std::string text = date.text();
  return text.substr(0, 4) + text.substr(5, 2) + text.substr(8, 2);
}

void add_periods(CloudSuiteTenant& tenant, const char* close_configuration) {
  for (int year = 2024; year <= 2027; ++year) {
    for (unsigned month = 1; month <= 12; ++month) {
      const Date first = Date::of(year, month, 1).value();
      const Date next = Date::of(month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1).value();
      tenant.put("GeneralLedgerClosePeriod", {{group_key, group},
                                              {"GeneralLedgerCloseConfiguration", close_configuration},
                                              {"GeneralLedgerCalendarPeriod", compact(first).substr(0, 6)},
                                              {"DerivedBeginDate", compact(first)},
                                              {"DerivedEndDate", compact(next.plus_days(-1))},
                                              {"Status", "Open"}});
    }
  }
}

}  // namespace

void furnish(CloudSuiteTenant& tenant, const ReceivableNames& names) {
  for (auto rules : {ledger_classes(), reference_classes(), receivable_classes(names)})
    for (ClassRule& rule : rules) tenant.add_class(std::move(rule));
  tenant.put(group_key, {{group_key, group}, {"Description", "Example Home Goods"}, {"Currency", "USD"}});
  const auto entity = [&](const char* code, const char* description, const char* currency,
                          const char* close_configuration) {
    add_periods(tenant, close_configuration);
    tenant.put("AccountingEntity", {{group_key, group},
                                    {"AccountingEntity", code},
                                    {"Description", description},
                                    {"Currency", currency},
                                    {"Active", "true"},
                                    {"CurrentPeriod", "202401"},
                                    {"GeneralLedgerCloseConfiguration", close_configuration}});
  };
  entity("100", "Example Home Goods LLC", "USD", "STANDARD");
  entity("200", "Example Home Goods Canada", "CAD", "CANADA");
  for (const ChartAccount& account : chart)
    tenant.put("GeneralLedgerChartAccount", {{group_key, group},
                                             {"GeneralLedgerChartAccount", account.code},
                                             {"Description", account.description},
                                             {"AccountType", account.type},
                                             {"Active", account.active},
                                             {"Posting", account.posting}});
  const auto code = [&](const std::string& class_name, const char* value, const char* description) {
    tenant.put(class_name,
               {{group_key, group}, {class_name, value}, {"Description", description}, {"Active", "true"}});
  };
  code("FinanceDimension1", "WALMART-US", "Walmart US");
  code("FinanceDimension1", "WALMART-CA", "Walmart Canada");
  code("FinanceDimension2", "SELLER", "Shipped by the seller");
  code("FinanceDimension2", "WFS", "Shipped by Walmart");
  code("FinanceDimension2", "3PL", "Shipped by a third party");
  code("FinanceDimension3", "WALMART", "Walmart customers");
  code("FinanceDimension3", "ALDERWICK", "Ada Alderwick");
  code("Ledger", "CORE", "Core ledger");
  for (const char* event : {"JE", "NL", "TC"}) code("GeneralLedgerEvent", event, event);
  for (const char* system : {"GL", "AR", "WM"}) code("GeneralLedgerSystem", system, system);
  tenant.put("Currency", {{"Currency", "USD"}, {"Description", "United States Dollar"}});
  tenant.put("Currency", {{"Currency", "CAD"}, {"Description", "Canadian Dollar"}});
  const auto customer = [&](const char* number, const char* name) {
    tenant.put(names.standing_customers, {{group_key, group},
                                          {names.company, "1000"},
                                          {names.customer, number},
                                          {names.customer_name, name},
                                          {"Active", "true"}});
  };
  customer("WALMART", "Walmart");
  customer("ALDERWICK", "Ada Alderwick");
}

CloudSuiteApp service_account_app(const std::string& tenant) {
  CloudSuiteApp app;
  app.client_id = tenant + "~simulated-client";
  app.client_secret = Secret("simulated-client-secret");
  app.access_key = tenant + "#simulated-access-key";
  app.access_secret = Secret("simulated-secret-key");
  return app;
}

CloudSuiteApp client_credentials_app(const std::string& tenant) {
  CloudSuiteApp app;
  app.client_id = tenant + "~simulated-daemon";
  app.client_secret = Secret("simulated-daemon-secret");
  return app;
}

std::string ionapi_file(const std::string& tenant, const CloudSuiteApp& app, const std::string& gateway,
                        const std::string& authorization_server) {
  Json file = {{"ti", tenant},
               {"cn", "Crosswalk"},
               {"dt", "12"},
               {"ci", app.client_id},
               {"cs", app.client_secret.reveal()},
               {"iu", gateway},
               {"pu", authorization_server + "/" + tenant + "/as/"},
               {"oa", "authorization.oauth2"},
               {"ot", "token.oauth2"},
               {"or", "revoke_token.oauth2"},
               {"sc", app.scopes},
               {"ev", "U0000000000"},
               {"v", "1.1"}};
  if (!app.access_key.empty()) {
    file["saak"] = app.access_key;
    file["sask"] = app.access_secret.reveal();
  }
  return to_text(file) + "\n";
}

}  // namespace crosswalk::simulator::cloudsuite_sim
