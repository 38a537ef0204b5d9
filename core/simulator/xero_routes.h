// Which part of Xero's stand-in answers a call to the Accounting API. Called under the service's lock, after
// sign-in, limits and scopes.
#pragma once

#include <string>
#include <vector>

#include "simulator/xero_batch.h"
#include "simulator/xero_organisation.h"
#include "wire/message.h"

namespace crosswalk::simulator::xero_sim {

struct Route {
  std::string resource;             // "Invoices"
  std::vector<std::string> behind;  // what follows it in the path
};

// /api.xro/2.0/Invoices/…; nothing: another address.
std::optional<Route> route_of(const Query& query);
// "Invoices", or "Attachments" where the call is about those of a document: what the scope must cover.
std::string_view scoped_resource(const Route& route);

wire::HttpReply answer(XeroOrganisation& organisation, const wire::HttpRequest& request, const Query& query,
                       const Route& route, const CallContext& context);

}  // namespace crosswalk::simulator::xero_sim
