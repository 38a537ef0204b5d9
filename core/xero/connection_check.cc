#include "xero/connection_check.h"

#include "base/json_tree.h"
#include "xero/consent.h"
#include "xero/errors.h"
#include "xero/scopes.h"

namespace crosswalk::xero {
namespace {

Result<void> check_scopes(const Settings& settings, const std::string& granted) {
  if (granted.empty()) return {};
  const std::string missing = missing_scopes(settings.scopes, granted);
  if (missing.empty()) return {};
  return fail(ErrorKind::config,
              "Xero signed pair \"" + settings.pair + "\" in, but without " + missing +
                  (settings.way == Way::custom ? ": tick it in the app's settings at developer.xero.com"
                                               : "; run: " + whose_tokens(settings.pair).command),
              "xero.client_id");
}

Result<void> check_tenant(const Settings& settings, Connection& connection, const Stop& stop) {
  const auto body = connection.read("/connections", stop);
  if (!body) return body.error();
  if (!body->is_array() || body->empty())
    return fail(ErrorKind::config,
                "the Xero app of pair \"" + settings.pair + "\" is connected to no organisation: " +
                    (settings.way == Way::custom ? "connect it at developer.xero.com"
                                                 : "run: " + whose_tokens(settings.pair).command),
                "xero.client_id");
  if (settings.tenant_id.empty()) return {};
  std::string others;
  for (const auto& connected : *body) {
    const std::string id = member_text(connected, "tenantId");
    if (same_ignoring_case(id, settings.tenant_id)) return {};
    others += (others.empty() ? "" : ", ") + member_text(connected, "tenantName") + " (" + id + ")";
  }
  return fail(ErrorKind::config,
              "xero.tenant_id " + settings.tenant_id + " of pair \"" + settings.pair +
                  "\" is not among the organisations that the app is connected to: " + others,
              "xero.tenant_id");
}

}  // namespace

Result<ConnectionReport> check_connection(const Settings& settings, Connection& connection,
                                          const Stop& stop) {
  const auto signed_in = connection.sign_in(stop);
  if (!signed_in) return signed_in.error();
  ConnectionReport report;
  report.scopes = scope_words(signed_in->scope);
  if (auto scopes = check_scopes(settings, signed_in->scope); !scopes) return scopes.error();
  if (auto tenant = check_tenant(settings, connection, stop); !tenant) return tenant.error();
  const auto body = connection.read("/api.xro/2.0/Organisation", stop);
  if (!body) return body.error();
  const Json* organisations = member(*body, "Organisations");
  if (organisations == nullptr || !organisations->is_array() || organisations->empty())
    return fail(ErrorKind::outside, "Xero named no organisation; check xero.tenant_id");
  report.organisation = member_text(organisations->front(), "Name");
  return report;
}

}  // namespace crosswalk::xero
