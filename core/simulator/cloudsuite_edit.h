// What the edit finds wrong with a row before it may go into the ledger (facts §5.2, §5.3): unknown or
// inactive codes, a day without an open period. Pure reading; not thread-safe: CloudSuiteService locks.
#pragma once

#include <string>
#include <string_view>

#include "simulator/cloudsuite_tenant.h"

namespace crosswalk::simulator::cloudsuite_sim {

// "" or the row's ErrorMessage. An account that is not bypassed would be translated, and this tenant has no
// translations.
std::string edit_row(const CloudSuiteTenant& tenant, const Fields& row, bool bypass_account,
                     bool bypass_organization);

// The parts of it that other classes share; "" where nothing is wrong.
std::string check_account(const CloudSuiteTenant& tenant, std::string_view group, std::string_view account);
std::string check_entity(const CloudSuiteTenant& tenant, std::string_view group, std::string_view entity);
std::string check_dimensions(const CloudSuiteTenant& tenant, std::string_view group, const Fields& row);
// `day` as YYYYMMDD, in the periods of the entity's own close configuration.
std::string check_period(const CloudSuiteTenant& tenant, std::string_view group, std::string_view entity,
                         std::string_view day);
std::string check_currency(const CloudSuiteTenant& tenant, std::string_view code);

}  // namespace crosswalk::simulator::cloudsuite_sim
