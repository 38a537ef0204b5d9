// /Items of Xero's stand-in: the whole list in one answer, PUT, POST by Code or id, DELETE (facts: "Items").
// Called under the service's lock.
#pragma once

#include <string>

#include "simulator/xero_batch.h"
#include "simulator/xero_organisation.h"
#include "wire/message.h"

namespace crosswalk::simulator::xero_sim {

wire::HttpReply read_items(const XeroOrganisation& organisation, const wire::HttpRequest& request,
                           const Query& query, const std::string& named, const CallContext& context);
wire::HttpReply write_items(XeroOrganisation& organisation, const BodyValue& body, WriteMode mode,
                            const Query& query, const std::string& named, const CallContext& context);
wire::HttpReply delete_item(XeroOrganisation& organisation, const std::string& named);

}  // namespace crosswalk::simulator::xero_sim
