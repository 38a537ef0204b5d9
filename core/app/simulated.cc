#include "app/simulated.h"

#include "simulator/catalogue.h"

namespace crosswalk::app {
namespace {

simulator::xero_sim::ItemNames items() {
  simulator::xero_sim::ItemNames names;
  for (const auto& item : simulator::catalogue()) names.emplace_back(item.item_code, item.name);
  return names;
}

}  // namespace

Simulated::Simulated(Clock& clock, simulator::World world, const SimulatedAccess& access)
    : walmart_(clock, std::move(world), {access.walmart_id, access.walmart_secret.reveal()}),
      xero_(clock, items()),
      cloudsuite_(clock),
      walmart_listener_(walmart_),
      xero_listener_(xero_),
      cloudsuite_listener_(cloudsuite_) {
  simulator::XeroApp app;
  app.client_id = access.xero_id;
  app.secret = access.xero_secret;
  app.scopes = {"accounting.contacts",      "accounting.invoices", "accounting.settings",
                "accounting.settings.read", "accounting.payments", "accounting.banktransactions",
                "accounting.manualjournals"};
  app.tenants = {std::string(simulator::XeroService::tenant_id)};
  // The same as apps that a person allows: with PKCE, and with a secret.
  simulator::XeroApp allowed = app;
  allowed.custom_connection = false;
  allowed.person_has = std::move(allowed.tenants);
  allowed.tenants.clear();
  allowed.redirect_uris = {access.xero_redirect};
  allowed.client_id = access.xero_web_id;
  xero_.add_app(allowed);
  allowed.client_id = access.xero_pkce_id;
  allowed.secret = Secret();
  xero_.add_app(std::move(allowed));
  xero_.add_app(std::move(app));
}

Simulated::~Simulated() {
  walmart_listener_.stop();
  xero_listener_.stop();
  cloudsuite_listener_.stop();
}

Result<void> Simulated::listen(const SimulatedPorts& ports) {
  const auto walmart = walmart_listener_.listen(ports.walmart);
  if (!walmart) return walmart.error();
  walmart_port_ = *walmart;
  const auto xero = xero_listener_.listen(ports.xero);
  if (!xero) return xero.error();
  xero_port_ = *xero;
  const auto cloudsuite = cloudsuite_listener_.listen(ports.cloudsuite);
  if (!cloudsuite) return cloudsuite.error();
  cloudsuite_port_ = *cloudsuite;
  return {};
}

}  // namespace crosswalk::app
