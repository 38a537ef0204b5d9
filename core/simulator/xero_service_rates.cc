// XeroService: currencies and day rates, as a test or a person sets them.
#include "simulator/xero_service.h"
#include "simulator/xero_trial_balance.h"

namespace crosswalk::simulator {

using namespace xero_sim;

void XeroService::set_day_rate(const std::string& currency, Date day, Decimal rate, std::string_view tenant) {
  const std::lock_guard lock(mutex_);
  XeroOrganisation& organisation = organisation_of(tenant);
  if (!organisation.subscribed(currency)) organisation.currencies.emplace_back(currency, currency);
  organisation.day_rates[currency][day] = rate;
}

void XeroService::set_base_currency(const std::string& currency, std::string_view tenant) {
  const std::lock_guard lock(mutex_);
  XeroOrganisation& organisation = organisation_of(tenant);
  if (!organisation.subscribed(currency)) organisation.currencies.emplace_back(currency, currency);
  organisation.base_currency = currency;
}

void XeroService::set_currency(std::string_view account, const std::string& currency,
                               std::string_view tenant) {
  const std::lock_guard lock(mutex_);
  for (SimAccount& each : organisation_of(tenant).accounts)
    if (each.code == account) each.currency = currency;
}

std::map<std::string, Decimal> XeroService::base_trial_balance(Date day, std::string_view tenant) const {
  const std::lock_guard lock(mutex_);
  return xero_sim::base_trial_balance(organisation_of(tenant), day);
}

}  // namespace crosswalk::simulator
