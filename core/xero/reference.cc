#include "xero/reference.h"

#include <algorithm>
#include <array>

#include "base/json_tree.h"
#include "xero/dates.h"
#include "xero/errors.h"

namespace crosswalk::xero {
namespace {

bool is_active(const Json& element) {
  const std::string status = member_text(element, "Status");
  return status.empty() || status == "ACTIVE";
}

bool is_true(const Json& element, std::string_view name) {
  const Json* value = member(element, name);
  return value != nullptr && value->is_boolean() && value->get<bool>();
}

// `GET /api.xro/2.0/<path>`, and each element of the list called `name`.
template <class Take>
Result<void> each(Connection& connection, const std::string& path, std::string_view name, const Stop& stop,
                  Take take) {
  const auto body = connection.read("/api.xro/2.0/" + path, stop);
  if (!body) return body.error();
  const Json* list = member(*body, name);
  if (list == nullptr || !list->is_array())
    return fail(ErrorKind::outside, "Xero's reply to GET " + path + " holds no " + std::string(name));
  for (const auto& element : *list)
    if (Result<void> taken = take(element); !taken) return taken;
  return {};
}

Result<void> take_lock(const Json& organisation, std::string_view name, Reference& reference) {
  const std::string text = member_text(organisation, name);
  if (text.empty()) return {};  // absent when unset
  const auto date = parse_date(text);
  if (!date) return date.error();
  reference.locked_until = std::max(reference.locked_until.value_or(*date), *date);
  return {};
}

Result<void> take_organisation(const Json& element, Reference& reference) {
  reference.organisation = member_text(element, "Name");
  reference.country = member_text(element, "CountryCode");
  const auto base = Currency::parse(member_text(element, "BaseCurrency"));
  if (!base) return fail(ErrorKind::outside, "Xero's organisation says no base currency");
  reference.base_currency = *base;
  if (auto taken = take_lock(element, "PeriodLockDate", reference); !taken) return taken;
  return take_lock(element, "EndOfYearLockDate", reference);
}

Result<void> take_account(const Json& element, Reference& reference) {
  LedgerAccount account;
  account.id = member_text(element, "AccountID");
  account.code = member_text(element, "Code");
  account.name = member_text(element, "Name");
  account.type = member_text(element, "Type");
  account.active = is_active(element);
  account.group = member_text(element, "Class");
  const std::string system = member_text(element, "SystemAccount");
  account.takes_lines = account.type != "BANK" && system != "DEBTORS" && system != "CREDITORS";
  account.takes_journals = account.takes_lines && account.type != "INVENTORY" && system != "RETAINEDEARNINGS";
  account.takes_payments = account.type == "BANK" || is_true(element, "EnablePaymentsToAccount");
  if (const auto currency = Currency::parse(member_text(element, "CurrencyCode"));
      currency && account.type == "BANK")
    account.currency = *currency;
  reference.accounts.push_back(std::move(account));
  return {};
}

Result<void> take_tax_rate(const Json& element, Reference& reference) {
  LedgerTaxType tax;
  tax.code = member_text(element, "TaxType");
  tax.name = member_text(element, "Name");
  tax.for_revenue = is_true(element, "CanApplyToRevenue");
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> uses = {
      {{"CanApplyToAssets", "ASSET"},
       {"CanApplyToEquity", "EQUITY"},
       {"CanApplyToExpenses", "EXPENSE"},
       {"CanApplyToLiabilities", "LIABILITY"},
       {"CanApplyToRevenue", "REVENUE"}}};
  for (const auto& [flag, group] : uses)
    if (is_true(element, flag)) tax.groups.emplace_back(group);
  const auto effective = decimal_in(element, "EffectiveRate");
  const auto shown = effective ? effective : decimal_in(element, "DisplayTaxRate");
  // Without a rate nothing can be predicted: such a type (Avalara's) must not be used on a line.
  tax.active = is_active(element) && shown.ok();
  if (shown) tax.rate = *shown;
  reference.tax_types.push_back(std::move(tax));
  return {};
}

Result<void> take_tracking(const Json& category, Reference& reference) {
  reference.categories.push_back(
      {member_text(category, "TrackingCategoryID"), member_text(category, "Name"), is_active(category)});
  const Json* options = member(category, "Options");
  if (options == nullptr || !options->is_array()) return {};
  for (const auto& option : *options)
    reference.tracking.push_back({member_text(category, "Name"), member_text(option, "Name"),
                                  is_active(category) && is_active(option)});
  return {};
}

// Only tracked items have a quantity (xero.md §5.5); it may be below zero where backorders are allowed.
LedgerItem item_of(const Json& element) {
  LedgerItem item;
  item.code = member_text(element, "Code");
  item.name = member_text(element, "Name");
  item.id = member_text(element, "ItemID");
  item.description = member_text(element, "Description");
  item.changed = member_text(element, "UpdatedDateUTC");
  if (const Json* sales = member(element, "SalesDetails"); sales != nullptr) {
    if (const auto price = decimal_in(*sales, "UnitPrice")) item.price = *price;
    item.sales_account = member_text(*sales, "AccountCode");
    item.sales_tax = member_text(*sales, "TaxType");
  }
  const auto on_hand = decimal_in(element, "QuantityOnHand");
  if (!is_true(element, "IsTrackedAsInventory") || !on_hand) return item;
  item.on_hand = *on_hand;
  const auto pool = decimal_in(element, "TotalCostPool");
  if (!pool || on_hand->is_negative() || on_hand->is_zero()) return item;
  if (const auto cost = scale(*pool, Decimal::one, on_hand->units(), 4)) item.cost = *cost;
  return item;
}

Result<void> read_organisation(Connection& connection, Reference& reference, const Stop& stop) {
  bool known = false;
  const auto organisation = [&](const Json& element) {
    known = true;
    return take_organisation(element, reference);
  };
  if (auto read = each(connection, "Organisation", "Organisations", stop, organisation); !read) return read;
  if (!known) return fail(ErrorKind::outside, "Xero named no organisation; check xero.tenant_id");
  return {};
}

}  // namespace

Result<std::optional<Date>> read_locked_until(Connection& connection, const Stop& stop) {
  Reference reference;
  if (auto read = read_organisation(connection, reference, stop); !read) return read.error();
  return reference.locked_until;
}

Result<std::vector<LedgerItem>> read_items(Connection& connection, const Stop& stop) {
  std::vector<LedgerItem> items;
  const auto keep = [&](const Json& element) -> Result<void> {
    items.push_back(item_of(element));
    return {};
  };
  if (auto read = each(connection, "Items?unitdp=4", "Items", stop, keep); !read) return read.error();
  return items;
}

std::string reference_source(const Settings& settings) {
  if (settings.way != Way::custom && settings.tenant_id.empty()) return {};
  std::string url = settings.api_url;
  while (url.ends_with('/')) url.pop_back();
  // A custom connection without a tenant of its own is its app's.
  return "Xero " + url + " " + settings.client_id + " " + settings.account();
}

Result<Reference> read_reference(Connection& connection, Clock& clock, const Stop& stop) {
  Reference reference;
  reference.read = clock.now();
  if (auto read = read_organisation(connection, reference, stop); !read) return read.error();
  const auto account = [&](const Json& element) { return take_account(element, reference); };
  const auto tax_rate = [&](const Json& element) { return take_tax_rate(element, reference); };
  const auto tracking = [&](const Json& element) { return take_tracking(element, reference); };
  const auto currency = [&](const Json& element) -> Result<void> {
    const auto code = Currency::parse(member_text(element, "Code"));
    if (!code) return code.error();
    reference.currencies.push_back(*code);
    return {};
  };
  if (auto r = each(connection, "Accounts", "Accounts", stop, account); !r) return r.error();
  if (auto r = each(connection, "TaxRates", "TaxRates", stop, tax_rate); !r) return r.error();
  if (auto r =
          each(connection, "TrackingCategories?includeArchived=true", "TrackingCategories", stop, tracking);
      !r)
    return r.error();
  auto items = read_items(connection, stop);
  if (!items) return items.error();
  reference.items = std::move(*items);
  if (auto r = each(connection, "Currencies", "Currencies", stop, currency); !r) return r.error();
  return reference;
}

Currency currency_of(const Reference& reference, std::string_view account) {
  for (const auto& known : reference.accounts)
    if (known.code == account) return known.currency;
  return {};
}

ClosedAccounts closed_accounts_of(const Reference& reference) {
  ClosedAccounts closed;
  for (const auto& account : reference.accounts)
    if (!account.takes_journals && !account.code.empty()) closed.insert(account.code);
  return closed;
}

TaxRates rates_of(const Reference& reference) {
  TaxRates rates;
  for (const auto& tax : reference.tax_types)
    if (tax.active) rates.insert_or_assign(tax.code, tax.rate);
  return rates;
}

}  // namespace crosswalk::xero
