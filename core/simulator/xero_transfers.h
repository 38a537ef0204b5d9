// /BankTransfers of Xero's stand-in: reading, PUT, deletion by POST. Not paged. Called under the service's
// lock.
#pragma once

#include <string>

#include "simulator/xero_batch.h"
#include "simulator/xero_organisation.h"
#include "wire/message.h"

namespace crosswalk::simulator::xero_sim {

wire::HttpReply read_transfers(const XeroOrganisation& organisation, const wire::HttpRequest& request,
                               const Query& query, const std::string& named, const CallContext& context);
wire::HttpReply write_transfers(XeroOrganisation& organisation, const BodyValue& body, WriteMode mode,
                                const Query& query, const std::string& named, const CallContext& context);

}  // namespace crosswalk::simulator::xero_sim
