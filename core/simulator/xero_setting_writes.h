// The settings that Xero's stand-in lets an app change: tracking categories and their options, currencies
// (facts: "Tracking categories", "Currencies"). Each call is about one. Called under the service's lock.
#pragma once

#include <string>
#include <vector>

#include "simulator/xero_batch.h"
#include "simulator/xero_organisation.h"
#include "wire/message.h"

namespace crosswalk::simulator::xero_sim {

// At most 2 active and 4 in all; 100 options each; names of 100 characters.
// `path` is what follows /TrackingCategories: {}, {id}, {id, "Options"}, {id, "Options", option}.
wire::HttpReply write_tracking_category(XeroOrganisation& organisation, const std::string& method,
                                        const BodyValue& body, const std::vector<std::string>& path,
                                        const CallContext& context);
// PUT /Currencies.
wire::HttpReply write_currency(XeroOrganisation& organisation, const BodyValue& body,
                               const CallContext& context);

}  // namespace crosswalk::simulator::xero_sim
