#include "simulator/xero_settings.h"

#include <algorithm>

#include "simulator/xero_text.h"

namespace crosswalk::simulator::xero_sim {
namespace {

std::string organisation_json(const XeroOrganisation& organisation, const XeroSwitches& switches) {
  JsonWriter json(switches.date_offset);
  json.open_list();
  json.open();
  json.text("Name", organisation.name);
  json.text("LegalName", organisation.name);
  json.flag("PaysTax", true);
  json.text("Version", organisation.country);
  json.text("OrganisationType", "COMPANY");
  json.text("BaseCurrency", organisation.base_currency);
  json.text("CountryCode", organisation.country);
  json.flag("IsDemoCompany", false);
  json.text("OrganisationStatus", "ACTIVE");
  if (organisation.period_lock) json.day("PeriodLockDate", {}, *organisation.period_lock);
  if (organisation.year_lock) json.day("EndOfYearLockDate", {}, *organisation.year_lock);
  json.text("DefaultSalesTax", "Tax Exclusive");
  json.text("DefaultPurchasesTax", "Tax Exclusive");
  json.text("Timezone", organisation.windows_zone);
  json.instant("CreatedDateUTC", settings_made);
  json.text("OrganisationEntityType", "COMPANY");
  json.text("OrganisationID", organisation.id());
  json.text("Edition", "BUSINESS");
  json.text("Class", "PREMIUM");
  json.close();
  json.close_list();
  return json.take();
}

std::string actions_json(const XeroOrganisation& organisation) {
  JsonWriter json;
  json.open_list();
  const auto action = [&](std::string_view name, bool allowed) {
    json.open();
    json.text("Name", name);
    json.text("Status", allowed ? "ALLOWED" : "NOT-ALLOWED");
    json.close();
  };
  action("CreateApprovedInvoice", true);
  action("CreateDraftInvoice", true);
  action("UpdateInvoice", true);
  action("CreateOrUpdateContacts", true);
  action("UseMulticurrency", organisation.currencies.size() > 1);
  json.close_list();
  return json.take();
}

std::string accounts_json(const XeroOrganisation& organisation, const std::string& named,
                          const XeroSwitches& switches) {
  JsonWriter json(switches.date_offset);
  json.open_list();
  for (const SimAccount& account : organisation.accounts) {
    if (!named.empty() && !same_text(account.id, named) && account.code != named) continue;
    json.open();
    json.text("AccountID", account.id);
    json.text("Code", account.code);
    json.text("Name", account.name);
    json.text("Status", account.status);
    json.text("Type", account.type);
    json.text("TaxType", account.tax_type);
    json.text("Class", account.account_class);
    if (!account.system.empty()) json.text("SystemAccount", account.system);
    json.flag("EnablePaymentsToAccount", account.takes_payments);
    json.flag("ShowInExpenseClaims", false);
    if (account.type == "BANK")
      json.text("CurrencyCode", account.currency.empty() ? organisation.base_currency : account.currency);
    json.instant("UpdatedDateUTC", settings_made);
    json.close();
  }
  json.close_list();
  return json.take();
}

std::string tax_rates_json(const XeroOrganisation& organisation, const std::string& named) {
  JsonWriter json;
  json.open_list();
  for (const SimTaxRate& rate : organisation.tax_rates) {
    if (!named.empty() && !same_text(rate.type, named)) continue;
    const auto classes = split(rate.can_apply, ' ');
    const auto applies = [&](std::string_view to) {
      return std::find(classes.begin(), classes.end(), to) != classes.end();
    };
    json.open();
    json.text("Name", rate.name);
    json.text("TaxType", rate.type);
    json.text("ReportTaxType", rate.type);
    json.text("Status", rate.status);
    json.flag("CanApplyToAssets", applies("ASSET"));
    json.flag("CanApplyToEquity", applies("EQUITY"));
    json.flag("CanApplyToExpenses", applies("EXPENSE"));
    json.flag("CanApplyToLiabilities", applies("LIABILITY"));
    json.flag("CanApplyToRevenue", applies("REVENUE"));
    json.number("DisplayTaxRate", rate.rate, 4);
    json.number("EffectiveRate", rate.rate, 4);
    json.open_list("TaxComponents");
    json.open();
    json.text("Name", rate.name);
    json.number("Rate", rate.rate, 4);
    json.flag("IsCompound", false);
    json.flag("IsNonRecoverable", false);
    json.close();
    json.close_list();
    json.close();
  }
  json.close_list();
  return json.take();
}

std::string tracking_json(const XeroOrganisation& organisation, const std::string& named, bool archived) {
  JsonWriter json;
  json.open_list();
  for (const SimTracking& category : organisation.tracking) {
    if (!named.empty() && !same_text(category.id, named)) continue;
    if (category.status != "ACTIVE" && !archived) continue;
    json.open();
    json.text("Name", category.name);
    json.text("Status", category.status);
    json.text("TrackingCategoryID", category.id);
    json.open_list("Options");
    for (const SimOption& option : category.options) {
      if (option.status != "ACTIVE" && !archived) continue;
      json.open();
      json.text("TrackingOptionID", option.id);
      json.text("Name", option.name);
      json.text("Status", option.status);
      json.flag("HasValidationErrors", false);
      json.flag("IsDeleted", false);
      json.flag("IsArchived", option.status == "ARCHIVED");
      json.flag("IsActive", option.status == "ACTIVE");
      json.close();
    }
    json.close_list();
    json.close();
  }
  json.close_list();
  return json.take();
}

std::string currencies_json(const XeroOrganisation& organisation) {
  JsonWriter json;
  json.open_list();
  for (const auto& [code, description] : organisation.currencies) {
    json.open();
    json.text("Code", code);
    json.text("Description", description);
    json.close();
  }
  json.close_list();
  return json.take();
}

}  // namespace

std::optional<wire::HttpReply> read_settings(const XeroOrganisation& organisation, const Query& query,
                                             const std::string& resource, const std::string& named,
                                             const CallContext& context) {
  const auto answer = [&](std::string_view plural, const std::string& list) {
    return !named.empty() && list == "[]" ? nothing_there() : envelope(context, plural, list);
  };
  if (same_text(resource, "Organisation")) {
    if (same_text(named, "Actions")) return envelope(context, "Actions", actions_json(organisation));
    if (!named.empty()) return nothing_there();
    return answer("Organisations", organisation_json(organisation, context.switches));
  }
  if (same_text(resource, "Accounts"))
    return answer("Accounts", accounts_json(organisation, named, context.switches));
  if (same_text(resource, "TaxRates")) return answer("TaxRates", tax_rates_json(organisation, named));
  if (same_text(resource, "TrackingCategories"))
    return answer("TrackingCategories", tracking_json(organisation, named, query.is_true("includeArchived")));
  if (same_text(resource, "Currencies") && named.empty())
    return answer("Currencies", currencies_json(organisation));
  return std::nullopt;
}

}  // namespace crosswalk::simulator::xero_sim
