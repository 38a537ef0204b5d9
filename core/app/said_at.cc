#include "app/said_at.h"

#include <map>

namespace crosswalk::app {
namespace {

using Places = std::map<std::string, Origin>;

void add_cloudsuite(const config::CloudSuiteSection& said, Places& places) {
  places["cloudsuite.finance_enterprise_group"] = said.enterprise_group.where;
  places["cloudsuite.accounting_entity"] = said.accounting_entity.where;
  places["cloudsuite.receivable_account"] = said.receivable_account.where;
  places["cloudsuite.receivables"] = said.receivables.where;
  if (said.customers) places["cloudsuite.customers"] = said.customers->where;
  for (const auto& [contact, code] : said.customer_codes)
    places["cloudsuite.customer_codes." + contact] = code.where;
}

Places places_of(const config::PairConfig& pair) {
  Places places = {{"walmart.client_id", pair.walmart.client_id.where}};
  if (pair.cloudsuite) {
    add_cloudsuite(*pair.cloudsuite, places);
  } else {
    places["xero.client_id"] = pair.xero.client_id.where;
    places["xero.tenant_id"] = pair.xero.tenant_id.where;
  }
  return places;
}

}  // namespace

Error said_at(const config::PairConfig& pair, Error error) {
  const Places places = places_of(pair);
  if (const auto found = places.find(error.where); found != places.end()) error.where = found->second.text();
  return error;
}

}  // namespace crosswalk::app
