// The example tenant: the books of an invented seller in two accounting entities, the same accounts as in
// Xero's stand-in. Pure function; safe from any thread.
#pragma once

#include "simulator/cloudsuite_classes.h"
#include "simulator/cloudsuite_identity.h"
#include "simulator/cloudsuite_tenant.h"

namespace crosswalk::simulator::cloudsuite_sim {

// Finance enterprise group "1"; entities "100" (USD) and "200" (CAD); their months of 2024 to 2027, all open;
// FinanceDimension1 is the channel, 2 who ships, 3 the customer; systems GL, AR and WM; company "1000" with
// the customers WALMART and ALDERWICK, a buyer of the demo world.
void furnish(CloudSuiteTenant& tenant, const ReceivableNames& names);

// With a service account, and without one (client_credentials).
CloudSuiteApp service_account_app(const std::string& tenant);
CloudSuiteApp client_credentials_app(const std::string& tenant);

// The customer's .ionapi file for `app`. The addresses without a slash at the end; the authorization server
// may be another than the gateway.
std::string ionapi_file(const std::string& tenant, const CloudSuiteApp& app, const std::string& gateway,
                        const std::string& authorization_server);

}  // namespace crosswalk::simulator::cloudsuite_sim
