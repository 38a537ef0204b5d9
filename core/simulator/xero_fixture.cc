#include "simulator/xero_fixture.h"

namespace crosswalk::simulator::xero_sim {

XeroOrganisation example_home_goods(std::string tenant_id, const ItemNames& items) {
  XeroOrganisation organisation(std::move(tenant_id), "Example Home Goods LLC");
  if (const auto zone = TimeZone::named("America/New_York")) organisation.zone = *zone;
  organisation.accounts = {
      {"090", "Walmart clearing", "BANK", "ASSET", "NONE"},
      {"091", "Business checking", "BANK", "ASSET", "NONE"},
      {"120", "Walmart reserve", "CURRENT", "ASSET", "NONE"},
      {"125", "Walmart carried forward", "CURRENT", "ASSET", "NONE"},
      {"200", "Sales", "REVENUE", "REVENUE", "OUTPUT"},
      {"210", "Shipping income", "REVENUE", "REVENUE", "OUTPUT"},
      {"215", "Sales discounts", "REVENUE", "REVENUE", "OUTPUT"},
      {"220", "Other Walmart charges", "REVENUE", "REVENUE", "OUTPUT"},
      {"230", "Returns", "REVENUE", "REVENUE", "OUTPUT"},
      {"235", "Restocking fees kept", "REVENUE", "REVENUE", "OUTPUT"},
      {"310", "Cost of goods sold", "DIRECTCOSTS", "EXPENSE", "NONE"},
      {"400", "Old advertising", "EXPENSE", "EXPENSE", "INPUT", "ARCHIVED"},
      {"405", "Walmart referral fees", "EXPENSE", "EXPENSE", "NONE"},
      {"410", "Walmart advertising", "EXPENSE", "EXPENSE", "NONE"},
      {"415", "Walmart fulfilment and storage", "EXPENSE", "EXPENSE", "NONE"},
      {"420", "Return shipping", "EXPENSE", "EXPENSE", "NONE"},
      {"610", "Accounts Receivable", "CURRENT", "ASSET", "NONE", "ACTIVE", "DEBTORS"},
      {"630", "Inventory", "INVENTORY", "ASSET", "NONE"},
      {"800", "Accounts Payable", "CURRLIAB", "LIABILITY", "NONE", "ACTIVE", "CREDITORS"},
      {"820", "Facilitator tax", "CURRLIAB", "LIABILITY", "NONE"},
      {"825", "Sales tax payable", "CURRLIAB", "LIABILITY", "NONE"},
      {"860", "Rounding", "EXPENSE", "EXPENSE", "NONE", "ACTIVE", "ROUNDING"},
      {"126", "Walmart opening balance", "CURRENT", "ASSET", "NONE"},
      {"127", "Accrued Walmart income", "CURRENT", "ASSET", "NONE"},
  };
  for (SimAccount& account : organisation.accounts) account.id = organisation.new_id("account");
  organisation.tax_account = "825";
  organisation.tax_rates = {
      {"NONE", "Tax Exempt", Decimal{}, "ASSET EQUITY EXPENSE LIABILITY REVENUE"},
      {"OUTPUT", "Tax on Sales", Decimal::from_units(8'250'000), "ASSET EQUITY REVENUE"},
      {"INPUT", "Tax on Purchases", Decimal::from_units(8'250'000), "ASSET EXPENSE LIABILITY"},
  };
  const auto option = [&](std::string name, std::string status = "ACTIVE") {
    return SimOption{organisation.new_id("option"), std::move(name), std::move(status)};
  };
  organisation.tracking = {
      {organisation.new_id("tracking"),
       "Channel",
       "ACTIVE",
       {option("Walmart US"), option("Old", "ARCHIVED")}},
      {organisation.new_id("tracking"),
       "Fulfilment",
       "ACTIVE",
       {option("Seller"), option("WFS"), option("3PL")}},
  };
  for (const auto& [code, name] : items)
    organisation.items.push_back({code, name, organisation.new_id("item"), "200"});
  organisation.currencies = {{"USD", "United States Dollar"}};
  return organisation;
}

}  // namespace crosswalk::simulator::xero_sim
