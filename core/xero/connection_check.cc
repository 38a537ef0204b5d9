#include "xero/connection_check.h"

#include <algorithm>

#include "base/json_tree.h"
#include "xero/errors.h"

namespace crosswalk::xero {
namespace {

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    if (end > at) words.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

bool contains(const std::vector<std::string>& list, const std::string& word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// A scope that writes includes the one that only reads.
bool grants(const std::vector<std::string>& granted, const std::string& wanted) {
  constexpr std::string_view read = ".read";
  if (contains(granted, wanted)) return true;
  return wanted.ends_with(read) && contains(granted, wanted.substr(0, wanted.size() - read.size()));
}

Result<void> check_scopes(const Settings& settings, const std::vector<std::string>& granted) {
  if (granted.empty()) return {};
  std::string missing;
  for (const auto& wanted : words_of(settings.scopes))
    if (!grants(granted, wanted)) missing += (missing.empty() ? "" : ", ") + wanted;
  if (missing.empty()) return {};
  return fail(ErrorKind::config, "Xero signed pair \"" + settings.pair + "\" in, but without " + missing +
                                     ": tick it in the app's settings at developer.xero.com");
}

Result<void> check_tenant(const Settings& settings, Connection& connection, const Stop& stop) {
  const auto body = connection.read("/connections", stop);
  if (!body) return body.error();
  if (!body->is_array() || body->empty())
    return fail(ErrorKind::config,
                "the Xero app of pair \"" + settings.pair +
                    "\" is connected to no organisation: connect it at developer.xero.com");
  if (settings.tenant_id.empty()) return {};
  std::string others;
  for (const auto& connected : *body) {
    const std::string id = member_text(connected, "tenantId");
    if (same_ignoring_case(id, settings.tenant_id)) return {};
    others += (others.empty() ? "" : ", ") + member_text(connected, "tenantName") + " (" + id + ")";
  }
  return fail(ErrorKind::config,
              "xero.tenant_id " + settings.tenant_id + " of pair \"" + settings.pair +
                  "\" is not among the organisations that the app is connected to: " + others);
}

}  // namespace

Result<ConnectionReport> check_connection(const Settings& settings, Connection& connection,
                                          const Stop& stop) {
  const auto signed_in = connection.sign_in(stop);
  if (!signed_in) return signed_in.error();
  ConnectionReport report;
  report.scopes = words_of(signed_in->scope);
  if (auto scopes = check_scopes(settings, report.scopes); !scopes) return scopes.error();
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
