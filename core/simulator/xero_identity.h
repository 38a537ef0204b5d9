// XeroIdentity: apps, tokens and connections (facts: "OAuth 2.0", client_credentials). Tokens look like a JWT
// but only this object can tell what they are worth. Not thread-safe: XeroService locks.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "base/secret.h"
#include "simulator/xero_switches.h"
#include "wire/message.h"

namespace crosswalk::simulator::xero_sim {

struct XeroApp {
  std::string client_id;
  Secret secret;
  std::set<std::string> scopes;      // what may be asked for
  std::vector<std::string> tenants;  // tenant ids it is connected to
  bool custom_connection = true;     // one organisation, no tenant header needed
  bool granular_only = true;         // made on or after 2 March 2026: broad scopes are refused
  std::string name = "Crosswalk";    // ProviderName in every answer
};

// What a valid token allows.
struct Grant {
  const XeroApp* app = nullptr;
  std::set<std::string> scopes;
};

// True when one of `granted` allows reading, or writing, the API's `resource` ("Invoices"). Scopes by
// resource: facts, "Scopes"; the broad accounting.transactions and accounting.reports still count where they
// are granted.
bool scope_allows(const std::set<std::string>& granted, std::string_view resource, bool write);
// True for a resource that Xero has, whether or not this stand-in offers it.
bool resource_exists(std::string_view resource);

class XeroIdentity {
 public:
  static constexpr int token_seconds = 1800;

  void add(XeroApp app);
  void revoke_tokens();
  // The connection ends, as when a person disconnects the app inside Xero.
  void disconnect(std::string_view tenant);

  // POST /connect/token.
  wire::HttpReply token(const wire::HttpRequest& request, Instant now);
  // The app behind the bearer token, or the 401.
  std::variant<Grant, wire::HttpReply> authenticate(const wire::HttpRequest& request, Instant now);
  // The tenant that the call is for; empty: the 403.
  std::string tenant_of(const Grant& grant, const wire::HttpRequest& request) const;
  // GET /connections and DELETE /connections/{id}. `names` by tenant id.
  wire::HttpReply connections(const Grant& grant, const wire::HttpRequest& request,
                              const std::map<std::string, std::string>& names, Instant now);

  int tokens_issued() const { return issued_; }
  std::string new_instance();

 private:
  struct Token {
    std::string client_id;
    std::set<std::string> scopes;
    Instant expires;
    bool revoked = false;
  };

  std::map<std::string, XeroApp, std::less<>> apps_;
  std::map<std::string, Token, std::less<>> tokens_;
  int issued_ = 0;
  int instances_ = 0;
};

}  // namespace crosswalk::simulator::xero_sim
