// Missing customers made through the tenant's import class: frozen, sent and looked up by their code, which
// the ledger has once. A run group belongs to one attempt.
#pragma once

#include <span>
#include <string>

#include "cloudsuite/connection.h"
#include "model/attempt.h"

namespace crosswalk::cloudsuite {

Result<FrozenRequest> freeze_customers(const Settings& settings, std::string_view attempt_id,
                                       std::span<const Document> documents);
Outcomes send_customers(const Settings& settings, const Attempt& attempt, Connection& connection,
                        Clock& clock, const Stop& stop);
Outcomes check_customers(const Settings& settings, const Attempt& attempt, Connection& connection,
                         Clock& clock, const Stop& stop);

}  // namespace crosswalk::cloudsuite
