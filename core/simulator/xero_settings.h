// The settings that Xero's stand-in only reads out: Organisation, Organisation/Actions, Accounts, TaxRates,
// TrackingCategories, Currencies. None of them is paged. Called under the service's lock.
#pragma once

#include <optional>
#include <string>

#include "simulator/xero_batch.h"
#include "simulator/xero_organisation.h"
#include "wire/message.h"

namespace crosswalk::simulator::xero_sim {

// 2025-01-01, when the settings were made.
inline constexpr Instant settings_made = Instant::from_millis(1'735'689'600'000);

// The answer to GET `resource` (and `/named`, an id, a code or "Actions"); nothing when it is no such
// resource.
std::optional<wire::HttpReply> read_settings(const XeroOrganisation& organisation, const Query& query,
                                             const std::string& resource, const std::string& named,
                                             const CallContext& context);

}  // namespace crosswalk::simulator::xero_sim
