// /Payments of Xero's stand-in: reading, PUT, POST. Called under the service's lock.
#pragma once

#include <string>

#include "simulator/xero_batch.h"
#include "simulator/xero_organisation.h"
#include "wire/message.h"

namespace crosswalk::simulator::xero_sim {

// GET /Payments, or /Payments/{id} when `named` is not empty.
wire::HttpReply read_payments(const XeroOrganisation& organisation, const wire::HttpRequest& request,
                              const Query& query, const std::string& named, const CallContext& context);
// PUT or POST /Payments, or POST /Payments/{id} when `named` is not empty.
wire::HttpReply write_payments(XeroOrganisation& organisation, const BodyValue& body, WriteMode mode,
                               const Query& query, const std::string& named, const CallContext& context);

}  // namespace crosswalk::simulator::xero_sim
