// Lists of a business class with their quirks (facts §4): `_fields` is required, five rows a page unless
// asked, a header element with links that say nothing about an end, keys as the caller spelled them.
// Not thread-safe: CloudSuiteService locks.
#pragma once

#include <string_view>

#include "simulator/cloudsuite_query.h"
#include "simulator/cloudsuite_switches.h"
#include "simulator/cloudsuite_tenant.h"
#include "wire/message.h"

namespace crosswalk::simulator::cloudsuite_sim {

// GET /classes/{BC}/lists/{list}
wire::HttpReply list_rows(const CloudSuiteTenant& tenant, const ClassRule& rule, std::string_view list,
                          const Query& query, const CloudSuiteSwitches& switches);

}  // namespace crosswalk::simulator::cloudsuite_sim
